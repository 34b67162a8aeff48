"""Reads of incidents: those an actor may see, what is late, one as who reported it may follow it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.network.queries import subtree_ids

from ..enums import ENDED
from ..models import Carer, Incident
from ..policies import INCIDENTS

_WITH = ("office", "person", "candidacy", "employer", "agreement", "handler", "reported_by", "closed_by")


def cared_for(actor: Actor) -> frozenset[UUID]:
    """Return the structures whose confidential incidents the actor is named to see. Two queries at most."""
    if actor.id is None or not getattr(actor.user, "is_active", False):
        return frozenset()
    rows = Carer.objects.filter(user_id=actor.id, ended_on__isnull=True, since__lte=actor.today)
    roots = list(rows.values_list("structure_id", flat=True))
    return frozenset(subtree_ids(roots)) if roots else frozenset()


def visible_to(actor: Actor) -> QuerySet[Incident]:
    """Return the incidents an actor may read, newest first: those of their structures and of the people of their offices.

    A confidential one is for those named to see it, whatever their role.
    """
    scope = INCIDENTS.scope(actor, "view")
    seen = Q(confidential=True, office_id__in=cared_for(actor))
    if scope:
        seen |= Q(confidential=False) & (scope.q("office_id") | scope.q("person__office_id"))
    return Incident.objects.filter(seen).select_related(*_WITH)


def may_see(actor: Actor, incident: Incident) -> bool:
    """Tell whether the actor may read this incident."""
    if incident.confidential:
        return incident.office_id in cared_for(actor)
    here = INCIDENTS.allows(actor, "view", incident.office_id)
    return here or (incident.person is not None and INCIDENTS.allows(actor, "view", incident.person.office_id))


def may(actor: Actor, action: str, incident: Incident) -> bool:
    """Tell whether the actor may do this to an incident: by role, and named where it is confidential."""
    if incident.confidential:
        return incident.office_id in cared_for(actor)
    return INCIDENTS.allows(actor, action, incident.office_id)


def open_ones(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """Keep what is not ended, the first due first."""
    return rows.exclude(state__in=ENDED).order_by("due_at", "id")


def late(rows: QuerySet[Incident], now: datetime) -> QuerySet[Incident]:
    """Keep what is open past its time."""
    return open_ones(rows).filter(due_at__lt=now)


def confidential_waiting(actor: Actor) -> int:
    """Return how many confidential incidents of the actor's structures wait, for who names those that may see them."""
    scope = INCIDENTS.scope(actor, "name_carer")
    if not scope:
        return 0
    rows = Incident.objects.filter(scope.q("office_id"), confidential=True)
    return rows.exclude(state__in=ENDED).count()


def carers(actor: Actor) -> QuerySet[Carer]:
    """Return who is named in the actor's structures, for who names them."""
    rows = Carer.objects.filter(INCIDENTS.scope(actor, "name_carer").q("structure_id"), ended_on__isnull=True)
    return rows.select_related("user", "structure", "named_by")


def by_severity(rows: QuerySet[Incident]) -> dict[int, int]:
    """Return how many there are of each severity, those without any included. One query."""
    found = dict(rows.order_by().values_list("severity").annotate(number=Count("pk")))
    return {severity: found.get(severity, 0) for severity in range(1, 5)}
