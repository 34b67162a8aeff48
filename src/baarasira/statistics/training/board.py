"""The tables of training: each measure by centre, course, sex and origin for each year, small counts held against subtraction.

Made as those of reintegration (`returns.board`): one set of cells is shown whatever page or file is asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ..returns.board import HELD, Shown
from ..returns.protection import Sum, is_small, withheld
from ..returns.tables import Cell, cells_of, sums_of
from .outcomes import Trained

CENTRE, COURSE, SEX, ORIGIN = "centre", "course", "sex", "origin"
DIMENSIONS = (CENTRE, COURSE, SEX, ORIGIN)


class Measure(StrEnum):
    """What is counted of the rows of a cell."""

    ENROLLED = "enrolled"
    PRESENT = "present"
    FINISHED = "finished"
    CERTIFIED = "certified"
    KNOWN = "known"
    WORK = "work"
    COST = "cost"


_COUNTED: Mapping[Measure, Callable[[Trained], bool]] = {
    Measure.ENROLLED: lambda row: True,
    Measure.PRESENT: lambda row: row.present,
    Measure.FINISHED: lambda row: row.finished,
    Measure.CERTIFIED: lambda row: row.certified,
    Measure.KNOWN: lambda row: row.at_work is not None,
    Measure.WORK: lambda row: row.at_work is True,
}
_PART_OF: Mapping[Measure, Measure] = {
    Measure.PRESENT: Measure.ENROLLED,
    Measure.FINISHED: Measure.ENROLLED,
    Measure.CERTIFIED: Measure.ENROLLED,
    Measure.KNOWN: Measure.ENROLLED,
    Measure.WORK: Measure.KNOWN,
}
"""Of which count each is a part, those before it in order."""


@dataclass(frozen=True, slots=True)
class Board:
    """Every table at once. `years` newest first; `values` the values found of each dimension, in order."""

    years: tuple[int, ...]
    values: Mapping[str, tuple[str, ...]]
    counts: Mapping[Measure, Mapping[Cell, int]]
    spent: Mapping[Cell, Fraction]
    placed: Mapping[Cell, int]
    held: Mapping[Measure, frozenset[Cell]]

    def show(self, measure: Measure, cell: Cell) -> Shown:
        """Return what a cell of a measure says."""
        if measure == Measure.COST:
            return self._cost(cell)
        if cell in self.held[measure]:
            return HELD
        return Shown(self.counts[measure].get(cell, 0))

    def _cost(self, cell: Cell) -> Shown:
        """Return what was spent for one person at work at six months: on those of whom cost and sixth month are known."""
        if self.show(Measure.WORK, cell).held or self.show(Measure.KNOWN, cell).held:
            return HELD
        placed = self.placed.get(cell, 0)
        return Shown(float(self.spent.get(cell, Fraction(0)) / placed) if placed else None)


def board_of(rows: Sequence[Trained], smallest: int) -> Board:
    """Return the tables, with what is held back of each where counts below `smallest` would show."""
    places = [
        {"year": row.year, CENTRE: row.centre, COURSE: row.course, SEX: row.sex, ORIGIN: row.origin} for row in rows
    ]
    cells = [cells_of([place]) for place in places]
    counts = {measure: _counted(rows, cells, count) for measure, count in _COUNTED.items()}
    return Board(
        years=tuple(sorted({row.year for row in rows}, reverse=True)),
        values={name: tuple(sorted({getattr(row, name) for row in rows})) for name in DIMENSIONS},
        counts=counts,
        spent=_spent(rows, cells),
        placed=_counted(rows, cells, lambda row: row.cost is not None and row.at_work is True),
        held=_held(counts, sums_of(places), smallest),
    )


def _counted(
    rows: Sequence[Trained], cells: Sequence[Sequence[Cell]], count: Callable[[Trained], bool]
) -> Mapping[Cell, int]:
    return Counter(cell for row, places in zip(rows, cells, strict=True) if count(row) for cell in places)


def _spent(rows: Sequence[Trained], cells: Sequence[Sequence[Cell]]) -> Mapping[Cell, Fraction]:
    found: defaultdict[Cell, Fraction] = defaultdict(Fraction)
    for row, places in zip(rows, cells, strict=True):
        if row.cost is not None and row.at_work is not None:
            for cell in places:
                found[cell] += row.cost
    return found


def _held(
    counts: Mapping[Measure, Mapping[Cell, int]], sums: Sequence[Sum[Cell]], smallest: int
) -> dict[Measure, frozenset[Cell]]:
    """Return what is held of each count: all are looked at together, since a reader has them all."""
    every = list(counts[Measure.ENROLLED])
    values = {(measure, cell): counts[measure].get(cell, 0) for measure in _COUNTED for cell in every}
    shown_sums = [
        Sum((measure, item.whole), tuple((measure, part) for part in item.parts))
        for measure in _COUNTED
        for item in sums
    ]
    parts = [((part, cell), (whole, cell)) for part, whole in _PART_OF.items() for cell in every]
    # Those that are not at work are as few people as those that are: what they leave out is held as well.
    few = [
        (Measure.WORK, cell)
        for cell, known in counts[Measure.KNOWN].items()
        if is_small(known - counts[Measure.WORK].get(cell, 0), smallest)
    ]
    found = withheld(values, shown_sums, smallest, sensitive=few, parts=parts)
    return {measure: frozenset(cell for kind, cell in found if kind == measure) for measure in _COUNTED}


def rows_of(board: Board, dimension: str, year: int) -> list[Cell]:
    """Return the cells of a table in a year, those that are nobody left out."""
    cells = [Cell(dimension, value, year) for value in board.values[dimension]]
    return [cell for cell in cells if board.counts[Measure.ENROLLED].get(cell, 0)]
