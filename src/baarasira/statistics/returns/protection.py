"""Which cells of tables are held back, so that no small count is shown nor found again by subtraction (domain.md D.6, B.8).

Pure: counts come in, the cells to hold go out. A count from one to below the smallest is held; then as many others as it takes
(complementary suppression). A reader who knows every total, every cell shown, that counts are whole, that a held cell is at
least one and at most the count it is a part of, must be left with two answers or more for every held cell: HiGHS is asked
for the least and the most each could be.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import highspy
import numpy as np

Key = TypeVar("Key", bound=Hashable)
_EXACTLY = 1e-6
_DRAWS = 8


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
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
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
    inside: Mapping[Key, int] | None = None,
) -> frozenset[Key]:
    """Return the cells to hold back. Zeros are always shown: that nobody is counted tells of nobody.

    `values` are the counts of every cell and total; `sensitive` cells to hold whatever their count (their counterpart is
    small, or the count they are a part of is held); `inside` {cell: a count that is shown and that the cell cannot exceed}.
    """
    held = {key for key, count in values.items() if is_small(count, smallest)}
    held |= {key for key in sensitive if values.get(key, 0) > 0}
    while True:
        _complete(values, sums, held, smallest)
        found = [key for key in _found_again(values, sums, held, inside or {}) if _hold_beside(key, values, sums, held)]
        if not found:
            return frozenset(held)


def _smallest_shown(keys: Iterable[Key], values: Mapping[Key, int], held: Collection[Key]) -> Key | None:
    shown = [key for key in keys if values.get(key, 0) > 0 and key not in held]
    return min(shown, key=lambda key: (values[key], repr(key)), default=None)


def _lacking(item: Sum[Key], values: Mapping[Key, int], held: Collection[Key], smallest: int) -> bool:
    """Tell whether one more cell of a sum is to be held: one alone is the rest; several must be a crowd together."""
    inside = [key for key in item.parts if key in held]
    if item.whole in held:
        return not inside
    return bool(inside) and (
        len(inside) == 1 or sum(values[key] for key in inside) < max(smallest, len(inside) + 1)
    )


def _complete(values: Mapping[Key, int], sums: Sequence[Sum[Key]], held: set[Key], smallest: int) -> None:
    """Hold more cells until no sum gives one away by itself."""
    changed = True
    while changed:
        changed = False
        for item in sums:
            while _lacking(item, values, held, smallest):
                more = _smallest_shown(item.parts, values, held)
                more = more if more is not None else _smallest_shown([item.whole], values, held)
                if more is None:
                    break
                held.add(more)
                changed = True


def _hold_beside(key: Key, values: Mapping[Key, int], sums: Sequence[Sum[Key]], held: set[Key]) -> bool:
    """Hold one more cell near one that could be found again; False when there is none left to hold."""
    near = [member for item in sums if key in item.members for member in item.members]
    more = _smallest_shown(near, values, held)
    more = more if more is not None else _smallest_shown(values, values, held)
    if more is not None:
        held.add(more)
    return more is not None


def _found_again(
    values: Mapping[Key, int], sums: Sequence[Sum[Key]], held: Collection[Key], inside: Mapping[Key, int]
) -> list[Key]:
    """Return the held cells that can only be what they are, in the order of `values`."""
    keys = [key for key in values if key in held]
    if not keys:
        return []
    solver = _reader(keys, values, sums, inside)
    least = np.array([values[key] for key in keys], dtype=np.float64)
    most = least.copy()
    for costs in _questions(len(keys), lambda place: most[place] - least[place] < 1 - _EXACTLY):
        answer = _asked(solver, costs)
        least, most = np.minimum(least, answer), np.maximum(most, answer)
    return [key for key, low, high in zip(keys, least, most, strict=True) if high - low < 1 - _EXACTLY]


def _questions(count: int, open_: object) -> Iterator[np.ndarray]:
    """Yield what is asked for the most of: a few random mixtures, then each cell still open, upwards and downwards."""
    random = np.random.default_rng(0)
    for _turn in range(_DRAWS):
        yield random.normal(size=count)
    for place in range(count):
        for way in (1.0, -1.0):
            if open_(place):  # type: ignore[operator]
                costs = np.zeros(count)
                costs[place] = way
                yield costs


def _reader(
    keys: Sequence[Key], values: Mapping[Key, int], sums: Sequence[Sum[Key]], inside: Mapping[Key, int]
) -> _Solver:
    """Return the program of what a reader knows of the held cells: the sums they stand in, and their bounds."""
    place = {key: number for number, key in enumerate(keys)}
    top = float(4 * max(values.values()) + 100)
    solver = _Solver()
    for key in keys:
        solver.addVar(1.0, min(top, float(inside.get(key, top))))
    for item in sums:
        hidden = [(place[key], -1.0 if key == item.whole else 1.0) for key in item.members if key in place]
        if not hidden:
            continue
        shown = sum(values.get(key, 0) for key in item.parts if key not in place)
        rest = float((0 if item.whole in place else values.get(item.whole, 0)) - shown)
        columns = np.array([column for column, _sign in hidden], dtype=np.int32)
        solver.addRow(rest, rest, len(hidden), columns, np.array([sign for _column, sign in hidden]))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver


def _asked(solver: _Solver, costs: np.ndarray) -> np.ndarray:
    """Return counts that fit everything the reader knows and hold the most of a mixture."""
    solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
    solver.run()
    return np.array(solver.getSolution().col_value)
