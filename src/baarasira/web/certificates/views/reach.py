"""The certificate of a page, found among those the agent may see; what pages share."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from baarasira.training.certificates import queries
from baarasira.training.certificates.models import Certificate
from baarasira.web.requests import AgentRequest


def certificate_or_404(request: AgentRequest, certificate_id: UUID) -> Certificate:
    """Return the certificate when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.actor), pk=certificate_id)


def handed(content: str | bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    """Answer with a file, kept by nobody on the way."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
