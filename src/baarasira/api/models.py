"""Tokens of the systems that talk to the service, and the answers kept for those that ask twice."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.ids import uuid7


class SystemToken(models.Model):
    """The key of one system, bound to an account whose roles and structure decide what it may do.

    Only its fingerprint is stored: a lost token is replaced, never read back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="system_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-issued_at"]

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """The answer to a write that carried an Idempotency-Key, replayed to whoever sends the same again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.ForeignKey(SystemToken, on_delete=models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return self.key
