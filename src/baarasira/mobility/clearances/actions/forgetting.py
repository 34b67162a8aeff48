"""What a purge takes out of clearances: name, passport, code, words. Numbers, dates and decisions stay."""

from uuid import UUID

from ..models import Clearance, ClearanceForm

GONE = "–"


def forget_person(*, person_id: UUID) -> None:
    """Empty what clearances say of a person who is purged, within the purge."""
    rows = Clearance.objects.filter(candidacy__person_id=person_id)
    rows.update(holder="", passport_end="", token="")
    rows.exclude(reason="").update(reason=GONE)
    ClearanceForm.objects.filter(clearance__in=rows).update(receipt="", note="")
