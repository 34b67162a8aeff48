"""Checking, submitting, publishing by a second person, suspending, lifting, going on, ending."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.candidacies import road_queries
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import RuleRefused, Sentence, Stale, WrongState
from baarasira.openings import actions, campaign_queries, files
from baarasira.openings.enums import CampaignState, HoldCause
from baarasira.openings.models import Campaign
from baarasira.openings.policies import CAMPAIGNS
from baarasira.openings.rules.campaign import publication_findings
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import DecisionForm, ReasonForm
from ..states import tone
from ..words import calendar_facts
from .file import mix_words, shares_of
from .reach import version_of, visible_or_404

_SIMPLE: Mapping[str, tuple[Callable[..., Campaign], Sentence]] = {
    "check": (actions.check_campaign, gettext_lazy("The campaign is checked. Split its seats.")),
    "correct": (actions.correct_campaign, gettext_lazy("The campaign can be corrected.")),
    "submit": (actions.submit_campaign, gettext_lazy("The campaign is submitted: a second person publishes it.")),
    "close_applications": (actions.close_applications, gettext_lazy("Applications are closed.")),
    "depart": (actions.record_departures, gettext_lazy("Departures have begun.")),
    "end_season": (actions.end_season, gettext_lazy("The season has ended.")),
    "close": (actions.close_campaign, gettext_lazy("The campaign is closed.")),
}


@require_POST
def act(request: AgentRequest, campaign_id: UUID, name: str) -> HttpResponse:
    """Do one of the acts that ask for nothing more."""
    campaign = visible_or_404(request, campaign_id)
    if name not in _SIMPLE:
        raise Http404
    do, done = _SIMPLE[name]
    do(actor=request.actor, campaign=campaign, version=version_of(request))
    drafts.confirm(request, done)
    return redirect("campaigns:file", campaign.pk)


@require_http_methods(["GET", "POST"])
def decide(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """The decision page of the second person: the facts, what the rules say, publish or return."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "publish", campaign.opening.office_id)
    if campaign.state != CampaignState.SUBMITTED and request.method == "GET":
        return redirect("campaigns:file", campaign.pk)
    if request.method == "POST":
        given = {"actor": request.actor, "campaign": campaign, "version": version_of(request)}
        if request.POST.get("decision") == "return":
            actions.return_campaign(**given, reason=request.POST.get("reason", ""))
            drafts.confirm(request, _("The campaign is returned for correction."))
        else:
            actions.publish_campaign(**given)
            drafts.confirm(request, _("The campaign is published: applications are open from its first day."))
        return redirect("campaigns:file", campaign.pk)
    findings = publication_findings(campaign, request.actor.today)
    context = {
        "campaign": campaign,
        "opening": campaign.opening,
        "tone": tone(campaign.state),
        "calendar": calendar_facts(campaign),
        "shares": shares_of(campaign),
        "mix": mix_words(campaign),
        "findings": [item for item in findings if item.blocking],
        "warnings": [item for item in findings if not item.blocking],
        "own": same_person(campaign.submitted_by, request.user),
        "notice": campaign.programme_version.compiled.notice,
    }
    return render(request, "campaigns/decide.html", context)


@require_http_methods(["GET", "POST"])
def suspend(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Suspend one campaign, what it does being said before."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "suspend", campaign.opening.office_id)
    form = DecisionForm(request.POST or None, initial={"version": campaign.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.suspend_campaign(actor=request.actor, campaign=campaign, **form.cleaned_data)
        except (RuleRefused, Stale, WrongState) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The campaign is suspended: its files not yet departed stand still."))
            return redirect("campaigns:file", campaign.pk)
    return _ending_page(request, campaign, form, "suspend")


def _ending_page(request: AgentRequest, campaign: Campaign, form: ReasonForm, name: str) -> HttpResponse:
    count = files.counted(campaign.pk)
    context: dict[str, Any] = {
        "campaign": campaign,
        "tone": tone(campaign.state),
        "form": form,
        "count": count,
        "abroad": road_queries.visible_to(request.actor).filter(opening=campaign.pk, departed_on__isnull=False).count(),
    }
    return render(request, f"campaigns/{name}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lift(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Ask that a campaign's own suspension be lifted; or, for another person, confirm it."""
    campaign = visible_or_404(request, campaign_id)
    holds = campaign_queries.open_holds(campaign.pk)
    hold = next((item for item in holds if item.cause == HoldCause.OWN), None)
    if hold is None:
        return redirect("campaigns:file", campaign.pk)
    asked = hold.lift_asked_by is not None
    CAMPAIGNS.require(request.actor, "confirm_lift" if asked else "ask_lift", campaign.opening.office_id)
    form = DecisionForm(request.POST or None, initial={"version": campaign.version})
    if request.method == "POST" and asked:
        actions.confirm_lifting(actor=request.actor, campaign=campaign, version=version_of(request))
        drafts.confirm(request, _("The suspension is lifted: every file goes on from where it was."))
        return redirect("campaigns:file", campaign.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_lifting(actor=request.actor, campaign=campaign, **form.cleaned_data)
        except (RuleRefused, Stale) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The lifting is asked: another person confirms it."))
            return redirect("campaigns:file", campaign.pk)
    own = same_person(hold.lift_asked_by, request.user)
    context = {
        "campaign": campaign,
        "tone": tone(campaign.state),
        "hold": hold,
        "form": form,
        "asked": asked,
        "own": own,
    }
    return render(request, "campaigns/lift.html", context, status=422 if form.errors and not asked else 200)


@require_http_methods(["GET", "POST"])
def cancel(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Cancel a campaign in which nobody has left."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "cancel", campaign.opening.office_id)
    return _reasoned(request, campaign, "cancel", actions.cancel_campaign, _("The campaign is cancelled."))


@require_http_methods(["GET", "POST"])
def reject(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Reject the offer behind a campaign."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "check", campaign.opening.office_id)
    return _reasoned(request, campaign, "reject", actions.reject_campaign, _("The campaign is rejected."))


def _reasoned(
    request: AgentRequest, campaign: Campaign, name: str, do: Callable[..., Campaign], done: Sentence
) -> HttpResponse:
    form = ReasonForm(request.POST or None, initial={"version": campaign.version})
    if request.method == "POST" and form.is_valid():
        try:
            do(actor=request.actor, campaign=campaign, **form.cleaned_data)
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, done)
            return redirect("campaigns:file", campaign.pk)
    return _ending_page(request, campaign, form, name)
