"""Lists of codes per person (skills, languages with levels, regions, countries, licences), by person and by code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

_SEARCH_FACTOR = 16
_DENSE_SHARE = 8
_FORWARD_ROWS = 2000


def are_members(rows: Rows, members: npt.NDArray[np.int32], count: int) -> Flags:
    """Tell for each of `rows` whether it is among `members` (sorted, each once); rows are below `count`."""
    if not len(members) or not len(rows):
        return np.zeros(len(rows), np.bool_)
    if len(rows) * _SEARCH_FACTOR < len(members):
        places = np.minimum(np.searchsorted(members, rows), len(members) - 1)
        return np.asarray(members[places] == rows, np.bool_)
    flags = np.zeros(count, np.bool_)
    flags[members] = True
    return flags[rows]


def places_of(starts: npt.NDArray[np.integer], rows: Rows) -> tuple[Rows, Ints]:
    """Return where the items of `rows` stand, row after row, and how many each has."""
    first = starts[rows].astype(np.int64)
    lengths = starts[rows + 1].astype(np.int64) - first
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(first - ends + lengths, lengths), lengths


@dataclass(frozen=True, eq=False)
class ItemLists:
    """Person r holds ``items[starts[r]:starts[r + 1]]``, ascending numbers in `names`, with their levels where given.

    starts: (n + 1,); items, levels: one per code held. Who holds a code is worked out at the first question that puts
    many people to it, and kept.
    """

    names: Sequence[str]
    starts: npt.NDArray[np.uint32]
    items: npt.NDArray[np.int32]
    levels: npt.NDArray[np.int8] | None = None

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each code."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def _holders(self) -> tuple[Ints, npt.NDArray[np.int32], npt.NDArray[np.int8] | None]:
        """First place of each code, the rows that hold it, ascending, and their levels."""
        order = np.argsort(self.items, kind="stable")
        counts = np.bincount(self.items, minlength=len(self.names))
        first = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        lengths = (self.starts[1:] - self.starts[:-1]).astype(np.int64)
        rows = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), lengths)[order]
        return first, rows, None if self.levels is None else self.levels[order]

    @cached_property
    def _dense(self) -> dict[tuple[int, int], Flags]:
        return {}

    def have(self, rows: Rows, code: str, level: int = 1) -> Flags:
        """Tell for each row whether it holds `code`, at `level` or above where there are levels."""
        number = self.numbers.get(code)
        if number is None or not len(rows):
            return np.zeros(len(rows), np.bool_)
        if len(rows) <= _FORWARD_ROWS:
            return self._have_forward(rows, number, level)
        known = self._dense.get((number, level))
        if known is not None:
            return known[rows]
        first, holders, levels = self._holders
        span = slice(first[number], first[number + 1])
        members = holders[span] if levels is None else holders[span][levels[span] >= level]
        if len(members) * _DENSE_SHARE > len(self.starts):
            flags = np.zeros(len(self.starts) - 1, np.bool_)
            flags[members] = True
            self._dense[number, level] = flags
            return flags[rows]
        return are_members(rows, members, len(self.starts) - 1)

    def _have_forward(self, rows: Rows, number: int, level: int) -> Flags:
        places, lengths = places_of(self.starts, rows)
        hits = self.items[places] == number
        if self.levels is not None:
            hits &= self.levels[places] >= level
        counts = np.concatenate((np.zeros(1, np.int64), np.cumsum(hits)))
        ends = np.cumsum(lengths)
        return np.asarray(counts[ends] > counts[ends - lengths], np.bool_)

    def of(self, row: int) -> tuple[str, ...]:
        """Return the codes of one row."""
        return tuple(self.names[item] for item in self.items[self.starts[row] : self.starts[row + 1]].tolist())

    def levels_of(self, row: int) -> list[int]:
        """Return the levels of one row, beside `of`; empty where there are none."""
        return [] if self.levels is None else self.levels[self.starts[row] : self.starts[row + 1]].tolist()
