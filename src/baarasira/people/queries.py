"""Reads of the person's file: every one starts from what the actor may see."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import CharField, DateTimeField, Exists, OuterRef, Prefetch, Q, QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor, Scope
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.models import Move
from baarasira.kernel.prepared import Prepared
from baarasira.network.models import Structure

from .enums import ConsentPurpose, PersonState, RightState
from .models import Consent, FileOpening, Person, Phone, RightRequest
from .policies import PEOPLE

IN_FORCE = (PersonState.OPEN, PersonState.SUSPENDED)


class FileElsewhere(NotAllowed):
    """The file is another office's: it opens with a written reason (`person_id` says which)."""

    default_code = "person.elsewhere"

    def __init__(self, person_id: UUID) -> None:
        super().__init__(
            _("This file belongs to another office. Open it with a written reason, which that office will see.")
        )
        self.person_id = person_id


def people_in(scope: Scope) -> QuerySet[Person]:
    """Return the files of the structures of a scope, merged and purged ones left out."""
    return Person.objects.filter(scope.q("office_id"), state__in=IN_FORCE)


def openings_in_force(actor: Actor) -> QuerySet[FileOpening]:
    """Return the actor's own openings of other offices' files that have not lapsed."""
    return FileOpening.objects.filter(user_id=actor.id, until__gt=actor.at, at__lte=actor.at)


_OPENED_BY: Prepared[tuple[UUID]] = Prepared(
    lambda user, now: FileOpening.objects.filter(user_id=user, until__gt=now, at__lte=now).values_list("person_id"),
    user=UUIDField(),
    now=DateTimeField(),
)


def opened_by(actor: Actor) -> frozenset[UUID]:
    """Return who are the people of `openings_in_force`."""
    return frozenset(person_id for (person_id,) in _OPENED_BY(user=actor.id, now=actor.at))


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Return the people whose file the actor may open: of their territory, or opened with a reason still in force."""
    scope = PEOPLE.scope(actor, "view_file")
    if not scope:
        return Person.objects.none()
    if scope.everywhere:
        return people_in(scope)
    opened = openings_in_force(actor).values("person_id")
    return Person.objects.filter(scope.q("office_id") | Q(pk__in=opened), state__in=IN_FORCE)


def searchable(actor: Actor, prefix: str = "") -> Q | None:
    """Return what a search may show, as a condition on the person's columns under `prefix`; None for who may not search.

    The whole country's open files, and the suspended ones of the actor's own territory.
    """
    if not PEOPLE.allows(actor, "search"):
        return None
    own = PEOPLE.scope(actor, "view_file")
    suspended = Q(**{f"{prefix}state": PersonState.SUSPENDED}) & own.q(f"{prefix}office_id")
    return Q(**{f"{prefix}state": PersonState.OPEN}) | (suspended if own else Q(pk__in=[]))


def findable(actor: Actor) -> Callable[[str, UUID], bool]:
    """Return what `searchable` says as a test of a state and an office, for rows already read."""
    allowed, own = PEOPLE.allows(actor, "search"), PEOPLE.scope(actor, "view_file")

    def may_be_found(state: str, office_id: UUID) -> bool:
        return allowed and (state == PersonState.OPEN or (state == PersonState.SUSPENDED and own.covers(office_id)))

    return may_be_found


def searchable_by(actor: Actor) -> QuerySet[Person]:
    """Return the people a search may show (see `searchable`)."""
    condition = searchable(actor)
    return Person.objects.none() if condition is None else Person.objects.filter(condition)


def rankable() -> QuerySet[Person]:
    """Return the people whose data may be worked with: processing neither suspended nor ended."""
    return Person.objects.filter(state=PersonState.OPEN)


def open_file(actor: Actor, person_id: UUID) -> Person:
    """Return one person with what the file's page shows, in a constant number of queries.

    Raises Person.DoesNotExist when there is no such person in force, FileElsewhere when only a written reason opens the
    file, NotAllowed when the actor's roles open no file at all.
    """
    related = Person.objects.select_related("office", "region", "cercle").prefetch_related(
        "phones", "occupations", "languages", "documents"
    )
    person = related.filter(pk__in=visible_to(actor).filter(pk=person_id).values("pk")).first()
    if person is not None:
        return person
    searchable_by(actor).only("pk").get(pk=person_id)
    if PEOPLE.allows(actor, "open_outside"):
        raise FileElsewhere(person_id)
    raise NotAllowed(_("Your role does not open job seekers' files. Ask the head of your structure."))


def is_outside(actor: Actor, person: Person) -> bool:
    """Tell whether the actor sees this file only through an opening with a reason."""
    return not PEOPLE.allows(actor, "view_file", person.office_id)


def opening_of(actor: Actor, person_id: UUID) -> FileOpening | None:
    """Return the actor's opening of that file still in force, the longest."""
    return openings_in_force(actor).filter(person_id=person_id).order_by("-until").first()


