"""The competition, its papers, its reserved seats, its halls, who sits where, who was present, what happened."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.models import Record
from baarasira.network.models import Structure, Territory
from baarasira.openings.models import Campaign

from ..enums import CompetitionState, Group, IncidentKind, IncidentState, TieRule

QUARTERS_OF_20 = 80


class Competition(Record):
    """What an entrance competition says besides its campaign. Marks and means are in quarter points (80 is 20 out of 20).

    `third_gap`: the difference above which a third marks. `public_key`: that of the seal, empty before it is made (see
    `sealing`); what it opens is nowhere. `session_id`: the session of a course in which those who confirm are enrolled.
    `convened_by` and the days that follow say who did what; the two who lift anonymity are the holders who handed their shares.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="competition")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="competitions")
    state = models.CharField(max_length=10, choices=CompetitionState.choices)
    pass_mean = models.PositiveSmallIntegerField()
    third_gap = models.PositiveSmallIntegerField()
    waiting_percent = models.PositiveSmallIntegerField()
    tie_rule = models.CharField(max_length=7, choices=TieRule.choices, default=TieRule.YOUNGER)
    complaint_days = models.PositiveSmallIntegerField()
    confirm_days = models.PositiveSmallIntegerField()
    session_id = models.UUIDField(null=True, blank=True)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    convened_on = models.DateField(null=True, blank=True)
    public_key = models.CharField(max_length=60, blank=True)
    sealed_on = models.DateField(null=True, blank=True)
    unsealed_on = models.DateField(null=True, blank=True)
    unsealed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unsealed_with = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seating_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["structure", "state"], name="competition_by_structure")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pass_mean__lte=QUARTERS_OF_20, third_gap__lte=QUARTERS_OF_20),
                name="competition_marks_out_of_twenty",
            ),
            models.CheckConstraint(
                condition=models.Q(unsealed_by__isnull=True)
                | (models.Q(unsealed_with__isnull=False) & ~models.Q(unsealed_by=models.F("unsealed_with"))),
                name="anonymity_lifted_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.campaign.opening.title


class Paper(Record):
    """One paper: when, how long, how much it counts, the mark in quarter points under which one is out (0 for none)."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    coefficient = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    eliminatory = models.PositiveSmallIntegerField(default=0)
    main = models.BooleanField(default=False)
    day = models.DateField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competition", "key"], name="one_paper_a_key"),
            models.CheckConstraint(
                condition=models.Q(coefficient__gte=1, minutes__gte=10, eliminatory__lte=QUARTERS_OF_20),
                name="paper_counts_and_lasts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReservedSeats(Record):
    """Seats kept for a group, filled by merit inside it, then released; of a region where `group` says so."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="reserved")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=10, choices=Group.choices)
    region = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(group=Group.REGION, region__isnull=False)
                | (~models.Q(group=Group.REGION) & models.Q(region__isnull=True)),
                name="reserved_region_named",
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="reserved_seats_some"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.seats}"

    @property
    def code(self) -> str:
        """How the rules name the group: ``women``, ``region:ML-1``."""
        return f"{self.group}:{self.region_id}" if self.region_id else self.group


class Hall(Record):
    """A room of a centre where people sit, and how many it holds."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="halls")
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="competition_halls")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["centre__name", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competition", "centre", "name"], name="one_hall_a_name"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="hall_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.centre.name}, {self.name}"


class Sitting(Record):
    """One candidate of a competition: the hall and the seat; `claims` the groups proved by a paper (disability, return).

    `told_on` is the day the convocation was sent by message, `excluded_on` the day two people excluded them.
    """

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="sittings")
    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="sitting")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, null=True, blank=True, related_name="sittings")
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    claims = models.JSONField(default=list, blank=True)
    told_on = models.DateField(null=True, blank=True)
    excluded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["hall", "seat", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "seat"], name="one_person_a_seat"),
            models.CheckConstraint(
                condition=models.Q(hall__isnull=True, seat__isnull=True)
                | models.Q(hall__isnull=False, seat__isnull=False),
                name="seat_stands_in_a_hall",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.seat}"


class HallSheet(Record):
    """The attendance sheet of one hall for one paper, once it is closed."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="hall_sheets")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="sheets")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField()
    invigilators = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "hall"], name="one_sheet_a_hall"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.hall_id}"


class Presence(Record):
    """Whether a candidate sat a paper; `annulled_on` the day the paper was annulled for fraud."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="presences")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="presences")
    present = models.BooleanField()
    annulled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "sitting"], name="present_or_not_once"),
            models.CheckConstraint(
                condition=models.Q(annulled_on__isnull=True) | models.Q(present=True),
                name="only_what_was_sat_is_annulled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.present}"


class Incident(Record):
    """What happened in a hall. A fraud is recorded by one person and decided by another; upheld, it annuls the paper."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="incidents")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="incidents")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, null=True, blank=True, related_name="incidents")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=10, choices=IncidentKind.choices)
    state = models.CharField(max_length=10, choices=IncidentState.choices)
    words = models.CharField(max_length=1000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind=IncidentKind.FRAUD) | models.Q(sitting__isnull=False),
                name="fraud_names_a_candidate",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("recorded_by")),
                name="fraud_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
