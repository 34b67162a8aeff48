"""The record of a page, found among those the agent may see; the choices that forms offer."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from baarasira.kernel.policies import PolicyTable
from baarasira.network.models import Structure
from baarasira.network.queries import open_structures
from baarasira.people.models import Person
from baarasira.people.queries import searchable_by
from baarasira.training.courses.actions.sessions import CENTRES
from baarasira.training.courses.models import Enrolment, FollowUp, Session, Trainer
from baarasira.training.courses.queries import after, reach
from baarasira.training.courses.queries.sessions import trainers
from baarasira.web.requests import AgentRequest


def session_or_404(request: AgentRequest, session_id: UUID) -> Session:
    """Return the session when the agent may see it; 404 otherwise."""
    return get_object_or_404(reach.sessions(request.actor), pk=session_id)


def enrolment_or_404(request: AgentRequest, enrolment_id: UUID) -> Enrolment:
    """Return the enrolment when the agent may see it; 404 otherwise."""
    return get_object_or_404(reach.enrolments(request.actor), pk=enrolment_id)


def follow_up_or_404(request: AgentRequest, follow_up_id: UUID) -> FollowUp:
    """Return the support when the agent may see it; 404 otherwise."""
    return get_object_or_404(after.follow_ups(request.actor), pk=follow_up_id)


def trainer_or_404(request: AgentRequest, trainer_id: UUID) -> Trainer:
    """Return the trainer when the agent may see them; 404 otherwise."""
    return get_object_or_404(trainers(request.actor), pk=trainer_id)


def person_or_404(request: AgentRequest, person_id: UUID) -> Person:
    """Return the person when the agent may find them; 404 otherwise."""
    return get_object_or_404(searchable_by(request.actor).select_related("office"), pk=person_id)


def centres(request: AgentRequest, table: PolicyTable, action: str) -> list[tuple[str, str]]:
    """Return the structures in which the agent may do an act and where a session may be held, the centres first."""
    rows = open_structures(request.actor.today, [str(kind) for kind in CENTRES])
    rows = rows.filter(table.scope(request.actor, action).q("pk"))
    found: list[Structure] = sorted(rows, key=lambda row: (CENTRES.index(row.kind), row.name))  # type: ignore[arg-type]
    return [(str(row.pk), row.name) for row in found]
