"""Reads of candidacies and placements."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, UUIDField

from baarasira.kernel.actor import Actor, Scope
from baarasira.kernel.models import Move
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Opening

from .enums import OPEN_STATES, ROAD_STATES, SEAT_STATES, CandidacyState, CheckOutcome
from .models import Candidacy, Placement, PlacementCheck
from .policies import CANDIDACIES, PLACEMENTS


def reach(actor: Actor, action: str) -> Q:
    """Return the filter of candidacies on which the actor may do the action: of their people, or to their offers."""
    return within(CANDIDACIES.scope(actor, action))


def within(scope: Scope, prefix: str = "") -> Q:
    """Return the filter of candidacies (under `prefix`) whose person or whose offer is of a structure of the scope."""
    if scope.everywhere:
        return Q()
    return scope.q(f"{prefix}person__office_id") | scope.q(f"{prefix}opening__office_id")


def visible_to(actor: Actor) -> QuerySet[Candidacy]:
    """Return the candidacies to offers of the actor's people, and to the actor's offers (files of campaigns: `road_queries`)."""
    related = ("person", "person__office", "opening", "opening__employer", "office", "placement")
    return Candidacy.objects.filter(reach(actor, "view"), ~Q(state__in=ROAD_STATES)).select_related(*related)


def placements_visible_to(actor: Actor) -> QuerySet[Placement]:
    """Return the placements of the actor's people and from the actor's offers."""
    return Placement.objects.filter(within(PLACEMENTS.scope(actor, "view"), "candidacy__")).select_related(
        "candidacy", "candidacy__person", "candidacy__opening", "candidacy__opening__employer"
    )


def checks_visible_to(actor: Actor) -> QuerySet[PlacementCheck]:
    """Return the checks of the actor's placements with person, offer and employer, the oldest due first."""
    return (
        PlacementCheck.objects.filter(within(PLACEMENTS.scope(actor, "view"), "placement__candidacy__"))
        .select_related(
            "placement__candidacy__person",
            "placement__candidacy__person__office",
            "placement__candidacy__opening__employer",
        )
        .order_by("due_on", "id")
    )


def checks_due(actor: Actor, until: date) -> QuerySet[PlacementCheck]:
    """Return the checks of placements due by a date and not done, the oldest first."""
    return checks_visible_to(actor).filter(done_on__isnull=True, due_on__lte=until)


def checks_unreached(actor: Actor) -> QuerySet[PlacementCheck]:
    """Return the checks at which nobody could be reached: to be tried again."""
    return checks_visible_to(actor).filter(outcome=CheckOutcome.UNREACHED)


def awaiting_confirmation(actor: Actor) -> QuerySet[Candidacy]:
    """Return the hires whose first day has come and that nobody confirmed yet."""
    return visible_to(actor).filter(state=CandidacyState.HIRED, starts_on__lte=actor.today).order_by("starts_on", "id")


def awaiting_answer(actor: Actor, referred_before: date) -> QuerySet[Candidacy]:
    """Return the referrals made before a date of which nothing was heard."""
    waiting = visible_to(actor).filter(state=CandidacyState.REFERRED, referred_on__lt=referred_before)
    return waiting.order_by("referred_on", "id")


def seats_taken(opening_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many seats of each opening are taken (hired or placed), in one query."""
    return dict(_SEATS(opening_ids=list(opening_ids)))


_SEATS: Prepared[tuple[UUID, int]] = Prepared(
    lambda opening_ids: (
        Candidacy.objects.filter(opening_id__in=opening_ids, state__in=SEAT_STATES)
        .order_by()
        .values_list("opening_id")
        .annotate(taken=Count("pk"))
    ),
    opening_ids=UUIDField(),
)


def seats_free(opening: Opening) -> int:
    """Return how many seats of one opening are free, never below zero."""
    return max(0, opening.seats - seats_taken([opening.pk]).get(opening.pk, 0))


def with_open_candidacy_at(opening_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, Candidacy]:
    """Return, of these persons, the candidacy each has to this opening (open, or placed), in one query."""
    return {row.person_id: row for row in _OPEN_AT(opening_id=opening_id, person_ids=list(person_ids))}


_OPEN_AT = Prepared(
    lambda opening_id, person_ids: Candidacy.objects.filter(
        opening_id=opening_id, person_id__in=person_ids, state__in=OPEN_STATES | SEAT_STATES
    ).order_by(),
    opening_id=UUIDField(),
    person_ids=UUIDField(),
)


def open_candidacies_of(person_id: UUID) -> QuerySet[Candidacy]:
    """Return what a person is a candidate to, or was placed by: the caller checked that the file may be read."""
    return Candidacy.objects.filter(person_id=person_id, state__in=OPEN_STATES | SEAT_STATES).order_by("id")


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


def moves_of(candidacy: Candidacy) -> list[Move]:
    """Return what happened to a candidacy, oldest first."""
    return list(Move.objects.filter(noun="candidacy", object_id=candidacy.pk).order_by("id"))
