"""Tables of the room: the placement and its agreement, attendance by month, evaluations by both."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record

from ..cases.models import Case
from .enums import BreakReason, HireKind, PlacementState, Side

_SIGNED = [PlacementState.SIGNED, PlacementState.ENDED, PlacementState.BROKEN]


class Placement(Record):
    """A graduate in a company: who guides them, from when to when, for which allowance a month (whole francs).

    `graduate_signed_on` and `company_signed_on` are the days the two signed; the service approves by another person than who
    prepared the agreement (R-16).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="placements")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    number = models.CharField(max_length=20, unique=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="graduate_placements")
    state = models.CharField(max_length=8, choices=PlacementState.choices)
    title = models.CharField(max_length=200)
    tasks = models.CharField(max_length=1000)
    tutor = models.CharField(max_length=120)
    tutor_function = models.CharField(max_length=120, blank=True)
    tutor_phone = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    days_a_week = models.PositiveSmallIntegerField()
    allowance = models.PositiveBigIntegerField()
    company_share = models.PositiveBigIntegerField(default=0)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    graduate_signed_on = models.DateField(null=True, blank=True)
    company_signed_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    break_reason = models.CharField(max_length=10, choices=BreakReason.choices, blank=True)
    break_words = models.CharField(max_length=500, blank=True)
    hire = models.CharField(max_length=10, choices=HireKind.choices, blank=True)
    hired_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "ends_on"], name="placement_graduate_end"),
            models.Index(fields=["employer", "state"], name="placement_by_employer"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=[PlacementState.DRAFT, PlacementState.SIGNED]),
                name="one_open_placement_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="graduate_placement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SIGNED)
                | models.Q(
                    graduate_signed_on__isnull=False,
                    company_signed_on__isnull=False,
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                ),
                name="placement_signed_by_three",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("prepared_by")),
                name="placement_approved_by_another",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=PlacementState.BROKEN) & ~models.Q(break_reason=""))
                | (~models.Q(state=PlacementState.BROKEN) & models.Q(break_reason="")),
                name="placement_broken_says_why",
            ),
            models.CheckConstraint(condition=models.Q(days_a_week__range=(1, 6)), name="placement_days_of_a_week"),
        ]

    def __str__(self) -> str:
        return self.number


class Attendance(Record):
    """What the company says of one month (its first day): days present, absent with a reason, absent without."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="attendance")
    month = models.DateField()
    present = models.PositiveSmallIntegerField()
    excused = models.PositiveSmallIntegerField(default=0)
    absent = models.PositiveSmallIntegerField(default=0)
    confirmed_by = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "month"], name="attendance_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Evaluation(Record):
    """What one side says of the other at the end, from 1 to 5."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="evaluations")
    side = models.CharField(max_length=8, choices=Side.choices)
    work = models.PositiveSmallIntegerField()
    guidance = models.PositiveSmallIntegerField()
    again = models.BooleanField()
    words = models.CharField(max_length=1000, blank=True)
    given_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["side"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "side"], name="one_evaluation_a_side"),
            models.CheckConstraint(
                condition=models.Q(work__range=(1, 5), guidance__range=(1, 5)), name="evaluation_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.work}"
