"""The entry of a credential in the status lists."""

from typing import ClassVar

from django.db import models

from ..ids import uuid7


class CredentialStatus(models.Model):
    """One place in the status lists: which list, which bit of it, since when revoked, since when used.

    The place is drawn at random and belongs to one credential for good; nothing here says to which.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list_number = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["list_number", "position"],
                condition=models.Q(revoked_at__isnull=False),
                name="credential_revoked",
            ),
            models.Index(
                fields=["list_number", "position"], condition=models.Q(used_at__isnull=False), name="credential_used"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list_number", "position"], name="one_credential_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.list_number}/{self.position}"
