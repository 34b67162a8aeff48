"""How seats are split between territories: published weights, largest remainder, the same answer on every machine.

Pure functions of whole numbers and fractions. `domain.md` A.7: places_r = places × w_r, rounded by largest remainder; a tie
goes to the larger weight, then to code order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """What one territory gets: `exact` seats before rounding, the whole `seats`, `extra` when the rounding gave it one."""

    code: str
    weight: int
    exact: Fraction
    seats: int
    extra: bool

    @property
    def remainder(self) -> Fraction:
        """What rounding down left over, from 0 to less than 1 seat."""
        return self.exact - int(self.exact)


def split(seats: int, weights: Mapping[str, int]) -> list[Part]:
    """Split seats in proportion to whole weights; return the parts in code order, their seats adding to `seats`.

    Each territory first gets its exact part rounded down; the seats left go, one each, to the largest remainders, a tie to
    the larger weight, then to the first code. A weight of zero gets no seat. Raises ValueError for fewer than 0 seats, a
    negative weight, or nothing to share between.
    """
    total = sum(weights.values())
    if seats < 0 or total <= 0 or min(weights.values(), default=-1) < 0:
        raise ValueError("seats and weights are not negative, and one weight at least is above zero")
    exact = {code: Fraction(seats * weight, total) for code, weight in weights.items()}
    left = seats - sum(int(part) for part in exact.values())
    order = sorted(weights, key=lambda code: (int(exact[code]) - exact[code], -weights[code], code))
    favoured = set(order[:left])
    return [
        Part(code, weights[code], exact[code], int(exact[code]) + (code in favoured), code in favoured)
        for code in sorted(weights)
    ]


def mixed(
    codes: Sequence[str], mix: Mapping[str, int], figures: Mapping[str, Mapping[str, Fraction]]
) -> dict[str, int]:
    """Return one whole weight per territory out of several figures, each counting its points of the mix.

    `mix` {figure: points}; `figures` {figure: {code: how much there}}, a code left out counting zero. A figure is first
    brought to shares of its own total, so that people and departures are not added to each other; the sum is published in
    parts per million, rounded half up: numbers that anyone can check on paper. Raises ValueError when a figure counts in
    the mix and is zero everywhere.
    """
    shares = {code: Fraction(0) for code in codes}
    for name, points in mix.items():
        here = {code: Fraction(figures[name].get(code, 0)) for code in codes}
        total = sum(here.values(), Fraction(0))
        if points and not total:
            raise ValueError(name)
        for code in codes if points else ():
            shares[code] += points * here[code] / total
    whole = sum(mix.values())
    return {code: floor(share * MILLION / whole + Fraction(1, 2)) for code, share in shares.items()}


def inverse(counts: Mapping[str, int], codes: Sequence[str]) -> dict[str, Fraction]:
    """Return a figure that is larger where the count is smaller: 1 / (1 + count); a code left out counts zero."""
    return {code: Fraction(1, 1 + counts.get(code, 0)) for code in codes}


def invited(seats: int, *, ratio: Fraction | None, each: int | None) -> int:
    """Return how many are invited for some seats: `each` per territory where it is set, else seats × ratio rounded up.

    Never fewer than the seats.
    """
    if each is not None:
        return max(seats, each)
    wanted = seats * (ratio if ratio is not None else 1)
    return max(seats, -int(-wanted // 1))