def outside_looks(actor: Actor, *, unseen_only: bool = False) -> QuerySet[FileOpening]:
    """Return the openings of the actor's territory's files from outside, newest first, with person and agent."""
    scope = PEOPLE.scope(actor, "review_looks")
    if not scope:
        return FileOpening.objects.none()
    looks = FileOpening.objects.filter(scope.q("person__office_id"))
    if unseen_only:
        looks = looks.filter(seen_by_office_at__isnull=True)
    return looks.select_related("person", "person__office", "user").order_by("-at", "-id")


def registering_offices(actor: Actor) -> QuerySet[Structure]:
    """Return the open structures in which the actor may register people, by name."""
    scope = PEOPLE.scope(actor, "register")
    closed = Q(closed_on__isnull=False, closed_on__lte=actor.today)
    return Structure.objects.filter(scope.q("pk")).exclude(closed).order_by("name")


# -- consents and rights


def consents_of(person_id: UUID) -> dict[str, Consent]:
    """Return the consent in force of each purpose asked: the newest row of each."""
    return {row.purpose: row for row in Consent.objects.filter(person_id=person_id).order_by("id")}


_GIVEN: Prepared[tuple[bool, str]] = Prepared(
    lambda person_id, purpose: (
        Consent.objects.filter(person_id=person_id, purpose=purpose)
        .order_by("-id")
        .values_list("given", "person__state")[:1]
    ),
    person_id=UUIDField(),
    purpose=CharField(),
)


def has_consent(person_id: UUID, purpose: ConsentPurpose | str) -> bool:
    """Tell whether the person agrees to this purpose today (the outbox asks before it sends; rule R-14 of domain.md).

    Without a row there is no consent. A person whose processing is suspended consents to nothing.
    """
    given = next(iter(_GIVEN(person_id=person_id, purpose=str(purpose))), (False, ""))
    return given == (True, PersonState.OPEN)


def with_consent(person_ids: Collection[UUID], purpose: ConsentPurpose | str) -> set[UUID]:
    """Return those of these people who agree to this purpose, in one query (lists, batches)."""
    later = Consent.objects.filter(person_id=OuterRef("person_id"), purpose=purpose, id__gt=OuterRef("id"))
    rows = Consent.objects.filter(
        ~Exists(later), person_id__in=person_ids, person__state=PersonState.OPEN, purpose=purpose, given=True
    )
    return set(rows.values_list("person_id", flat=True))


def right_requests(actor: Actor, *, open_only: bool = False) -> QuerySet[RightRequest]:
    """Return the requests by right of the actor's territory, those due first first."""
    rows = RightRequest.objects.filter(PEOPLE.scope(actor, "answer_rights").q("person__office_id"))
    if not PEOPLE.allows(actor, "answer_rights"):
        return rows.none()
    if open_only:
        rows = rows.filter(state=RightState.ASKED)
    return rows.select_related("person", "person__office").order_by("due_on", "id")


# -- the road


def road_of(person_id: UUID, limit: int = 200) -> list[Move]:
    """Return the changes of state about a person in every room, oldest first (the newest `limit` of them).

    Those of the files that were merged into this one are among them.
    """
    taken_up = Person.objects.filter(merged_into=person_id).values("pk")
    moves = Move.objects.filter(Q(subject_id=person_id) | Q(subject_id__in=taken_up))
    return list(reversed(moves.order_by("-id")[:limit]))


# -- identity numbers


def nina_in_clear(person: Person) -> str:
    """Return the NINA of a person, empty when there is none; the caller has checked `see_identity_numbers`."""
    return vault.decrypt(person.pk, person.nina_sealed) if person.nina_sealed else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What anyone may learn of a person found by a search: no more than this."""

    id: UUID
    number: str
    name: str
    birth_year: int
    office_id: UUID
    office_name: str
    phone: str
    may_open: bool
    suspended: bool


def first_phones() -> Prefetch[str]:
    """Return the prefetch of the phones of people in a list, in their order."""
    return Prefetch("phones", queryset=Phone.objects.order_by("position", "id"))


class Filed(Protocol):
    """A person as far as it takes to know whose file it is: a record, or a line of a list."""

    @property
    def pk(self) -> UUID: ...

    @property
    def office_id(self) -> UUID: ...


_OPENED = Prepared(
    lambda user_id, at, person_ids: (
        FileOpening.objects.filter(user_id=user_id, until__gt=at, at__lte=at, person_id__in=person_ids)
        .order_by()
        .values_list("person_id")
    ),
    user_id=UUIDField(),
    at=DateTimeField(),
    person_ids=UUIDField(),
)


def openable(actor: Actor, people: Iterable[Filed]) -> Mapping[UUID, bool]:
    """Tell of each person whether the actor may open the file now, in one query."""
    scope = PEOPLE.scope(actor, "view_file")
    rows = list(people)
    found = _OPENED(user_id=actor.id, at=actor.at, person_ids=[row.pk for row in rows]) if scope and actor.id else []
    opened = {person_id for (person_id,) in found}
    return {row.pk: scope.covers(row.office_id) or row.pk in opened for row in rows}
