"""The committee in session: who sits, what each declares and marks alone, what is decided and by which two people."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.selection.enums import ConflictNature

from ..enums import Motive, Outcome, SeatRole, SessionState
from .projects import Project


class Session(Record):
    """One session of the committee of a structure. `grid` is {line: points} and `passes` (granted from, adjourned from), as
    published on the day marking began; `quorum` how many members must mark each project.
    """

    number = models.CharField(max_length=20, unique=True)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="committee_sessions")
    state = models.CharField(max_length=10, choices=SessionState.choices)
    held_on = models.DateField()
    place = models.CharField(max_length=150)
    quorum = models.PositiveSmallIntegerField()
    grid = models.JSONField(default=dict)
    passes = models.JSONField(default=list)
    convened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(quorum__gte=2), name="session_quorum_is_two_at_least"),
            models.CheckConstraint(
                condition=models.Q(state=SessionState.CLOSED, closed_on__isnull=False, closed_by__isnull=False)
                | (~models.Q(state=SessionState.CLOSED) & models.Q(closed_on__isnull=True)),
                name="session_closed_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Seat(Record):
    """Somebody who sits. `staff_number` is copied from the account, so that one person sits once; `declared_on` is the day
    the conflicts of interest were declared.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="committee_seats")
    role = models.CharField(max_length=10, choices=SeatRole.choices)
    body = models.CharField(max_length=150, blank=True)
    village = models.CharField(max_length=200, blank=True)
    staff_number = models.CharField(max_length=30, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["session_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "user"], name="one_seat_an_account_in_session"),
            models.UniqueConstraint(
                fields=["session", "staff_number"],
                condition=~models.Q(staff_number=""),
                name="one_seat_a_staff_number_in_session",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(role=SeatRole.CHAIR, left_on__isnull=True),
                name="one_chair_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.user_id}"

    @property
    def name(self) -> str:
        """The name of who sits, as lists show it."""
        return self.user.label


class Hearing(Record):
    """A project on the list of a session, its mean mark once opened, and what was decided.

    `points` {line: thousandths} and `total` are the means, kept when the marks are opened. `proposed_by` writes the decision
    in session, `decided_by` (another person) signs it. `redirected` names the axis (programmes.enums.Axis).
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="hearings")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="hearings")
    position = models.PositiveSmallIntegerField()
    heard = models.BooleanField(null=True, blank=True)
    points = models.JSONField(default=dict, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    motive = models.CharField(max_length=12, choices=Motive.choices, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    redirected = models.CharField(max_length=10, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["session_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "project"], name="one_hearing_a_session"),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | (models.Q(proposed_by__isnull=False, decided_on__isnull=False) & ~models.Q(outcome="")),
                name="committee_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="committee_decision_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", Outcome.GRANTED]) | ~models.Q(motive=""),
                name="committee_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.REDIRECTED) | ~models.Q(redirected=""),
                name="committee_redirection_says_where",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.GRANTED) | models.Q(amount__gte=1),
                name="committee_grants_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.project_id}"


class SeatConflict(Record):
    """What a member declares of one project's person: a reason to stand back, or that there is none in spite of a shared name."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="conflicts")
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="conflicts")
    nature = models.CharField(max_length=10, choices=ConflictNature.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "hearing"], name="one_declaration_a_project"),
        ]

    def __str__(self) -> str:
        return self.nature


class MarkSheet(Record):
    """The marks of one member for one project, {line: thousandths of a point}; nobody else reads it before all are in."""

    NOT_JOURNALED: ClassVar = frozenset({"points", "total"})

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="sheets")
    points = models.JSONField(default=dict)
    total = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["hearing_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "hearing"], name="one_mark_sheet_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.hearing_id}"
