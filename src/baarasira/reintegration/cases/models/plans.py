"""The individual plan: what for, which steps, who does what by when, and how it was signed."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.programmes.models import ProgrammeVersion

from ..enums import Axis, PlanState, Purpose, SignatureKind, StepDoer, StepState
from .cases import Case
from .partners import PartnerBody

_DONE = [PlanState.SIGNED, PlanState.REPLACED]


class Plan(Record):
    """One plan of a case. Signed, it never changes: another replaces it.

    `read_in` is the language it was read aloud in (empty: the person read it), `read_by` who read it, `witness` who stood
    beside a thumbprint.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PlanState.choices)
    axis = models.CharField(max_length=10, choices=Axis.choices)
    programme = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="+")
    goal = models.CharField(max_length=500)
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    signature = models.CharField(max_length=6, choices=SignatureKind.choices, blank=True)
    read_in = models.CharField(max_length=3, blank=True)
    read_by = models.CharField(max_length=120, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    signed_with = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="case_plan_number"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state=PlanState.SIGNED), name="one_signed_plan_a_case"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state=PlanState.DRAFT), name="one_draft_plan_a_case"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_DONE)
                | (models.Q(signed_on__isnull=False, signed_with__isnull=False) & ~models.Q(signature="")),
                name="case_plan_signed_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(signature=SignatureKind.THUMB)
                | (~models.Q(read_in="") & ~models.Q(read_by="") & ~models.Q(witness="")),
                name="case_plan_thumbprint_was_read_aloud",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.case_id}"


class PlanStep(Record):
    """One step of a plan: what, by whom, by when; `purpose` and `amount` (whole francs) where it asks for money."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    doer = models.CharField(max_length=8, choices=StepDoer.choices)
    body = models.ForeignKey(PartnerBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    purpose = models.CharField(max_length=14, choices=Purpose.choices, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=StepState.choices)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | ~models.Q(purpose=""), name="plan_money_says_what_for"
            ),
            models.CheckConstraint(
                condition=models.Q(state=StepState.TO_DO, ended_on__isnull=True)
                | (~models.Q(state=StepState.TO_DO) & models.Q(ended_on__isnull=False)),
                name="case_plan_step_ended_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.words
