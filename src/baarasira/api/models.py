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
    """The answer to a write that carried an Idempotency-Key, replayed for some hours to whoever sends the same again.

    Nothing of it stands in clear: the key a system chose and the request are keyed fingerprints, the body is encrypted.
    `sealed` is empty once a person it is about was purged.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.ForeignKey(SystemToken, on_delete=models.CASCADE, related_name="kept_answers")
    key_print = models.CharField(max_length=64)
    request_print = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    sealed = models.TextField(blank=True)
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key_print"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return str(self.pk)


class AnswerSubject(models.Model):
    """A person whom a kept answer is about: a purge of theirs empties it at once."""

    answer = models.ForeignKey(KeptAnswer, on_delete=models.CASCADE, related_name="subjects")
    person_id = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return str(self.person_id)
