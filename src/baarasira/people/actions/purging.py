"""Purging a file: what is personal is emptied, the person's key destroyed, what statistics count is kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.kernel.models import Move

from ..enums import BornPrecision
from ..models import (
    Consent,
    DeclaredOccupation,
    FileOpening,
    GainedSkill,
    IdentityDocument,
    NameWord,
    Person,
    Phone,
    RightRequest,
)
from ..policies import PEOPLE
from ..transitions import PERSON

_EMPTIED = (
    "given_names", "surname", "maiden_name", "father_name", "mother_name", "other_script_name", "name_key",
    "birth_place", "nina_sealed", "nina_print", "no_nina_reason", "commune", "locality", "landmark", "email", "diploma",
    "source", "source_id",
)  # fmt: skip
_LISTS = ("skills", "licences", "mobility", "destinations")


@transaction.atomic
def purge_person(*, actor: Actor, person_id: UUID) -> Person:
    """Empty a person's file for good; sex, birth year, region, schooling, occupations and dates stay to be counted.

    What the journal said of the person can no longer be read (kernel.vault), and its chain still verifies. Other rooms
    empty their own texts on the event ``person.purge``. Raises NotAllowed, WrongState when it was purged already.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    PEOPLE.require(actor, "purge", person.office_id)
    return erase(actor, person)


def erase(actor: Actor, person: Person) -> Person:
    """Do what `purge_person` says, inside the caller's transaction; the caller has checked `purge`."""
    values: dict[str, Any] = {
        **dict.fromkeys(_EMPTIED, ""),
        **{name: [] for name in _LISTS},
        "born": date(person.born.year, 7, 1),
        "born_precision": BornPrecision.YEAR,
        "cercle_id": None,
        "wage_wish": None,
        "available_from": None,
        "merged_into_id": None,
        "form_token": None,
        "purged_on": actor.today,
    }
    # The reason may be about the person: the move is not encrypted, so it goes without.
    PERSON.apply(
        person, "purge", actor=actor.because(""), subject_id=person.pk, structure_id=person.office_id, values=values
    )
    for model in (NameWord, Phone, IdentityDocument, GainedSkill):
        model.objects.filter(person=person).delete()
    DeclaredOccupation.objects.filter(person=person).update(words="")
    Consent.objects.filter(person=person).update(how="")
    FileOpening.objects.filter(person=person).update(reason="")
    RightRequest.objects.filter(person=person).update(details="", answer="")
    Move.objects.filter(subject_id=person.pk).update(reason="")
    emit(Event("person.purge", actor, person.pk, subject_id=person.pk))
    vault.forget(person.pk)
    return person
