"""Reads of the queue: every one starts from the offices of either file."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.people.queries import IN_FORCE

from .enums import TO_DECIDE, MergeState
from .models import Merge, Pair
from .policies import PAIRS


def visible_to(actor: Actor) -> QuerySet[Pair]:
    """Return the pairs of which one file is in the actor's structures, most certain first."""
    scope = PAIRS.scope(actor, "view")
    if not scope:
        return Pair.objects.none()
    rows = Pair.objects.filter(scope.q("one__office_id") | scope.q("other__office_id"))
    return rows.select_related("one", "other", "one__office", "other__office", "kept", "decided_by")


def queue(actor: Actor) -> QuerySet[Pair]:
    """Return the pairs that wait for somebody's word, both files being in use."""
    in_use = Q(one__state__in=IN_FORCE, other__state__in=IN_FORCE)
    return visible_to(actor).filter(in_use, state__in=TO_DECIDE)


def may(actor: Actor, action: str, pair: Pair) -> bool:
    """Tell whether the actor holds this right at the office of one of the two files."""
    return any(PAIRS.allows(actor, action, person.office_id) for person in (pair.one, pair.other))


def doubtful_among(ids: Collection[UUID] | QuerySet[Any, Any]) -> QuerySet[Pair]:
    """Return the undecided pairs of which one file at least is among these people: what a selection should know before it is closed."""
    in_use = Q(one__state__in=IN_FORCE, other__state__in=IN_FORCE)
    rows = Pair.objects.filter(Q(one__in=ids) | Q(other__in=ids), in_use, state__in=TO_DECIDE)
    return rows.select_related("one", "other")


def standing_merges(person: Person) -> QuerySet[Merge]:
    """Return the merges in force by which other files were taken up into this one, newest first."""
    return Merge.objects.filter(kept=person, state=MergeState.DONE).select_related(
        "absorbed", "absorbed__office", "pair"
    )
