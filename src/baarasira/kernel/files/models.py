"""The files that were kept: what each is and whose; their bytes lie outside the database."""

from typing import ClassVar

from django.db import models

from ..ids import uuid7
from ..records import Record
from .media import MediaType


class StoredFile(Record):
    """A file kept for a record of a room above; `owner` is that room's own key (``"contract:<id>"``), opaque here.

    `received_sha256` is the hash of the bytes as they came, `sha256` of the bytes as they are kept (images are reduced).
    A file that was forgotten keeps its row, so that what refers to it still stands: its name and its bytes are gone.
    """

    owner = models.CharField(max_length=120)
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=40, choices=MediaType.choices)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    received_sha256 = models.CharField(max_length=64)
    sensitive = models.BooleanField(default=False)
    person_id = models.UUIDField(null=True, blank=True)
    structure_id = models.UUIDField(null=True, blank=True)
    kept_by_id = models.UUIDField(null=True, blank=True)
    kept_by_label = models.CharField(max_length=200)
    kept_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["sha256"], name="file_by_hash"),
            models.Index(fields=["person_id"], name="file_by_person"),
            models.Index(fields=["owner", "id"], name="file_by_owner"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "sha256"],
                condition=models.Q(forgotten_at__isnull=True),
                name="same_bytes_once_an_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(forgotten_at__isnull=True) | models.Q(name=""), name="forgotten_file_without_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.sha256[:12]


class Upload(models.Model):
    """A file that a browser sends in pieces, until the form that it belongs to is sent.

    `received` counts the bytes that came. Once all of them came and were found fit to be kept (`kept_size` is not null), what
    will be kept lies beside the pieces' place, and `media_type`, `sha256` and `received_sha256` say what it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    first_sha256 = models.CharField(max_length=64)
    received = models.PositiveBigIntegerField(default=0)
    touched_at = models.DateTimeField()
    media_type = models.CharField(max_length=40, choices=MediaType.choices, blank=True)
    kept_size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    received_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user_id", "id"], name="upload_by_user"),
            models.Index(fields=["touched_at"], name="upload_by_time"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")), name="upload_not_more_than_said"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.received} of {self.size}"
