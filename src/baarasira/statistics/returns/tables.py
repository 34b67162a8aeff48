"""Tables of counts by year and by one dimension each: which cells they have, and which sums a reader sees in them.

Every dimension makes a table with the years; the totals of the years stand in all of them. One set of cells is shown whatever
page or file is asked for, so that what one of them holds back, another does not give.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .protection import Sum

EVERY_YEAR = 0


class Cell(NamedTuple):
    """One cell: a dimension and its value, both empty for the total; a year, 0 for all of them."""

    dimension: str
    value: str
    year: int


GRAND = Cell("", "", EVERY_YEAR)
"""Everybody of every year."""

Row = Mapping[str, str | int]
"""What is counted: its year, and its value in each dimension."""


def _dimensions(row: Row) -> Iterable[tuple[str, str]]:
    return ((name, str(value)) for name, value in row.items() if name != "year")


def cells_of(rows: Iterable[Row]) -> list[Cell]:
    """Return the cells that rows are counted in, each once: a single row gives its own, all rows those of the tables."""
    found: dict[Cell, None] = {GRAND: None}
    for row in rows:
        for year in (EVERY_YEAR, int(row["year"])):
            found[Cell("", "", year)] = None
            found.update((Cell(name, value, year), None) for name, value in _dimensions(row))
    return list(found)


def sums_of(rows: Sequence[Row]) -> list[Sum[Cell]]:
    """Return every sum that readers see: a year over each dimension, a value over the years, the years over themselves."""
    years = sorted({int(row["year"]) for row in rows})
    values: dict[str, set[str]] = {}
    for row in rows:
        for name, value in _dimensions(row):
            values.setdefault(name, set()).add(value)
    sums = [Sum(GRAND, tuple(Cell("", "", year) for year in years))]
    for name, known in values.items():
        for year in (EVERY_YEAR, *years):
            sums.append(Sum(Cell("", "", year), tuple(Cell(name, value, year) for value in sorted(known))))
        for value in sorted(known):
            sums.append(Sum(Cell(name, value, EVERY_YEAR), tuple(Cell(name, value, year) for year in years)))
    return sums
