"""Correcting a file: what changed is journaled field by field, and a stale form writes nothing."""

from typing import Any
from uuid import UUID

from django.db import transaction

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door

from ..checks import Checked, check_person
from ..inputs import PersonData
from ..models import Person
from ..policies import PEOPLE
from ..queries import IN_FORCE
from ..rows import NAME_FIELDS, name_key, profile, write_name_words, write_profiles
from .registering import require_free_nina


@transaction.atomic
def edit_person(
    *, actor: Actor, person_id: UUID, data: PersonData, expected_version: int | None = None
) -> tuple[Person, bool]:
    """Write corrected data to a file; return the person and whether anything differed.

    `data.nina` and `data.documents` may be None: they stay as they are. Raises NotAllowed outside the actor's offices,
    Stale when the file changed since the form was opened, RuleRefused with every fault.
    """
    person = Person.objects.select_for_update().filter(state__in=IN_FORCE).get(pk=person_id)
    PEOPLE.require(actor, "edit", person.office_id)
    person.require_version(expected_version)
    checked = check_person(data, actor.today)
    _settle_nina(person, checked)
    before = {**journal.snapshot(person), **profile(person.pk)}
    names_before = [getattr(person, name) for name in NAME_FIELDS]
    for column, value in checked.columns.items():
        setattr(person, column, value)
    person.name_key = name_key(person.surname, person.given_names)
    write_profiles([(person, checked)])
    old, new = journal.changes(before, {**journal.snapshot(person), **profile(person.pk)})
    if not new:
        return person, False
    person.version += 1
    person.updated_at = actor.at
    person.save()
    if [getattr(person, name) for name in NAME_FIELDS] != names_before:
        write_name_words([person])
    _journal(actor, person, old, new)
    emit(Event("person.edit", actor, person.pk, subject_id=person.pk))
    return person, True


def _settle_nina(person: Person, checked: Checked) -> None:
    """Seal a NINA that differs from the one on file, and keep the reason for none only where there is none."""
    if checked.nina is None:
        if person.nina_print:
            checked.columns["no_nina_reason"] = ""
        return
    if checked.columns["nina_print"] == person.nina_print:
        return
    if checked.nina:
        door(f"nina:{checked.columns['nina_print']}")
        require_free_nina(checked.columns["nina_print"], person.pk)
    checked.columns["nina_sealed"] = vault.encrypt(person.pk, checked.nina) if checked.nina else ""


def _journal(actor: Actor, person: Person, before: dict[str, Any], after: dict[str, Any]) -> None:
    journal.record(
        actor,
        "person.edit",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
        before=before,
        after=after,
    )
