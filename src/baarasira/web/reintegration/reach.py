"""The record of a page, found among those the agent may see; what every act's answer begins with."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.network.queries import open_structures
from baarasira.people.models import Person
from baarasira.people.queries import searchable_by
from baarasira.reintegration.cases.models import Case, Plan, Referral
from baarasira.reintegration.cases.policies import CASES
from baarasira.reintegration.cases.queries import cases, partners
from baarasira.reintegration.cases.queries.care import cases_cared_for
from baarasira.reintegration.placements import queries as placements
from baarasira.reintegration.placements.models import Placement
from baarasira.reintegration.visits import queries as visits
from baarasira.reintegration.visits.models import Survey, Visit
from baarasira.web.requests import AgentRequest


def case_or_404(request: AgentRequest, case_id: UUID) -> Case:
    """Return the case when the agent may see it; 404 otherwise."""
    return get_object_or_404(cases.visible_to(request.actor), pk=case_id)


def cared_case_or_404(request: AgentRequest, case_id: UUID) -> Case:
    """Return the case for one of its named carers; 404 for anybody else."""
    return get_object_or_404(cases_cared_for(request.actor), pk=case_id)


def plan_or_404(request: AgentRequest, plan_id: UUID) -> Plan:
    """Return the plan of a case the agent may see; 404 otherwise."""
    plan = get_object_or_404(Plan.objects.select_related("programme__programme"), pk=plan_id)
    case_or_404(request, plan.case_id)
    return plan


def referral_or_404(request: AgentRequest, referral_id: UUID) -> Referral:
    """Return a referral whose file the agent's body may read now; 404 otherwise."""
    try:
        return partners.readable(request.actor, referral_id)
    except Referral.DoesNotExist:
        raise Http404 from None


def visit_or_404(request: AgentRequest, visit_id: UUID) -> Visit:
    """Return the visit when the agent may see it; 404 otherwise."""
    return get_object_or_404(visits.visible_to(request.actor).select_related("case__programme"), pk=visit_id)


def survey_or_404(request: AgentRequest, survey_id: UUID) -> Survey:
    """Return the survey when the agent may see it; 404 otherwise."""
    return get_object_or_404(visits.surveys_visible_to(request.actor), pk=survey_id)


def placement_or_404(request: AgentRequest, placement_id: UUID) -> Placement:
    """Return the placement when the agent may see it; 404 otherwise."""
    return get_object_or_404(placements.visible_to(request.actor), pk=placement_id)


def person_or_404(request: AgentRequest, person_id: UUID) -> Person:
    """Return a person the agent may find; 404 otherwise."""
    return get_object_or_404(searchable_by(request.actor).select_related("office"), pk=person_id)


def sent_id(request: AgentRequest, name: str) -> UUID:
    """Return the id that a form sent under a name; 404 for what is none."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def owner_choices(request: AgentRequest, *, partners_too: bool) -> list[tuple[str, str]]:
    """Return the structures that may own a case, the agent's own first; a partner is given one by a transfer alone."""
    own = own_structures(request)
    found = open_structures(request.actor.today).order_by("name")
    rows = list(found if partners_too else found.exclude(kind=StructureKind.PARTNER))
    rows.sort(key=lambda row: row.pk not in own)
    return [(str(row.pk), row.name) for row in rows]


def own_structures(request: AgentRequest) -> list[UUID]:
    """Return the structures in which the agent holds a role that receives returnees."""
    held = request.user.memberships_on(request.actor.today)
    return [row.structure_id for row in held if row.role in CASES.grants["signal"]]


def own_structure(request: AgentRequest) -> Structure | None:
    """Return the first structure in which the agent receives returnees, None where they receive nowhere."""
    own = own_structures(request)
    return Structure.objects.filter(pk__in=own).first() if own else None
