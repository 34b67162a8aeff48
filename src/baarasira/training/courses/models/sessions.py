"""Sessions (groups), the days they meet, who teaches them and who is enrolled."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Organisation
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import DropReason, EnrolmentState, Literacy, Origin, SessionState, When
from .catalogue import Course, Room, Trainer

_OVER = [SessionState.FINISHED, SessionState.CANCELLED]


class Session(Record):
    """One group that follows a course at a centre, from a first to a last day.

    `cost` is what the session cost, in whole francs, None until known; `order_id` the order of a company or a body it answers
    (à la carte); `partner` the body that holds it with us (the consulate, for the short trades of returnees). `language` is
    the language it is taught in.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="training_sessions")
    title = models.CharField(max_length=200)
    literacy = models.CharField(max_length=12, choices=Literacy.choices)
    language = models.CharField(max_length=3, default="fr")
    place = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SessionState.choices)
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="training_sessions"
    )
    order_id = models.UUIDField(null=True, blank=True, db_index=True)
    cost = models.PositiveBigIntegerField(null=True, blank=True)
    funded_by = models.CharField(max_length=200, blank=True)
    trainers = models.ManyToManyField(Trainer, through="SessionTrainer", related_name="sessions")
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-starts_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["centre", "state", "starts_on"], name="session_by_centre"),
            models.Index(fields=["state", "starts_on"], name="session_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="session_dates_in_order"
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="session_has_seats"),
            models.CheckConstraint(
                condition=models.Q(state__in=_OVER, ended_on__isnull=False)
                | (~models.Q(state__in=_OVER) & models.Q(ended_on__isnull=True)),
                name="session_over_has_its_day",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=SessionState.CANCELLED) & ~models.Q(cancel_reason=""))
                | (~models.Q(state=SessionState.CANCELLED) & models.Q(cancel_reason="")),
                name="session_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SessionTrainer(Record):
    """Who teaches a session; `until` the last day they do, None to its end (replaced when an accreditation lapses)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="teaching")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="teaching")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "trainer"], name="once_a_trainer_of_a_session"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="teaching_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer_id} → {self.session_id}"


class SessionDay(Record):
    """A day (or half day) a session meets: from when to when, in which room, by whom. The timetable writes these too."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="days")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, null=True, blank=True, related_name="days")
    topic = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "starts", "id"]
        indexes: ClassVar = [
            models.Index(fields=["day", "room"], name="session_day_by_room"),
            models.Index(fields=["day", "trainer"], name="session_day_by_trainer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="session_day_times_in_order"),
            models.UniqueConstraint(fields=["session", "day", "starts"], name="session_meets_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.day} {self.starts:%H:%M}"


class Enrolment(Record):
    """A person in a session. Scores from 0 to 100, None before the quiz; `moved_to` where a cancelled session sent them."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=10, choices=EnrolmentState.choices)
    enrolled_on = models.DateField()
    enrolled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    drop_reason = models.CharField(max_length=10, choices=DropReason.choices, blank=True)
    drop_note = models.CharField(max_length=300, blank=True)
    entry_score = models.PositiveSmallIntegerField(null=True, blank=True)
    exit_score = models.PositiveSmallIntegerField(null=True, blank=True)
    candidacy = models.ForeignKey(
        Candidacy, on_delete=models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments")
    moved_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_from")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "state"], name="enrolment_by_person"),
            models.Index(fields=["state", "ended_on"], name="enrolment_by_end"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "person"], name="once_a_session"),
            models.CheckConstraint(
                condition=models.Q(state=EnrolmentState.ENROLLED, ended_on__isnull=True)
                | (~models.Q(state=EnrolmentState.ENROLLED) & models.Q(ended_on__isnull=False)),
                name="enrolment_over_has_its_day",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=EnrolmentState.DROPPED) & ~models.Q(drop_reason=""))
                | (~models.Q(state=EnrolmentState.DROPPED) & models.Q(drop_reason="")),
                name="enrolment_dropped_says_why",
            ),
            models.CheckConstraint(
                condition=(models.Q(entry_score__isnull=True) | models.Q(entry_score__lte=100))
                & (models.Q(exit_score__isnull=True) | models.Q(exit_score__lte=100)),
                name="enrolment_scores_of_hundred",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.session_id}"


class ScoreCorrection(Record):
    """A score of a quiz that was corrected: what stood before, by whom and why (issue 7: never silently changed)."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="score_corrections")
    when = models.CharField(max_length=5, choices=When.choices)
    former = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="score_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.when}: {self.former} → {self.score}"
