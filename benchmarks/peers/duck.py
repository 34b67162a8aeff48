"""DuckDB, in memory, two threads.

What was done to be quick: a table per first digit, of the people who declare it, so OCCUPATION reads a fraction of the
register; narrow columns; sets as bits; every skill one bit of one of 97 columns, so an offer reads only the columns of its
own skills; constants in the text of the query; score, tie and parts in one 64-bit key, so that the top 50 are found on one
column. Shapes: one query per offer, by one client or two at once; one query for twenty offers (UNION ALL). A fourth, offers
as rows of a table joined to people with max(key, 50) by offer, was tried and left out: README.md says what it took.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import duckdb
import numpy as np

from ..answers import Answer
from ..questions import prepare, question_of
from . import sql
from .base import Settings

DIALECT = sql.Dialect("//", sql.WORD_TEST)
_UNION = 20


class Duck:
    """See the module."""

    shapes = ("one query per offer", "one query per offer, two clients", "twenty offers in one query")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shape = self.shapes[0]

    def load(self) -> None:
        """Fill a table per first digit, sorted by tie."""
        data = self.settings.data
        self.questions = [question_of(data.words, asked) for asked in data.offers]
        prepared = prepare(data.words, data.people)
        self.row_of_tie = np.argsort(prepared.tie).astype(np.int32)
        columns = sql.columns(data.words, data.people, prepared) | sql.skill_words(data.people)
        self.connection = duckdb.connect(config={"threads": self.settings.threads})
        for digit in range(10):
            rows = self.row_of_tie[(prepared.majors[self.row_of_tie] >> digit & 1).astype(bool)]
            part = {name: column[rows] for name, column in columns.items()}
            self.connection.register("part", part)
            self.connection.execute(f"CREATE TABLE people_{digit} AS SELECT * FROM part")
            self.connection.unregister("part")
        self.cursors = [self.connection.cursor() for _ in range(2)]

    def use(self, shape: str) -> None:
        """Ask in this shape."""
        self.shape = shape

    def _keys(self, offer: int) -> str:
        """Return a SELECT of the 50 greatest keys of an offer."""
        question, seen, parts = self.questions[offer], 0, []
        for digit in question.digits:
            # Who stands in two of the tables is taken from the first.
            extra = [f"(majors & {seen}) = 0"] if seen else []
            parts.append(sql.scored(question, f"people_{digit}", DIALECT, extra, "tie"))
            seen |= 1 << digit
        rows = " UNION ALL ".join(f"({part})" for part in parts)
        return (
            f"SELECT {sql.key(self.settings.weights)} AS key FROM ({rows}) ORDER BY key DESC LIMIT {self.settings.top}"
        )

    def _one(self, cursor: duckdb.DuckDBPyConnection, offer: int) -> Any:
        return cursor.execute(self._keys(offer)).fetchnumpy()["key"]

    def _share(self, turn: int, offers: Sequence[int]) -> list[Any]:
        return [self._one(self.cursors[turn], offer) for offer in offers[turn::2]]

    def _union(self, offers: Sequence[int]) -> list[Any]:
        text = " UNION ALL ".join(
            f"(SELECT {place} AS n, key FROM ({self._keys(o)}))" for place, o in enumerate(offers)
        )
        found = self.connection.execute(text).fetchnumpy()
        return [np.sort(found["key"][found["n"] == place])[::-1] for place in range(len(offers))]

    def rank(self, offers: Sequence[int]) -> list[Any]:
        """Return the keys of each offer."""
        if self.shape == self.shapes[0]:
            return [self._one(self.connection, offer) for offer in offers]
        if self.shape == self.shapes[1]:
            with ThreadPoolExecutor(2) as pool:
                halves = list(pool.map(lambda turn: self._share(turn, offers), range(2)))
            return [halves[place % 2][place // 2] for place in range(len(offers))]
        return [keys for start in range(0, len(offers), _UNION) for keys in self._union(offers[start : start + _UNION])]

    def answers(self, offers: Sequence[int], found: list[Any]) -> list[Answer]:
        """Read the keys."""
        answers = []
        for offer, keys in zip(offers, found, strict=True):
            tie, scores, parts = sql.decode(self.questions[offer], np.asarray(keys, np.int64))
            answers.append(Answer.of(self.row_of_tie[tie], scores, parts))
        return answers

    def memory(self) -> dict[str, int]:
        """Nothing is held elsewhere."""
        return {}

    def close(self) -> None:
        """Close the database."""
        self.connection.close()


def make(settings: Settings) -> Duck:
    """Return the peer."""
    return Duck(settings)
