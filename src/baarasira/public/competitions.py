"""Results of competitions for everyone: receipts and means, the text that was hashed, and to each candidate their own marks."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.candidacies.receipts import Verdict, check_receipt
from baarasira.kernel.actor import visitor
from baarasira.kernel.addresses import client_address
from baarasira.training.competitions import queries
from baarasira.training.competitions.enums import ListState, Result
from baarasira.training.competitions.models import ResultList

from .receipts import ReceiptForm

_PAGE = 300
_STATUS = {Verdict.FOUND: 200, Verdict.MISTYPED: 422, Verdict.UNKNOWN: 404, Verdict.WAIT: 429}


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def list_competitions(request: HttpRequest) -> HttpResponse:
    """The competitions whose results are published, the newest first."""
    return render(request, "public/competitions.html", {"lists": queries.published()[:_PAGE]})


def _lists(number: str) -> list[ResultList]:
    rows = queries.lists_of(number)
    if not rows:
        raise Http404
    return rows


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def show_results(request: HttpRequest, number: str) -> HttpResponse:
    """The results in force: receipts admitted and waiting, in order; the hash, the method, the lists before it."""
    rows = _lists(number)
    row = next((one for one in rows if one.state == ListState.PUBLISHED), rows[0])
    document = json.loads(row.document)
    groups = [
        {"name": result.label, "places": [place for place in document["places"] if place["result"] == result]}
        for result in (Result.ADMITTED, Result.WAITING)
    ]
    context = {
        "list": row, "lists": rows, "opening": row.competition.campaign.opening, "groups": groups,
        "method": document["method"], "ranked": sum(place["rank"] is not None for place in document["places"]),
        "all": len(document["places"]),
    }  # fmt: skip
    return render(request, "public/competition.html", context)


@login_not_required
@require_GET
@cache_control(public=True, max_age=3600)
def download(request: HttpRequest, number: str, list_number: int) -> HttpResponse:
    """A published list, byte for byte as it was hashed."""
    row = next((one for one in _lists(number) if one.number == list_number), None)
    if row is None:
        raise Http404
    response = HttpResponse(row.document.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{number}-{list_number}.json"'
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def own_marks(request: HttpRequest, number: str) -> HttpResponse:
    """To whoever gives a receipt and its holder's year of birth: the marks, the mean, the rank. Wrong pairs are counted."""
    rows = _lists(number)
    row = next((one for one in rows if one.state == ListState.PUBLISHED), rows[0])
    form = ReceiptForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "list": row, "opening": row.competition.campaign.opening}
    status = 422 if form.errors else 200
    if form.is_bound and form.is_valid():
        address = client_address(request.META, settings.BAARASIRA_TRUSTED_PROXIES)
        actor = visitor(timezone.now(), "public", address)
        standing = check_receipt(actor=actor, number=form.cleaned_data["number"], birth_year=form.cleaned_data["born"])
        context["standing"] = standing
        status = _STATUS[standing.verdict]
        if standing.verdict == Verdict.FOUND:
            context["mine"] = _mine(row, standing.number)
            status = 200 if context["mine"] else 404
    response = render(request, "public/own_marks.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _mine(row: ResultList, receipt: str) -> dict[str, Any] | None:
    """Return the line of a receipt with the names of its papers; None when it is not of this competition."""
    document = json.loads(row.document)
    line = next((place for place in document["places"] if place["receipt"] == receipt), None)
    if line is None:
        return None
    marks = [
        {"title": paper["title"], "coefficient": paper["coefficient"], "mark": line["marks"].get(paper["key"], "")}
        for paper in document["papers"]
    ]
    return {**line, "label": Result(line["result"]).label, "papers": marks}
