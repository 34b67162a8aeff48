"""What a purge takes out of selections: the words written about a person. Counts, receipts and decisions stay."""

from uuid import UUID

from ..models import Appeal, Conflict

GONE = "–"


def forget_person(*, person_id: UUID) -> None:
    """Empty what was written in words of a person who is purged, within the purge."""
    appeals = Appeal.objects.filter(candidacy__person_id=person_id)
    appeals.update(grounds=GONE, instruction="")
    appeals.exclude(decision="").update(decision=GONE)
    for appeal in appeals:
        appeal.corrections.update(reason=GONE)
    Conflict.objects.filter(candidacy__person_id=person_id).update(note="")
