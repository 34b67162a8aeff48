"""Tables of the kernel: the base of every record, the log of moves, the journal and the keys of persons."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .credentials.models import CredentialStatus
from .errors import Stale
from .ids import uuid7
from .journal.models import Entry, Seal, SealedEntry
from .sequences import Sequence
from .vault import SubjectKey

__all__ = ["CredentialStatus", "Entry", "Move", "Record", "Seal", "SealedEntry", "Sequence", "SubjectKey"]


class Record(models.Model):
    """Base of the records people edit: an id that sorts by making, and a version against stale forms."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def require_version(self, expected: int | None) -> None:
        """Raise Stale when the form was opened on another version (None: the caller has no form)."""
        if expected is not None and expected != self.version:
            raise Stale(
                _(
                    "Someone changed this record while you had it open. Nothing of yours was written. "
                    "Open it again, look at what changed, and enter your changes once more."
                )
            )


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
