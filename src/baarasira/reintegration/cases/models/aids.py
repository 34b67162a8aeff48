"""What a person was given for their reintegration, by whomever: the register that keeps a second grant away."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.cooperation.models import Organisation
from baarasira.kernel.models import Record
from baarasira.people.models import Person

from ..enums import AidOrigin, Purpose
from .cases import Case


class Aid(Record):
    """An aid for one purpose: committed here (`origin_id` names what committed it), said by the person, or by a partner.

    `amount` in whole small units of `currency`, None where nobody said; `cancelled_on` the day it ceased to stand.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aids")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="aids")
    purpose = models.CharField(max_length=14, choices=Purpose.choices)
    origin = models.CharField(max_length=10, choices=AidOrigin.choices)
    origin_id = models.UUIDField(null=True, blank=True)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    funder_name = models.CharField(max_length=120, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    given_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["person", "purpose", "given_on"], name="aid_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["origin_id", "purpose"], condition=models.Q(origin_id__isnull=False), name="aid_committed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True, currency="")
                | (models.Q(amount__isnull=False) & ~models.Q(currency="")),
                name="aid_amount_has_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(funder__isnull=False) | ~models.Q(funder_name=""), name="aid_names_its_funder"
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_on__isnull=True, cancelled_reason="")
                | (models.Q(cancelled_on__isnull=False) & ~models.Q(cancelled_reason="")),
                name="aid_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.amount}"
