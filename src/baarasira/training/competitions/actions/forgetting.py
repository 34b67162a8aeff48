"""What was written in words of a person who is purged is emptied."""

from uuid import UUID

from ..models import Complaint, Exclusion, Incident


def forget_person(*, person_id: UUID) -> None:
    """Empty the words of incidents, complaints and exclusions of a person, within the purge."""
    Incident.objects.filter(sitting__candidacy__person_id=person_id).update(words="", decision="")
    Complaint.objects.filter(sitting__candidacy__person_id=person_id).update(grounds="", decision="")
    Exclusion.objects.filter(sitting__candidacy__person_id=person_id).update(reason="", evidence="")
