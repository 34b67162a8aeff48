"""SciPy: a sparse product of wanted skills by people, masks for the conditions, NumPy for the rest.

What was done to be quick: people are kept per first digit, so OCCUPATION reads a fraction of the register; the product runs
offers by people (each wanted skill adds the list of its holders) over many offers at once; sets are bits; conditions narrow
the rows before anything is scored; one key of 64 bits and `argpartition` find the best. SciPy runs on one thread; the other
shape gives half of the offers to a second one.
"""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from ..answers import Answer
from ..questions import Question, best_worth, occupation_parts, prepare, question_of
from .base import Settings

_AT_ONCE = 64
_SKILLS = 3000


@dataclass(frozen=True, eq=False)
class Block:
    """The people who declare one first digit. tie: also their identity. holders: (skills, people), 1 where held."""

    tie: npt.NDArray[np.int64]
    majors: npt.NDArray[np.uint16]
    places: npt.NDArray[np.uint32]
    codes: npt.NDArray[np.int16]
    birthday: npt.NDArray[np.int32]
    education: npt.NDArray[np.int8]
    licences: npt.NDArray[np.uint8]
    languages: npt.NDArray[np.int8]
    region: npt.NDArray[np.int8]
    available_from: npt.NDArray[np.int32]
    holders: Any

    def rows(self, question: Question, seen: int, held: npt.NDArray[np.int8] | None) -> npt.NDArray[np.intp]:
        """Return the rows that meet every condition but YEARS, `seen` being the digits looked at before."""
        flags = self.places & np.uint32(question.place_bit) != 0
        flags &= self.available_from <= question.starts_on
        if seen:
            flags &= self.majors & np.uint16(seen) == 0
        if question.education:
            flags &= self.education >= question.education
        if question.licences:
            flags &= self.licences & np.uint8(question.licences) == question.licences
        if question.born_upto is not None or question.born_after is not None:
            flags &= self.birthday > max(question.born_after or 0, 0)
        if question.born_upto is not None:
            flags &= self.birthday <= question.born_upto
        for language, level in question.languages_required:
            flags &= self.languages[language] >= level
        if held is not None:
            flags &= held == len(question.skills_required)
        return np.flatnonzero(flags)


def _row(product: Any, place: int, count: int) -> npt.NDArray[np.int8]:
    """Return one row of a sparse product as an array of all people."""
    row = np.zeros(count, np.int8)
    span = slice(product.indptr[place], product.indptr[place + 1])
    row[product.indices[span]] = product.data[span]
    return row


def _asked(lists: Sequence[Sequence[int]]) -> Any:
    """Return skills asked as a sparse matrix (offers, skills)."""
    starts = np.cumsum([0, *map(len, lists)])
    items = np.array([skill for asked in lists for skill in asked], np.int32)
    return sparse.csr_array((np.ones(len(items), np.int8), items, starts), shape=(len(lists), _SKILLS))


