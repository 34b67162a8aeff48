"""Reads of journeys."""

from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor, Scope

from .enums import Stage
from .models import Journey
from .policies import JOURNEYS

_WITH = ("candidacy", "person", "opening", "opening__employer", "home_office")


def within(scope: Scope, prefix: str = "") -> Q:
    """Return the filter of journeys (under `prefix`) of a structure of the scope, as `candidacies.road_queries.within`."""
    if scope.everywhere:
        return Q()
    return scope.q(f"{prefix}home_office_id") | scope.q(f"{prefix}office_id") | scope.q(f"{prefix}department_id")


def visible_to(actor: Actor) -> QuerySet[Journey]:
    """Return the journeys of the actor's people, of those their offices registered, and of their campaigns."""
    return Journey.objects.filter(within(JOURNEYS.scope(actor, "view"))).select_related(*_WITH)


def journey_of(candidacy: Candidacy) -> Journey | None:
    """Return the journey of a file, None where nothing was recorded of it yet."""
    return Journey.objects.select_related(*_WITH).filter(candidacy=candidacy).first()


def last_journeys(person_ids: list[UUID]) -> dict[UUID, Journey]:
    """Return for each person the last journey on which they left, by person. One query."""
    rows = Journey.objects.filter(person_id__in=person_ids, departed_on__isnull=False).select_related(*_WITH)
    found: dict[UUID, Journey] = {}
    for row in rows.order_by("departed_on", "id"):
        found[row.person_id] = row
    return found


def abroad(actor: Actor) -> QuerySet[Journey]:
    """Return who is abroad, of those the actor may see."""
    return visible_to(actor).filter(stage=Stage.ABROAD)
