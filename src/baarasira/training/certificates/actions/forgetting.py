"""What a purge takes out of certificates: the name, the codes, the words of an end. Numbers, titles, dates and decisions stay."""

from uuid import UUID

from ..models import Certificate

GONE = "–"


def forget_person(*, person_id: UUID) -> None:
    """Empty what certificates say of a person who is purged, within the purge."""
    rows = Certificate.objects.filter(person_id=person_id)
    rows.update(holder="", token="", badge="", salt="", result="")
    rows.exclude(reason="").update(reason=GONE)
