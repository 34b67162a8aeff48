"""The tables of the steering committee: each measure of every case, by axis, region and sex for each year, small counts held.

What is held of a measure is held of those that are a part of it, and a part bounds what it is of: a reader may put all
tables together. Amounts are held where the people they are of are few.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .outcomes import Outcome
from .protection import Sum, is_small, withheld
from .tables import Cell, cells_of, sums_of

AXIS, REGION, SEX = "axis", "region", "sex"
REASON, PROBLEM = "reason", "problem"


class Measure(StrEnum):
    """What is counted of the cases of a cell."""

    REFERRED = "referred"
    PLANNED = "planned"
    FUNDED = "funded"
    STARTED = "started"
    KNOWN6 = "known6"
    ALIVE6 = "alive6"
    KNOWN12 = "known12"
    ALIVE12 = "alive12"
    SEEN = "seen"
    JOBS = "jobs"
    PAYEES = "payees"
    COMMITTED = "committed"
    PAID = "paid"
    COST = "cost"


_PART_OF: Mapping[Measure, Measure] = {
    Measure.PLANNED: Measure.REFERRED,
    Measure.FUNDED: Measure.PLANNED,
    Measure.STARTED: Measure.PLANNED,
    Measure.KNOWN6: Measure.STARTED,
    Measure.ALIVE6: Measure.KNOWN6,
    Measure.KNOWN12: Measure.KNOWN6,
    Measure.ALIVE12: Measure.KNOWN12,
    Measure.SEEN: Measure.PLANNED,
    Measure.PAYEES: Measure.FUNDED,
}
"""Of which count each is a part, those before it in order."""

_COUNTED: Mapping[Measure, Callable[[Outcome], int]] = {
    Measure.REFERRED: lambda row: 1,
    Measure.PLANNED: lambda row: int(row.planned),
    Measure.FUNDED: lambda row: int(row.planned and row.funded),
    Measure.STARTED: lambda row: int(row.planned and row.started),
    Measure.KNOWN6: lambda row: int(row.alive6 is not None),
    Measure.ALIVE6: lambda row: int(row.alive6 is True),
    Measure.KNOWN12: lambda row: int(row.alive12 is not None),
    Measure.ALIVE12: lambda row: int(row.alive12 is True),
    Measure.SEEN: lambda row: int(row.planned and row.seen),
    Measure.PAYEES: lambda row: int(row.planned and row.funded and row.money.paid > 0),
    Measure.JOBS: lambda row: row.jobs,
}
_PEOPLE = tuple(measure for measure in _COUNTED if measure != Measure.JOBS)
_AMOUNTS: Mapping[Measure, tuple[Measure, Callable[[Outcome], int]]] = {
    Measure.COMMITTED: (Measure.FUNDED, lambda row: row.money.committed),
    Measure.PAID: (Measure.PAYEES, lambda row: row.money.paid),
}
"""Amounts, and the count of those they are of."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell says: a count, an amount in francs, or nothing to divide by (None); `held` when it is kept back."""

    value: float | None
    held: bool = False


HELD = Shown(None, held=True)


@dataclass(frozen=True, slots=True)
class Board:
    """Every table at once. `years` newest first; `axes` and `regions` the codes found, "" for those not known."""

    years: tuple[int, ...]
    axes: tuple[str, ...]
    regions: tuple[str, ...]
    counts: Mapping[Measure, Mapping[Cell, int]]
    spent: Mapping[Cell, int]
    held: Mapping[Measure, frozenset[Cell]]
    failures: Mapping[Cell, int]
    failures_held: frozenset[Cell]

    def show(self, measure: Measure, cell: Cell) -> Shown:
        """Return what a cell of a measure says."""
        if measure == Measure.COST:
            return self._cost(cell)
        if cell in self.held[measure]:
            return HELD
        return Shown(self.counts[measure].get(cell, 0))

    def share(self, over: Measure, under: Measure, cell: Cell) -> Shown:
        """Return what one measure is of another, None where there is nothing to divide by."""
        above, below = self.show(over, cell), self.show(under, cell)
        if above.held or below.held:
            return HELD
        return Shown((above.value or 0) / below.value if below.value else None)

    def failure(self, cell: Cell) -> Shown:
        """Return how many failed for a reason, or named a problem."""
        return HELD if cell in self.failures_held else Shown(self.failures.get(cell, 0))

    def _cost(self, cell: Cell) -> Shown:
        """Return what was paid for one business alive at twelve months: of the cases whose twelve months are known."""
        alive = self.show(Measure.ALIVE12, cell)
        if alive.held or self.show(Measure.KNOWN12, cell).held:
            return HELD
        return Shown(self.spent.get(cell, 0) / alive.value if alive.value else None)


