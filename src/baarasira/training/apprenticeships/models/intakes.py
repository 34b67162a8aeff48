"""Calls for apprentices: who applied, what the entrance test said, who is admitted to whom."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import ApplicantState, IntakeState
from .masters import Master
from .trades import Trade


class Intake(Record):
    """A call of one centre: applications until a day, the entrance test, the admitted spread over the masters."""

    number = models.CharField(max_length=20, unique=True)
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="apprentice_intakes")
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=IntakeState.choices)
    opens_on = models.DateField()
    closes_on = models.DateField()
    test_on = models.DateField()
    conditions = models.CharField(max_length=1000, blank=True)
    ranked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ranked_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")) & models.Q(test_on__gte=models.F("closes_on")),
                name="intake_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True) | ~models.Q(published_by=models.F("ranked_by")),
                name="intake_published_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class IntakeSeats(Record):
    """How many seats an intake has in one trade."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="seats")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["trade__title", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["intake", "trade"], name="seats_once_a_trade")]

    def __str__(self) -> str:
        return f"{self.trade}: {self.seats}"


class Applicant(Record):
    """Somebody who applied to an intake. Marks out of 20 in quarter points, kept times four: `practical_4`, `oral_4`."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="applicants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="apprentice_applications")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ApplicantState.choices)
    applied_on = models.DateField()
    out_of_school = models.BooleanField()
    practical_4 = models.PositiveSmallIntegerField(null=True, blank=True)
    oral_4 = models.PositiveSmallIntegerField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    master = models.ForeignKey(Master, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intake", "person"], name="applicant_once_an_intake"),
            models.CheckConstraint(
                condition=models.Q(practical_4__isnull=True) | models.Q(practical_4__lte=80),
                name="test_practical_out_of_20",
            ),
            models.CheckConstraint(
                condition=models.Q(oral_4__isnull=True) | models.Q(oral_4__lte=80), name="test_oral_out_of_20"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"
