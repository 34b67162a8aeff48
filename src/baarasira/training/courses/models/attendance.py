"""Attendance: every entry as it came, and what stands of them for a person on a day."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import EntryKind, Mark
from .sessions import Enrolment, SessionDay


class Attendance(Record):
    """What stands for a person on a day of a session: derived from the entries by `rules.merging.standing`.

    `disputed` while two devices said different things and nobody settled it; the mark is then the most favourable one.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendance")
    day = models.ForeignKey(SessionDay, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(max_length=8, choices=Mark.choices)
    disputed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "day"], name="one_attendance_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.day_id}: {self.mark}"


class AttendanceEntry(models.Model):
    """One entry, never changed nor taken away: `id` was made on the device, and is accepted once.

    `noted_at` is the device's own time, `received_at` ours. A correction names its author, its reason and the mark that stood
    before, and the entries it had before it (`seen`): what comes in later and differs is shown again.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendance_entries")
    day = models.ForeignKey(SessionDay, on_delete=models.PROTECT, related_name="attendance_entries")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    mark = models.CharField(max_length=8, choices=Mark.choices)
    former = models.CharField(max_length=8, choices=Mark.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    seen = models.JSONField(default=list, blank=True)
    device = models.CharField(max_length=60)
    noted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["noted_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind=EntryKind.NOTE, reason="", former="")
                | (models.Q(kind=EntryKind.CORRECTION) & ~models.Q(reason="")),
                name="attendance_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.day_id}: {self.mark}"