def board_of(rows: Sequence[Outcome], smallest: int) -> Board:
    """Return the tables of outcomes, with what is held back of each where counts below `smallest` would show."""
    places = [{"year": row.year, AXIS: row.axis, REGION: row.region, SEX: row.sex} for row in rows]
    sums = sums_of(places)
    cells = [cells_of([place]) for place in places]
    counts: dict[Measure, Mapping[Cell, int]] = {
        measure: _added(rows, cells, count) for measure, count in _COUNTED.items()
    }
    held = _held(counts, sums, smallest)
    for measure, (people, count) in _AMOUNTS.items():
        counts[measure], held[measure] = _added(rows, cells, count), held[people]
    failures, failures_held = _failures(rows, smallest)
    return Board(
        years=tuple(sorted({row.year for row in rows}, reverse=True)),
        axes=tuple(sorted({row.axis for row in rows})),
        regions=tuple(sorted({row.region for row in rows})),
        counts=counts,
        spent=_added(rows, cells, lambda row: row.money.paid if row.alive12 is not None else 0),
        held=held,
        failures=failures,
        failures_held=failures_held,
    )


@lru_cache(maxsize=32)
def kept_board(rows: tuple[Outcome, ...], smallest: int) -> Board:
    """Return `board_of`, kept while nothing differs: a page and each of its pictures ask for the same tables."""
    return board_of(rows, smallest)


def _added(rows: Sequence[Outcome], cells: Sequence[Sequence[Cell]], count: Callable[[Outcome], int]) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for row, places in zip(rows, cells, strict=True):
        if number := count(row):
            for cell in places:
                found[cell] += number
    return found


def _held(
    counts: Mapping[Measure, Mapping[Cell, int]], sums: Sequence[Sum[Cell]], smallest: int
) -> dict[Measure, frozenset[Cell]]:
    """Return what is held of each count: all are looked at together, since a reader has them all."""
    cells = [(measure, cell) for measure in _PEOPLE for cell in counts[Measure.REFERRED]]
    values = {(measure, cell): counts[measure].get(cell, 0) for measure, cell in cells}
    every = [
        Sum((measure, item.whole), tuple((measure, part) for part in item.parts))
        for measure in _PEOPLE
        for item in sums
    ]
    parts = [((part, cell), (whole, cell)) for part, whole in _PART_OF.items() for cell in counts[Measure.REFERRED]]
    # Those that are not alive are as few people as those that are: what they leave out is held as well.
    few = [
        (part, cell)
        for part in (Measure.ALIVE6, Measure.ALIVE12)
        for cell, count in counts[_PART_OF[part]].items()
        if is_small(count - counts[part].get(cell, 0), smallest)
    ]
    found = withheld(values, every, smallest, sensitive=few, parts=parts)
    held = {measure: frozenset(cell for kind, cell in found if kind == measure) for measure in _PEOPLE}
    held[Measure.JOBS] = withheld(counts[Measure.JOBS], sums, smallest, sensitive=held[Measure.SEEN])
    return held


def _failures(rows: Sequence[Outcome], smallest: int) -> tuple[Mapping[Cell, int], frozenset[Cell]]:
    """Return how many failed by reason and year, and how many named each problem, and what is held of both."""
    failed = [row for row in rows if row.failed]
    places = [{"year": row.year, REASON: row.failed} for row in failed]
    counts = Counter(cell for place in places for cell in cells_of([place]))
    # One business names several problems: they make no total, only the years of each do.
    named = [{"year": row.year, PROBLEM: problem} for row in failed for problem in row.problems]
    problems = Counter(cell for place in named for cell in cells_of([place]) if cell.dimension)
    sums = [*sums_of(places), *(item for item in sums_of(named) if item.whole.dimension)]
    parts = [(cell, Cell("", "", cell.year)) for cell in problems]
    values = counts + problems
    return values, withheld(values, sums, smallest, parts=parts)
