"""Reads of candidacies and placements."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.openings.models import Opening

from .enums import OPEN_STATES, SEAT_STATES, CandidacyState
from .models import Candidacy, Placement, PlacementCheck
from .policies import CANDIDACIES, PLACEMENTS


def reach(actor: Actor, action: str) -> Q:
    """Return the filter of candidacies on which the actor may do the action: of their people, or to their offers."""
    scope = CANDIDACIES.scope(actor, action)
    return scope.q("person__office_id") | scope.q("opening__office_id") if not scope.everywhere else Q()


def visible_to(actor: Actor) -> QuerySet[Candidacy]:
    """Return the candidacies of the actor's people and to the actor's offers."""
    related = ("person", "person__office", "opening", "opening__employer", "office", "placement")
    return Candidacy.objects.filter(reach(actor, "view")).select_related(*related)


def placements_visible_to(actor: Actor) -> QuerySet[Placement]:
    """Return the placements of the actor's people and from the actor's offers."""
    scope = PLACEMENTS.scope(actor, "view")
    within = scope.q("candidacy__person__office_id") | scope.q("candidacy__opening__office_id")
    return Placement.objects.filter(Q() if scope.everywhere else within).select_related(
        "candidacy", "candidacy__person", "candidacy__opening", "candidacy__opening__employer"
    )


def checks_due(actor: Actor, until: date) -> QuerySet[PlacementCheck]:
    """Return the checks of placements due by a date and not done, the oldest first."""
    return (
        PlacementCheck.objects.filter(
            placement__in=placements_visible_to(actor).values("pk"), done_on__isnull=True, due_on__lte=until
        )
        .select_related("placement__candidacy__person", "placement__candidacy__opening__employer")
        .order_by("due_on", "id")
    )


def awaiting_confirmation(actor: Actor) -> QuerySet[Candidacy]:
    """Return the hires whose first day has come and that nobody confirmed yet."""
    return visible_to(actor).filter(state=CandidacyState.HIRED, starts_on__lte=actor.today).order_by("starts_on", "id")


def awaiting_answer(actor: Actor, referred_before: date) -> QuerySet[Candidacy]:
    """Return the referrals made before a date of which nothing was heard."""
    waiting = visible_to(actor).filter(state=CandidacyState.REFERRED, referred_on__lt=referred_before)
    return waiting.order_by("referred_on", "id")


def seats_taken(opening_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many seats of each opening are taken (hired or placed), in one query."""
    rows = (
        Candidacy.objects.filter(opening_id__in=list(opening_ids), state__in=SEAT_STATES)
        .order_by()
        .values_list("opening_id")
        .annotate(taken=Count("pk"))
    )
    return dict(rows)


def seats_free(opening: Opening) -> int:
    """Return how many seats of one opening are free, never below zero."""
    return max(0, opening.seats - seats_taken([opening.pk]).get(opening.pk, 0))


def with_open_candidacy(opening_id: UUID) -> set[UUID]:
    """Return the persons who already are candidates to this opening or were hired on it."""
    states = OPEN_STATES | SEAT_STATES
    return set(Candidacy.objects.filter(opening_id=opening_id, state__in=states).values_list("person_id", flat=True))


def counts_by_opening(opening_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Return for each opening how many candidacies stand in each state, in one query."""
    found: dict[UUID, dict[str, int]] = {}
    rows = (
        Candidacy.objects.filter(opening_id__in=list(opening_ids))
        .order_by()
        .values_list("opening_id", "state")
        .annotate(number=Count("pk"))
    )
    for opening_id, state, number in rows:
        found.setdefault(opening_id, {})[state] = number
    return found
