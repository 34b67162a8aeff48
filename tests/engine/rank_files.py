"""Random files for ranking, from a seed: small vocabularies so that ties and repeats abound, bad cells, any dialect.

`strict` is how often an offer sets a condition and `bad` how often a cell is wrong, both from 0 to 1: with few
conditions many people are eligible and ties decide, with many of them few are.
"""

import csv
import io
from random import Random
from typing import NamedTuple

GROUPS = ["7212", "7213", "7221", "7411", "9313", "9312", "0110", "6111", "1000"]
REGIONS = ["ML-1", "ML-KIT", "ML-NIO", "ML-BKO", "ML-2", "XX", "ml-1", "ML-77"]
COUNTRIES = ["ES", "SA", "KW", "es", "ZZ"]
LANGUAGES = ["fr", "bm", "snk", "FR"]
LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"]
SKILLS = ["S1", "S2", "S3", "s1", "soudure"]
LICENCES = ["B", "C", "CE", "*"]
DAYS = ["2026-03-01", "2026-02-28", "2028-02-29", "2026-07-01", "2026-06-30", "2027-01-01"]
BIRTHS = ["2000", "2000-02-29", "2008-03-01", "2008-02-29", "1976-07-01", "1996", "2030", "0001-01-01"]
YEARS = ["0", "1", "2", "3", "5", "007", "40", "-0"]
ODD_IDS = ["é", "a,b", 'q"q', "ﬀ", "𝒜", "two\nlines", " spaced ", "Z", "", "p1", "p2"]

BAD_DAYS = ["31/12/1985", "2026-02-30", "2026-2-1", "20260201", "1985", "2026-W01-1", "0000-01-01"]
BAD_NUMBERS = ["-1", "2000000000", "1e3", "deux", "1_0", "1" * 5000, "１", "+1", "3.0"]
BAD_LANGUAGES = ["fr", "fr:B3", "fr:b1", ":B1", "fr: B1", "fr:B1:C1", "fr:B1;bm"]
BAD = {
    "occupations": ["72", "7212:x", "7212;7213;7221;7411", "7212:-1", "soudeur", "٧٢١٢", "7212:1:2", "7212:9999999999"],
    "languages": BAD_LANGUAGES,
    "education": ["9", *BAD_NUMBERS],
    "born": ["vers 1985", "85", "0000", "1985-13-01", "19855", *BAD_DAYS[:4]],
    "available_from": BAD_DAYS,
    "registered_on": BAD_DAYS,
    "occupation": ["721", "72123", "abcd", "721²", ""],
    "starts_on": [*BAD_DAYS, ""],
    "alternatives": ["721", "7212;72"],
    "seats": ["0", *BAD_NUMBERS],
    "min_years": BAD_NUMBERS,
    "min_years_strict": ["2", "oui", "TRUE"],
    "languages_required": BAD_LANGUAGES,
    "languages_wanted": BAD_LANGUAGES,
    "min_education": ["9", *BAD_NUMBERS],
    "min_age": ["151", *BAD_NUMBERS],
    "max_age": ["151", *BAD_NUMBERS],
}


class Mix(NamedTuple):
    """The seeded source and its two dials."""

    random: Random
    strict: float = 0.3
    bad: float = 0.02

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *values: str) -> str:
        return self.random.choice(values)

    def listed(self, values: list[str], most: int) -> str:
        """A list cell: repeated and empty items, some with spaces around."""
        items = [
            self.random.choice([*values, *values, "", f" {values[0]} "]) for _ in range(self.random.randint(0, most))
        ]
        return ";".join(items)

    def languages(self, most: int) -> str:
        return self.listed([f"{self.pick(*LANGUAGES)}:{self.pick(*LEVELS)}" for _ in range(4)], most)

    def spoil(self, row: dict[str, str]) -> dict[str, str]:
        """Put something wrong into some cells."""
        return {
            name: self.pick(*BAD[name]) if name in BAD and self.chance(self.bad) else cell for name, cell in row.items()
        }

    def asked(self, value: str) -> str:
        """The cell of a condition, empty where the offer does not set it."""
        return value if self.chance(self.strict) else ""


def declared(mix: Mix) -> str:
    group = mix.pick(*GROUPS)
    return mix.pick(group, f"{group}:", *(f"{group}:{mix.pick(*YEARS)}" for _ in range(4)))