class Sparse:
    """See the module."""

    shapes = ("one thread", "two threads")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shape = self.shapes[0]

    def load(self) -> None:
        """Part the register by first digit; make the matrix of holders of each part."""
        words, people = self.settings.data.words, self.settings.data.people
        self.questions = [question_of(words, asked) for asked in self.settings.data.offers]
        prepared = prepare(words, people)
        held = sparse.csr_array(
            (
                np.ones(len(people.skills), np.int8),
                np.asarray(people.skills, np.int32),
                np.asarray(people.skill_starts),
            ),
            shape=(len(people), _SKILLS),
        )
        self.row_of_tie = np.argsort(prepared.tie).astype(np.int32)
        self.blocks = []
        for digit in range(10):
            rows = np.flatnonzero(prepared.majors >> digit & 1)
            own = {name: getattr(prepared, name)[..., rows] for name in ("majors", "places", "codes", "birthday")}
            names = ("education", "licences", "languages", "region", "available_from")
            own |= {name: getattr(people, name)[..., rows] for name in names}
            block = Block(tie=prepared.tie[rows].astype(np.int64), holders=held[rows].T.tocsr(), **own)
            self.blocks.append(block)

    def use(self, shape: str) -> None:
        """Ask in this shape."""
        self.shape = shape

    def _keys(self, question: Question, block: Block, rows: npt.NDArray[np.intp], skills: Any) -> tuple[Any, Any]:
        """Return keys that sort as the contract orders people, greatest first, and the parts of rows."""
        o, e = occupation_parts(best_worth(question.worth_table(), block.codes[:, rows]))
        s = 1000 * skills[rows].astype(np.int64) // len(question.skills_wanted) if question.skills_wanted else 1000
        spoken = np.zeros(len(rows), np.int64)
        for language, level in question.languages_wanted:
            spoken += block.languages[language][rows] >= level
        shares = 1000 * spoken // len(question.languages_wanted) if question.languages_wanted else 1000
        p = 1000 if question.place_worths is None else question.place_worths[block.region[rows]]
        parts = np.empty((len(rows), 5), np.int64)
        for place, column in enumerate((o, s, e, shares, p)):
            parts[:, place] = column
        if question.strict:
            rows, parts = rows[e == 1000], parts[e == 1000]
        count = len(self.row_of_tie)
        return parts @ np.array(self.settings.weights, np.int64) * count + (count - 1 - block.tie[rows]), parts

    def _batch(self, digits: tuple[int, ...], offers: Sequence[int]) -> list[tuple[Any, Any]]:
        """Return (keys, parts) of offers with the same first digits."""
        questions = [self.questions[offer] for offer in offers]
        wanted = _asked([question.skills_wanted for question in questions])
        required = _asked([question.skills_required for question in questions])
        found: list[list[tuple[Any, Any]]] = [[] for _ in offers]
        seen = 0
        for digit in digits:
            block = self.blocks[digit]
            count = len(block.tie)
            held, needed = wanted @ block.holders, required @ block.holders
            for place, question in enumerate(questions):
                has = _row(needed, place, count) if question.skills_required else None
                rows = block.rows(question, seen, has)
                skills = _row(held, place, count) if question.skills_wanted else None
                found[place].append(self._keys(question, block, rows, skills))
            seen |= 1 << digit
        return [self._best(parts) for parts in found]

    def _best(self, found: list[tuple[Any, Any]]) -> tuple[Any, Any]:
        keys, parts = (np.concatenate(column) for column in zip(*found, strict=True))
        top = self.settings.top
        best = np.argpartition(keys, len(keys) - top)[len(keys) - top :] if len(keys) > top else np.arange(len(keys))
        best = best[np.argsort(-keys[best])]
        return keys[best], parts[best]

    def rank(self, offers: Sequence[int]) -> list[tuple[Any, Any]]:
        """Rank in batches of offers with the same first digits."""
        by_digits = defaultdict(list)
        for offer in offers:
            by_digits[self.questions[offer].digits].append(offer)
        batches = [
            (digits, asked[start : start + _AT_ONCE])
            for digits, asked in by_digits.items()
            for start in range(0, len(asked), _AT_ONCE)
        ]
        with ThreadPoolExecutor(1 + self.shapes.index(self.shape)) as pool:
            answers = list(pool.map(lambda batch: self._batch(*batch), batches))
        found = {
            offer: answer
            for (_, asked), part in zip(batches, answers, strict=True)
            for offer, answer in zip(asked, part, strict=True)
        }
        return [found[offer] for offer in offers]

    def answers(self, offers: Sequence[int], found: list[tuple[Any, Any]]) -> list[Answer]:
        """Read the keys."""
        count = len(self.row_of_tie)
        return [Answer.of(self.row_of_tie[count - 1 - keys % count], keys // count, parts) for keys, parts in found]

    def memory(self) -> dict[str, int]:
        """Nothing is held elsewhere."""
        return {}

    def close(self) -> None:
        """Nothing was started."""


def make(settings: Settings) -> Sparse:
    """Return the peer."""
    return Sparse(settings)
