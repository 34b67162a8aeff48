"""The record of a page, found among those the agent may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.training.online import queries
from baarasira.training.online.models import Load, Place, Platform, UnknownAddress
from baarasira.web.requests import AgentRequest


def platform_or_404(request: AgentRequest, platform_id: UUID) -> Platform:
    """Return the platform when the agent may open its page; 404 otherwise."""
    return get_object_or_404(queries.platforms_for(request.actor), pk=platform_id)


def platform_to_allot_or_404(request: AgentRequest, platform_id: UUID) -> Platform:
    """Return a platform of which the agent may give places; 404 otherwise."""
    return get_object_or_404(queries.platforms_to_allot(request.actor), pk=platform_id)


def load_or_404(request: AgentRequest, load_id: UUID) -> Load:
    """Return the export of a platform the agent may see; 404 otherwise."""
    rows = Load.objects.filter(platform__in=queries.platforms_for(request.actor).values("pk"))
    return get_object_or_404(rows.select_related("platform__agreement", "read_by"), pk=load_id)


def address_or_404(request: AgentRequest, address_id: UUID) -> UnknownAddress:
    """Return an address that the agent may settle; 404 otherwise."""
    return get_object_or_404(queries.to_match(request.actor), pk=address_id)


def place_or_404(request: AgentRequest, place_id: UUID) -> Place:
    """Return the place when the agent may see it; 404 otherwise."""
    found = queries.place_of(request.actor, place_id)
    if found is None:
        raise Http404
    return found


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
