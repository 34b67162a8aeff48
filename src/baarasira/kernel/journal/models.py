"""The audit journal: rows that are only ever added, sealed in batches into a chain of hashes."""

from typing import ClassVar

from django.db import models

from ..ids import uuid7


class Kind(models.TextChoices):
    """What an entry records."""

    WRITE = "write", "write"
    LOOK = "look", "look"
    ACCESS = "access", "access"


class Entry(models.Model):
    """Who did or looked at what, when, through which face, before and after.

    `payload` is JSON text, or, when the entry is about a person (`subject_id`), that text encrypted under the person's
    key (prefix ``enc:``). The database refuses update and delete (triggers of the first migration).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    verb = models.CharField(max_length=80)
    noun = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    structure_id = models.UUIDField(null=True, blank=True)
    actor_id = models.UUIDField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=64, blank=True)
    payload = models.TextField(blank=True)

    class Meta:
        app_label = "kernel"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["noun", "object_id", "id"], name="entry_by_object"),
            models.Index(fields=["subject_id", "id"], name="entry_by_subject"),
            models.Index(fields=["actor_id", "id"], name="entry_by_actor"),
            models.Index(fields=["structure_id", "id"], name="entry_by_structure"),
            models.Index(fields=["at"], name="entry_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.verb}"


class Seal(models.Model):
    """One link of the chain: the hash of the former link and of the digests of the entries it closes over."""

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        app_label = "kernel"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedEntry(models.Model):
    """Which seal closes over which entry, at which place, with the digest it had then."""

    entry_id = models.UUIDField(primary_key=True)
    seal_number = models.PositiveBigIntegerField()
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        app_label = "kernel"
        constraints: ClassVar = [models.UniqueConstraint(fields=["seal_number", "position"], name="one_entry_a_place")]

    def __str__(self) -> str:
        return f"{self.seal_number}/{self.position}"
