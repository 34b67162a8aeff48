"""The record of a page, found among those the agent may see; what every act's answer begins with."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy
from baarasira.employers.models import Employer
from baarasira.mobility.incidents.models import Bar, Incident, RefundClaim
from baarasira.mobility.incidents.policies import INCIDENTS
from baarasira.mobility.incidents.queries import bars, costs, incidents
from baarasira.network.models import Structure
from baarasira.web.requests import AgentRequest


def incident_or_404(request: AgentRequest, incident_id: UUID) -> Incident:
    """Return the incident when the agent may see it; 404 otherwise."""
    return get_object_or_404(incidents.visible_to(request.actor), pk=incident_id)


def claim_or_404(request: AgentRequest, claim_id: UUID) -> RefundClaim:
    """Return the claim when the agent may see it; 404 otherwise."""
    return get_object_or_404(costs.claims_visible_to(request.actor), pk=claim_id)


def bar_or_404(request: AgentRequest, bar_id: UUID) -> Bar:
    """Return the measure when the agent may see it; 404 otherwise."""
    return get_object_or_404(bars.visible_to(request.actor), pk=bar_id)


def file_or_404(request: AgentRequest, file_id: UUID) -> Candidacy:
    """Return a campaign file when the agent may see it; 404 otherwise."""
    rows = road_queries.visible_to(request.actor).select_related("person__office", "opening__office")
    return get_object_or_404(rows, pk=file_id)


def employer_or_404(request: AgentRequest, employer_id: UUID) -> Employer:
    """Return an employer whose record the agent may read: the register is one for the country; 404 otherwise."""
    if not INCIDENTS.allows(request.actor, "view"):
        raise Http404
    return get_object_or_404(Employer.objects.select_related("office", "region"), pk=employer_id)


def own_structure(request: AgentRequest, roles: frozenset[str]) -> Structure | None:
    """Return the structure where the agent holds one of the roles, None where they hold none."""
    held = request.user.memberships_on(request.actor.today)
    return next((row.structure for row in held if row.role in roles), None)


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
