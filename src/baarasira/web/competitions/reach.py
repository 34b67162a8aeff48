"""The record of a page, found among those the agent may see, or is named in."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.training.competitions import queries
from baarasira.training.competitions.models import Competition, Hall, Marker, Paper, SealHolder, Sitting
from baarasira.training.competitions.policies import COMPETITIONS
from baarasira.web.requests import AgentRequest


def competition_or_404(request: AgentRequest, competition_id: UUID) -> Competition:
    """Return the competition when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.actor), pk=competition_id)


def own_or_404(request: AgentRequest, competition_id: UUID) -> Competition:
    """Return the competition when the agent may see it whole, in the structure that conducts it; 404 otherwise."""
    competition = competition_or_404(request, competition_id)
    if not COMPETITIONS.allows(request.actor, "view", competition.structure_id):
        raise Http404
    return competition


def paper_or_404(request: AgentRequest, paper_id: UUID) -> Paper:
    """Return a paper of a competition the agent may see; 404 otherwise."""
    paper = get_object_or_404(Paper, pk=paper_id)
    paper.competition = competition_or_404(request, paper.competition_id)
    return paper


def hall_or_404(request: AgentRequest, paper: Paper, hall_id: UUID) -> Hall:
    """Return a hall in which the agent takes the attendance of a paper; 404 otherwise."""
    hall = get_object_or_404(Hall.objects.select_related("centre"), pk=hall_id, competition_id=paper.competition_id)
    places = (hall.centre_id, paper.competition.structure_id)
    if not any(COMPETITIONS.allows(request.actor, name, place) for name in ("attend", "view") for place in places):
        raise Http404
    return hall


def sitting_or_404(request: AgentRequest, sitting_id: UUID) -> Sitting:
    """Return a candidate of a competition the agent may see, or of whose file they take complaints; 404 otherwise."""
    scope = COMPETITIONS.scope(request.actor, "view").q("competition__structure_id")
    offices = COMPETITIONS.scope(request.actor, "complain").q("candidacy__office_id")
    rows = Sitting.objects.filter(Q(scope) | Q(offices)).select_related(
        "competition__campaign__opening", "competition__structure", "candidacy__person", "hall__centre"
    )
    return get_object_or_404(rows, pk=sitting_id)


def holder_or_404(request: AgentRequest, competition_id: UUID) -> SealHolder:
    """Return the agent's own place among the holders of a seal; 404 otherwise."""
    rows = SealHolder.objects.select_related("competition__campaign__opening")
    return get_object_or_404(rows, competition_id=competition_id, user=request.user)


def marker_or_404(request: AgentRequest, marker_id: UUID) -> Marker:
    """Return the agent's own seat as a marker; 404 otherwise, whatever else they may do."""
    rows = Marker.objects.select_related("paper__competition__campaign__opening")
    return get_object_or_404(rows, pk=marker_id, user=request.user)
