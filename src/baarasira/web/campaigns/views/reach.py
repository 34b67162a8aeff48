"""The campaign or the file of a page, found among those the agent may read."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import FILES
from baarasira.network.models import Structure
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.web.employers.offices import offices_for, own_office
from baarasira.web.requests import AgentRequest


def visible_or_404(request: AgentRequest, campaign_id: UUID) -> Campaign:
    """Return the campaign when this agent may read it; 404 otherwise, as if it did not exist."""
    rows = campaign_queries.visible_to(request.actor).select_related("submitted_by", "published_by")
    return get_object_or_404(rows, pk=campaign_id)


def file_or_404(request: AgentRequest, candidacy_id: UUID) -> Candidacy:
    """Return the file of a campaign when this agent may see it; 404 otherwise."""
    return get_object_or_404(road_queries.visible_to(request.actor), pk=candidacy_id)


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


def counter_office(request: AgentRequest, *, action: str = "apply") -> Structure:
    """Return the office in which this agent receives people: the one asked for, else their own. 404 without any."""
    offices = offices_for(request.actor, FILES, action)
    asked = request.POST.get("office") or request.GET.get("office") or own_office(request.actor, offices)
    office = next((item for item in offices if str(item.pk) == asked), offices[0] if offices else None)
    if office is None:
        raise Http404
    return office
