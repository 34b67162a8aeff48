"""The page of the steering committee of the convention: R01–R15, outcomes by axis, region, sex and year, aims, downloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.actor import Actor, Scope
from baarasira.kernel.errors import NotAllowed, RuleRefused
from baarasira.kernel.journal import write as journal
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Territory
from baarasira.reference.parameters import SMALLEST_COUNT
from baarasira.reference.queries import value
from baarasira.reintegration.visits.enums import Dimension
from baarasira.statistics.actions import set_aim
from baarasira.statistics.enums import SHARES
from baarasira.statistics.indicators import Figure, Unit
from baarasira.statistics.policies import FIGURES, RETURN_FIGURES
from baarasira.statistics.returns import aims, charts, export
from baarasira.statistics.returns.board import AXIS, PROBLEM, REASON, REGION, SEX, Board, Measure, Shown, kept_board
from baarasira.statistics.returns.indicators import RETURNS, parts, shown_figures
from baarasira.statistics.returns.outcomes import Outcome, outcomes
from baarasira.statistics.returns.survival import Step, grouped, survival
from baarasira.statistics.returns.tables import EVERY_YEAR, Cell
from baarasira.statistics.returns.words import DIMENSIONS, MEASURES, cell_name, year_name
from baarasira.statistics.scopes import Period, scope_of
from baarasira.training.courses.queries.figures import R12_KINDS
from baarasira.web.employers.listing import spreadsheet
from baarasira.web.requests import AgentRequest

from .forms import AimForm, YearForm
from .views import shown

_FUNNEL = (Measure.PLANNED, Measure.FUNDED, Measure.STARTED, Measure.ALIVE6, Measure.ALIVE12)
_MONEY = (Measure.COMMITTED, Measure.PAID)
_AMOUNTS = frozenset({Measure.COMMITTED, Measure.PAID, Measure.COST})


@dataclass
class Asked:
    """What a page is asked about: whose structures, up to which day, which year (0: all of them); counted when looked at."""

    scope: Scope
    on: date
    smallest: int
    wanted: str

    @cached_property
    def outcomes(self) -> tuple[list[Outcome], int]:
        """What became of every case, and how many grants have no rate."""
        return outcomes(self.scope, self.on)

    @cached_property
    def board(self) -> Board:
        """Every table."""
        return kept_board(tuple(self.outcomes[0]), self.smallest)

    @cached_property
    def steps(self) -> list[Step]:
        """The curve of survival, its steps put together until none stands for few."""
        return grouped(survival([row.life for row in self.outcomes[0] if row.life is not None]), self.smallest)

    @property
    def year(self) -> int:
        """The year asked for, all of them when it is none of those known."""
        years = {str(year): year for year in self.board.years}
        return years.get(self.wanted, EVERY_YEAR)

    @property
    def period(self) -> Period:
        """The year of the indicators: the one asked for, else the present one; to today while it lasts."""
        year = self.year or self.on.year
        return Period(date(year, 1, 1), min(date(year, 12, 31), self.on))


def _asked(request: AgentRequest, action: str = "view") -> Asked:
    actor: Actor = request.actor
    scope = scope_of(actor, None, action, RETURN_FIGURES)
    return Asked(scope, actor.today, value(SMALLEST_COUNT, actor.today), request.GET.get("year", ""))


def region_names() -> Mapping[str, str]:
    """Return {code: name} of every region."""
    return dict(Territory.objects.filter(kind=TerritoryKind.REGION).values_list("code", "name"))


def part_names() -> Mapping[str, str]:
    """Return what each part of an indicator is called."""
    moments = {"before": pgettext("survey", "at the plan"), "after": pgettext("survey", "at the end")}
    scores = {
        f"R08.{code}.{moment}": f"{Dimension(code).label}, {words}"
        for code in Dimension.values
        for moment, words in moments.items()
    }
    return {
        "R06.6": _("at six months"), "R06.12": _("at twelve months"), **scores,
        "R08.low": _("whole score below the lower band"),
        **{f"R12.{kind}": str(kind.label) for kind in R12_KINDS},
        "R12.women": pgettext("share", "of whom women"), "R12.cost": _("cost of each"),
        "R14.enrolled": pgettext("apprentices", "enrolled"), "R14.completed": pgettext("apprentices", "completed"),
        "R14.certified": pgettext("apprentices", "certified"),
        "R14.women": pgettext("share", "of whom women"),
        "R14.inserted": pgettext("apprentices", "at work six months after"),
        "R14.own": pgettext("apprentices", "of these on their own account"),
        "R14.months": pgettext("apprentices", "months to the first job"),
    }  # fmt: skip


def words_of(figure: Figure) -> str:
    """Return a figure in words, that it is held back, or that nothing records it yet."""
    if figure.awaited:
        return _("not recorded yet")
    return _("held back") if figure.held else shown(figure)


def cell_words(cell: Shown, *, unit: Unit = Unit.COUNT) -> str:
    """Return a cell of a table in words."""
    if cell.held:
        return _("held back")
    return shown(Figure("", cell.value, unit, cell.value or 0)) if cell.value is not None else "–"


def _indicators(found: Mapping[str, Figure]) -> list[dict[str, object]]:
    names = part_names()
    cards: list[dict[str, object]] = []
    for code, indicator in RETURNS.items():
        figures = parts(found, code)
        whole = next((figure for figure in figures if figure.code == code), None)
        rest = [figure for figure in figures if figure.code != code]
        said = "; ".join(f"{names[figure.code]}{_(': ')}{words_of(figure)}" for figure in rest)
        cards.append(
            {"code": code, "label": indicator.label, "value": words_of(whole) if whole else "", "parts": said,
             "definition": indicator.definition}
        )  # fmt: skip
    return cards


def _count(board: Board, measure: Measure, cell: Cell) -> str:
    """Return one cell of a measure in words; businesses alive with how many are known."""
    if measure in {Measure.ALIVE6, Measure.ALIVE12}:
        known = board.show(Measure.KNOWN6 if measure == Measure.ALIVE6 else Measure.KNOWN12, cell)
        alive = board.show(measure, cell)
        if alive.held or known.held:
            return _("held back")
        words = {"alive": cell_words(alive), "known": cell_words(known)}
        return _("%(alive)s of %(known)s") % words if known.value else "–"
    shown_cell = board.show(measure, cell)
    if measure in _AMOUNTS and shown_cell.value is not None:
        return number_format(round(shown_cell.value), force_grouping=True)
    return cell_words(shown_cell)


_COLUMNS = tuple(measure for measure in MEASURES if measure not in {Measure.KNOWN6, Measure.KNOWN12})


def _table(asked: Asked, cells: list[Cell], regions: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {"name": cell_name(cell, regions) if cell.dimension else year_name(cell.year),
         "cells": [_count(asked.board, measure, cell) for measure in _COLUMNS]}
        for cell in cells
    ]  # fmt: skip


def _tables(asked: Asked, regions: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the tables of the page: by axis, region and sex of the year, then the years."""
    board, year = asked.board, asked.year
    found: list[dict[str, object]] = [
        {"title": DIMENSIONS[dimension],
         "lines": _table(asked, [*export.rows_of(board, dimension, year), Cell("", "", year)], regions)}
        for dimension in (AXIS, REGION, SEX)
    ]  # fmt: skip
    # The last line of a table of one year is that year: here it is the sum of its lines.
    for item in found:
        item["lines"][-1]["name"] = _("Total")  # type: ignore[index]
    years = [Cell("", "", each) for each in (*board.years, EVERY_YEAR)]
    return [*found, {"title": _("By year"), "lines": _table(asked, years, regions)}]


