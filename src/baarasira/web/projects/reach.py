"""The record of a page, found among those the agent may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.reintegration.projects.models import Hearing, Project, Seat, Session
from baarasira.reintegration.projects.queries import committee, projects
from baarasira.web.requests import AgentRequest


def project_or_404(request: AgentRequest, project_id: UUID) -> Project:
    """Return the project when the agent may see it; 404 otherwise."""
    return get_object_or_404(projects.visible_to(request.actor), pk=project_id)


def session_or_404(request: AgentRequest, session_id: UUID) -> Session:
    """Return the session when the agent may see it; 404 otherwise."""
    return get_object_or_404(committee.visible_to(request.actor), pk=session_id)


def seat_or_404(request: AgentRequest, session: Session) -> Seat:
    """Return the agent's own seat in a session; 404 for whoever does not sit."""
    seat = committee.seat_of(session, request.actor)
    if seat is None:
        raise Http404
    return seat


def hearing_or_404(request: AgentRequest, hearing_id: UUID) -> Hearing:
    """Return a project on the list of a session the agent may see; 404 otherwise."""
    rows = Hearing.objects.select_related("session__structure", "project__person__office", "project__case")
    hearing = get_object_or_404(rows, pk=hearing_id)
    session_or_404(request, hearing.session_id)
    return hearing


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
