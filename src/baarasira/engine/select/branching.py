"""The best answer of a box, proven: boxes are parted until the bound of each says that it holds nothing better."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .applicants import Ints
from .program import Bound, Box, Multipliers
from .relaxation import Floats, Hint, NotProven, Relaxation, guessed

MOST_BOXES = 20_000
_WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """What a search proved.

    counts, total: the best answer of the box, None where it holds none better than asked for. bound, multipliers: of the
    whole box, as first proven (bound None: the rows alone forbid any answer). rows: those on which the proof stands.
    """

    counts: Ints | None
    total: int
    bound: Bound | None
    multipliers: Multipliers
    rows: frozenset[int]
    boxes: int


class _Search:
    def __init__(self, relaxation: Relaxation, above: int | None, enough: int | None) -> None:
        self.relaxation, self.program = relaxation, relaxation.program
        self.best: Ints | None = None
        self.above, self.enough = above, enough
        self.rows: set[int] = set()
        self.boxes = 0

    def satisfied(self) -> bool:
        return (
            self.best is not None and self.enough is not None and self.above is not None and self.above >= self.enough
        )

    def offer(self, counts: Ints, box: Box) -> bool:
        """Keep counts that are an answer and the best so far; say whether they are an answer."""
        if ((counts < box.low) | (counts > box.high)).any() or not self.program.holds(counts):
            return False
        total = self.program.total(counts)
        if self.above is None or total > self.above:
            self.best, self.above = counts, total
        return True

    def hopeless(self, hint: Hint) -> bool:
        """Say whether the hint proves that the box holds nothing better."""
        return hint.bound is None or (self.above is not None and hint.bound.whole <= self.above)

    def core(self, whole: Hint, bound: Bound, box: Box) -> None:
        """Settle a box whose linear program is fractional: look for an answer in whole numbers, then among what is left."""
        # Where an answer to be surpassed is known, a guess would rarely tell more than the boxes do.
        guess = guessed(self.program, whole.multipliers, bound, box) if self.above is None else None
        if guess is not None:
            self.offer(guess, box)
        if self.satisfied() or self.hopeless(whole):
            self.rows |= whole.multipliers.used()
            return
        if self.above is not None:
            # Answers above the best so far differ from the linear program in few columns: the others are settled.
            box = self.program.worthwhile(whole.multipliers, bound, box, self.above + 1)
        open_ = np.flatnonzero(box.low < box.high)
        if not len(open_):
            self.offer(box.low, box)
            return
        part = self.program.part(open_, box.low)
        settled = self.program.total(box.low) - part.total(box.low[open_])
        inner = _Search(
            Relaxation(part, box.low[open_]),
            None if self.above is None else self.above - settled,
            None if self.enough is None else self.enough - settled,
        )
        inner.exhaust(Box(box.low[open_], box.high[open_]))
        self.boxes += inner.boxes
        self.rows |= inner.rows | whole.multipliers.used()
        if inner.best is not None:
            counts = box.low.copy()
            counts[open_] = inner.best
            self.offer(counts, box)

    def exhaust(self, box: Box) -> None:
        """Look into a box and all its parts."""
        waiting = [box]
        while waiting and not self.satisfied():
            if self.boxes > MOST_BOXES:
                raise NotProven(f"{MOST_BOXES} parts of the question were looked into without an end")
            waiting += self.look(waiting.pop())[1]

    def look(self, box: Box) -> tuple[Hint, list[Box]]:
        """Look into a box: return what was learnt of it and the boxes that remain to be looked into."""
        single = bool((box.low == box.high).all())
        # Of one single count nothing need be asked: it holds every quota, or breaks one.
        hint = (self.relaxation.broken(box) or self.relaxation.little(box)) if single else self.relaxation.solve(box)
        self.boxes += 1
        if hint.counts is None or self.hopeless(hint):
            self.rows |= hint.multipliers.used()
            return hint, []
        self.offer(np.clip(np.rint(hint.counts).astype(np.int64), box.low, box.high), box)
        if self.satisfied() or self.hopeless(hint):
            return hint, []
        if self.above is not None and hint.bound is not None:
            box = self.program.worthwhile(hint.multipliers, hint.bound, box, self.above + 1)
        return hint, list(_parted(hint.counts, box))


def _parted(counts: Floats, box: Box) -> Iterator[Box]:
    """Part a box at the column that is furthest from whole; the half with the nearer whole number comes last."""
    open_ = box.low < box.high
    if not open_.any():
        yield box
        return
    away = np.where(open_, np.abs(counts - np.rint(counts)), -1.0)
    column = int(away.argmax())
    if away[column] < _WHOLE:
        column = int(np.where(open_, box.high - box.low, -1).argmax())
    cut = int(np.clip(np.floor(counts[column] + _WHOLE), box.low[column], box.high[column] - 1))
    low, high = box.low.copy(), box.high.copy()
    low[column], high[column] = cut + 1, cut
    halves = [box.narrowed(low=low), box.narrowed(high=high)]
    yield from halves if counts[column] - cut < 0.5 else reversed(halves)


def greatest(relaxation: Relaxation, box: Box, *, above: int | None = None, enough: int | None = None) -> Found:
    """Return the answer of greatest worth in the box, proven; only one above `above` is looked for.

    enough: stop at the first answer worth so much. Raises NotProven where the proof is not found within the limits.
    """
    search = _Search(relaxation, above, enough)
    whole, waiting = search.look(box)
    if waiting and whole.bound is not None:
        search.core(whole, whole.bound, box)
    total = search.above if search.best is not None and search.above is not None else 0
    return Found(search.best, total, whole.bound, whole.multipliers, frozenset(search.rows), search.boxes)


def every_best(relaxation: Relaxation, box: Box, total: int, most_boxes: int) -> list[Ints] | None:
    """Return the counts of every answer of the box worth `total`, where none is worth more; None where they are too many."""
    program, waiting, boxes = relaxation.program, [box], 0
    found: list[Ints] = []
    while waiting:
        boxes += 1
        if boxes > most_boxes:
            return None
        box = waiting.pop()
        if (box.low == box.high).all():
            if program.holds(box.low) and program.total(box.low) == total:
                found.append(box.low)
            continue
        hint = relaxation.solve(box)
        if hint.counts is not None and hint.bound is not None and hint.bound.whole >= total:
            waiting += _parted(hint.counts, program.worthwhile(hint.multipliers, hint.bound, box, total))
    return found
