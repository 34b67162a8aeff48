"""The agreement of a page, found among those the agent may read."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from baarasira.cooperation import queries
from baarasira.cooperation.models import Agreement
from baarasira.web.requests import AgentRequest


def visible_or_404(request: AgentRequest, agreement_id: UUID) -> Agreement:
    """Return the agreement when this agent may read it; 404 otherwise, as if it did not exist."""
    return get_object_or_404(queries.visible_to(request.actor), pk=agreement_id)


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
