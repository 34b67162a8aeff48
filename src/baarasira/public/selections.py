"""Published selections for everyone: receipt numbers alone, the files, and how anyone runs the same command on them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from baarasira.network.models import Territory
from baarasira.selection.enums import Result, RunState
from baarasira.selection.marks import shown
from baarasira.selection.models import Run
from baarasira.selection.queries import runs as queries

_PAGE = 300
_ALL = "tous"
_TYPES = {"csv": "text/csv", "toml": "application/toml", "json": "application/json"}
_ORDER = ("applicants.csv", "rules.toml", "selected.csv", "reserve.csv", "minutes.json")


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def list_selections(request: HttpRequest) -> HttpResponse:
    """The campaigns whose selection is published, the newest first."""
    rows = queries.published()[:_PAGE]
    seen: dict[Any, Run] = {}
    for row in rows:
        seen.setdefault(row.campaign_id, row)
    return render(request, "public/selections.html", {"runs": list(seen.values())})


def _run(number: str, place: int | None = None) -> tuple[Run, list[Run]]:
    """Return a published run of a campaign (the last one), and all that are published. 404 without any."""
    rows = list(queries.published().filter(campaign__opening__number=number).order_by("number"))
    found = rows[-1:] if place is None else [row for row in rows if row.number == place]
    if not found:
        raise Http404
    return found[0], rows


def _by(run: Run) -> str:
    """Return the column by which a run's lists are parted: the region where the list has it."""
    return "region" if "region" in run.columns else ""


def _names(codes: Sequence[str]) -> dict[str, str]:
    return dict(Territory.objects.filter(code__in=codes).values_list("code", "name"))


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def show_selection(request: HttpRequest, number: str, run_number: int | None = None) -> HttpResponse:
    """One published selection: counts, the lists by region, the files, what a later run changed."""
    run, rows = _run(number, run_number)
    counts: dict[str, dict[str, int]] = {}
    by = _by(run)
    for place in run.places.select_related("entry").order_by("result", "list", "rank"):
        key = place.entry.cells.get(by, "") if by else _ALL
        counts.setdefault(key, {"selected": 0, "reserve": 0})[place.result] += 1
    names = _names(list(counts))
    context = {
        "run": run,
        "opening": run.campaign.opening,
        "runs": rows,
        "lists": [{"key": key or "-", "name": names.get(key, ""), **held} for key, held in sorted(counts.items())],
        "files": sorted(run.files.defer("text"), key=lambda file: _ORDER.index(file.name)),
        "difference": queries.difference(run),
        "total": shown(run.total or 0),
        "draw": run.method == "draw",
        "last": run.pk == rows[-1].pk,
    }
    return render(request, "public/selection.html", context)


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def show_list(request: HttpRequest, number: str, run_number: int, key: str) -> HttpResponse:
    """The receipts of one region: those selected, then the reserve, each in order."""
    run, _rows = _run(number, run_number)
    by, cell = _by(run), "" if key == "-" else key
    places = [
        place
        for place in run.places.select_related("entry").order_by("result", "list", "rank")
        if not by or place.entry.cells.get(by, "") == cell
    ]
    if not places:
        raise Http404
    page = max(1, int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdigit() else 1)
    shown_now = places[(page - 1) * _PAGE : page * _PAGE]
    context = {
        "run": run,
        "opening": run.campaign.opening,
        "name": _names([cell]).get(cell, ""),
        "selected": [place for place in shown_now if place.result == Result.SELECTED],
        "reserve": [place for place in shown_now if place.result == Result.RESERVE],
        "page": page,
        "more": len(places) > page * _PAGE,
    }
    return render(request, "public/selection_list.html", context)


@login_not_required
@require_GET
@cache_control(public=True, max_age=3600)
def download(request: HttpRequest, number: str, run_number: int, name: str) -> HttpResponse:
    """A file of a published run, byte for byte as it was hashed."""
    run = get_object_or_404(Run, campaign__opening__number=number, number=run_number, state=RunState.PUBLISHED)
    if name not in _ORDER:
        raise Http404
    text = queries.file_text(run, name).encode("utf-8")
    response = HttpResponse(text, content_type=f"{_TYPES[name.rpartition('.')[2]]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
