"""The decision on a visa by the second person, and the signature of the worker."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.actions.doors import require
from baarasira.mobility.contracts.enums import VISED, ContractState, Outcome, Presence
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.comparing import LINES, shown, terms_of
from baarasira.mobility.contracts.rules.review import review_of
from baarasira.openings import campaign_queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import SignatureForm
from ..states import tone
from .reach import contract_or_404, version_of


@require_http_methods(["GET", "POST"])
def decide(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """The decision page: the facts, what clauses and checks make of them, the act of the second person."""
    found = contract_or_404(request, contract_id)
    require(request.actor, "decide", found.candidacy)
    if request.method == "POST":
        decided = actions.decide_visa(
            actor=request.actor, contract_id=found.pk, note=request.POST.get("note", ""), version=version_of(request)
        )
        drafts.confirm(request, _("Decided: %(state)s.") % {"state": decided.get_state_display().lower()})
        return redirect("contracts:file", found.pk)
    if found.state != ContractState.UNDER_REVIEW:
        return redirect("contracts:file", found.pk)
    review = review_of(found, campaign_queries.one(found.candidacy.opening_id), request.actor.today)
    terms = terms_of(found)
    context: dict[str, Any] = {
        "contract": found,
        "terms": [(line.label, shown(line, terms)) for line in LINES],
        "missing": [
            (item, review.clauses.get(item.code))
            for item in review.asked
            if item.code not in review.clauses or review.clauses[item.code].presence != Presence.PRESENT
        ],
        "against": [
            {"check": check, "label": Outcome(check.outcome).label, "tone": tone(check.outcome)}
            for check in review.checks
            if check.outcome != Outcome.PASSED
        ],
        "verdict": review.verdict,
        "concluded": found.reviewed_at is not None,
        "own": same_person(found.reviewed_by, request.user),
    }
    return render(request, "contracts/decide.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Record how the contract was read aloud and signed."""
    found = contract_or_404(request, contract_id)
    require(request.actor, "sign", found.candidacy)
    if (found.state not in VISED or found.signed_on is not None) and request.method == "GET":
        return redirect("contracts:file", found.pk)
    language = found.candidacy.person.preferred_language
    initial = {"version": found.version, "signed_on": request.actor.today, "read_in": language}
    form = SignatureForm(request.POST or None, request.FILES or None, initial=initial, papers=_papers(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_contract(
                actor=request.actor, contract_id=found.pk, data=form.data_given(found.approved_sha256),
                scan=form.cleaned_data["scan"], version=form.cleaned_data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The signature is recorded, and the file has gone on."))
            return redirect("contracts:file", found.pk)
    return render(request, "contracts/sign.html", {"form": form, "contract": found}, status=422 if form.errors else 200)


def _papers(contract: WorkContract) -> list[tuple[str, str]]:
    """Return the papers that the contract step of the programme asks for."""
    campaign = campaign_queries.one(contract.candidacy.opening_id)
    steps = campaign.programme_version.compiled.steps.values()
    return [(paper.key, str(paper.title)) for step in steps if step.kind == "contract" for paper in step.documents]
