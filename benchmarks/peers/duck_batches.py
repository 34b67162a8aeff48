"""DuckDB's other way: offers as rows of a table, joined to people, many offers in one pass, max(key, 50) by offer.

Constants become columns here, so sets must be comparable column by column: skills are a list, languages one whole
number of four bits each (three of level, one guard), closeness a list by unit group.
"""

from collections.abc import Sequence

import duckdb
import numpy as np
import numpy.typing as npt

from ..questions import Question
from . import sql

GUARD = 8
MOST_WANTED = 8
PEOPLE = """
CREATE TABLE {name} AS SELECT p.tie, places, majors, free, education, licences, birthday, region, i1, i2, i3, y1, y2, y3,
spoken, skills FROM {source} p JOIN skill_lists s ON s.tie = p.tie ORDER BY p.tie
"""
ASKED = (
    "n INT, bit INT, majors INT, starts INT, education SMALLINT, licences SMALLINT, born_after INT, born_upto INT, "
    "needed BIGINT, spoken1 BIGINT, spoken2 BIGINT, guard1 BIGINT, guard2 BIGINT, need INT, strict BOOL, close INT[], "
    "places INT[], required SMALLINT[], many_wanted INT, many_spoken INT, "
    + ", ".join(f"k{place} SMALLINT" for place in range(MOST_WANTED))
)


def packed(levels: Sequence[tuple[int, int]]) -> int:
    """Return (language, level) pairs in four bits each."""
    return sum(level << 4 * language for language, level in levels)


def asked_row(place: int, question: Question) -> list[object]:
    """Return the row of an offer."""
    wanted = [*question.languages_wanted, (0, 0), (0, 0)][:2]
    highest: dict[int, int] = {}
    for language, level in question.languages_required:
        highest[language] = max(level, highest.get(language, 0))
    aged = question.born_upto is not None or question.born_after is not None
    worths = [1000] * 21 if question.place_worths is None else question.place_worths.tolist()
    return [
        place,
        sql.signed(question.place_bit),
        question.majors,
        question.starts_on,
        question.education,
        question.licences,
        max(question.born_after or 0, 0) if aged else -1,
        question.born_upto or 99_999_999,
        packed(list(highest.items())),
        packed(wanted[:1]),
        packed(wanted[1:]),
        *(GUARD << 4 * language if level else 0 for language, level in wanted),
        question.need,
        question.strict,
        question.closeness.tolist(),
        worths,
        list(question.skills_required),
        len(question.skills_wanted),
        len(question.languages_wanted),
        *[*question.skills_wanted, *[-1] * MOST_WANTED][:MOST_WANTED],
    ]


def _worth(place: int) -> str:
    o = f"a.close[i{place}]"
    e = f"least(1000, 1000 * y{place} // need)"
    return f"({o} > 0)::int * (((45 * {o} + 10 * {e}) * 4 + {3 - place}) * 1024 + {o})"


def query(source: str, asked: str, weights: Sequence[int], top: int, languages: int) -> str:
    """Return the query of a batch: some offers against a table of people."""
    guard = sum(GUARD << 4 * language for language in range(languages))
    held = " + ".join(f"list_contains(p.skills, k{place})::int" for place in range(MOST_WANTED))
    near = (
        f"SELECT n, tie, greatest({_worth(1)}, {_worth(2)}, {_worth(3)}) AS v, strict, many_wanted, many_spoken, "
        f"{held} AS held, "
        f"((((spoken | {guard}) - spoken1) & guard1) = guard1 AND many_spoken > 0)::int + "
        f"((((spoken | {guard}) - spoken2) & guard2) = guard2 AND many_spoken > 1)::int AS spoken, "
        "(a.places[region + 1] // 500)::int AS p "
        f"FROM {source} p, {asked} a WHERE free <= starts AND p.education >= a.education AND (p.places & bit) <> 0 "
        "AND (p.majors & a.majors) <> 0 AND (p.licences & a.licences) = a.licences "
        "AND birthday > born_after AND birthday <= born_upto "
        f"AND ((spoken | {guard}) - needed) & {guard} = {guard} "
        "AND list_has_all(p.skills, a.required)"
    )
    parts = (
        "SELECT n, tie, v & 1023 AS o, CASE WHEN many_wanted > 0 THEN 1000 * held // many_wanted ELSE 1000 END AS s, "
        "((v >> 12) - 45 * (v & 1023)) // 10 AS e, "
        "CASE WHEN many_spoken > 0 THEN 1000 * spoken // many_spoken ELSE 1000 END AS l, p, held, spoken, strict "
        f"FROM ({near})"
    )
    return f"SELECT n, max({sql.key(weights)}, {top}) AS keys FROM ({parts}) WHERE e = 1000 OR NOT strict GROUP BY n"


class Batches:
    """People in the form of this shape, beside the tables of the other shapes."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, weights: Sequence[int], top: int, languages: int) -> None:
        self.connection, self.weights, self.top, self.languages = connection, weights, top, languages
        connection.execute(f"CREATE TABLE every_offer ({ASKED})")

    def load_skills(self, ties: npt.NDArray[np.int32], skills: npt.NDArray[np.int16]) -> None:
        """Make lists of skills from pairs (person, skill)."""
        self.connection.register("pairs", {"tie": ties, "skill": skills})
        self.connection.execute("CREATE TABLE skill_lists AS SELECT tie, list(skill) AS skills FROM pairs GROUP BY tie")
        self.connection.unregister("pairs")

    def load(self, digit: int, source: str) -> None:
        """Make the table of one first digit from the columns registered as `source`."""
        self.connection.execute(PEOPLE.format(name=f"batch_{digit}", source=source))

    def load_offers(self, questions: Sequence[Question]) -> None:
        """Fill the table of offers, all of them, before the clock runs."""
        rows = [asked_row(place, question) for place, question in enumerate(questions)]
        columns: dict[str, npt.NDArray[np.generic]] = {}
        for name, values in zip((part.split()[0] for part in ASKED.split(", ")), zip(*rows, strict=True), strict=True):
            listed = isinstance(values[0], list)
            columns[name] = np.empty(len(values), object) if listed else np.array(values)
            columns[name][:] = values
        self.connection.register("rows", columns)
        self.connection.execute("INSERT INTO every_offer SELECT * FROM rows")
        self.connection.unregister("rows")

    def rank(self, digits: Sequence[int], offers: Sequence[int]) -> dict[int, np.ndarray]:
        """Rank offers of the same first digits in one query; return the keys, best first, by offer."""
        source = f"batch_{digits[0]}" if len(digits) == 1 else self._several(digits)
        asked = f"(SELECT * FROM every_offer WHERE n IN ({', '.join(map(str, offers))}))"
        found = self.connection.execute(query(source, asked, self.weights, self.top, self.languages)).fetchall()
        return {n: np.array(keys, np.int64) for n, keys in found}

    @staticmethod
    def _several(digits: Sequence[int]) -> str:
        """Return the people of several first digits, each once."""
        parts, seen = [], 0
        for digit in digits:
            parts.append(f"SELECT * FROM batch_{digit} WHERE (majors & {seen}) = 0")
            seen |= 1 << digit
        return f"({' UNION ALL '.join(parts)})"
