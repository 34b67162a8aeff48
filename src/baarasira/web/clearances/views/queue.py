"""The queue of a campaign: who is ready, who is not and why, proposed, issued; proposals and issues in batch."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.clearances import actions, queries
from baarasira.mobility.clearances.actions import Line
from baarasira.mobility.clearances.enums import ClearanceState
from baarasira.mobility.clearances.policies import CLEARANCES, FORMS
from baarasira.openings import campaign_queries
from baarasira.openings.enums import CampaignState
from baarasira.web.requests import AgentRequest, public_address, ticked

from ..states import tone
from .reach import campaign_or_404

_SHOWN = (CampaignState.PREPARATION, CampaignState.RUNNING, CampaignState.OPEN, CampaignState.SELECTION,
          CampaignState.PRESELECTION, CampaignState.SUSPENDED)  # fmt: skip
_MOST = 300


@require_GET
def list_campaigns(request: AgentRequest) -> HttpResponse:
    """Show the campaigns under way with how many people wait, are proposed, are cleared; the forms for who has to do with them."""
    CLEARANCES.require(request.actor, "view")
    rows = list(campaign_queries.visible_to(request.actor).filter(state__in=_SHOWN).order_by("-id")[:100])
    counts = queries.counts(request.actor, [row.pk for row in rows])
    context = {
        "lines": [{"campaign": row, "count": counts[row.pk]} for row in rows],
        "may_forms": FORMS.allows(request.actor, "view"),
    }
    return render(request, "clearances/list.html", context)


@require_GET
def queue(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Show the queue of one campaign."""
    campaign = campaign_or_404(request, campaign_id)
    office, actor = campaign.opening.office_id, request.actor
    asked = queries.queue(actor, campaign)
    held = queries.of_campaign(actor, campaign.pk)
    may_issue = CLEARANCES.allows(actor, "issue", office)
    proposed = [
        {"clearance": row, "own": same_person(row.proposed_by, request.user)}
        for row in held.filter(state=ClearanceState.PROPOSED).order_by("id")
    ]
    context = {
        "campaign": campaign,
        "ready": [row for row in asked if not row.findings],
        "unready": [row for row in asked if row.findings],
        "proposed": proposed,
        "others": [
            {"clearance": row, "tone": tone(row.state)} for row in held.exclude(state=ClearanceState.PROPOSED)[:_MOST]
        ],
        "may_propose": CLEARANCES.allows(actor, "propose", office),
        "may_issue": may_issue and any(not row["own"] for row in proposed),
    }
    return render(request, "clearances/queue.html", context)


@require_POST
def propose(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Propose the clearance of the files ticked, and report on each."""
    return _batch(
        request, campaign_id, "file", lambda keys: actions.propose_many(actor=request.actor, candidacy_ids=keys)
    )


@require_POST
def issue(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Issue the clearances ticked, and report on each."""
    address = public_address(request)
    return _batch(
        request, campaign_id, "clearance",
        lambda keys: actions.issue_many(actor=request.actor, clearance_ids=keys, address=address),
    )  # fmt: skip


def _batch(
    request: AgentRequest, campaign_id: UUID, name: str, act: Callable[[Sequence[UUID]], list[Line]]
) -> HttpResponse:
    campaign = campaign_or_404(request, campaign_id)
    keys = ticked(request, name)
    if not keys:
        messages.error(request, _("Tick at least one file."))
        return redirect("clearances:queue", campaign.pk)
    try:
        lines = act(keys)
    except BusinessError as error:
        messages.error(request, str(error))
        return redirect("clearances:queue", campaign.pk)
    context = {
        "campaign": campaign,
        "issued": name == "clearance",
        "done": [line for line in lines if line.clearance is not None],
        "refused": [line for line in lines if line.clearance is None],
    }
    return render(request, "clearances/report.html", context)
