"""Which cells of tables are held back, so that no small count is shown nor found again by subtraction (domain.md D.6, B.8).

Pure: counts come in, the cells to hold go out. A count from one to below the smallest is held; then as many others as it takes
(complementary suppression). A reader who knows every total, every cell shown, that counts are whole, that a held cell is at
least one, and which count is a part of which, must be left with two answers or more for every held cell: HiGHS is asked for
the least and the most each could be.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import highspy
import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Costs = NDArray[np.float64]
_EXACTLY = 1e-6
_DRAWS = 12


@dataclass(frozen=True, slots=True)
class Sum(Generic[Key]):
    """A total that readers see beside its parts: `whole` is what `parts` make together."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def members(self) -> tuple[Key, ...]:
        """The total and its parts."""
        return (self.whole, *self.parts)


class _Solver(highspy.Highs):
    """HiGHS without its callbacks, whose setting up prints a banner on standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("simplex_strategy", 4)):
            self.setOptionValue(option, value)


def is_small(count: int, smallest: int) -> bool:
    """Tell whether a count is of some people, but fewer than may be published."""
    return 0 < count < smallest


def withheld(
    values: Mapping[Key, int],
    sums: Sequence[Sum[Key]],
    smallest: int,
    *,
    sensitive: Collection[Key] = (),
    parts: Sequence[tuple[Key, Key]] = (),
) -> frozenset[Key]:
    """Return the cells to hold back. Zeros are always shown: that nobody is counted tells of nobody.

    `values` are the counts of every cell and total; `sensitive` cells to hold whatever their count (those they leave out are
    few); `parts` (a count, the count it is a part of and cannot exceed): what is held is held of its parts too.
    """
    held = {key for key, count in values.items() if is_small(count, smallest)}
    held |= {key for key in sensitive if values.get(key, 0) > 0}
    while True:
        _complete(values, sums, parts, held, smallest)
        again = _found_again(values, sums, parts, held)
        near = [[member for item in sums if key in item.members for member in item.members] for key in again]
        # What stands beside it in a sum first; anything else only where all of that is held already.
        if again and not any([_hold_one(keys, values, held) for keys in near]):  # noqa: C419 (one beside each)
            again = again if _hold_one(values, values, held) else []
        if not again:
            return frozenset(held)


def _smallest_shown(keys: Iterable[Key], values: Mapping[Key, int], held: Collection[Key]) -> Key | None:
    shown = [key for key in keys if values.get(key, 0) > 0 and key not in held]
    return min(shown, key=lambda key: (values[key], repr(key)), default=None)


def _lacking(item: Sum[Key], values: Mapping[Key, int], held: Collection[Key], smallest: int) -> bool:
    """Tell whether one more cell of a sum is to be held: one alone is the rest; several must be a crowd together."""
    inside = [key for key in item.parts if key in held]
    if item.whole in held:
        return not inside
    return bool(inside) and (len(inside) == 1 or sum(values[key] for key in inside) < max(smallest, len(inside) + 1))


def _complete(
    values: Mapping[Key, int],
    sums: Sequence[Sum[Key]],
    parts: Sequence[tuple[Key, Key]],
    held: set[Key],
    smallest: int,
) -> None:
    """Hold more cells until no sum gives one away by itself, and nothing is shown that is a part of what is held."""
    before = -1
    while before != len(held):
        before = len(held)
        held.update(part for part, whole in parts if whole in held and values.get(part, 0) > 0)
        for item in sums:
            while _lacking(item, values, held, smallest):
                more = _smallest_shown(item.parts, values, held)
                more = more if more is not None else _smallest_shown([item.whole], values, held)
                if more is None:
                    break
                held.add(more)


def _hold_one(keys: Iterable[Key], values: Mapping[Key, int], held: set[Key]) -> bool:
    """Hold the smallest of some cells that is still shown; False when there is none."""
    more = _smallest_shown(keys, values, held)
    if more is not None:
        held.add(more)
    return more is not None


def _found_again(
    values: Mapping[Key, int], sums: Sequence[Sum[Key]], parts: Sequence[tuple[Key, Key]], held: Collection[Key]
) -> list[Key]:
    """Return the held cells that can only be what they are, in the order of `values`."""
    keys = [key for key in values if key in held]
    if not keys:
        return []
    solver = _reader(keys, values, sums, parts)
    least = np.array([values[key] for key in keys], dtype=np.float64)
    most = least.copy()
    random = np.random.default_rng(0)
    for _draw in range(_DRAWS):
        # A mixture of all cells at once moves most of them: few are left to be asked about one by one.
        answer = _asked(solver, random.normal(size=len(keys)))
        least, most = np.minimum(least, answer), np.maximum(most, answer)
    for place in range(len(keys)):
        for way in (1.0, -1.0):
            if most[place] - least[place] < 1 - _EXACTLY:
                costs = np.zeros(len(keys))
                costs[place] = way
                answer = _asked(solver, costs)
                least, most = np.minimum(least, answer), np.maximum(most, answer)
    return [key for key, low, high in zip(keys, least, most, strict=True) if high - low < 1 - _EXACTLY]


def _reader(
    keys: Sequence[Key], values: Mapping[Key, int], sums: Sequence[Sum[Key]], parts: Sequence[tuple[Key, Key]]
) -> _Solver:
    """Return the program of what a reader knows of the held cells: the sums they stand in, what each is a part of."""
    place = {key: number for number, key in enumerate(keys)}
    top = float(4 * max(values.values()) + 100)
    most = [top] * len(keys)
    for part, whole in parts:
        if part in place and whole not in place:
            most[place[part]] = min(most[place[part]], float(values.get(whole, 0)))
    solver = _Solver()
    for high in most:
        solver.addVar(1.0, high)
    for item in sums:
        hidden = [(place[key], -1.0 if key == item.whole else 1.0) for key in item.members if key in place]
        if hidden:
            shown = sum(values.get(key, 0) for key in item.parts if key not in place)
            rest = float((0 if item.whole in place else values.get(item.whole, 0)) - shown)
            _add(solver, hidden, rest, rest)
    for part, whole in parts:
        if part in place and whole in place:
            _add(solver, [(place[whole], 1.0), (place[part], -1.0)], 0.0, top)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver


def _add(solver: _Solver, terms: Sequence[tuple[int, float]], low: float, high: float) -> None:
    columns = np.array([column for column, _sign in terms], dtype=np.int32)
    solver.addRow(low, high, len(terms), columns, np.array([sign for _column, sign in terms]))


def _asked(solver: _Solver, costs: Costs) -> Costs:
    """Return counts that fit everything the reader knows and hold the most of a mixture."""
    solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
    solver.run()
    return np.array(solver.getSolution().col_value)
