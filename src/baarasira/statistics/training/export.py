"""What directors download: every table of training in one list, the trades in another. Held cells say so, in words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from ..returns.export import plain
from ..returns.tables import EVERY_YEAR, Cell
from ..returns.words import year_name
from .board import DIMENSIONS, Board, rows_of
from .trades import EVERYWHERE, Trades
from .words import DIMENSIONS as TITLES
from .words import MEASURES, Names, trade_name

Row = list[object]


def table(board: Board, names: Names) -> tuple[Row, Iterator[Row]]:
    """Return the headings and the lines of every table, all years first."""
    return [_("Year"), _("Table"), _("Line"), *MEASURES.values()], _lines(board, names)


def _lines(board: Board, names: Names) -> Iterator[Row]:
    for year in (EVERY_YEAR, *board.years):
        for dimension in ("", *DIMENSIONS):
            cells = rows_of(board, dimension, year) if dimension else [Cell("", "", year)]
            for cell in cells:
                counts = [plain(board.show(measure, cell)) for measure in MEASURES]
                yield [year_name(year), str(TITLES[dimension]), names.of(cell), *counts]


def trades_table(found: Trades, regions: Mapping[str, str]) -> tuple[Row, Iterator[Row]]:
    """Return the headings and the lines of the trades, the whole territory first; `regions` {code: name}."""
    headings: Row = [
        _("Region"), _("Code"), _("Trade"), _("Seats asked for"), _("People trained"), _("What it says"),
    ]  # fmt: skip
    return headings, _trades(found, regions)


def _trades(found: Trades, regions: Mapping[str, str]) -> Iterator[Row]:
    for region in (EVERYWHERE, *found.regions):
        name = regions.get(region, region) or _("Whole territory")
        for line in found.lines(region):
            said = _("asked for, nobody is trained") if line.untaught else ""
            said = _("taught, nobody asks") if line.unasked else said
            yield [name, line.trade, trade_name(line.trade), line.asked, plain(line.trained), said]
