"""What comes after a publication: calls from the reserve, appeals and what they correct."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.models import Record

from ..enums import AppealState, CallState, CorrectionKind
from .runs import Run, Seat

_DECIDED = [AppealState.UPHELD, AppealState.REJECTED]


class ReserveCall(Record):
    """Somebody of a reserve list called to a seat that fell free, with the moment by which to answer.

    `instead_of` is whose seat it is; while the call waits or is accepted, that seat is taken.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="calls")
    place = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="calls")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="reserve_calls")
    instead_of = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CallState.choices)
    called_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "answer_by"], name="reserve_call_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "candidacy"], name="called_once_a_run"),
            models.UniqueConstraint(
                fields=["run", "instead_of"],
                condition=models.Q(state__in=[CallState.WAITING, CallState.ACCEPTED]),
                name="one_call_a_free_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CallState.WAITING, answered_at__isnull=True)
                | (~models.Q(state=CallState.WAITING) & models.Q(answered_at__isnull=False)),
                name="reserve_call_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy_id}: {self.state}"


class Appeal(Record):
    """An appeal against a published run: recorded, instructed by one person, decided by another who did not sign the run."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="appeals")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="appeals")
    state = models.CharField(max_length=12, choices=AppealState.choices)
    received_on = models.DateField()
    grounds = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    instruction = models.TextField(blank=True)
    instructed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    applied_in = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="applied_appeals")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "candidacy"], name="one_appeal_a_run"),
            models.CheckConstraint(condition=~models.Q(grounds=""), name="appeal_has_grounds"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[AppealState.RECORDED, AppealState.INSTRUCTED],
                    decided_by__isnull=True,
                    decided_on__isnull=True,
                    decision="",
                )
                | (
                    models.Q(state__in=_DECIDED, decided_by__isnull=False, decided_on__isnull=False)
                    & ~models.Q(decision="")
                ),
                name="appeal_decided_has_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(applied_in__isnull=True) | models.Q(state=AppealState.UPHELD),
                name="appeal_applied_was_upheld",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy_id}: {self.state}"


class Correction(Record):
    """What an appeal upheld corrects: a line's points (former and new, thousandths), or who is on the list."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=10, choices=CorrectionKind.choices)
    line = models.CharField(max_length=60, blank=True)
    former = models.IntegerField(null=True, blank=True)
    value = models.IntegerField(null=True, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appeal", "kind", "line"], name="one_correction_a_line"),
            models.CheckConstraint(
                condition=(
                    models.Q(kind=CorrectionKind.SCORE, value__isnull=False, former__isnull=False) & ~models.Q(line="")
                )
                | (~models.Q(kind=CorrectionKind.SCORE) & models.Q(line="", value__isnull=True, former__isnull=True)),
                name="correction_of_a_line_has_values",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.line}"
