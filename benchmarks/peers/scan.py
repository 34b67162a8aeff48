"""The check: NumPy over all people for every offer, every eligible one scored, nothing skipped, no bound, no index.

Quick enough for a thousand offers against a million people because conditions are bits and skills have lists of their
holders. It is here to be right, not to be raced: what it says of an offer is held against everyone's answer.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..answers import Answer
from ..questions import Question, best_worth, occupation_parts, prepare, question_of
from .base import Settings

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Scan:
    """See the module."""

    shapes = ("all",)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def load(self) -> None:
        """Bring the columns into memory and list the holders of every skill."""
        people, words = self.settings.data.people, self.settings.data.words
        self.questions = [question_of(words, asked) for asked in self.settings.data.offers]
        self.prepared = prepare(words, people)
        self.education = np.array(people.education)
        self.licences = np.array(people.licences)
        self.languages = np.array(people.languages)
        self.region = np.array(people.region)
        self.available_from = np.array(people.available_from)
        rows = np.repeat(np.arange(len(people), dtype=np.int32), np.diff(people.skill_starts))
        order = np.argsort(people.skills, kind="stable")
        self.holders = rows[order]
        self.first_holder = np.searchsorted(people.skills[order], np.arange(3001))

    def use(self, shape: str) -> None:
        """There is one shape."""

    def _holding(self, skills: Sequence[int]) -> npt.NDArray[np.int8]:
        """Return for every person how many of the skills they hold."""
        held = np.zeros(len(self.education), np.int8)
        for skill in skills:
            held[self.holders[self.first_holder[skill] : self.first_holder[skill + 1]]] += 1
        return held

    def eligible(self, question: Question) -> Flags:
        """Return who meets every condition but OCCUPATION and YEARS."""
        flags = self.prepared.places & np.uint32(question.place_bit) != 0
        flags &= self.available_from <= question.starts_on
        flags &= self.education >= question.education
        if question.licences:
            flags &= self.licences & np.uint8(question.licences) == question.licences
        if question.born_upto is not None or question.born_after is not None:
            flags &= self.prepared.birthday > max(question.born_after or 0, 0)
        if question.born_upto is not None:
            flags &= self.prepared.birthday <= question.born_upto
        for language, level in question.languages_required:
            flags &= self.languages[language] >= level
        if question.skills_required:
            flags &= self._holding(question.skills_required) == len(question.skills_required)
        return np.asarray(flags, np.bool_)

    def parts(self, question: Question, rows: npt.NDArray[np.intp], worth: npt.NDArray[np.int32]) -> Ints:
        """Return (rows, 5) parts O, S, E, L, P."""
        o, e = occupation_parts(worth)
        s = np.full(len(rows), 1000)
        if question.skills_wanted:
            s = 1000 * self._holding(question.skills_wanted)[rows].astype(np.int64) // len(question.skills_wanted)
        spoken = sum(
            (self.languages[place][rows] >= level).astype(np.int64) for place, level in question.languages_wanted
        )
        wanted = len(question.languages_wanted)
        shares = 1000 * np.asarray(spoken) // wanted if wanted else np.full(len(rows), 1000)
        p = np.full(len(rows), 1000) if question.place_worths is None else question.place_worths[self.region[rows]]
        return np.column_stack((o, s, e, shares, p)).astype(np.int64)

    def answer(self, question: Question) -> Answer:
        """Rank one offer."""
        worth = best_worth(question.worth_table(), self.prepared.codes)
        flags = self.eligible(question) & (worth > 0)
        rows = np.flatnonzero(flags)
        parts = self.parts(question, rows, worth[rows])
        if question.strict:
            # With need = min_years, E is full exactly when the years of the occupation that counts reach it.
            enough = parts[:, 2] == 1000
            rows, parts = rows[enough], parts[enough]
        scores = parts @ np.array(self.settings.weights, np.int64)
        best = np.lexsort((self.prepared.tie[rows], -scores))[: self.settings.top]
        self.counted.append(len(rows))
        return Answer.of(rows[best], scores[best], parts[best])

    counted: list[int]

    def rank(self, offers: Sequence[int]) -> list[Answer]:
        """Rank each offer against everyone."""
        self.counted = []
        return [self.answer(self.questions[offer]) for offer in offers]

    def answers(self, offers: Sequence[int], found: list[Answer]) -> list[Answer]:
        """The answers are in the common form already."""
        return found

    def memory(self) -> dict[str, int]:
        """Nothing is held elsewhere."""
        return {}

    def notes(self) -> dict[str, float]:
        """Return the mean number of eligible people of the offers ranked last, as a share of everyone."""
        return {"eligible_share": float(np.mean(self.counted)) / len(self.education)}

    def close(self) -> None:
        """Nothing was started."""


def make(settings: Settings) -> Scan:
    """Return the peer."""
    return Scan(settings)
