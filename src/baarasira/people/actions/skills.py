"""Skills that an act of the service gives to a file (a certificate), and takes back when it no longer stands.

Each is kept with where it comes from (`GainedSkill`), so that taking back what one gave leaves what the person had before and
what another gave. The lists of codes in the file are what the ranking reads; the journal's entry is what its index hears.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.kernel.writing import edit

from ..models import GainedSkill, Person
from ..queries import IN_FORCE


@transaction.atomic
def gain_skills(*, actor: Actor, person_id: UUID, skills: Sequence[str], source: str, source_id: UUID) -> list[str]:
    """Add skills to a file within the act that proves them, whose policy the caller asked; return those it did not have.

    source: the kind of proof (``"certificate"``), source_id: which one. Given again, nothing more is added.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    held, added = list(person.skills), []
    known = {row.code: row for row in GainedSkill.objects.filter(person=person, lost_on__isnull=True)}
    for code in dict.fromkeys(skills):
        if GainedSkill.objects.filter(source=source, source_id=source_id, code=code).exists():
            continue
        before = known[code].held_before if code in known else code in held
        if code not in held:
            held.append(code)
            added.append(code)
        GainedSkill.objects.create(
            person=person, code=code, source=source, source_id=source_id, gained_on=actor.today, held_before=before
        )
    _write(actor, person, held, "person.gain_skills")
    return added


@transaction.atomic
def lose_skills(*, actor: Actor, source: str, source_id: UUID) -> list[str]:
    """Take back what one proof gave, within the act that ends it; return the skills taken out of the file.

    A skill the person had before, or that another proof in force gives, stays. Of a purged file nothing is left to take.
    """
    rows = list(GainedSkill.objects.filter(source=source, source_id=source_id, lost_on__isnull=True))
    if not rows:
        return []
    person = Person.objects.select_for_update().get(pk=rows[0].person_id)
    GainedSkill.objects.filter(pk__in=[row.pk for row in rows]).update(lost_on=actor.today)
    still = set(GainedSkill.objects.filter(person=person, lost_on__isnull=True).values_list("code", flat=True))
    gone = [row.code for row in rows if not row.held_before and row.code not in still and row.code in person.skills]
    if person.state in IN_FORCE:
        _write(actor, person, [code for code in person.skills if code not in gone], "person.lose_skills")
    return gone


def _write(actor: Actor, person: Person, skills: list[str], verb: str) -> None:
    values: dict[str, Any] = {"skills": skills}
    about = {"subject_id": person.pk, "structure_id": person.office_id}
    if edit(person, verb, actor=actor, values=values, **about):
        emit(Event("person.edit", actor, person.pk, subject_id=person.pk))
