"""The person an act of counselling is about: read and held until the transaction ends, refused when the file is closed."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import WrongState
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.people.queries import IN_FORCE


def person_to_work_with(person_id: UUID) -> Person:
    """Return an open file with its office; raises WrongState for one suspended by the person, merged or purged."""
    person = _held(person_id)
    refuse_closed_file(person)
    return person


def refuse_closed_file(person: Person) -> None:
    """Raise WrongState unless the person's data may be worked with."""
    if person.state != PersonState.OPEN:
        raise WrongState(
            _(
                "This file is closed, or suspended at the person's wish: nothing can be done with it except answering "
                "the person."
            )
        )


def person_on_file(person_id: UUID) -> Person:
    """Return a file in force, suspended or not, with its office; raises WrongState for one merged or purged."""
    person = _held(person_id)
    if person.state not in IN_FORCE:
        raise WrongState(_("This file was merged into another one or erased: nothing can be added to it."))
    return person


def _held(person_id: UUID) -> Person:
    return Person.objects.select_for_update(of=("self",)).select_related("office").get(pk=person_id)
