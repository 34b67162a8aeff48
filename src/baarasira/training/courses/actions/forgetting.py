"""Words about a person go when the person is purged."""

from uuid import UUID

from django.db import transaction

from ..models import AttendanceEntry, Enrolment, FollowUp, FormAnswer, Output, ScoreCorrection


@transaction.atomic
def forget_person(*, person_id: UUID) -> None:
    """Empty what the room says of a purged person in words; numbers, marks and days stay for the figures."""
    mine = {"enrolment__person_id": person_id}
    Enrolment.objects.filter(person_id=person_id).update(drop_note="")
    FollowUp.objects.filter(**mine).update(note="")
    FormAnswer.objects.filter(**mine).update(answers={})
    Output.objects.filter(**mine).update(summary="", activity="", place="")
    ScoreCorrection.objects.filter(**mine).update(reason="-")
    AttendanceEntry.objects.filter(**mine, kind="correction").update(reason="-")
