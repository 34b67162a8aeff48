"""What follows a contract: quarterly visits, the allowance of each month, what became of the apprentice."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.models import Record

from ..enums import AllowanceState, Grade, Situation, VisitState
from .contracts import Contract


class Visit(Record):
    """A visit to the workshop, planned every quarter, and its form."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="visits")
    quarter = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=VisitState.choices)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    apprentice_seen = models.BooleanField(default=False)
    progress = models.CharField(max_length=4, choices=Grade.choices, blank=True)
    guidance = models.CharField(max_length=4, choices=Grade.choices, blank=True)
    safety = models.CharField(max_length=4, choices=Grade.choices, blank=True)
    tools = models.CharField(max_length=4, choices=Grade.choices, blank=True)
    hours_kept = models.BooleanField(null=True, blank=True)
    logbook_kept = models.BooleanField(null=True, blank=True)
    allowance_received = models.BooleanField(null=True, blank=True)
    problems = models.CharField(max_length=1000, blank=True)
    next_action = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="workshop_visit_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "quarter"], name="one_visit_a_quarter"),
            models.CheckConstraint(
                condition=models.Q(state=VisitState.DONE, done_on__isnull=False, done_by__isnull=False)
                | (~models.Q(state=VisitState.DONE) & models.Q(done_on__isnull=True)),
                name="workshop_visit_done_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.due_on}"


class Allowance(Record):
    """The allowance of one month: what the attendance makes due, who recorded the payment, who confirmed it."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="allowances")
    month = models.DateField()
    planned_days = models.PositiveSmallIntegerField()
    counted_days = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=AllowanceState.choices)
    paid_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    evidence = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-month", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "month"], name="allowance_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(state=AllowanceState.DUE, paid_on__isnull=True)
                | (
                    models.Q(
                        paid_on__isnull=False,
                        recorded_by__isnull=False,
                        evidence__isnull=False,
                    )
                    & ~models.Q(state=AllowanceState.DUE)
                ),
                name="allowance_paid_with_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AllowanceState.CONFIRMED, confirmed_by__isnull=False)
                | (~models.Q(state=AllowanceState.CONFIRMED) & models.Q(confirmed_by__isnull=True)),
                name="allowance_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("recorded_by")),
                name="allowance_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.month:%Y-%m}"


class Insertion(Record):
    """What became of a certified apprentice, asked six months after (R14)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="insertions")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    situation = models.CharField(max_length=14, choices=Situation.choices, blank=True)
    first_job_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "months"], name="insertion_once_a_month"),
            models.CheckConstraint(
                condition=(models.Q(done_on__isnull=True) & models.Q(situation=""))
                | (models.Q(done_on__isnull=False, done_by__isnull=False) & ~models.Q(situation="")),
                name="insertion_done_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.months}"
