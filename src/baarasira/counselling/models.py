"""What a counsellor and a job seeker do together: the card, appointments, the plan, each contact."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from .enums import AppointmentPurpose, AppointmentState, CardState, ContactChannel, PlanState, Side


class Card(Record):
    """The registration as a job seeker: one per person, renewed, suspended, struck off, reactivated.

    `registered_on` never changes: a reactivation keeps seniority (domain.md D.1).
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="card")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="cards")
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=12, choices=CardState.choices)
    registered_on = models.DateField()
    issued_on = models.DateField()
    expires_on = models.DateField()
    suspended_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "expires_on"], name="card_due"),
            models.Index(fields=["state", "expires_on"], name="card_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("issued_on")), name="card_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state=CardState.SUSPENDED, suspended_on__isnull=False)
                | (~models.Q(state=CardState.SUSPENDED) & models.Q(suspended_on__isnull=True)),
                name="card_suspended_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[CardState.STRUCK_OFF, CardState.PLACED], ended_on__isnull=False)
                | (~models.Q(state__in=[CardState.STRUCK_OFF, CardState.PLACED]) & models.Q(ended_on__isnull=True)),
                name="card_ended_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Appointment(Record):
    """A meeting at an office at a given hour."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="appointments")
    counsellor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    starts_at = models.DateTimeField()
    purpose = models.CharField(max_length=20, choices=AppointmentPurpose.choices)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=AppointmentState.choices)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "starts_at"], name="appointment_day"),
            models.Index(fields=["office", "state", "starts_at"], name="appointment_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_at:%Y-%m-%d %H:%M}"


class ActionPlan(Record):
    """What the job seeker and the agency agreed: the aim, the steps, the next review."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plans")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="plans")
    counsellor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="plans")
    aim = models.TextField()
    state = models.CharField(max_length=10, choices=PlanState.choices)
    agreed_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["office", "state", "review_on"], name="plan_review")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state=PlanState.ACTIVE), name="one_active_plan_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(state=PlanState.ACTIVE, ended_on__isnull=True)
                | (~models.Q(state=PlanState.ACTIVE) & models.Q(ended_on__isnull=False)),
                name="plan_ended_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.aim[:60]


class PlanStep(Record):
    """One step of a plan, on one side, with a due date."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="steps")
    side = models.CharField(max_length=10, choices=Side.choices)
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(done_on__isnull=True, dropped_on__isnull=True),
                name="open_step_due",
            )
        ]

    def __str__(self) -> str:
        return self.what


class ContactNote(models.Model):
    """A contact with the person: when, how, what was said; never changed, only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_notes")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=ContactChannel.choices)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
