"""Looking at what counselling wrote about a person: journaled, like every look at a file."""

from uuid import UUID

from django.db import transaction

from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import write as journal
from baarasira.people.models import Person
from baarasira.people.queries import open_file

from ..policies import APPOINTMENTS, CARDS, CONTACTS, PLANS

_TABLES = {table.noun: table for table in (APPOINTMENTS, CARDS, CONTACTS, PLANS)}


@transaction.atomic
def look_at(*, actor: Actor, person_id: UUID, noun: str) -> Person:
    """Return the person whose cards, appointments, plans or contacts (`noun` of the policy table) the actor looks at.

    Raises what `people.queries.open_file` raises, and NotAllowed when the actor may not view them in that office.
    """
    person = open_file(actor, person_id)
    _TABLES[noun].require(actor, "view", person.office_id)
    journal.look(
        actor,
        f"{noun}.view",
        noun=noun,
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
    )
    return person
