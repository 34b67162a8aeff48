"""engine.md's "Files" and "rank", read aloud in plain Python: slow, no arrays, nothing shared with the engine.

`plain_rank` takes the bytes of the files and answers what the command must: exit status, the bytes of the ranking, and
(file, line, column) of every refused row.
"""

import datetime
import re
from typing import NamedTuple

LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"]
PEOPLE = (
    "id occupations skills languages education region mobility destinations licences born available_from registered_on"
)
OFFERS = (
    "id occupation starts_on region country alternatives seats min_years min_years_strict skills_required skills_wanted "
    "languages_required languages_wanted min_education licences min_age max_age"
)
OWN_NEIGHBOURS = """1 KIT,1 NIO,10 6,10 8,2 4,2 BKO,2 BOU,2 DIO,2 KIT,2 NAR,2 NIO,3 BOU,3 DIO,3 KOU,4 5,4 6,4 DIO,4 KOU,4 NAR,4 SAN,
5 6,5 BAN,5 DOU,5 SAN,6 7,6 8,6 DOU,7 8,7 9,8 9,BAN DOU,BAN SAN,BOU DIO,DIO KOU,KIT NIO,KOU SAN,NAR NIO"""


class Unusable(Exception):
    """Exit status 2."""


class Answer(NamedTuple):
    """What the run leaves behind."""

    status: int
    ranking: bytes | None
    rejects: list[tuple[str, int, str]]


