"""Dated values an administrator may change: settings of the service, and what a destination's law says."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from baarasira.kernel.models import Record

from .enums import Certainty, DestinationKind, Origin, Period, Unit, WageScope
from .occupation_models import ConfirmedName, OccupationLabel, OccupationSkill, RelatedList, RelatedPair, Skill

__all__ = [
    "ConfirmedName",
    "DestinationParameter",
    "OccupationLabel",
    "OccupationSkill",
    "Parameter",
    "RelatedList",
    "RelatedPair",
    "Skill",
]


class Parameter(Record):
    """One setting (`parameters.SETTINGS`) from one date on, until the next row of the same key begins."""

    key = models.CharField(max_length=60)
    value = models.JSONField(encoder=DjangoJSONEncoder)
    unit = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    source = models.TextField()
    certainty = models.CharField(max_length=15, choices=Certainty.choices)
    note = models.TextField(blank=True)
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["key", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_parameter_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} ({self.valid_from})"


class DestinationParameter(Record):
    """What the law of a country says from a date: a minimum wage, hours, an age… with its source and how sure it is.

    `amount` counts `unit` (money in `currency`) over `period`; `payments_per_year` is how many times a monthly wage is
    paid (14 in Spain). What is a word of a list and no number (`contract_channel`) stands in `words`, its amount being 1. A row
    holds until `valid_to`, or until a later row of the same country, kind, scope and period.
    """

    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=20, choices=DestinationKind.choices)
    scope = models.CharField(max_length=15, choices=WageScope.choices, default=WageScope.ALL)
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=10, choices=Unit.choices)
    words = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    period = models.CharField(max_length=10, choices=Period.choices, blank=True)
    payments_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_reference = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=400, blank=True)
    certainty = models.CharField(max_length=15, choices=Certainty.choices)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=15, choices=Origin.choices)
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["country", "kind", "scope", "period", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "kind", "scope", "period", "valid_from"], name="one_destination_rule_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="destination_dates_in_order",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="destination_amount_positive"),
            models.CheckConstraint(
                condition=(models.Q(unit=Unit.MONEY) & ~models.Q(currency="") & ~models.Q(period=""))
                | (~models.Q(unit=Unit.MONEY) & models.Q(currency="")),
                name="destination_money_has_currency",
            ),
            models.CheckConstraint(
                condition=(models.Q(unit=Unit.WORD) & ~models.Q(words=""))
                | (~models.Q(unit=Unit.WORD) & models.Q(words="")),
                name="destination_word_is_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.kind} {self.scope}: {self.amount} ({self.valid_from})"
