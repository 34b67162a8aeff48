"""The list of contracts: what waits for a review, a decision, a signature; then all of them."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from baarasira.mobility.contracts import queries
from baarasira.mobility.contracts.policies import CONTRACTS
from baarasira.web.openings.choices import suggest_occupations as occupations_like
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.forms import suggestions
from baarasira.web.shell.paging import paginate

from ..states import tone

VIEWS = {
    "a-examiner": (_("To review"), queries.to_review, ("starts_on", "id")),
    "a-decider": (_("To decide"), queries.to_decide, ("starts_on", "id")),
    "a-signer": (_("To be signed"), queries.to_sign, ("starts_on", "id")),
    "tous": (_("All contracts"), queries.visible_to, ("-id",)),
}


@require_GET
def suggest_occupations(request: AgentRequest) -> JsonResponse:
    """Answer the box where an occupation is typed in everyday words, for whoever reads contracts."""
    CONTRACTS.require(request.actor, "view")
    return JsonResponse(suggestions(occupations_like(request.GET.get("q", "")[:100])))


@require_GET
def list_contracts(request: AgentRequest) -> HttpResponse:
    """Show the contracts of one question, kept in the address, and how many each question finds."""
    CONTRACTS.require(request.actor, "view")
    counts = {key: found(request.actor).count() for key, (_label, found, _order) in VIEWS.items()}
    asked = request.GET.get("voir", "")
    key = asked if asked in VIEWS else next((name for name in VIEWS if counts[name]), "tous")
    label, found, order = VIEWS[key]
    page = paginate(found(request.actor), order=order, request=request)
    context = {
        "tabs": [
            {"url": f"?voir={name}", "label": VIEWS[name][0], "count": counts[name], "current": name == key}
            for name in VIEWS
        ],
        "label": label,
        "page": page,
        "lines": [{"contract": row, "tone": tone(row.state)} for row in page.rows],
    }
    return render(request, "contracts/list.html", context)
