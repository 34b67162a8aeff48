"""What a purge takes out of journeys: who to call, numbers and words. Days and kinds of evidence stay, for the counts."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from baarasira.candidacies.enums import CandidacyState
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.journal import write as journal
from baarasira.people.policies import PEOPLE
from baarasira.reference.parameters import RETENTION_MEDICAL_YEARS
from baarasira.reference.queries import value

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


def verdicts_over_time(on: date) -> QuerySet[MedicalVisit]:
    """Return the medical visits of files that ended longer ago than verdicts are kept (domain.md B.8), by file."""
    day = add_months(on, -12 * value(RETENTION_MEDICAL_YEARS, on))
    limit = timezone.make_aware(datetime.combine(day, time()))
    ended = MedicalVisit.objects.filter(candidacy__state=CandidacyState.ENDED)
    last = ended.annotate(last=Max("candidacy__steps__closed_at"))
    return last.filter(last__lt=limit).order_by("candidacy_id")


@transaction.atomic
def forget_verdicts(*, actor: Actor) -> int:
    """Remove the visits of `verdicts_over_time`, each told to the journal; the step stays, with how it ended, since the road
    of a file shows it.

    Returns how many. Raises NotAllowed for whoever may not purge.
    """
    PEOPLE.require(actor, "purge")
    found = list(verdicts_over_time(actor.today).select_related("candidacy"))
    for visit in found:
        journal.record(
            actor,
            "medical_visit.forget",
            noun="medical_visit",
            object_id=visit.pk,
            subject_id=visit.candidacy.person_id,
            structure_id=visit.candidacy.office_id,
        )
    MedicalVisit.objects.filter(pk__in=[visit.pk for visit in found]).delete()
    return len(found)
