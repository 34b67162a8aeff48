"""What apprenticeships hold in words of a person whose file is purged: emptied; dates, marks and amounts stay, for the figures."""

from uuid import UUID

from ..models import Applicant, Contract, DayMark, Insertion, JurorMark, MarkChange, Visit


def forget_person(*, person_id: UUID) -> None:
    """Empty every text about a person, on the event ``person.purge``, within its transaction."""
    own = Contract.objects.filter(person_id=person_id)
    own.update(parent_name="", parent_phone="", end_words="")
    Visit.objects.filter(contract__in=own).update(problems="", next_action="")
    Insertion.objects.filter(contract__in=own).update(where="", note="")
    DayMark.objects.filter(contract__in=own).update(reason="")
    marked = [
        *JurorMark.objects.filter(sitting__contract__in=own).values_list("pk", flat=True),
        *Applicant.objects.filter(person_id=person_id).values_list("pk", flat=True),
    ]
    MarkChange.objects.filter(object_id__in=marked).update(reason="")