def _chart_lines(board: Board, year: int, measures: tuple[Measure, ...]) -> list[dict[str, object]]:
    cells = [cell for cell in export.rows_of(board, AXIS, year) if cell.value]
    return [
        {"name": cell_name(cell, {}), "cells": [_count(board, measure, cell) for measure in measures]} for cell in cells
    ]


def _failures(board: Board, year: int, regions: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {"title": DIMENSIONS[dimension],
         "lines": [{"name": cell_name(cell, regions), "count": cell_words(board.failure(cell))}
                   for cell in export.failure_rows(board, dimension, year)]}
        for dimension in (REASON, PROBLEM)
    ]  # fmt: skip


def _steps(steps: list[Step]) -> list[dict[str, object]]:
    return [
        {"month": number_format(step.day / charts.MONTH, 1), "followed": step.followed, "ceased": step.ceased,
         "share": step.share, "low": step.low, "high": step.high}
        for step in steps
    ]  # fmt: skip


def _evaluation(asked: Asked) -> list[dict[str, object]]:
    year = asked.year or asked.on.year
    tones = {
        True: ("done", _("Reached")),
        False: ("late", pgettext("aim", "Not reached")),
        None: ("neutral", _("Cannot be said")),
    }
    lines: list[dict[str, object]] = []
    for row in aims.evaluation(asked.board, year, asked.on):
        unit = "\N{NO-BREAK SPACE}%" if row.aim.measure in SHARES else ""
        actual = cell_words(row.actual)
        tone, words = tones[row.reached]
        lines.append(
            {"aim": row.aim, "amount": number_format(row.aim.amount, force_grouping=True) + unit, "tone": tone,
             "actual": actual + unit if row.actual.value is not None else actual, "words": words}
        )  # fmt: skip
    return lines


