"""The logbook: entries made on a phone, without a network as well, each with an id of its own; rows are only ever added."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.models import Record

from ..enums import Level, Presence
from .contracts import Contract
from .masters import Phone
from .trades import Task


class LogEntry(Record):
    """A task of a day at a level, or the withdrawal of an entry (`withdraws`: its `device_entry`, come yet or not).

    `device_entry` is the id the phone made: what is sent twice is accepted once. `noted_at` is the phone's clock, `on` the day it
    counts for; `clock_doubtful` where that clock cannot be right and the day of arrival stands instead.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="entries")
    device_entry = models.UUIDField(unique=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    level = models.PositiveSmallIntegerField(choices=Level.choices, null=True, blank=True)
    withdraws = models.UUIDField(null=True, blank=True)
    on = models.DateField()
    noted_at = models.DateTimeField()
    clock_doubtful = models.BooleanField(default=False)
    phone = models.ForeignKey(Phone, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    voice = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-noted_at", "-device_entry"]
        indexes: ClassVar = [models.Index(fields=["contract", "on"], name="log_entry_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(withdraws__isnull=True, task__isnull=False, level__range=(1, 4))
                | models.Q(withdraws__isnull=False, task__isnull=True, level__isnull=True),
                name="log_entry_is_a_task_or_a_withdrawal",
            )
        ]

    def __str__(self) -> str:
        return str(self.device_entry)


class DayMark(Record):
    """Whether the apprentice came on a day, as one device noted it, or as the centre settled it (`settles`)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="day_marks")
    device_entry = models.UUIDField(unique=True)
    on = models.DateField()
    mark = models.CharField(max_length=8, choices=Presence.choices)
    noted_at = models.DateTimeField()
    phone = models.ForeignKey(Phone, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settles = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "noted_at", "device_entry"]
        indexes: ClassVar = [models.Index(fields=["contract", "on"], name="day_mark_by_day")]

    def __str__(self) -> str:
        return f"{self.on}: {self.mark}"
