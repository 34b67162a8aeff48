"""What placements hold in words of a person whose file is purged: emptied; dates and amounts stay, for the figures."""

from uuid import UUID

from ..models import Evaluation, Placement


def forget_person(*, person_id: UUID) -> None:
    """Empty every text about a person, on the event ``person.purge``, within its transaction."""
    Placement.objects.filter(case__person_id=person_id).update(break_words="")
    Evaluation.objects.filter(placement__case__person_id=person_id).update(words="")
