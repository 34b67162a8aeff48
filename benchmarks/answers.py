"""Answers of whoever ranks, in one form, so that they can be told equal: ids in order, scores, parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Answer(NamedTuple):
    """The best people of one offer: rows of the register, best first, their scores and (k, 5) parts O, S, E, L, P."""

    rows: npt.NDArray[np.int32]
    scores: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int16]

    @classmethod
    def of(cls, rows: npt.ArrayLike, scores: npt.ArrayLike, parts: npt.ArrayLike) -> "Answer":
        """Make an answer from anything like arrays."""
        return cls(
            np.asarray(rows, np.int32).reshape(-1),
            np.asarray(scores, np.int64).reshape(-1),
            np.asarray(parts, np.int16).reshape(-1, 5),
        )


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers to some offers: `starts[i]:starts[i + 1]` of the columns belongs to offer `offers[i]`."""

    offers: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    scores: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int16]

    @classmethod
    def of(cls, offers: Sequence[int], answers: Iterable[Answer]) -> "Answers":
        """Put answers, one per offer in the same order, one after the other."""
        listed = [Answer.of([], [], []), *answers]
        lengths = np.array([len(answer.rows) for answer in listed], np.int64)
        if len(listed) != len(offers) + 1:
            raise ValueError(f"{len(listed) - 1} answers to {len(offers)} offers")
        return cls(np.array(offers, np.int32), np.cumsum(lengths), *map(np.concatenate, zip(*listed, strict=True)))

    def __len__(self) -> int:
        return len(self.offers)

    def answer(self, place: int) -> Answer:
        """Return the answer at a place of `offers`."""
        span = slice(self.starts[place], self.starts[place + 1])
        return Answer(self.rows[span], self.scores[span], self.parts[span])

    def save(self, file: Path) -> None:
        """Write the answers into one file."""
        np.savez(file, offers=self.offers, starts=self.starts, rows=self.rows, scores=self.scores, parts=self.parts)

    @classmethod
    def load(cls, file: Path) -> "Answers":
        """Read what `save` wrote."""
        with np.load(file) as columns:
            return cls(**columns)


def _difference(mine: Answer, theirs: Answer) -> str:
    """Say where two answers part, "" where they do not."""
    if len(mine.rows) != len(theirs.rows):
        return f"{len(mine.rows)} people against {len(theirs.rows)}"
    for name in Answer._fields:
        one, other = np.asarray(getattr(mine, name)), np.asarray(getattr(theirs, name))
        unequal = np.flatnonzero((one != other) if one.ndim == 1 else (one != other).any(axis=1))
        if len(unequal):
            place = unequal[0]
            return f"{name} at rank {place + 1}: {one[place].tolist()} against {other[place].tolist()}"
    return ""


def differences(reference: Answers, others: Answers) -> list[str]:
    """Return a line for each offer answered unlike the reference, which must answer all of them."""
    place_of = {int(offer): place for place, offer in enumerate(reference.offers)}
    lines = []
    for place, offer in enumerate(others.offers.tolist()):
        told = _difference(reference.answer(place_of[offer]), others.answer(place))
        if told:
            lines.append(f"offer {offer}: {told}")
    return lines
