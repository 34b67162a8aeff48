"""The file of a campaign: band, calendar, split, counts by step, who is late, the next act."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from baarasira.candidacies import road_queries
from baarasira.candidacies.policies import FILES
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import Sentence
from baarasira.openings import campaign_queries
from baarasira.openings.enums import PREPARED_CAMPAIGNS, SUSPENDABLE, UNDER_WAY, CampaignState, HoldCause
from baarasira.openings.models import Campaign, Hold
from baarasira.openings.policies import CAMPAIGNS
from baarasira.openings.rules.campaign import opening_findings, publication_findings
from baarasira.programmes.enums import SplitWeight
from baarasira.reference.countries import COUNTRIES
from baarasira.web.openings.words import place_words, wage_words, work_facts
from baarasira.web.requests import AgentRequest

from ..links import of_campaign
from ..road import road_of
from ..states import tone
from ..words import calendar_facts, span_words, where_words
from .reach import visible_or_404

SHOWN_LATE = 10


def shares_of(campaign: Campaign) -> list[dict[str, Any]]:
    """Return the split of a campaign with how many applied from each territory. Two queries."""
    rows = list(campaign.shares.select_related("territory").order_by("territory_id"))
    applied = road_queries.by_territory(campaign.pk, campaign.split_by) if rows else {}
    return [{"share": row, "applied": applied.get(row.territory_id, 0)} for row in rows]


def mix_words(campaign: Campaign) -> str:
    """Return what the seats were split by, in words; empty for weights a decision fixed."""
    mix: Mapping[str, int] = campaign.split_mix
    return ", ".join(f"{SplitWeight(name).label} ({points})" for name, points in mix.items())


def _steps(request: AgentRequest, campaign: Campaign) -> list[dict[str, Any]]:
    counts = road_queries.counts_by_step(request.actor, campaign.pk)
    programme = campaign.programme_version.compiled
    return [{"step": step, "count": counts[key]} for key, step in programme.steps.items() if key in counts]


def _outcomes(request: AgentRequest, campaign: Campaign) -> list[tuple[Sentence, int]]:
    counts = road_queries.counts_by_outcome(request.actor, campaign.pk)
    programme = campaign.programme_version.compiled
    found: list[tuple[Sentence, int]] = [
        (str(outcome.title), counts[key]) for key, outcome in programme.outcomes.items() if key in counts
    ]
    if "cancelled" in counts:
        found.append((_("Campaign cancelled"), counts["cancelled"]))
    return found


@require_GET
def campaign_file(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Show a campaign's file."""
    campaign = visible_or_404(request, campaign_id)
    late = road_queries.late_steps(request.actor, campaign.pk)
    programme = campaign.programme_version.compiled
    context = {
        "campaign": campaign,
        "opening": campaign.opening,
        "tone": tone(campaign.state),
        "country": COUNTRIES.label(campaign.opening.country) if campaign.opening.country else "",
        "place": place_words(campaign.opening),
        "wage": wage_words(campaign.opening),
        "calendar": calendar_facts(campaign),
        "windows": [
            (row.territory.name, span_words(row.opens_on, row.closes_on))
            for row in campaign.windows.select_related("territory")
        ],
        "work": work_facts(campaign.opening),
        "shares": shares_of(campaign),
        "mix": mix_words(campaign),
        "steps": _steps(request, campaign),
        "outcomes": _outcomes(request, campaign),
        "late": [(row, where_words(programme, row.candidacy)) for row in late[:SHOWN_LATE]],
        "late_count": late.count(),
        "road": road_of(campaign),
        "notice": programme.notice,
        "opinions": list(campaign.opinions.all()),
        "links": of_campaign(request, campaign),
        **_next(request, campaign),
    }
    return render(request, "campaigns/file.html", context)


def _next(request: AgentRequest, campaign: Campaign) -> dict[str, Any]:
    """Return what this agent may do next, and what stops it."""

    def may(action: str) -> bool:
        return CAMPAIGNS.allows(request.actor, action, campaign.opening.office_id)

    state = CampaignState(campaign.state)
    asked = publication_findings if state in {CampaignState.SPLIT, CampaignState.SUBMITTED} else opening_findings
    findings = asked(campaign, request.actor.today) if state in PREPARED_CAMPAIGNS and may("edit") else []
    own = same_person(campaign.submitted_by, request.user)
    counter = FILES.allows(request.actor, "apply")
    return {
        "findings": [item for item in findings if item.blocking],
        "warnings": [item for item in findings if not item.blocking],
        "clear": not any(item.blocking for item in findings),
        "may_edit": state == CampaignState.RECEIVED and may("edit"),
        "may_check": state == CampaignState.RECEIVED and may("check"),
        "may_reject": state in {CampaignState.RECEIVED, CampaignState.CHECKED} and may("check"),
        "may_correct": state in {CampaignState.CHECKED, CampaignState.SPLIT, CampaignState.REJECTED} and may("edit"),
        "may_split": state in {CampaignState.CHECKED, CampaignState.SPLIT} and may("split"),
        "may_submit": state == CampaignState.SPLIT and may("submit"),
        "may_publish": state == CampaignState.SUBMITTED and may("publish") and not own,
        "awaits_other": state == CampaignState.SUBMITTED and own,
        "may_apply": state == CampaignState.OPEN and counter,
        "acts": [act for act in _acts(state) if may("advance")],
        "opinion_kinds": opinion_kinds(campaign) if state in PREPARED_CAMPAIGNS and may("check") else (),
        "may_suspend": state in UNDER_WAY and may("suspend"),
        "may_cancel": state in {*PREPARED_CAMPAIGNS, *SUSPENDABLE, CampaignState.SUSPENDED} and may("cancel"),
        **_held(request, campaign),
    }


def opinion_kinds(campaign: Campaign) -> tuple[str, ...]:
    """Return the opinions that the programme asks for before it opens in this country."""
    opening = campaign.opening
    destination = campaign.programme_version.compiled.destination(opening.country, opening.occupation)
    return destination.opinions if destination is not None else ()


def _held(request: AgentRequest, campaign: Campaign) -> dict[str, Any]:
    holds: Sequence[Hold] = campaign_queries.open_holds(campaign.pk)
    own = next((hold for hold in holds if hold.cause == HoldCause.OWN), None)
    asked = own is not None and own.lift_asked_by is not None
    mine = own is not None and same_person(own.lift_asked_by, request.user)

    def may(action: str) -> bool:
        return CAMPAIGNS.allows(request.actor, action, campaign.opening.office_id)

    return {
        "holds": holds,
        "may_ask": own is not None and not asked and may("ask_lift"),
        "may_lift": asked and not mine and may("confirm_lift"),
    }


def _acts(state: CampaignState) -> list[tuple[str, Sentence, Sentence]]:
    """Return the acts by which a campaign goes on from a state: name, verb, what it means."""
    match state:
        case CampaignState.OPEN:
            return [
                ("close_applications", _("Close applications"), _("Nobody applies any more; the files received go on."))
            ]
        case CampaignState.PREPARATION:
            return [
                ("depart", _("Record that departures began"), _("At least one person has left.")),
                ("close", _("Close the campaign"), _("Every file has come to its outcome.")),
            ]
        case CampaignState.RUNNING:
            return [
                ("end_season", _("End the season"), _("The work is over; people return.")),
                ("close", _("Close the campaign"), _("Every file has come to its outcome.")),
            ]
        case CampaignState.RETURNS:
            return [("close", _("Close the campaign"), _("Every file has come to its outcome."))]
    return []
