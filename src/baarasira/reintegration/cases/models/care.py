"""Who is named to read the health and psychosocial notes of a case, and the notes, sealed."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record

from ..enums import CareKind
from .cases import Case


class NamedCarer(Record):
    """Somebody named to read and write the notes of care of one case, between two days; named by another."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="carers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=models.Q(ended_on__isnull=True), name="case_carer_named_once"
            ),
            models.CheckConstraint(condition=~models.Q(user=models.F("named_by")), name="case_carer_named_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.case_id}"


class CareNote(models.Model):
    """A health or psychosocial note, sealed under the key of the person: read by the named carers alone, never changed.

    `key_of` is the person under whose key it is sealed: it stays so when the case goes to another file of that person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="care_notes")
    kind = models.CharField(max_length=12, choices=CareKind.choices)
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()
    key_of = models.UUIDField()

    NOT_JOURNALED: ClassVar = frozenset({"sealed"})

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
