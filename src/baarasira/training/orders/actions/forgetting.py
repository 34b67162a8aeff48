"""What this room holds in words of a person whose file is purged: emptied; the marks stay, for the figures."""

from uuid import UUID

from ..models import Evaluation


def forget_person(*, person_id: UUID) -> None:
    """Empty every text of a person, on the event ``person.purge``, within its transaction."""
    Evaluation.objects.filter(person_id=person_id).update(words="")
