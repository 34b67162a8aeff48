"""Statements of the bank or of the operator, and their lines, each reconciled with one payment or explained."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import LineState
from .funds import Fund
from .payments import Attempt


class Statement(Record):
    """A statement that was loaded, once: the same bytes are refused a second time."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["fund", "sha256"], name="statement_loaded_once")]

    def __str__(self) -> str:
        return self.name


class StatementLine(Record):
    """One debit of a statement; `reference` is the bank's own, once a fund however many statements show it."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statement_lines")
    reference = models.CharField(max_length=60)
    booked_on = models.DateField()
    amount = models.PositiveBigIntegerField()
    words = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=LineState.choices)
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="statement_lines"
    )
    explanation = models.CharField(max_length=300, blank=True)
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["booked_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "reference"], name="one_line_a_bank_reference"),
            models.UniqueConstraint(
                fields=["attempt"], condition=models.Q(state=LineState.MATCHED), name="attempt_reconciled_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=LineState.MATCHED) | models.Q(attempt__isnull=False),
                name="line_reconciled_with_a_payment",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=LineState.EXPLAINED, explained_by__isnull=False) & ~models.Q(explanation=""))
                | (~models.Q(state=LineState.EXPLAINED) & models.Q(explained_by__isnull=True)),
                name="line_explained_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"
