"""What an offer, a contract and what is found on arrival have in common: the conditions of work, compared clause by clause."""

from decimal import Decimal

from django.db import models

from baarasira.cooperation.enums import Payer
from baarasira.reference.enums import Period

from ..enums import PayMethod, Provision


class Conditions(models.Model):
    """Conditions of work; what a text does not say is None or empty.

    Amounts are whole numbers of the currency's small unit (`reference.currencies`: cents of a euro, whole francs CFA);
    hours are of a day or a week, `weekly_rest` the hours of rest without a break in a week; `rent` and `utilities` are of a
    month, in the currency of the wage.
    """

    occupation = models.CharField(max_length=4, blank=True)  # ISCO-08 unit group
    workplace = models.CharField(max_length=300, blank=True)
    probation_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # pay
    wage = models.PositiveBigIntegerField(null=True, blank=True)
    wage_currency = models.CharField(max_length=3, blank=True)
    wage_period = models.CharField(max_length=5, choices=Period.choices, blank=True)
    payments_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    net_wage = models.PositiveBigIntegerField(null=True, blank=True)
    pay_method = models.CharField(max_length=10, choices=PayMethod.choices, blank=True)
    # time
    hours_per_day = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    days_per_week = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    weekly_rest = models.PositiveSmallIntegerField(null=True, blank=True)
    annual_leave = models.PositiveSmallIntegerField(null=True, blank=True)  # days a year
    # lodging, food, travel
    rent = models.PositiveBigIntegerField(null=True, blank=True)
    utilities = models.PositiveBigIntegerField(null=True, blank=True)
    rent_deducted = models.BooleanField(null=True, blank=True)
    food = models.CharField(max_length=10, choices=Provision.choices, blank=True)
    food_cost = models.PositiveBigIntegerField(null=True, blank=True)
    travel_out = models.CharField(max_length=20, choices=Payer.choices, blank=True)
    travel_back = models.CharField(max_length=20, choices=Payer.choices, blank=True)
    passport_with_worker = models.BooleanField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def weekly_hours(self) -> Decimal | None:
        """Hours of a week: as written, else those of a day by the days of a week."""
        if self.hours_per_week is not None:
            return self.hours_per_week
        if self.hours_per_day is None or self.days_per_week is None:
            return None
        return self.hours_per_day * self.days_per_week


CONDITIONS: tuple[str, ...] = tuple(field.name for field in Conditions._meta.fields)
"""The names of the conditions, in the order of this file."""
