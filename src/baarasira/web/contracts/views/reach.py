"""The contract, the campaign, the file of a page, found among those the agent may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy
from baarasira.mobility.contracts import queries
from baarasira.mobility.contracts.actions.doors import structures_of
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.policies import CONTRACTS, OFFERS
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.web.requests import AgentRequest


def contract_or_404(request: AgentRequest, contract_id: UUID) -> WorkContract:
    """Return the contract when the agent may read it; 404 otherwise."""
    rows = queries.visible_to(request.actor).select_related(
        "reviewed_by", "approved_by", "recorded_by", "candidacy__opening__office", "candidacy__opening__employer"
    )
    return get_object_or_404(rows, pk=contract_id)


def file_or_404(request: AgentRequest, file_id: UUID) -> Candidacy:
    """Return the file of a campaign when the agent may see it; 404 otherwise."""
    rows = road_queries.visible_to(request.actor).select_related("person", "opening__office", "opening__employer")
    return get_object_or_404(rows, pk=file_id)


def campaign_or_404(request: AgentRequest, campaign_id: UUID) -> Campaign:
    """Return the campaign when the agent may see offers of its department; 404 otherwise."""
    campaign = get_object_or_404(campaign_queries.visible_to(request.actor), pk=campaign_id)
    if not OFFERS.allows(request.actor, "view"):
        raise Http404
    return campaign_queries.one(campaign.pk)


def may(request: AgentRequest, action: str, candidacy: Candidacy) -> bool:
    """Tell whether the agent may do something with the contracts of a file, in one of its structures."""
    return any(CONTRACTS.allows(request.actor, action, structure) for structure in structures_of(candidacy))


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
