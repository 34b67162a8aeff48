"""What came out of a course for a person: papers made there, and what became of them at 1, 3 and 6 months."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Placement
from baarasira.kernel.models import Record, StoredFile

from ..enums import FollowedAs, OutputKind
from .sessions import Enrolment


class Output(Record):
    """A CV, a letter, a mock interview, a business file. Money in whole francs, of a business file alone.

    `investment` is what the project needs, `own_part` what the person brings; `activity` its trade in words.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="outputs")
    kind = models.CharField(max_length=15, choices=OutputKind.choices)
    made_on = models.DateField()
    summary = models.CharField(max_length=1000)
    activity = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    investment = models.PositiveBigIntegerField(null=True, blank=True)
    own_part = models.PositiveBigIntegerField(null=True, blank=True)
    monthly_sales = models.PositiveBigIntegerField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "kind"], name="one_output_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind=OutputKind.BUSINESS_FILE)
                | models.Q(investment__isnull=True, own_part__isnull=True, monthly_sales__isnull=True),
                name="output_money_of_a_business_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"


class FollowUp(Record):
    """The support due so many months after a course: what the person does, a business started, the jobs it gives."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    situation = models.CharField(max_length=15, choices=FollowedAs.choices, blank=True)
    business_started_on = models.DateField(null=True, blank=True)
    jobs_created = models.PositiveSmallIntegerField(null=True, blank=True)
    placement = models.ForeignKey(
        Placement, on_delete=models.SET_NULL, null=True, blank=True, related_name="training_follow_ups"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["done_on", "due_on"], name="follow_up_by_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "months"], name="one_follow_up_a_month"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, situation="", done_by__isnull=True)
                | (models.Q(done_on__isnull=False, done_by__isnull=False) & ~models.Q(situation="")),
                name="follow_up_done_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} +{self.months}"