def person(mix: Mix, number: int) -> dict[str, str]:
    row = {
        "id": mix.pick(*ODD_IDS) if mix.chance(0.15) else f"p{number * 7 % 97}",
        "occupations": ";".join(declared(mix) for _ in range(mix.random.randint(0, 3))),
        "skills": mix.listed(SKILLS, 4),
        "languages": mix.languages(3),
        "education": mix.pick("", "0", "3", "5", "8", "-0", "03"),
        "region": mix.pick("", *REGIONS),
        "mobility": mix.listed([*REGIONS, "*"], 3),
        "destinations": mix.listed([*COUNTRIES, "*"], 3),
        "licences": mix.listed(LICENCES, 2),
        "born": mix.pick("", *BIRTHS),
        "available_from": mix.pick("", "", *DAYS[:2]),
        "registered_on": mix.pick("", *DAYS[:3]),
    }
    return mix.spoil(row)


def offer(mix: Mix, number: int) -> dict[str, str]:
    region, country = (mix.pick(*REGIONS), "") if mix.chance(0.7) else ("", mix.pick(*COUNTRIES, "*"))
    if mix.chance(mix.bad * 3):
        region, country = mix.random.choice([("", ""), ("ML-1", "ES")])
    row = {
        "id": mix.pick("o1", "o,2", "") if mix.chance(0.1) else f"o{number}",
        "occupation": mix.pick(*GROUPS),
        "starts_on": mix.pick(*DAYS),
        "region": region,
        "country": country,
        "alternatives": mix.listed(GROUPS, 2),
        "seats": mix.pick("", "1", "4"),
        "min_years": mix.pick("", *YEARS),
        "min_years_strict": mix.asked(mix.pick("0", "1")),
        "skills_required": mix.asked(mix.listed(SKILLS, 2)),
        "skills_wanted": mix.listed(SKILLS, 4),
        "languages_required": mix.asked(mix.languages(2)),
        "languages_wanted": mix.languages(3),
        "min_education": mix.asked(mix.pick("0", "3", "5")),
        "licences": mix.asked(mix.listed(LICENCES, 2)),
        "min_age": mix.asked(mix.pick("0", "17", "18", "25", "26", "49")),
        "max_age": mix.asked(mix.pick("0", "17", "18", "25", "26", "49", "150")),
    }
    return mix.spoil(row)


def spelled(mix: Mix, rows: list[dict[str, str]], names: list[str]) -> bytes:
    """Write rows in a random dialect: separators, line ends, encodings, unknown columns, blank lines, one row too long."""
    line_end, extra = mix.pick("\n", "\r\n"), mix.random.randint(0, 2)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mix.pick(",", ";", "\t"), lineterminator=line_end)
    writer.writerow([*(f" extra{n} " for n in range(extra)), *(f"{name} " for name in names)])
    for row in rows:
        cells = [*("x" for _ in range(extra)), *(row[name] for name in names)]
        writer.writerow([*cells, mix.pick("", "y")] if mix.chance(mix.bad) else cells)
        if mix.chance(0.1):
            out.write(mix.pick("", "  ") + line_end)
    text = out.getvalue()
    try:
        return text.encode(mix.pick("utf-8", "utf-8-sig", "cp1252"))
    except UnicodeEncodeError:
        return text.encode()


def columns(mix: Mix, names: list[str], required: list[str]) -> list[str]:
    """The columns of a file in any order, some optional ones left out."""
    kept = [name for name in names if name in required or not mix.chance(0.07)]
    mix.random.shuffle(kept)
    return kept


def people_file(mix: Mix, count: int) -> bytes:
    """Return the bytes of a file of people."""
    rows = [person(mix, number) for number in range(count)]
    return spelled(mix, rows, columns(mix, list(person(mix, 0)), ["id"]))


def offers_file(mix: Mix, count: int) -> bytes:
    """Return the bytes of a file of offers."""
    rows = [offer(mix, number) for number in range(count)]
    return spelled(mix, rows, columns(mix, list(offer(mix, 0)), ["id", "occupation", "starts_on", "region"]))


def neighbours_file(mix: Mix) -> bytes:
    """Return the bytes of a table of regions that touch, now and then with an empty cell."""
    rows = [{"a": mix.pick(*REGIONS, ""), "b": mix.pick(*REGIONS)} for _ in range(mix.random.randint(0, 9))]
    return spelled(mix, rows, ["a", "b"])


def related_file(mix: Mix) -> bytes:
    """Return the bytes of a table of related occupations, now and then with a bad closeness."""
    rows = [
        {
            "a": mix.pick(*GROUPS),
            "b": mix.pick(*GROUPS, "72") if mix.chance(0.2) else mix.pick(*GROUPS),
            "closeness": mix.pick("0", "1", "100", "450", "600", "999", "1000", "1001" if mix.chance(0.1) else "300"),
        }
        for _ in range(mix.random.randint(0, 9))
    ]
    return spelled(mix, rows, ["closeness", "a", "b"])
