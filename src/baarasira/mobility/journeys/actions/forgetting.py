"""What a purge takes out of journeys: who to call, numbers and words. Days and kinds of evidence stay, for the counts."""

from uuid import UUID

from ..models import Contact, Journey, MedicalVisit, Relative, VisaPaper


def forget_person(*, person_id: UUID) -> None:
    """Empty what was kept of a person who is purged, within the purge."""
    Relative.objects.filter(journey__person_id=person_id).delete()
    Contact.objects.filter(journey__person_id=person_id).update(note="")
    MedicalVisit.objects.filter(candidacy__person_id=person_id).delete()
    VisaPaper.objects.filter(candidacy__person_id=person_id).update(reference="")
    Journey.objects.filter(person_id=person_id).update(
        nie="", authorisation_number="", travel_reference="", insurance_reference="", return_reference=""
    )
