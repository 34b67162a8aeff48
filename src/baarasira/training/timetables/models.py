"""What a timetable is made from, beside courses: needs of groups, weeks of trainers, journeys, closed days; proposals."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure

from ..courses.models import Session, SessionDay, Trainer
from .enums import ProposalState


class GroupNeeds(Record):
    """What a group asks of its week: hours (None: what is left of its course, spread), what its room must hold, when it can.

    `half_days` are `HalfDay` values, empty for all; `most_a_day` lessons in one day.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="timetable_needs")
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    half_days = models.JSONField(default=list, blank=True)
    most_a_day = models.PositiveSmallIntegerField(default=2)

    class Meta:
        ordering: ClassVar = ["session"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(most_a_day__gte=1), name="group_has_lessons_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}"


class TrainerWeek(Record):
    """When a trainer can teach (`HalfDay` values, empty for all), and how many hours a week at most."""

    trainer = models.OneToOneField(Trainer, on_delete=models.CASCADE, related_name="week")
    hours = models.PositiveSmallIntegerField()
    half_days = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["trainer"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(hours__gte=1), name="trainer_week_has_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.trainer_id}"


class Journey(Record):
    """How many minutes lie between two centres; both ways the same. `one` is the one of the smaller id."""

    one = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["one", "other"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="one_journey_between_two"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="journey_between_two_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"


class ClosedDay(Record):
    """A day without lessons at a centre (a feast, works), and why."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="closed_days")
    day = models.DateField()
    reason = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "day"], name="one_closing_a_day"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="closed_day_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.structure_id} {self.day}"


class KeptLesson(Record):
    """A lesson that somebody placed by hand: proposals leave it where it is."""

    lesson = models.OneToOneField(SessionDay, on_delete=models.CASCADE, related_name="kept")

    class Meta:
        ordering: ClassVar = ["lesson"]

    def __str__(self) -> str:
        return f"{self.lesson_id}"


class Proposal(Record):
    """A week as the engine proposes it for the centres of a structure, and what became of it.

    `lessons` are {session, day, starts, ends, room, trainer}; `missing` {session: lessons that found no place};
    `shortages` what stands in the way, as `words.shortage` reads it; `seen` the fingerprint of the week it was made from;
    `proven` whether no more lessons can be put.
    """

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="timetable_proposals")
    monday = models.DateField()
    state = models.CharField(max_length=10, choices=ProposalState.choices)
    lessons = models.JSONField(default=list)
    missing = models.JSONField(default=dict)
    shortages = models.JSONField(default=list)
    cost = models.JSONField(default=dict)
    proven = models.BooleanField(default=True)
    seen = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"lessons", "missing", "shortages", "cost"})

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.PROPOSED, ended_at__isnull=True)
                | (~models.Q(state=ProposalState.PROPOSED) & models.Q(ended_at__isnull=False)),
                name="timetable_proposal_ended_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.structure_id} {self.monday}"
