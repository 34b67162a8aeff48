"""Tables of the room: the aims of the convention of reintegration, each from a day on. Figures themselves are never stored."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.programmes.enums import Axis

from .enums import SHARES, Aim


class ConventionAim(Record):
    """What the convention aims at in a year, on one axis or on all (empty): `amount` holds from `valid_from` to the next one.

    `amount` is people or jobs, hundredths of a share, or whole francs, as `measure` says. `source` is the text it is read in.
    """

    measure = models.CharField(max_length=10, choices=Aim.choices)
    axis = models.CharField(max_length=10, choices=Axis.choices, blank=True)
    amount = models.PositiveBigIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["measure", "axis", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "axis", "valid_from"], name="one_aim_a_day"),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="aim_is_an_amount"),
            models.CheckConstraint(
                condition=~models.Q(measure__in=sorted(SHARES)) | models.Q(amount__lte=100), name="aim_share_of_hundred"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="aim_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.axis}: {self.amount} ({self.valid_from})"
