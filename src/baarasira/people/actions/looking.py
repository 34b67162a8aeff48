"""Looking at files: each look is journaled; another office's file opens with a written reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.reference.parameters import BREAK_GLASS_HOURS
from baarasira.reference.queries import value

from ..models import FileOpening, Person
from ..policies import PEOPLE
from ..queries import nina_in_clear, open_file, outside_looks, searchable_by

SHORTEST_REASON = 15
LONGEST_REASON = 1000


@transaction.atomic
def look_at_file(*, actor: Actor, person_id: UUID) -> Person:
    """Return a person's file, loaded for its page, and journal that the actor looked at it.

    Raises what `queries.open_file` raises.
    """
    person = open_file(actor, person_id)
    journal.look(
        actor,
        "person.view_file",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
    )
    return person


@transaction.atomic
def open_outside(*, actor: Actor, person_id: UUID) -> FileOpening:
    """Open another office's file for the hours of the setting `file.break_glass_hours`, with the actor's reason.

    The look is journaled with the reason, and the person's office sees it (`queries.outside_looks`). Raises NotAllowed
    for roles that open no file, BusinessError (field ``reason``) for a reason shorter than 15 characters.
    """
    person = searchable_by(actor).get(pk=person_id)
    PEOPLE.require(actor, "open_outside")
    reason = " ".join(actor.reason.split())
    if len(reason) < SHORTEST_REASON:
        sentence = _(
            "Write why you need this file, in %(count)d characters at least: the person's office will read it."
        )
        raise BusinessError(sentence % {"count": SHORTEST_REASON}, code="reason", field="reason")
    opening = FileOpening.objects.create(
        person=person,
        user_id=actor.id,
        at=actor.at,
        until=actor.at + timedelta(hours=value(BREAK_GLASS_HOURS, actor.today)),
        reason=reason[:LONGEST_REASON],
    )
    journal.look(
        actor.because(reason[:LONGEST_REASON]),
        "person.open_outside",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
    )
    emit(Event("person.open_outside", actor, opening.pk, subject_id=person.pk))
    return opening


@transaction.atomic
def mark_looks_seen(*, actor: Actor, opening_ids: Collection[UUID]) -> int:
    """Say that the office has seen who opened its people's files from outside; return how many were still unseen."""
    PEOPLE.require(actor, "review_looks")
    mine = outside_looks(actor, unseen_only=True).filter(pk__in=opening_ids).values_list("pk", flat=True)
    ids = list(mine)
    FileOpening.objects.filter(pk__in=ids).update(seen_by_office_at=actor.at)
    if ids:
        journal.record(actor, "person.looks_seen", noun="file_opening", after={"openings": ids})
    return len(ids)


@dataclass(frozen=True, slots=True)
class IdentityNumbers:
    """Numbers in clear: the NINA (empty when there is none), and (kind, number) of each document that has one."""

    nina: str
    documents: tuple[tuple[str, str], ...]


@transaction.atomic
def see_identity_numbers(*, actor: Actor, person_id: UUID) -> IdentityNumbers:
    """Return a person's NINA and document numbers in clear, and journal the look. Raises NotAllowed elsewhere."""
    person = open_file(actor, person_id)
    PEOPLE.require(actor, "see_identity_numbers", person.office_id)
    journal.look(
        actor,
        "person.see_identity_numbers",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
    )
    return _numbers(person)


def _numbers(person: Person) -> IdentityNumbers:
    documents = tuple(
        (document.kind, vault.decrypt(person.pk, document.number_sealed))
        for document in person.documents.all()
        if document.number_sealed
    )
    return IdentityNumbers(nina_in_clear(person), documents)


@dataclass(frozen=True, slots=True)
class Copy:
    """What the printed copy of a file starts from: the person, and the identity numbers in clear."""

    person: Person
    numbers: IdentityNumbers


@transaction.atomic
def print_copy(*, actor: Actor, person_id: UUID) -> Copy:
    """Return what is printed for the person themself (right of access, domain.md B.8), and journal the look."""
    person = open_file(actor, person_id)
    PEOPLE.require(actor, "print_file", person.office_id)
    journal.look(
        actor,
        "person.print_file",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
    )
    return Copy(person, _numbers(person))
