"""What a purge takes out of business projects: the words about the person; amounts and decisions stay."""

from uuid import UUID

from django.db import transaction

from ..models import Hearing, Project, SeatConflict

_WORDS = ("activity", "place", "site_proof", "customers", "competitors", "suppliers", "own_words", "risks", "licences",
          "environment", "training_place")  # fmt: skip


@transaction.atomic
def forget_person(*, person_id: UUID) -> None:
    """Empty the words and the position of a purged person's projects, and what members said of them."""
    rows = Project.objects.filter(person_id=person_id)
    rows.update(**dict.fromkeys(_WORDS, ""), title="–", latitude=None, longitude=None)
    Hearing.objects.filter(project__person_id=person_id).update(words="")
    SeatConflict.objects.filter(hearing__project__person_id=person_id).update(note="")
