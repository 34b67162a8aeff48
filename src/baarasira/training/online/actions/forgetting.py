"""What this room holds in words of a person whose file is purged: emptied; dates and reasons stay, for the figures."""

from uuid import UUID

from ..models import Place, PlaceCall, Progress, UnknownAddress


def forget_person(*, person_id: UUID) -> None:
    """Empty every text and address of a person, on the event ``person.purge``, within its transaction."""
    for place in Place.objects.filter(person_id=person_id):
        # An address that nobody has, since each that is held must differ from the others.
        Place.objects.filter(pk=place.pk).update(email=f"{place.pk}@purge.invalid", stop_words="", aim="")
    PlaceCall.objects.filter(place__person_id=person_id).update(words="")
    Progress.objects.filter(place__person_id=person_id).update(certificate_address="")
    for address in UnknownAddress.objects.filter(place__person_id=person_id):
        UnknownAddress.objects.filter(pk=address.pk).update(
            email=f"{address.pk}@purge.invalid", name="", reason="", rows=[]
        )