def decoded(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable("undecodable")


def records(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Split a text into (first physical line, cells), character by character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[tuple[int, list[str]]] = []
    cells: list[str] = []
    cell, quoted, line, first, place = "", False, 1, 1, 0
    while place < len(text):
        char = text[place]
        if quoted and char == '"' and text[place + 1 : place + 2] == '"':
            cell, place = cell + '"', place + 1
        elif char == '"' and (quoted or not cell):
            quoted = not quoted
        elif quoted or char not in (delimiter, "\n"):
            cell += char
        elif char == delimiter:
            cells, cell = [*cells, cell], ""
        else:
            found.append((first, [*cells, cell]))
            cells, cell = [], ""
        if char == "\n":
            line += 1
            if not quoted:
                first = line
        place += 1
    if cell or cells:
        found.append((first, [*cells, cell]))
    stripped = [(line, [cell.strip() for cell in row]) for line, row in found]
    return [(line, row) for line, row in stripped if any(row)]


def table(data: bytes, names: list[str], required: list[str]) -> list[tuple[int, dict[str, str], bool]]:
    """Return (line, cells by known column, too wide) of every row; Unusable where the file cannot be used."""
    text = decoded(data)
    rows = max((records(text, delimiter) for delimiter in ",;\t"), key=lambda rows: len(rows[0][1]) if rows else 0)
    if not rows:
        raise Unusable("no header")
    header = rows[0][1]
    if any(header.count(name) > 1 for name in header if name) or any(name not in header for name in required):
        raise Unusable("header")
    answer = []
    for line, cells in rows[1:]:
        padded = cells + [""] * len(header)
        answer.append(
            (line, {n: padded[header.index(n)] if n in header else "" for n in names}, len(cells) > len(header))
        )
    return answer


def items(cell: str) -> list[str]:
    kept: list[str] = []
    for item in cell.split(";"):
        if item.strip() and item.strip() not in kept:
            kept.append(item.strip())
    return kept


def is_whole(text: str, low: int, high: int) -> bool:
    if not re.fullmatch("-?[0-9]+", text) or len(text.lstrip("-0")) > 10:
        return False
    return low <= int(text) <= high


def is_day(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        day(text)
    except ValueError:
        return False
    return True


def day(text: str) -> datetime.date:
    return datetime.date(*map(int, text.split("-")))


def is_group(text: str) -> bool:
    return bool(re.fullmatch("[0-9]{4}", text))


def is_declared(text: str) -> bool:
    group, _, years = text.partition(":")
    return is_group(group) and (not years or is_whole(years, 0, 10**9))


def is_language(text: str) -> bool:
    code, _, level = text.partition(":")
    return code != "" and level in LEVELS


def well_formed(column: str, cell: str) -> bool:
    """Tell whether a non-empty cell has its stated form."""
    if column == "occupations":
        return len(items(cell)) <= 3 and all(map(is_declared, items(cell)))
    if column in ("languages", "languages_required", "languages_wanted"):
        return all(map(is_language, items(cell)))
    if column == "born" and re.fullmatch("[0-9]{4}", cell):
        return cell != "0000"
    if column in ("born", "available_from", "registered_on", "starts_on"):
        return is_day(cell)
    if column in ("occupation", "alternatives"):
        return all(map(is_group, [cell] if column == "occupation" else items(cell)))
    bounds = {"seats": (1, 10**9), "min_years": (0, 10**9), "min_years_strict": (0, 1), "closeness": (0, 1000)}
    bounds |= {"min_age": (0, 150), "max_age": (0, 150), "education": (0, 8), "min_education": (0, 8)}
    return is_whole(cell, *bounds[column]) if column in bounds else True


def sift(name, rows, names, required, rejects):
    """Keep the good rows; add (file, line, first faulty column) of the others to `rejects`."""
    good, seen = [], set()
    for line, cells, too_wide in rows:
        faulty = [n for n in names if (not well_formed(n, cells[n]) if cells[n] else n in required)]
        if "id" in names and cells["id"]:
            faulty += ["id"] * (cells["id"] in seen)
            seen.add(cells["id"])
        if name == "offers" and (cells["region"] == "") == (cells["country"] == ""):
            faulty.append("region")
        if name == "related":
            faulty += [n for n in ("a", "b") if cells[n] and not is_group(cells[n])]
        if faulty or too_wide:
            rejects.append((name, line, min(faulty, key=names.index) if faulty else ""))
        else:
            good.append(cells)
    return good


def prefix_worth(one: str, other: str) -> int:
    for digits, worth in ((4, 1000), (3, 600), (2, 300), (1, 100)):
        if one[:digits] == other[:digits]:
            return worth
    return 0


def speaks(person, wanted: str) -> bool:
    code, level = wanted.split(":")
    held = [item.split(":")[1] for item in items(person["languages"]) if item.split(":")[0] == code]
    return any(LEVELS.index(has) >= LEVELS.index(level) for has in held)


def counting(person, offer, related):
    """Return (O, E, years, place) of the declared occupation used, or None."""
    need = int(offer["min_years"] or 0) or 3
    best = None
    for place, item in enumerate(items(person["occupations"])):
        group, _, years = item.partition(":")
        asked = [offer["occupation"], *items(offer["alternatives"])]
        close = max(max(prefix_worth(group, a), related.get((group, a), 0), related.get((a, group), 0)) for a in asked)
        full = min(1000, 1000 * int(years or 0) // need)
        if close > 0 and (best is None or 45 * close + 10 * full > 45 * best[0] + 10 * best[1]):
            best = (close, full, int(years or 0), place)
    return best


def age_on(born: str, on: datetime.date) -> int:
    year, month, of_month = map(int, (born if "-" in born else born + "-07-01").split("-"))
    if (month, of_month) == (2, 29):
        month, of_month = 3, 1
    return on.year - year - (1 if (on.month, on.day) < (month, of_month) else 0)


def failures(person, offer, used) -> list[str]:
    """Return the codes of the conditions that fail, in the order of engine.md."""
    starts = day(offer["starts_on"])
    failed = ["OCCUPATION"] if used is None else []
    if (
        used
        and offer["min_years_strict"]
        and int(offer["min_years_strict"]) == 1
        and used[2] < int(offer["min_years"] or 0)
    ):
        failed.append("YEARS")
    if set(items(offer["skills_required"])) - set(items(person["skills"])):
        failed.append("SKILL")
    if not all(speaks(person, wanted) for wanted in items(offer["languages_required"])):
        failed.append("LANGUAGE")
    if int(person["education"] or 0) < int(offer["min_education"] or 0):
        failed.append("EDUCATION")
    if set(items(offer["licences"])) - set(items(person["licences"])):
        failed.append("LICENCE")
    if offer["country"]:
        there = {offer["country"], "*"} & set(items(person["destinations"]))
    else:
        there = offer["region"] == person["region"] or {offer["region"], "*"} & set(items(person["mobility"]))
    if not there:
        failed.append("PLACE")
    if person["available_from"] and day(person["available_from"]) > starts:
        failed.append("DATE")
    if offer["min_age"] or offer["max_age"]:
        low, high = int(offer["min_age"] or -9999), int(offer["max_age"] or 9999)
        if not person["born"] or not low <= age_on(person["born"], starts) <= high:
            failed.append("AGE")
    return failed


def parts_of(person, offer, used, neighbours) -> list[int]:
    """Return O, S, E, L, P."""
    skills, languages = items(offer["skills_wanted"]), items(offer["languages_wanted"])
    held = [skill for skill in skills if skill in items(person["skills"])]
    spoken = [wanted for wanted in languages if speaks(person, wanted)]
    s = 1000 * len(held) // len(skills) if skills else 1000
    spoken_share = 1000 * len(spoken) // len(languages) if languages else 1000
    place = 0
    if offer["country"] or person["region"] == offer["region"]:
        place = 1000
    elif {(person["region"], offer["region"]), (offer["region"], person["region"])} & neighbours:
        place = 500
    return [used[0] if used else 0, s, used[1] if used else 0, spoken_share, place]


def order_of(score: int, person) -> tuple[int, bool, str, str]:
    return -score, not person["registered_on"], person["registered_on"], person["id"]


def quoted(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\n\r') else text


def tables(offers, people, weights, neighbours, related, top) -> bytes:
    """Return the bytes of the ranking."""
    lines = ["offer_id,rank,person_id,score,O,S,E,L,P"]
    for offer in offers:
        ranked = []
        for person in people:
            used = counting(person, offer, related)
            if not failures(person, offer, used):
                parts = parts_of(person, offer, used, neighbours)
                ranked.append((sum(w * p for w, p in zip(weights, parts, strict=True)), person, parts))
        ranked.sort(key=lambda entry: order_of(entry[0], entry[1]))
        for rank, (score, person, parts) in enumerate(ranked[:top], start=1):
            lines.append(",".join(map(quoted, [offer["id"], rank, person["id"], score, *parts])))
    return "".join(line + "\n" for line in lines).encode()


def own_neighbours() -> set[tuple[str, str]]:
    pairs = [pair.split() for pair in OWN_NEIGHBOURS.replace("\n", "").split(",")]
    return {(f"ML-{a}", f"ML-{b}") for a, b in pairs}


def plain_rank(people, offers, top=50, neighbours=None, related=None, weights=(45, 25, 10, 10, 10)) -> Answer:
    """Answer as `baarasira rank` must, from the bytes of its files (None for an option not given)."""
    rejects: list[tuple[str, int, str]] = []
    try:
        wanted = [
            ("people", people, PEOPLE.split(), ["id"]),
            ("offers", offers, OFFERS.split(), ["id", "occupation", "starts_on"]),
            ("neighbours", neighbours, ["a", "b"], ["a", "b"]),
            ("related", related, ["a", "b", "closeness"], ["a", "b", "closeness"]),
        ]
        read = [(name, table(data, n, req), n, req) for name, data, n, req in wanted if data is not None]
    except Unusable:
        return Answer(2, None, [])
    kept = {name: sift(name, rows, names, required, rejects) for name, rows, names, required in read}
    touching = {(row["a"], row["b"]) for row in kept["neighbours"]} if "neighbours" in kept else own_neighbours()
    close: dict[tuple[str, str], int] = {}
    for row in kept.get("related", []):
        pair = (row["a"], row["b"])
        close[pair] = max(close.get(pair, 0), int(row["closeness"]))
    ranking = tables(kept["offers"], kept["people"], weights, touching, close, top)
    return Answer(1 if rejects else 0, ranking, rejects)
