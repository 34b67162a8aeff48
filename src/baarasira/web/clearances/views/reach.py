"""The campaign, the clearance, the block of a page, found among those the agent may see; what pages share."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from baarasira.mobility.clearances import queries
from baarasira.mobility.clearances.models import Clearance, FormBlock
from baarasira.mobility.clearances.policies import CLEARANCES
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.web.requests import AgentRequest


def campaign_or_404(request: AgentRequest, campaign_id: UUID) -> Campaign:
    """Return the campaign when the agent may see clearances of it; 404 otherwise."""
    if not CLEARANCES.allows(request.actor, "view"):
        raise Http404
    return get_object_or_404(campaign_queries.visible_to(request.actor), pk=campaign_id)


def clearance_or_404(request: AgentRequest, clearance_id: UUID) -> Clearance:
    """Return the clearance when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.actor), pk=clearance_id)


def block_or_404(request: AgentRequest, block_id: UUID) -> FormBlock:
    """Return the block when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.blocks_visible_to(request.actor), pk=block_id)


def pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF to be shown in the browser, kept by nobody on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
