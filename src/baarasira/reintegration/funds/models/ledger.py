"""The ledger: lines that are only ever added, and what each account holds, which the database keeps from going below zero."""

from typing import ClassVar

from django.db import models

from baarasira.kernel.ids import uuid7

from ..enums import OF_A_GRANT, Account, Entry
from ..ledger import MOVES
from .funds import Fund
from .grants import Grant

_OF_A_GRANT = sorted(account.value for account in OF_A_GRANT)


class LedgerLine(models.Model):
    """One line: `amount` leaves `source` and reaches `target`, so that every line balances by itself.

    `key` is what the line is about (``"settle:<attempt>"``): the same thing is recorded once, whoever asks and however often.
    Triggers refuse UPDATE and DELETE (`guards`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    entry = models.CharField(max_length=10, choices=Entry.choices)
    source = models.CharField(max_length=12, choices=Account.choices)
    target = models.CharField(max_length=12, choices=Account.choices)
    amount = models.PositiveBigIntegerField()
    key = models.CharField(max_length=80, unique=True)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["fund", "id"], name="ledger_by_fund"),
            models.Index(fields=["grant", "id"], name="ledger_by_grant"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="ledger_line_moves_something"),
            models.CheckConstraint(
                condition=models.Q(
                    *(models.Q(entry=entry, source=source, target=target) for entry, (source, target) in MOVES.items()),
                    _connector=models.Q.OR,
                ),
                name="ledger_line_between_its_accounts",
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=_OF_A_GRANT, grant__isnull=False)
                | models.Q(target__in=_OF_A_GRANT, grant__isnull=False)
                | (
                    ~models.Q(source__in=_OF_A_GRANT) & ~models.Q(target__in=_OF_A_GRANT) & models.Q(grant__isnull=True)
                ),
                name="ledger_line_of_a_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.amount}"


class Holding(models.Model):
    """What one account of a fund, or of one of its grants, holds: the sum of its lines, kept by each line.

    `grant` is None for an account of the fund. Only `SOURCE` may stand below zero: the CHECK refuses the rest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="holdings")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="holdings")
    account = models.CharField(max_length=12, choices=Account.choices)
    amount = models.BigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fund", "account"], condition=models.Q(grant__isnull=True), name="one_holding_a_fund_account"
            ),
            models.UniqueConstraint(
                fields=["grant", "account"], condition=models.Q(grant__isnull=False), name="one_holding_a_grant_account"
            ),
            models.CheckConstraint(
                condition=models.Q(account=Account.SOURCE) | models.Q(amount__gte=0), name="no_account_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
