"""What the committee downloads: every table in one list, the indicators in another. Held cells say so, in words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from ..indicators import Figure
from .board import AXIS, PROBLEM, REASON, REGION, SEX, Board, Measure, Shown
from .indicators import RETURNS, parts
from .tables import EVERY_YEAR, Cell
from .words import DIMENSIONS, MEASURES, cell_name, year_name

Line = list[object]


def rows_of(board: Board, dimension: str, year: int) -> list[Cell]:
    """Return the cells of a table in a year, the largest first so far as that is shown; those that are nobody left out."""
    known = {AXIS: board.axes, REGION: board.regions, SEX: ("F", "M"), "": ("",)}[dimension]
    cells = [Cell(dimension, value, year) for value in known]
    return [cell for cell in cells if board.counts[Measure.REFERRED].get(cell, 0) or not dimension]


def failure_rows(board: Board, dimension: str, year: int) -> list[Cell]:
    """Return the cells of the reasons, or of the problems, of a year, in the order of their codes."""
    values = sorted({cell.value for cell in board.failures if cell.dimension == dimension and cell.year == year})
    return [Cell(dimension, value, year) for value in values if board.failures[Cell(dimension, value, year)]]


def plain(shown: Shown) -> object:
    """Return a cell as a spreadsheet holds it: a whole number, nothing, or the words that it is held back."""
    if shown.held:
        return _("held back")
    return "" if shown.value is None else round(shown.value)


def table(board: Board, regions: Mapping[str, str]) -> tuple[Line, Iterator[Line]]:
    """Return the headings and the lines of every table, all years first."""
    headings: Line = [_("Year"), _("Table"), _("Line"), *MEASURES.values(), _("Failed")]
    return headings, _lines(board, regions)


def _lines(board: Board, regions: Mapping[str, str]) -> Iterator[Line]:
    for year in (EVERY_YEAR, *board.years):
        for dimension in ("", AXIS, REGION, SEX):
            for cell in rows_of(board, dimension, year):
                failed = plain(board.failure(cell)) if not dimension else ""
                counts = [plain(board.show(measure, cell)) for measure in MEASURES]
                yield [year_name(year), DIMENSIONS[dimension], cell_name(cell, regions), *counts, failed]
        for dimension in (REASON, PROBLEM):
            for cell in failure_rows(board, dimension, year):
                empty = [""] * len(MEASURES)
                yield [
                    year_name(year),
                    DIMENSIONS[dimension],
                    cell_name(cell, regions),
                    *empty,
                    plain(board.failure(cell)),
                ]


def indicators(found: Mapping[str, Figure], names: Mapping[str, str]) -> Iterator[Line]:
    """Yield a line for each figure: code, name, value, numerator, denominator, definition; `names` those of the parts."""
    for code, indicator in RETURNS.items():
        for figure in parts(found, code):
            part = names.get(figure.code, "")
            label = f"{indicator.label} – {part}" if part else str(indicator.label)
            yield [figure.code, label, *_values(figure), str(indicator.definition)]


def _values(figure: Figure) -> Line:
    if figure.held or figure.awaited:
        return [_("held back") if figure.held else _("not recorded yet"), "", ""]
    value = "" if figure.value is None else f"{figure.value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return [value, f"{figure.over:.0f}", "" if figure.under is None else f"{figure.under:.0f}"]
