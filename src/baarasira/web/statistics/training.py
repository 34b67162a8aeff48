"""The page of training: from enrolment to work by centre, course, sex and origin; trades asked for and taught; downloads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.kernel.actor import Actor, Scope
from baarasira.kernel.journal import write as journal
from baarasira.reference.parameters import SMALLEST_COUNT
from baarasira.reference.queries import value
from baarasira.statistics.policies import FIGURES, TRAINING_FIGURES
from baarasira.statistics.returns.tables import EVERY_YEAR, Cell
from baarasira.statistics.returns.words import year_name
from baarasira.statistics.scopes import scope_of
from baarasira.statistics.training import charts, export
from baarasira.statistics.training.board import DIMENSIONS, ORIGIN, Board, Measure, board_of, rows_of
from baarasira.statistics.training.outcomes import trained
from baarasira.statistics.training.sheet import workbook
from baarasira.statistics.training.trades import EVERYWHERE, Line, Trades, trades
from baarasira.statistics.training.words import DIMENSIONS as TITLES
from baarasira.statistics.training.words import MEASURES, Names, trade_name
from baarasira.web.employers.listing import spreadsheet
from baarasira.web.requests import AgentRequest

from .forms import TrainingForm
from .returns import cell_words, picture, region_names

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Asked:
    """What a page is asked about: whose structures, up to which day, which year (0: all), which region; counted when looked at."""

    scope: Scope
    on: date
    smallest: int
    wanted: str
    region: str

    @cached_property
    def board(self) -> Board:
        """Every table."""
        return board_of(trained(self.scope, self.on), self.smallest)

    @cached_property
    def names(self) -> Names:
        """What centres and courses are called."""
        return Names(self.board.values["centre"])

    @cached_property
    def trades(self) -> Trades:
        """What was asked for and taught in the year asked for, the present one where it is all of them."""
        year = self.year or self.on.year
        return trades(self.scope, date(year, 1, 1), min(date(year, 12, 31), self.on), self.smallest)

    @property
    def year(self) -> int:
        """The year asked for, all of them when it is none of those known."""
        years = {str(year): year for year in self.board.years}
        return years.get(self.wanted, EVERY_YEAR)

    @property
    def lines(self) -> list[Line]:
        """The trades of the region asked for; of the whole territory when it is none of those known."""
        return self.trades.lines(self.region if self.region in self.trades.regions else EVERYWHERE)


def _asked(request: AgentRequest, action: str = "view") -> Asked:
    actor: Actor = request.actor
    scope = scope_of(actor, None, action, TRAINING_FIGURES)
    smallest = value(SMALLEST_COUNT, actor.today)
    return Asked(scope, actor.today, smallest, request.GET.get("year", ""), request.GET.get("region", ""))


def _cell(board: Board, measure: Measure, cell: Cell) -> str:
    shown = board.show(measure, cell)
    if measure == Measure.COST and shown.value is not None:
        return number_format(round(shown.value), force_grouping=True)
    return cell_words(shown)


def _line(asked: Asked, cell: Cell, name: str, measures: Sequence[Measure]) -> dict[str, object]:
    return {"name": name, "cells": [_cell(asked.board, measure, cell) for measure in measures]}


def _tables(asked: Asked) -> list[dict[str, object]]:
    """Return the tables of the page: by each dimension in the year, each with its total; then the years."""
    board, year, measures = asked.board, asked.year, tuple(MEASURES)
    found: list[dict[str, object]] = []
    for dimension in DIMENSIONS:
        lines = [_line(asked, cell, asked.names.of(cell), measures) for cell in rows_of(board, dimension, year)]
        lines.append(_line(asked, Cell("", "", year), _("Total"), measures))
        found.append({"title": TITLES[dimension], "lines": lines})
    years = [_line(asked, Cell("", "", each), year_name(each), measures) for each in (*board.years, EVERY_YEAR)]
    return [*found, {"title": _("By year"), "lines": years}]


def _trade_lines(lines: Sequence[Line]) -> list[dict[str, object]]:
    return [
        {"name": trade_name(line.trade), "code": line.trade, "asked": line.asked, "trained": cell_words(line.trained),
         "tone": "late" if line.untaught else "wait" if line.unasked else "neutral",
         "word": _("Nobody is trained") if line.untaught else _("Nobody asks") if line.unasked else ""}
        for line in lines
    ]  # fmt: skip


def _query(asked: Asked) -> str:
    given = {"year": str(asked.year) if asked.year else "", "region": asked.region}
    return "&".join(f"{name}={text}" for name, text in given.items() if text and text.replace("-", "").isalnum())


@require_GET
def training(request: AgentRequest) -> HttpResponse:
    """Show a director what training does, from enrolment to work, and which trades are asked for and taught."""
    asked = _asked(request)
    board, lines, regions = asked.board, asked.lines, region_names()
    stages = [_line(asked, cell, asked.names.of(cell), charts.STAGES) for cell in rows_of(board, ORIGIN, asked.year)]
    context = {
        "form": TrainingForm(request.GET or None, years=board.years, regions=_regions(asked, regions)),
        "year_name": year_name(asked.year),
        "query": _query(asked),
        "columns": list(MEASURES.values()),
        "tables": _tables(asked),
        "stages": stages,
        "stage_columns": [MEASURES[measure] for measure in charts.STAGES],
        "trades": _trade_lines(lines),
        "trades_title": charts.trades_title(lines),
        "trades_year": asked.year or asked.on.year,
        "region_name": regions.get(asked.region) or _("Whole territory"),
        "smallest": asked.smallest,
        "empty": not board.years,
        "may_export": TRAINING_FIGURES.allows(request.actor, "export"),
        "may_others": FIGURES.allows(request.actor, "view"),
    }
    return render(request, "statistics/training.html", context)


def _regions(asked: Asked, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, names.get(code, code)) for code in asked.trades.regions]


@require_GET
def stages_picture(request: AgentRequest) -> HttpResponse:
    """Return how many of each origin reached each stage, as a picture."""
    asked = _asked(request)
    return picture(charts.stages_chart(asked.board, asked.year, asked.names))


@require_GET
def trades_picture(request: AgentRequest) -> HttpResponse:
    """Return the trades asked for and taught, as a picture."""
    return picture(charts.trades_chart(_asked(request).lines))


def _told(request: AgentRequest, name: str, year: int) -> None:
    journal.record(request.actor, "figures.export", noun="figures", after={"table": name, "year": year})


@require_GET
def training_table(request: AgentRequest) -> HttpResponse:
    """Return every table as a CSV file; the download is journaled."""
    asked = _asked(request, "export")
    headings, lines = export.table(asked.board, asked.names)
    _told(request, "formation", EVERY_YEAR)
    return spreadsheet("formation", headings, lines)


@require_GET
def trades_file(request: AgentRequest) -> HttpResponse:
    """Return the trades of every region as a CSV file; the download is journaled."""
    asked = _asked(request, "export")
    headings, lines = export.trades_table(asked.trades, region_names())
    _told(request, "formation-metiers", asked.year)
    return spreadsheet("formation-metiers", headings, lines)


@require_GET
def training_sheet(request: AgentRequest) -> HttpResponse:
    """Return every table and the trades as a spreadsheet of two sheets; the download is journaled."""
    asked = _asked(request, "export")
    content = workbook(
        [
            (_("Training"), *export.table(asked.board, asked.names)),
            (_("Trades"), *export.trades_table(asked.trades, region_names())),
        ]
    )
    _told(request, "formation", EVERY_YEAR)
    response = HttpResponse(content, content_type=_SHEET)
    response["Content-Disposition"] = 'attachment; filename="formation.xlsx"'
    return response
