"""The record of a page, found among those the agent may see; 404 otherwise."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from baarasira.network.models import Structure
from baarasira.training.apprenticeships.models import Applicant, Contract, Examination, Insertion, Intake, Master, Visit
from baarasira.training.apprenticeships.policies import CONTRACTS
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.web.requests import AgentRequest


def contract_or_404(request: AgentRequest, key: UUID) -> Contract:
    """Return the contract when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.actor), pk=key)


def master_or_404(request: AgentRequest, key: UUID) -> Master:
    """Return the master when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.masters(request.actor), pk=key)


def intake_or_404(request: AgentRequest, key: UUID) -> Intake:
    """Return the intake when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.intakes(request.actor), pk=key)


def applicant_or_404(request: AgentRequest, key: UUID) -> Applicant:
    """Return who applied when the agent may see them; 404 otherwise."""
    return get_object_or_404(queries.applicants(request.actor), pk=key)


def exam_or_404(request: AgentRequest, key: UUID) -> Examination:
    """Return the examination when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.examinations(request.actor), pk=key)


def visit_or_404(request: AgentRequest, key: UUID) -> Visit:
    """Return the visit when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.visits(request.actor), pk=key)


def insertion_or_404(request: AgentRequest, key: UUID) -> Insertion:
    """Return the question of what became of somebody when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.insertions(request.actor), pk=key)


def own_centres(request: AgentRequest) -> list[Structure]:
    """Return the structures in which the agent prepares contracts, by name."""
    scope = CONTRACTS.scope(request.actor, "prepare")
    held = {row.structure_id for row in request.user.memberships_on(request.actor.today)}
    rows = Structure.objects.filter(scope.q("pk"), pk__in=held, closed_on__isnull=True)
    return list(rows.order_by("name"))
