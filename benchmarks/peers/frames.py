"""Polars, on two threads.

What was done to be quick: a frame per first digit, so OCCUPATION reads a fraction of the register; narrow columns; sets as
bits; every skill one bit of one of 97 columns, so an offer touches only the columns of its own skills; conditions before
scores; O and E of a pair (unit group, years) read from one small table; score, tie and parts in one key, so that `top_k`
works on one column. Shapes: one lazy query per offer, on the streaming engine or not; twenty lazy queries collected at once;
and two eager steps, filter then score.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from ..answers import Answer
from ..questions import Question, prepare, question_of
from . import sql
from .base import Settings

_TOGETHER = 20
_LOW = (1 << sql.LOW_BITS) - 1


def _conditions(question: Question, seen: int) -> pl.Expr:
    """Return every condition but OCCUPATION and YEARS; `seen` are the digits whose frames were looked at before."""
    tests = [(pl.col("places") & sql.signed(question.place_bit)) != 0, pl.col("free") <= question.starts_on]
    if seen:
        tests.append((pl.col("majors") & seen) == 0)
    if question.education:
        tests.append(pl.col("education") >= question.education)
    if question.licences:
        tests.append((pl.col("licences") & question.licences) == question.licences)
    if question.born_upto is not None or question.born_after is not None:
        tests.append(pl.col("birthday") > max(question.born_after or 0, 0))
    if question.born_upto is not None:
        tests.append(pl.col("birthday") <= question.born_upto)
    tests += [pl.col(f"l{language}") >= level for language, level in question.languages_required]
    tests += [_has(skill) for skill in question.skills_required]
    return pl.all_horizontal(tests)


def _has(skill: int) -> pl.Expr:
    word, bit = divmod(skill, sql.WORD_BITS)
    return (pl.col(f"w{word}") & (1 << bit)) != 0


def _count(tests: Sequence[pl.Expr]) -> pl.Expr:
    count = pl.lit(0, pl.Int64)
    for test in tests:
        count = count + test.cast(pl.Int64)
    return count


def _place(question: Question) -> pl.Expr:
    """Return P halved twice: 2, 1 or 0."""
    if question.place_worths is None:
        return pl.lit(2, pl.Int64)
    return pl.lit(pl.Series("p", question.place_worths // 500, pl.Int64)).gather(pl.col("region"))


def _worth(question: Question) -> pl.Expr:
    """Return the worth of the occupation that counts, as `questions.best_worth`; its table is read with three gathers."""
    table = question.worth_table()
    tables = [np.where(table > 0, table | (place << 3), 0) for place in (2, 1, 0)]
    series = [pl.lit(pl.Series("t", values, pl.Int32)) for values in tables]
    return pl.max_horizontal(*(part.gather(pl.col(f"c{place}")) for place, part in enumerate(series)))


class Frames:
    """See the module."""

    shapes = ("lazy, one offer", "lazy, streaming", "lazy, twenty offers at once", "eager, two steps")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shape = self.shapes[0]

    def load(self) -> None:
        """Make a frame per first digit."""
        data = self.settings.data
        self.questions = [question_of(data.words, asked) for asked in data.offers]
        prepared = prepare(data.words, data.people)
        self.row_of_tie = np.argsort(prepared.tie).astype(np.int32)
        columns = sql.columns(data.words, data.people, prepared) | sql.skill_words(data.people)
        columns |= {f"c{place}": prepared.codes[place].astype(np.uint32) for place in range(3)}
        columns["region"] = data.people.region.astype(np.uint32)
        unused = {f"{letter}{place}" for letter in "gy" for place in (1, 2, 3)}
        self.frames = []
        for digit in range(10):
            rows = self.row_of_tie[(prepared.majors[self.row_of_tie] >> digit & 1).astype(bool)]
            frame = pl.DataFrame({name: column[rows] for name, column in columns.items() if name not in unused})
            self.frames.append(frame)

    def use(self, shape: str) -> None:
        """Ask in this shape."""
        self.shape = shape

    def _scores(self, frame: Any, question: Question) -> Any:
        """Return the keys of filtered rows, in `sql.key`'s layout, greatest 50; `frame` is lazy or eager alike."""
        weights = self.settings.weights
        frame = frame.select(
            pl.col("tie"),
            _worth(question).alias("v"),
            _count([_has(skill) for skill in question.skills_wanted]).alias("held"),
            _count([pl.col(f"l{place}") >= level for place, level in question.languages_wanted]).alias("spoken"),
            _place(question).alias("p"),
        )
        o = pl.lit(pl.Series("o", (0, 100, 300, 600, 1000), pl.Int64)).gather(pl.col("v") % 8)
        frame = frame.with_columns(o.alias("o"), (pl.col("v") // 32).cast(pl.Int64).alias("worth"))
        frame = frame.with_columns(((pl.col("worth") - 45 * pl.col("o")) // 10).alias("e"))
        if question.strict:
            frame = frame.filter(pl.col("e") == 1000)
        wanted, languages = len(question.skills_wanted), len(question.languages_wanted)
        s = 1000 * pl.col("held") // wanted if wanted else pl.lit(1000, pl.Int64)
        spoken = 1000 * pl.col("spoken") // languages if languages else pl.lit(1000, pl.Int64)
        e, p = pl.col("e"), pl.col("p")
        score = weights[0] * pl.col("o") + weights[1] * s + weights[2] * e + weights[3] * spoken + weights[4] * 500 * p
        low = (pl.col("o") // 250) * (1 << 18) + e * 256 + pl.col("held") * 16 + pl.col("spoken") * 4 + p
        tie = ((1 << sql.TIE_BITS) - 1 - pl.col("tie").cast(pl.Int64)) * (1 << sql.LOW_BITS)
        key = score * (1 << (sql.TIE_BITS + sql.LOW_BITS)) + tie + low
        return frame.select(key.alias("key")).top_k(self.settings.top, by="key")

    def _query(self, offer: int) -> pl.LazyFrame:
        question, seen, parts = self.questions[offer], 0, []
        for digit in question.digits:
            parts.append(self._scores(self.frames[digit].lazy().filter(_conditions(question, seen)), question))
            seen |= 1 << digit
        return parts[0] if len(parts) == 1 else pl.concat(parts)

    def _eager(self, offer: int) -> pl.DataFrame:
        question, seen, parts = self.questions[offer], 0, []
        for digit in question.digits:
            frame = self.frames[digit]
            rows = frame.select(pl.arg_where(_conditions(question, seen)))[:, 0]
            used = [frame.get_column(name).gather(rows) for name in self._used(question)]
            parts.append(self._scores(pl.DataFrame(used), question))
            seen |= 1 << digit
        return pl.concat(parts)

    @staticmethod
    def _used(question: Question) -> list[str]:
        """Return the columns that scoring reads."""
        words = [f"w{skill // sql.WORD_BITS}" for skill in question.skills_wanted]
        languages = [f"l{place}" for place, _ in question.languages_wanted]
        return list(dict.fromkeys(["tie", "region", "c0", "c1", "c2", *words, *languages]))

    def rank(self, offers: Sequence[int]) -> list[Any]:
        """Return a frame of keys for each offer; of an offer with two digits the best of each, not yet merged."""
        if self.shape == self.shapes[0]:
            found = [self._query(offer).collect() for offer in offers]
        elif self.shape == self.shapes[1]:
            found = [self._query(offer).collect(engine="streaming") for offer in offers]
        elif self.shape == self.shapes[3]:
            found = [self._eager(offer) for offer in offers]
        else:
            spans = [offers[start : start + _TOGETHER] for start in range(0, len(offers), _TOGETHER)]
            found = [frame for span in spans for frame in pl.collect_all([self._query(offer) for offer in span])]
        return [np.sort(frame["key"].to_numpy())[::-1][: self.settings.top] for frame in found]

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
        """Nothing was started."""


def make(settings: Settings) -> Frames:
    """Return the peer."""
    return Frames(settings)