@require_GET
def returns(request: AgentRequest) -> HttpResponse:
    """Show the steering committee what the convention does, year by year."""
    asked = _asked(request)
    board, year, regions = asked.board, asked.year, region_names()
    indicators = shown_figures(asked.scope, asked.period)
    if Cell("", "", asked.period.first.year) in board.held[Measure.REFERRED]:
        # The same count stands in the tables: what one holds the other does not give.
        indicators["R01"] = Figure("R01", None, Unit.COUNT, held=True)
    context = {
        "form": YearForm(request.GET or None, years=board.years),
        "year": year,
        "year_name": year_name(year),
        "query": f"year={year}" if year else "",
        "period": asked.period,
        "cards": _indicators(indicators),
        "columns": [MEASURES[measure] for measure in _COLUMNS],
        "tables": _tables(asked, regions),
        "funnel": _chart_lines(board, year, _FUNNEL),
        "funnel_columns": [MEASURES[measure] for measure in _FUNNEL],
        "money": _chart_lines(board, year, _MONEY),
        "money_columns": [MEASURES[measure] for measure in _MONEY],
        "survival_title": charts.survival_title(asked.steps),
        "steps": _steps(asked.steps),
        "failures": _failures(board, year, regions),
        "failed": cell_words(board.failure(Cell("", "", year))),
        "evaluation": _evaluation(asked),
        "evaluation_year": asked.year or asked.on.year,
        "smallest": asked.smallest,
        "foreign": asked.outcomes[1],
        "empty": not board.years,
        "may_export": RETURN_FIGURES.allows(request.actor, "export"),
        "may_aim": RETURN_FIGURES.allows(request.actor, "set_aim"),
        "may_others": FIGURES.allows(request.actor, "view"),
    }
    return render(request, "statistics/returns.html", context)


def picture(svg: str) -> HttpResponse:
    """Return a picture that the browser keeps for a minute."""
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_GET
def survival_picture(request: AgentRequest) -> HttpResponse:
    """Return the curve of survival as a picture."""
    return picture(charts.survival_chart(_asked(request).steps))


@require_GET
def funnel_picture(request: AgentRequest) -> HttpResponse:
    """Return the funnel of each axis as a picture."""
    asked = _asked(request)
    return picture(charts.funnel_chart(asked.board, asked.year))


@require_GET
def money_picture(request: AgentRequest) -> HttpResponse:
    """Return the money of each axis as a picture."""
    asked = _asked(request)
    return picture(charts.money_chart(asked.board, asked.year))


def _told(request: AgentRequest, name: str, year: int) -> None:
    journal.record(request.actor, "figures.export", noun="figures", after={"table": name, "year": year})


@require_GET
def returns_table(request: AgentRequest) -> HttpResponse:
    """Return every table as a CSV file; the download is journaled."""
    asked = _asked(request, "export")
    headings, lines = export.table(asked.board, region_names())
    _told(request, "reintegration", EVERY_YEAR)
    return spreadsheet("reintegration", headings, lines)


@require_GET
def returns_indicators(request: AgentRequest) -> HttpResponse:
    """Return the indicators of the year as a CSV file; the download is journaled."""
    asked = _asked(request, "export")
    found = shown_figures(asked.scope, asked.period)
    year = asked.period.first.year
    if Cell("", "", year) in asked.board.held[Measure.REFERRED]:
        found["R01"] = Figure("R01", None, Unit.COUNT, held=True)
    _told(request, "R01–R15", year)
    headings = [_("Code"), _("Indicator"), _("Value"), _("Numerator"), _("Denominator"), _("Definition")]
    return spreadsheet(f"reintegration-indicateurs-{year}", headings, export.indicators(found, part_names()))


@require_http_methods(["GET", "POST"])
def returns_aims(request: AgentRequest) -> HttpResponse:
    """List the aims of the convention; the department enters one from a day on."""
    rows = aims.aims(request.actor)
    may_set = RETURN_FIGURES.allows(request.actor, "set_aim")
    form = AimForm(request.POST or None, initial={"valid_from": date(request.actor.today.year, 1, 1)})
    if request.method == "POST":
        RETURN_FIGURES.require(request.actor, "set_aim")
        if form.is_valid():
            try:
                set_aim(actor=request.actor, **form.cleaned_data)
            except (RuleRefused, NotAllowed) as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The aim is recorded. Years before its day keep the aim they had."))
                return redirect("statistics:returns-aims")
    context = {"form": form, "rows": rows, "may_set": may_set}
    return render(request, "statistics/returns_aims.html", context, status=422 if form.errors else 200)
