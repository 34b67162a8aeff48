"""What visits hold in words of a person whose file is purged: emptied; figures stay, the photo goes with the person's files."""

from uuid import UUID

from ..models import Survey, Visit


def forget_person(*, person_id: UUID) -> None:
    """Empty every text about a person, on the event ``person.purge``, within its transaction."""
    visits = Visit.objects.filter(case__person_id=person_id)
    visits.update(support_given="", next_action="", latitude=None, longitude=None)
    Survey.objects.filter(case__person_id=person_id).update(answers={})
