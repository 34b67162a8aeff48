"""What is seen once the worker is there: the conditions found on arrival, the pay slips and what they take from the wage."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import DeductionKind
from .conditions import Conditions
from .contracts import WorkContract


class ArrivalFinding(Record, Conditions):
    """The conditions a worker found, told on a day by somebody; what was not said stays empty.

    `employer_same` whether the work is for the employer of the contract, `employer_name` the other one otherwise.
    """

    contract = models.ForeignKey(WorkContract, on_delete=models.PROTECT, related_name="findings")
    found_on = models.DateField()
    told_by = models.CharField(max_length=150)
    employer_same = models.BooleanField(null=True, blank=True)
    employer_name = models.CharField(max_length=200, blank=True)
    new_contract_signed = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-found_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(employer_same=False) | ~models.Q(employer_name=""),
                name="finding_other_employer_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.found_on}"


class PaySlip(Record):
    """One pay slip: the month it pays (its first day), gross and net in small units of `currency`, hours worked."""

    contract = models.ForeignKey(WorkContract, on_delete=models.PROTECT, related_name="slips")
    month = models.DateField()
    gross = models.PositiveBigIntegerField()
    net = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-month", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "month"], name="one_slip_a_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="slip_month_is_its_first_day"),
            models.CheckConstraint(condition=models.Q(net__lte=models.F("gross")), name="slip_net_within_gross"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.month:%Y-%m}"


class SlipDeduction(models.Model):
    """One line taken from a wage; `illegal` keeps why it may not be, as the rule said when the slip was recorded."""

    slip = models.ForeignKey(PaySlip, on_delete=models.CASCADE, related_name="deductions")
    kind = models.CharField(max_length=20, choices=DeductionKind.choices)
    amount = models.PositiveBigIntegerField()
    words = models.CharField(max_length=150, blank=True)
    illegal = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
