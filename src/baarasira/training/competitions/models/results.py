"""What follows the marks: lists of results, seats offered, complaints, scripts shown, exclusions."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record

from ..enums import ComplaintState, ExclusionState, ListState, OfferState, Result
from .sitting import Competition, Paper, Sitting


class ResultList(Record):
    """One list of results: proposed by one person, published by another, frozen and hashed with its method (R-15).

    `document` is the canonical text that is hashed and published: receipts, marks, means, ranks, no name. `told` counts the candidates
    who were told, in the order of its places.
    """

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="lists")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ListState.choices)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    complaints_until = models.DateField(null=True, blank=True)
    told = models.PositiveIntegerField(default=0)

    NOT_JOURNALED: ClassVar = frozenset({"document"})

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competition", "number"], name="one_result_list_a_number"),
            models.UniqueConstraint(
                fields=["competition"], condition=models.Q(state=ListState.PUBLISHED), name="one_list_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True) | ~models.Q(published_by=models.F("proposed_by")),
                name="results_published_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ListState.PUBLISHED, ListState.SUPERSEDED])
                | models.Q(published_by__isnull=False, published_on__isnull=False, complaints_until__isnull=False),
                name="results_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id} {self.number}"


class Place(models.Model):
    """One candidate on one list. `mean` as shown, two decimals; `by` the reserve the seat came by, empty for merit alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list = models.ForeignKey(ResultList, on_delete=models.CASCADE, related_name="places")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="places")
    rank = models.PositiveIntegerField(null=True, blank=True)
    mean = models.CharField(max_length=6, blank=True)
    result = models.CharField(max_length=12, choices=Result.choices)
    by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["rank", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "sitting"], name="one_place_a_list"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.result}"


class SeatOffer(Record):
    """A seat offered to somebody admitted, or called from the waiting list: to be confirmed by a day."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="offers")
    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="offer")
    state = models.CharField(max_length=10, choices=OfferState.choices)
    offered_on = models.DateField()
    answer_by = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    enrolled = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "answer_by"], name="seat_offer_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=OfferState.WAITING, answered_on__isnull=True)
                | (~models.Q(state=OfferState.WAITING) & models.Q(answered_on__isnull=False)),
                name="seat_answered_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.state}"


class Complaint(Record):
    """What a candidate says of a mark, and what another person found."""

    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="complaints")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="complaints")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="complaints")
    state = models.CharField(max_length=10, choices=ComplaintState.choices)
    received_on = models.DateField()
    grounds = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "paper"],
                condition=models.Q(state=ComplaintState.RECEIVED),
                name="one_open_complaint_a_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("recorded_by")),
                name="complaint_settled_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ComplaintState.RECEIVED, decided_on__isnull=True)
                | (~models.Q(state=ComplaintState.RECEIVED) & models.Q(decided_on__isnull=False)),
                name="complaint_settled_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class Consultation(Record):
    """A candidate who asks to see their scripts, and the day they saw them."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="consultations")
    asked_on = models.DateField()
    seen_on = models.DateField(null=True, blank=True)
    shown_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting"], condition=models.Q(seen_on__isnull=True), name="one_open_consultation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"


class Exclusion(Record):
    """A candidate excluded for what was found out (a false diploma): one proposes with the evidence, another decides."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="exclusions")
    state = models.CharField(max_length=10, choices=ExclusionState.choices)
    reason = models.TextField()
    evidence = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting"], condition=models.Q(state=ExclusionState.PROPOSED), name="one_open_exclusion"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="exclusion_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.state
