"""Submission, and the decision of the second person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import RuleRefused
from baarasira.openings import actions, queries
from baarasira.openings.enums import OpeningState
from baarasira.openings.policies import OPENINGS
from baarasira.openings.rules import publication_findings
from baarasira.web.employers.states import tone as employer_tone
from baarasira.web.employers.views.deciding import version_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import ExtensionForm
from ..panel import panel_of
from ..road import road_of
from ..states import tone
from ..words import place_words, requirement_facts, wage_words, wish_facts, work_facts
from .listing import lines_of
from .writing import own_or_404


@require_POST
def submit_opening(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Submit an offer for approval."""
    opening = own_or_404(request, opening_id)
    actions.submit_opening(actor=request.actor, opening=opening, version=version_of(request))
    drafts.confirm(request, _("The offer is submitted: a second person will approve it."))
    return redirect("openings:file", opening.pk)


@require_GET
def approvals(request: AgentRequest) -> HttpResponse:
    """Show the offers that await this agent's approval, the oldest first."""
    OPENINGS.require(request.actor, "approve")
    page = paginate(queries.awaiting_approval(request.actor), order=("updated_at", "id"), request=request)
    return render(request, "openings/approvals.html", {"page": page, "lines": lines_of(list(page.rows))})


@require_http_methods(["GET", "POST"])
def decide_opening(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """The decision page: the facts, what the rules say, the act; approves or returns for correction."""
    opening = own_or_404(request, opening_id)
    OPENINGS.require(request.actor, "approve", opening.office_id)
    if opening.state != OpeningState.SUBMITTED and request.method == "GET":
        return redirect("openings:file", opening.pk)
    default = actions.default_expiry(request.actor.today)
    approving = request.method == "POST" and request.POST.get("decision") != "return"
    form = ExtensionForm(request.POST if approving else None, initial={"expires_on": default})
    if request.method == "POST" and not approving:
        reason = request.POST.get("reason", "")
        actions.return_opening(actor=request.actor, opening=opening, reason=reason, version=version_of(request))
        drafts.confirm(request, _("The offer is returned for correction."))
        return redirect("openings:file", opening.pk)
    if approving and form.is_valid():
        try:
            actions.approve_opening(
                actor=request.actor, opening=opening, version=version_of(request), **form.cleaned_data
            )
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The offer is approved and published."))
            return redirect("openings:file", opening.pk)
    findings = publication_findings(opening, employer=opening.employer, on=request.actor.today)
    context = {
        "opening": opening,
        "tone": tone(opening.state),
        "employer_tone": employer_tone(opening.employer.state),
        "facts": [*work_facts(opening)],
        "required": requirement_facts(opening),
        "wished": wish_facts(opening),
        "place": place_words(opening),
        "wage": wage_words(opening),
        "panel": panel_of(findings),
        "road": road_of(opening),
        "own": same_person(opening.submitted_by, request.actor.user),
        "form": form,
    }
    return render(request, "openings/decide.html", context, status=422 if form.errors else 200)
