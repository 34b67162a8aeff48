"""The outbox: what is to be sent to people and employers, whether it left and arrived; and whom to call instead."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from .enums import CallState, MessageChannel, MessageState


class Message(models.Model):
    """One message to one address; kept until delivered or given up, never lost by a crash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=MessageChannel.choices)
    address = models.CharField(max_length=254)
    # Whom it is about; `to_subject` when it goes to that person, who must still agree to it when it leaves.
    subject_id = models.UUIDField(null=True, blank=True)
    to_subject = models.BooleanField(default=False)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="fr")
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    attachment_name = models.CharField(max_length=120, blank=True)
    attachment = models.BinaryField(null=True, blank=True)
    about = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_try_at"], name="message_to_send"),
            models.Index(fields=["subject_id"], name="message_by_subject"),
            models.Index(fields=["about"], name="message_by_about"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_subject=False) | models.Q(subject_id__isnull=False),
                name="message_to_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[MessageState.SENT, MessageState.DELIVERED])
                | models.Q(sent_at__isnull=False),
                name="message_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.address}"


class Call(Record):
    """Somebody whom no message reaches (no phone for SMS, no consent, not delivered): an agent calls them, or sends word.

    `about` names the notice it stands for; `text` is what to say.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calls")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="calls")
    template = models.CharField(max_length=60)
    about = models.CharField(max_length=120, unique=True)
    text = models.TextField(blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=CallState.choices)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["office", "state", "due_on"], name="call_by_office")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=CallState.WAITING, done_on__isnull=True)
                | (~models.Q(state=CallState.WAITING) & models.Q(done_on__isnull=False)),
                name="call_made_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} → {self.person_id}"
