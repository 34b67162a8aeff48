"""Contacts with those abroad, at the times their programme sets."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import ContactChannel, ContactOutcome, ContactReason
from .journeys import Journey


class Contact(Record):
    """A contact due with a worker abroad, and what it found. `days` says how many of its reason: 14 after the arrival."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="contacts")
    reason = models.CharField(max_length=12, choices=ContactReason.choices)
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=ContactChannel.choices, blank=True)
    outcome = models.CharField(max_length=10, choices=ContactOutcome.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["journey", "due_on"], name="one_contact_a_day"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, outcome="", channel="")
                | (models.Q(done_on__isnull=False) & ~models.Q(outcome="") & ~models.Q(channel="")),
                name="contact_done_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.outcome}"
