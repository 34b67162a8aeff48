"""Of all best answers, the one that keeps the earliest: by score, then ticket, each kept where a best answer still can.

A best answer is told by its counts, and inside a group the earliest are taken, so it is enough to go through the seats that
best answers may differ on, in the order of the applicants, and to settle for each whether its group may have one more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .applicants import Applicants, Ints, Tickets
from .branching import Found, every_best, greatest
from .groups import Groups
from .program import FAR, Box, Program
from .relaxation import Relaxation

_MOST_ANSWERS = 5000
"""Boxes looked into for all best answers at once, before the seats are gone through one by one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands where inside the groups: by score, and by ticket among equals where it was asked for."""

    groups: Groups
    applicants: Applicants
    tickets: Tickets

    def between(self, group: int, low: int, high: int) -> list[int]:
        """Return the applicants of a group from the place `low` up to `high`, in their order."""
        groups = self.groups
        first, last = int(groups.first[group]), int(groups.first[group + 1])
        start = int(groups.starts[group])
        found: list[int] = []
        cell = first + int(np.searchsorted(groups.upto[first:last], low, side="right"))
        while cell < last and int(groups.upto[cell] - groups.size[cell]) < high:
            end = int(groups.upto[cell])
            begin = end - int(groups.size[cell])
            places = groups.order[start + begin : start + end].tolist()
            if low <= begin and end <= high:
                found += places if len(places) == 1 else self.tickets.ordered(places)
            else:
                found += self.tickets.ordered(places)[max(0, low - begin) : high - begin]
            cell += 1
        return found

    def foremost(self, counts: Ints) -> list[int]:
        """Return the first so many of every group, in no order among groups."""
        groups = self.groups
        found: list[int] = []
        for group in np.flatnonzero(counts).tolist():
            start, count = int(groups.starts[group]), int(counts[group])
            first, last = int(groups.first[group]), int(groups.first[group + 1])
            cell = first + int(np.searchsorted(groups.upto[first:last], count))
            whole = count if groups.upto[cell] == count else int(groups.upto[cell] - groups.size[cell])
            found += groups.order[start : start + whole].tolist()
            if whole < count:
                found += self.between(group, whole, count)
        return found


class _Keeping:
    """The walk through the undecided seats: what is kept, what may still be, and one best answer that has all kept."""

    def __init__(self, relaxation: Relaxation, box: Box, best: Ints, total: int) -> None:
        self.relaxation, self.program = relaxation, relaxation.program
        self.kept, self.most = box.low.copy(), box.high.copy()
        self.best, self.total = best, total
        self._plain = (self.program.coefficients >= 0).all(axis=1)
        self.close()

    def close(self) -> None:
        """Close the groups of every row that what is kept fills."""
        full = self._plain & (self.program.coefficients @ self.kept >= self.program.high)
        if full.any():
            closed = (self.program.coefficients[full] > 0).any(axis=0)
            self.most = np.where(closed, self.kept, self.most)

    def ask(self, more: Ints) -> Found:
        """Look for a best answer that has so many of each column at least."""
        return greatest(self.relaxation, Box(more, self.most), above=self.total - 1, enough=self.total)

    def refuse(self, found: Found) -> None:
        """Close every group that the reason of a refusal closes as well."""
        closed = _closed(self.program, found, Box(self.kept, self.most), self.total)
        self.most = np.where(closed, self.kept, self.most)

    def walk(self, columns: Sequence[int]) -> Ints:
        """Go through the seats in order (`columns`: the column each would be taken from); return the counts."""
        place, stride = 0, 1
        while place < len(columns) and (self.kept < self.most).any():
            place, more = self._next(columns, place, stride)
            if (more == self.kept).all():
                continue
            if (more <= self.best).all():
                self._keep(more)
                stride *= 2
                continue
            found = self.ask(more)
            if found.counts is not None:
                self.best = found.counts
                self._keep(more)
                stride *= 2
                continue
            place = self._first
            self.refuse(found)
            if stride == 1:
                column = columns[place]
                self.most[column] = self.kept[column]
            stride = max(1, stride // 2)
        return self.best

    def _keep(self, more: Ints) -> None:
        self.kept = more
        self.close()

    def _next(self, columns: Sequence[int], place: int, stride: int) -> tuple[int, Ints]:
        """Return what is kept with the next `stride` seats that are not closed, and the place after them."""
        more, most = self.kept.copy(), self.most
        self._first = place
        taken = 0
        while place < len(columns) and taken < stride:
            column = columns[place]
            if more[column] < most[column]:
                if not taken:
                    self._first = place
                more[column] += 1
                taken += 1
            place += 1
        return place, more


def _closed(program: Program, found: Found, box: Box, total: int) -> NDArray[np.bool_]:
    """Return the columns of which not one more can be in a best answer, by the multipliers that refused one."""
    prices = program.prices(found.multipliers)
    if found.bound is None:
        left = program.excess(found.multipliers, program.cheapest(found.multipliers, box))
        return np.asarray(left - np.maximum(prices, 0) < 0)
    bound = program.bound(found.multipliers, box)
    one_more = np.minimum(box.low + 1, box.high)
    loss = np.where(bound.high > box.low, 0, prices - bound.scale * program.score[program.cell_of(one_more)])
    return np.asarray(loss > min(bound.scaled - bound.scale * total, FAR))


def earliest(standing: Standing, program: Program, box: Box, best: Ints, total: int, *, parted: bool) -> Ints:
    """Return the counts of the best answer that keeps the earliest applicants; `box` holds every best answer.

    parted: the best answer was proven by parting boxes only. Few others are then as good, and all of them are looked for
    at once; where the linear program was enough, ties can be many, and the seats are gone through.
    """
    open_ = np.flatnonzero(box.low < box.high)
    if not len(open_):
        return best
    seats = [
        (-int(standing.applicants.scores[place]), standing.tickets.of(place), column)
        for column, group in enumerate(open_.tolist())
        for place in standing.between(group, int(box.low[group]), int(box.high[group]))
    ]
    columns = [column for _, _, column in sorted(seats)]
    part, there, kept = program.part(open_, best), Box(box.low[open_], box.high[open_]), best[open_]
    relaxation, wanted = Relaxation(part, kept), part.total(kept)
    answers = every_best(relaxation, there, wanted, _MOST_ANSWERS) if parted else None
    counts = best.copy()
    if answers is None:
        counts[open_] = _Keeping(relaxation, there, kept, wanted).walk(columns)
    else:
        counts[open_] = _foremost(answers, columns, there.low)
    return counts


def _foremost(answers: Sequence[Ints], columns: Sequence[int], low: Ints) -> Ints:
    """Return the answer that keeps the earliest seats, `columns` being the column of each seat beyond `low`, in order."""
    place = low.copy()
    left = list(answers)
    for column in columns:
        place[column] += 1
        left = [counts for counts in left if counts[column] >= place[column]] or left
    return left[0]
