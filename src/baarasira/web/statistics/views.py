"""The figures of a territory: indicators, the flow by month, the map, the table, and the spreadsheet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.kernel.actor import Scope
from baarasira.kernel.journal import write as journal
from baarasira.kernel.policies import PolicyTable
from baarasira.network.tiles import TILES
from baarasira.statistics import charts, series
from baarasira.statistics.indicators import INDICATORS, Figure, Unit, figures
from baarasira.statistics.policies import FIGURES, MIGRATION_FIGURES
from baarasira.statistics.scopes import Period, scope_of
from baarasira.statistics.spreadsheet import workbook
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.figures import Tile

from .forms import ScopeForm

MEASURES = ("active", "registrations", "places", "placements")
_SHADES = 5


def shown(figure: Figure) -> str:
    """Return a figure in words: a whole number, a percentage, days, or a number with one decimal."""
    if figure.value is None:
        return "–"
    match figure.unit:
        case Unit.COUNT:
            return number_format(int(figure.value), force_grouping=True)
        case Unit.SHARE:
            return f"{number_format(100 * figure.value, 1)}\N{NO-BREAK SPACE}%"
        case Unit.FRANCS:
            return f"{number_format(round(figure.value), force_grouping=True)}\N{NO-BREAK SPACE}FCFA"
        case Unit.DAYS:
            return _("%(days)s days") % {
                "days": number_format(figure.value, 0 if float(figure.value).is_integer() else 1)
            }
        case _:
            return number_format(figure.value, 2 if figure.unit == Unit.SCORE else 1)


def _change(now: Figure, before: Figure) -> str:
    if before.value is None:
        return ""
    return _("a year before: %(figure)s") % {"figure": shown(before)}


def _cards(now: dict[str, Figure], before: dict[str, Figure]) -> list[dict[str, object]]:
    cards: list[dict[str, object]] = []
    for code, indicator in INDICATORS.items():
        value = shown(now[code])
        if code == "I04":
            value = _("%(offers)s / %(places)s") % {"offers": value, "places": shown(now["I04P"])}
        cards.append(
            {
                "code": code,
                "label": indicator.label,
                "value": value,
                "change": _change(now[code], before[code]),
                "definition": indicator.definition,
            }
        )
    return cards


def _tiles(regions: list[series.RegionFigures], measure: str) -> list[Tile]:
    most = max((getattr(region, measure) for region in regions), default=0)
    return [
        Tile(
            label=region.name,
            short=region.name[:4],
            row=TILES[region.code].row,
            column=TILES[region.code].column,
            value=number_format(getattr(region, measure), force_grouping=True),
            level=getattr(region, measure) * (_SHADES - 1) // most if most else 0,
        )
        for region in regions
        if region.code in TILES
    ]


def asked(request: AgentRequest, table: PolicyTable = FIGURES) -> tuple[ScopeForm, Scope, Period]:
    """Return what the figures are asked about: the form, the structures, the period."""
    form = ScopeForm(request.GET or None, actor=request.actor, table=table)
    return form, scope_of(request.actor, form.chosen_id(), table=table), form.chosen_period()


@require_GET
def dashboard(request: AgentRequest) -> HttpResponse:
    """Show the indicators I01–I10, the flow by month, the map and the table of the structures below."""
    form, scope, period = asked(request)
    now, before = figures(scope, period), dict(series.comparison(scope, period))
    regions = series.by_region(scope, period)
    measure = request.GET.get("measure", "")
    measure = measure if measure in MEASURES else MEASURES[0]
    labels = {
        "active": _("Active stock"),
        "registrations": _("Registrations"),
        "places": _("Places received"),
        "placements": _("Placements"),
    }
    months = series.by_month(scope, period)
    query = request.GET.copy()
    query.pop("measure", None)
    address = f"{request.path}?{query.urlencode()}{'&' if query else ''}measure="
    structures = series.by_structure(scope, period, form.chosen_id())
    context = {
        "form": form,
        "period": period,
        "name": name_of(form),
        "cards": _cards(now, before),
        "months": [{"label": date_format(month.period.first, "F Y"), "flow": month} for month in months],
        "flow_title": charts.flow_title(months),
        "query": request.GET.urlencode(),
        "regions": regions,
        "tiles": _tiles(regions, measure),
        "map_title": _("%(measure)s by region") % {"measure": labels[measure]},
        "measures": [
            {"label": labels[key], "url": f"{address}{key}#map", "current": key == measure} for key in MEASURES
        ],
        "codes": list(INDICATORS.values()),
        "structures": [
            {"structure": line.structure, "cells": [shown(line.figures[code]) for code in INDICATORS]}
            for line in structures
        ],
        "may_export": FIGURES.allows(request.actor, "export"),
        "may_migration": MIGRATION_FIGURES.allows(request.actor, "view"),
    }
    return render(request, "statistics/dashboard.html", context)


def name_of(form: ScopeForm) -> str:
    """Return the name of what the figures are about."""
    structure = form.chosen_structure()
    return structure.name if structure is not None else _("All my territory")


@require_GET
def flow_picture(request: AgentRequest) -> HttpResponse:
    """Return the chart of the flow by month as a picture."""
    _form, scope, period = asked(request)
    svg = charts.flow_chart(series.by_month(scope, period))
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_GET
def spreadsheet(request: AgentRequest) -> HttpResponse:
    """Return the figures as a spreadsheet; the download is journaled."""
    form, _scope, period = asked(request)
    scope = scope_of(request.actor, form.chosen_id(), "export")
    content = workbook(
        name=name_of(form),
        period=period,
        now=figures(scope, period),
        before=series.comparison(scope, period),
        months=series.by_month(scope, period),
        regions=series.by_region(scope, period),
        structures=series.by_structure(scope, period, form.chosen_id()),
    )
    after = {"first": period.first, "last": period.last}
    journal.record(request.actor, "figures.export", noun="figures", structure_id=form.chosen_id(), after=after)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"statistiques-{period.first:%Y%m%d}-{period.last:%Y%m%d}.xlsx"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
