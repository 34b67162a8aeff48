"""Those who prepare their departure, by hundreds: what is late first, by campaign and step."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from baarasira.candidacies.models import CandidacyStep
from baarasira.mobility.journeys import queries
from baarasira.mobility.journeys.policies import JOURNEYS
from baarasira.openings import campaign_queries
from baarasira.programmes.kinds import KINDS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import PREPARING, BoardFilter
from .reach import campaigns_of, choices_of


@require_GET
def board(request: AgentRequest) -> HttpResponse:
    """Show the open steps between the selection and the departure, what is due first on top."""
    actor = request.actor
    JOURNEYS.require(actor, "view")
    form = BoardFilter(request.GET, campaigns=choices_of(campaigns_of(actor)))
    rows, chosen, figures = queries.preparing(actor, PREPARING), None, list[dict[str, Any]]()
    if form.is_valid():
        wanted = form.cleaned_data
        if wanted["campaign"]:
            rows = rows.filter(candidacy__opening_id=wanted["campaign"])
            chosen = campaign_queries.one(wanted["campaign"])
        figures = _figures(request, rows)
        if wanted["step"]:
            rows = rows.filter(kind=wanted["step"])
        if wanted["late"]:
            rows = rows.filter(due_at__lt=actor.at)
    page = paginate(rows, order=("due", "id"), request=request, size=50)
    lines = [
        {
            "file": row.candidacy,
            "step": KINDS[row.kind].label,
            "due": row.due_at,
            "late": row.due_at is not None and row.due_at < actor.at,
        }
        for row in page.rows
    ]
    steps = []
    if chosen is not None:
        steps = [step for step in chosen.programme_version.compiled.steps.values() if step.kind in PREPARING]
    context = {
        "form": form, "chips": active_filters(form, request), "page": page, "lines": lines, "filtered": bool(request.GET),
        "campaign": chosen, "steps": steps, "figures": figures,
    }  # fmt: skip
    return render(request, "journeys/board.html", context)


def _figures(request: AgentRequest, rows: QuerySet[CandidacyStep]) -> list[dict[str, Any]]:
    """Return, in the order of the road, how many stand at each step where somebody does, with the address that shows them."""
    counts, asked = queries.preparing_counts(rows, request.actor.at), request.GET.copy()
    for key in ("after", "before"):
        asked.pop(key, None)
    found = []
    for kind in PREPARING:
        if kind not in counts:
            continue
        number, late = counts[kind]
        asked["step"] = kind
        found.append(
            {
                "label": KINDS[kind].label,
                "number": number,
                "url": f"?{asked.urlencode()}",
                "late": ngettext("%(n)d late", "%(n)d late", late) % {"n": late} if late else "",
            }
        )
    return found
