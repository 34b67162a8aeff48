"""Funds, and who signs for each of the three bodies."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.kernel.models import Record
from baarasira.network.models import Structure

from ..enums import FundState, Side


class Fund(Record):
    """The money a funder gives under a convention, in one currency; `office` keeps it.

    `axes` are the axes it pays for (programmes.enums.Axis). `operator` is the body that accompanies the projects on the
    ground. `allows_cash`: its convention lets cash be paid where the programme does too; without it nobody is paid in cash (C.5).
    """

    name = models.CharField(max_length=150)
    code = models.CharField(max_length=20, unique=True)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="funds")
    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="operated_funds")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="funds")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="funds")
    currency = models.CharField(max_length=3)
    axes = models.JSONField(default=list)
    allows_cash = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=FundState.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(funder=models.F("operator")), name="fund_operator_is_another"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="fund_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Signatory(Record):
    """An account named to sign the tranches of a fund for one of the three bodies, until `ended_on`."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="signatories")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="fund_signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["side", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fund", "user"], condition=models.Q(ended_on__isnull=True), name="signs_for_one_body"
            ),
            models.CheckConstraint(condition=~models.Q(user=models.F("named_by")), name="signatory_named_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.user_id}"
