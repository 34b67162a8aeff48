"""The whole-number program behind a selection, and the bound that proves an answer, in whole numbers only.

How many to take of each group, each group's worth being concave (the best are taken first), under rows
`low ≤ coefficients · counts ≤ high`. Whatever whole multipliers are laid on the rows, `Program.bound` is a true upper
bound of every answer: the solver only proposes multipliers, and a wrong proposal proves nothing (docs/decisions/0016).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from .applicants import Ints
from .groups import Groups
from .rules import Quota

FAR = 1 << 60
"""Stands for no bound: greater than any count of any row."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound of one quota on its count: at least (`least`) or at most `seats` plus `share` of the seats filled."""

    quota: int
    least: bool
    seats: int
    share: Fraction = Fraction(0)


def limits_of(quotas: Sequence[Quota]) -> list[Limit]:
    """Return every bound of the quotas, in their order."""
    found = []
    for place, quota in enumerate(quotas):
        for least, seats, share in (
            (True, quota.minimum, quota.minimum_share),
            (False, quota.maximum, quota.maximum_share),
        ):
            if seats is not None:
                found.append(Limit(place, least, seats))
            if share is not None:
                found.append(Limit(place, least, 0, share))
    return found


@dataclass(frozen=True, slots=True)
class Box:
    """The least and the most that may be taken of each column."""

    low: Ints
    high: Ints

    def narrowed(self, *, low: Ints | None = None, high: Ints | None = None) -> "Box":
        """Return the box with other ends."""
        return Box(self.low if low is None else low, self.high if high is None else high)


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Whole multipliers of the rows, over a common denominator."""

    of_rows: tuple[int, ...]
    scale: int

    def used(self) -> frozenset[int]:
        """The rows they use."""
        return frozenset(row for row, value in enumerate(self.of_rows) if value)


@dataclass(frozen=True, slots=True)
class Bound:
    """No answer inside the box has more than `scaled` / `scale`; the bound is taken by every count from `low` to `high`."""

    scaled: int
    scale: int
    low: Ints
    high: Ints

    @property
    def whole(self) -> int:
        """The greatest whole number an answer may have."""
        return self.scaled // self.scale


@dataclass(frozen=True, slots=True)
class Program:
    """Columns with cells of falling score, and rows over the columns.

    coefficients: rows × columns, whole; low, high: of each row, −FAR and FAR where open. source: of each row, the quota
    it comes from, −1 for the number of seats. first, score, size, upto, worth: the cells, as `Groups` has them.
    """

    coefficients: Ints
    low: Ints
    high: Ints
    source: tuple[int, ...]
    first: Ints
    score: Ints
    size: Ints
    upto: Ints
    worth: Ints

    @property
    def box(self) -> Box:
        """Nobody of each column at least, everybody at most."""
        sizes = self.upto[self.first[1:] - 1]
        return Box(np.zeros(len(sizes), np.int64), sizes)

    def total(self, counts: Ints) -> int:
        """Return the greatest worth of taking so many of each column."""
        return sum(self.worths(counts).tolist())

    def worths(self, counts: Ints) -> Ints:
        """Return the worth of taking so many of each column, column by column."""
        cell = self.cell_of(counts)
        taken = np.where(counts > 0, self.worth[cell] - (self.upto[cell] - counts) * self.score[cell], 0)
        return np.asarray(taken, dtype=np.int64)

    def cell_of(self, counts: Ints) -> Ints:
        """Return the cell that holds the last one taken; the column's first cell where none is taken."""
        low, high = self.first[:-1].copy(), np.maximum(self.first[1:] - 1, self.first[:-1])
        while (open_ := low < high).any():
            middle = (low + high) >> 1
            enough = self.upto[middle] >= counts
            high = np.where(open_ & enough, middle, high)
            low = np.where(open_ & ~enough, middle + 1, low)
        return np.minimum(low, len(self.score) - 1)

    def levelled(self) -> "Program":
        """Return the program with the same rows in which nobody is worth anything, one cell to a column."""
        size = self.box.high
        nothing = np.zeros(len(size), np.int64)
        return replace(self, first=np.arange(len(size) + 1), score=nothing, size=size, upto=size.copy(), worth=nothing)

    def part(self, columns: Ints, elsewhere: Ints) -> "Program":
        """Return the program of some columns alone, so many being taken of each of the others."""
        rest = elsewhere.copy()
        rest[columns] = 0
        taken = self.coefficients @ rest
        lengths = self.first[columns + 1] - self.first[columns]
        first = np.concatenate(([0], np.cumsum(lengths)))
        cells = np.arange(int(first[-1])) - np.repeat(first[:-1], lengths) + np.repeat(self.first[columns], lengths)
        return Program(
            coefficients=self.coefficients[:, columns],
            low=np.where(self.low <= -FAR, self.low, self.low - taken),
            high=np.where(self.high >= FAR, self.high, self.high - taken),
            source=self.source,
            first=first,
            score=self.score[cells],
            size=self.size[cells],
            upto=self.upto[cells],
            worth=self.worth[cells],
        )

    def holds(self, counts: Ints) -> bool:
        """Say whether every row holds; exact."""
        sums = self.coefficients @ counts
        return bool(((sums >= self.low) & (sums <= self.high)).all())

    def reach(self, box: Box) -> tuple[Ints, Ints]:
        """Return the most and the least that each row can come to inside a box."""
        most, least = self.coefficients @ box.high, self.coefficients @ box.low
        if (self.coefficients < 0).any():
            down = np.minimum(self.coefficients, 0) @ (box.high - box.low)
            return most - down, least + down
        return most, least

    def excess(self, multipliers: Multipliers, counts: Ints) -> int:
        """Return the multiplied room that counts leave in the rows; below 0, they break one."""
        sums = (self.coefficients @ counts).tolist()
        left = 0
        for row, value in enumerate(multipliers.of_rows):
            if value:
                edge = int(self.high[row]) if value > 0 else int(self.low[row])
                left += value * (edge - sums[row])
        return left

    def cheapest(self, multipliers: Multipliers, box: Box) -> Ints:
        """Return the counts of the box that leave the most multiplied room; where that is below 0, no answer is inside."""
        return np.where(self.prices(multipliers) < 0, box.high, box.low)

    def bound(self, multipliers: Multipliers, box: Box) -> Bound:
        """Return a bound of every answer in the box: scale·worth of any answer ≤ the Lagrangian, taken at its greatest."""
        scale = multipliers.scale
        prices = self.prices(multipliers)
        below, above = prices // scale, -(-prices // scale)
        low = np.clip(self.more_than(below), box.low, box.high)
        high = np.clip(self.more_than(above - 1), box.low, box.high)
        scaled = scale * self.total(low) + self.excess(multipliers, low)
        return Bound(scaled, scale, low, high)

    def worthwhile(self, multipliers: Multipliers, bound: Bound, box: Box, total: int) -> Box:
        """Return the box that holds every answer of at least `total`, by the reduced costs of a bound of the box.

        A step whose reduced cost is more than what the bound leaves above `total` cannot be missing, or cannot be made.
        """
        scale = bound.scale
        left = bound.scaled - scale * total
        if left >= FAR:
            return box
        prices = self.prices(multipliers)
        low = np.clip(self.more_than((prices + left) // scale), box.low, box.high)
        high = np.clip(self.more_than(-((left - prices) // scale) - 1), box.low, box.high)
        return Box(low, high)

    def prices(self, multipliers: Multipliers) -> Ints:
        """Return what one more of each column costs at the multipliers, times their scale."""
        rows = [row for row, value in enumerate(multipliers.of_rows) if value]
        values = [multipliers.of_rows[row] for row in rows]
        used = self.coefficients[rows]
        largest = int(np.abs(used).max()) if used.size else 0
        if sum(map(abs, values)) * largest < FAR:
            return np.array(values, dtype=np.int64) @ used
        exact = np.array(values, dtype=object) @ used.astype(object)
        return np.clip(exact, -FAR, FAR).astype(np.int64) if rows else np.zeros(used.shape[1], np.int64)

    def more_than(self, than: Ints) -> Ints:
        """Return how many of each column have a score above a threshold."""
        low, high = self.first[:-1].copy(), self.first[1:].copy()
        while (open_ := low < high).any():
            middle = np.minimum((low + high) >> 1, len(self.score) - 1)
            more = self.score[middle] > than
            low = np.where(open_ & more, middle + 1, low)
            high = np.where(open_ & ~more, middle, high)
        return np.where(low > self.first[:-1], self.upto[low - 1], 0)


def _below(share: Fraction, largest: int) -> Fraction:
    """Return the greatest fraction not above `share` with a denominator of at most `largest` (Stern and Brocot)."""
    nearest = share.limit_denominator(largest)
    if nearest <= share:
        return nearest
    # The neighbour below in the Farey sequence: p/q with nearest.numerator·q − nearest.denominator·p = 1, q as large as fits.
    step = nearest.denominator
    inverse = pow(nearest.numerator, -1, step) if step > 1 else 0
    denominator = inverse + (largest - inverse) // step * step
    return Fraction((nearest.numerator * denominator - 1) // step, denominator)


def _above(share: Fraction, largest: int) -> Fraction:
    return 1 - _below(1 - share, largest)


class Rows(NamedTuple):
    """The rows of a program, as its fields of these names."""

    coefficients: Ints
    low: Ints
    high: Ints
    source: tuple[int, ...]


def rows_when_filled(groups: Groups, limits: Sequence[Limit], filled: int) -> Rows:
    """Return coefficients, low, high and source of the rows when exactly so many seats are filled."""
    count = groups.member.shape[0]
    low, high = np.full(count, -FAR), np.full(count, FAR)
    for limit in limits:
        shared, under = limit.share.numerator * filled, limit.share.denominator
        if limit.least:
            low[limit.quota] = max(low[limit.quota], limit.seats - (-shared // under))
        else:
            high[limit.quota] = min(high[limit.quota], limit.seats + shared // under)
    used = np.flatnonzero((low > -FAR) | (high < FAR))
    everybody = np.ones((1, groups.member.shape[1]), np.int64)
    return Rows(
        np.concatenate((groups.member[used].astype(np.int64), everybody)),
        np.append(low[used], filled),
        np.append(high[used], filled),
        (*used.tolist(), -1),
    )


def _near(limit: Limit, groups: Groups, seats: int) -> Fraction:
    """Return the share that says the same with a denominator of at most the most that can be filled."""
    most = max(1, min(seats, int(groups.sizes.sum())))
    return _above(limit.share, most) if limit.least else _below(limit.share, most)


def rows_when_open(groups: Groups, limits: Sequence[Limit], seats: int) -> Rows:
    """Return the rows when from one to `seats` seats are filled: one row for every bound, shares of what is filled.

    A share only meets fractions count / filled, whose denominators are at most the most that can be filled: the nearest
    such fraction on its side says the same and keeps the coefficients small.
    """
    members = groups.member.astype(np.int64)
    everybody = np.ones(members.shape[1], np.int64)
    rows, low, high = [everybody], [1], [seats]
    for limit in limits:
        near = _near(limit, groups, seats)
        rows.append(near.denominator * members[limit.quota] - near.numerator * everybody)
        bound = near.denominator * limit.seats
        low.append(bound if limit.least else -FAR)
        high.append(FAR if limit.least else bound)
    return Rows(np.array(rows), np.array(low), np.array(high), (-1, *(limit.quota for limit in limits)))


def scored(groups: Groups, rows: Rows) -> Program:
    """Return the program that looks for the greatest sum of scores."""
    return Program(*rows, groups.first, groups.score, groups.size, groups.upto, groups.worth)


def levelled(groups: Groups, rows: Rows, worth: int) -> Program:
    """Return the program in which everyone is worth the same: 1 looks for the most seats, 0 for any answer."""
    sizes = groups.sizes
    first = np.arange(len(sizes) + 1)
    return Program(*rows, first, np.full(len(sizes), worth), sizes, sizes, sizes * worth)


def loosening(groups: Groups, limits: Sequence[Limit], seats: int, quota: int, *, least: bool) -> Program:
    """Return the program that looks for the least loosening of one quota's minimum or maximum that lets an answer stand.

    Nobody is worth anything, and one more column, the last, loosens the bound by one seat at the cost of 1.
    """
    rows = rows_when_open(groups, limits, seats)
    sign = 1 if least else -1
    extra = [0] + [
        sign * _near(limit, groups, seats).denominator if (limit.quota, limit.least) == (quota, least) else 0
        for limit in limits
    ]
    sizes = np.append(groups.sizes, int(groups.sizes.sum()) + seats)
    score = np.zeros(len(sizes), np.int64)
    score[-1] = -1
    coefficients = np.concatenate((rows.coefficients, np.array(extra)[:, None]), axis=1)
    return Program(
        coefficients, rows.low, rows.high, rows.source, np.arange(len(sizes) + 1), score, sizes, sizes, sizes * score
    )


def narrowed(program: Program, rows: Sequence[int]) -> Program:
    """Return the program with only some of its rows."""
    kept = list(rows)
    return replace(
        program,
        coefficients=program.coefficients[kept],
        low=program.low[kept],
        high=program.high[kept],
        source=tuple(program.source[row] for row in kept),
    )
