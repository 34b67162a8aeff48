"""What happens to an agreement: acts with their documents, opinions, suspensions, the joint committee, seats taken."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import CommitteeSide, OpinionSense
from .agreements import Agreement
from .organisations import Organisation


class Act(Record):
    """One act on an agreement and the document that decides it; every act has one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="acts")
    name = models.CharField(max_length=20)  # the transition, or "amend", "visa"
    done_on = models.DateField()
    reference = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reference=""), name="act_names_its_document"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"


class ConsularOpinion(Record):
    """What a consulate says of recruiting under an agreement: the newest one counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="opinions")
    sense = models.CharField(max_length=10, choices=OpinionSense.choices)
    given_on = models.DateField()
    consulate = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=120)
    remark = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-given_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reference=""), name="opinion_names_its_document"),
        ]

    def __str__(self) -> str:
        return f"{self.sense} {self.given_on}"


class Suspension(Record):
    """One suspension from its decision to its lifting, which one person asks and another confirms (R-16)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.TextField()
    reference = models.CharField(max_length=120)
    opinion = models.ForeignKey(ConsularOpinion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    lift_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lift_asked_on = models.DateField(null=True, blank=True)
    lift_reason = models.TextField(blank=True)
    lift_reference = models.CharField(max_length=120, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(lifted_on__isnull=True), name="one_open_suspension"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(reference=""), name="suspension_has_reason_and_document"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(lift_asked_by__isnull=True, lift_asked_on__isnull=True, lift_reason="", lift_reference="")
                    | (
                        models.Q(lift_asked_by__isnull=False, lift_asked_on__isnull=False)
                        & ~models.Q(lift_reason="")
                        & ~models.Q(lift_reference="")
                    )
                ),
                name="lifting_asked_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_by__isnull=True, lifted_on__isnull=True)
                | (
                    models.Q(lifted_by__isnull=False, lifted_on__isnull=False, lift_asked_by__isnull=False)
                    & ~models.Q(lifted_by=models.F("lift_asked_by"))
                ),
                name="lifting_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"suspension of {self.agreement_id} on {self.decided_on}"


class CommitteeMember(Record):
    """Someone who sits on the joint committee."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="members")
    side = models.CharField(max_length=8, choices=CommitteeSide.choices)
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=150, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["side", "id"]

    def __str__(self) -> str:
        return self.name


class CommitteeMeeting(Record):
    """A meeting of the joint committee and its minutes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=150, blank=True)
    present = models.TextField(blank=True)
    minutes = models.TextField()
    minutes_reference = models.CharField(max_length=120, blank=True)
    next_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(next_on__isnull=True) | models.Q(next_on__gt=models.F("held_on")),
                name="meeting_before_the_next",
            ),
        ]

    def __str__(self) -> str:
        return f"meeting of {self.held_on}"


class SeatReservation(Record):
    """Seats of an agreement held by an opening of a room above (`key`: its id, opaque here), in one year and occupation.

    Released seats keep their row: the journal and the file say who held them.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reservations")
    key = models.UUIDField()
    occupation = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    seats = models.PositiveIntegerField()
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["year", "id"]
        indexes: ClassVar = [models.Index(fields=["agreement", "year", "occupation"], name="reservation_by_year")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "key", "occupation", "year"], name="one_reservation_a_key"),
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="reservation_holds_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.seats} × {self.occupation} in {self.year}"
