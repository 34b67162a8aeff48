"""Tables of the kernel: the base of every record, the log of moves, the journal, the keys of persons, the files kept."""

from typing import ClassVar

from django.db import models

from .credentials.models import CredentialStatus
from .files.models import StoredFile, Upload
from .ids import uuid7
from .journal.models import Entry, Seal, SealedEntry
from .records import Record
from .sequences import Sequence
from .vault import SubjectKey

__all__ = [
    "CredentialStatus",
    "Entry",
    "Move",
    "Record",
    "Seal",
    "SealedEntry",
    "Sequence",
    "StoredFile",
    "SubjectKey",
    "Upload",
]


class Move(models.Model):
    """One change of state of one record: the log every noun shares, and the road of a person in time order."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    noun = models.CharField(max_length=40)
    object_id = models.UUIDField()
    subject_id = models.UUIDField(null=True, blank=True)
    transition = models.CharField(max_length=40)
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30)
    actor_id = models.UUIDField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["noun", "object_id", "id"], name="move_by_object"),
            models.Index(fields=["subject_id", "id"], name="move_by_subject"),
            models.Index(fields=["noun", "transition", "at"], name="move_by_transition"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.transition}: {self.source} → {self.target}"
