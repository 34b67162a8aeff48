"""Candidacies to openings, and the placements they end in."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.openings.models import Opening
from baarasira.people.models import Person

from .enums import CandidacyState, CheckOutcome, Confirmer, RefusalReason


class Candidacy(Record):
    """One person, one opening. The score parts at referral are kept as they were shown."""

    number = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="candidacies")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="candidacies")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="candidacies")
    state = models.CharField(max_length=12, choices=CandidacyState.choices)
    referred_on = models.DateField()
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    score = models.PositiveIntegerField(null=True, blank=True)
    score_parts = models.JSONField(default=dict, blank=True)
    interview_on = models.DateField(null=True, blank=True)
    interview_note = models.TextField(blank=True)
    hired_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=RefusalReason.choices, blank=True)
    reason_note = models.CharField(max_length=300, blank=True)
    letter_sent_on = models.DateField(null=True, blank=True)
    letter_sent_to = models.EmailField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "state"], name="candidacy_by_office"),
            models.Index(fields=["referred_on"], name="candidacy_by_date"),
            models.Index(fields=["opening", "state"], name="candidacy_by_opening"),
            models.Index(fields=["state", "referred_on"], name="candidacy_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "opening"],
                condition=models.Q(
                    state__in=[
                        CandidacyState.REFERRED,
                        CandidacyState.INTERVIEWED,
                        CandidacyState.HIRED,
                        CandidacyState.STARTED,
                    ]
                ),
                name="one_open_candidacy",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[CandidacyState.HIRED, CandidacyState.STARTED])
                | models.Q(hired_on__isnull=False),
                name="candidacy_hired_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[CandidacyState.REFUSED, CandidacyState.WITHDRAWN], ended_on__isnull=False)
                | (
                    ~models.Q(state__in=[CandidacyState.REFUSED, CandidacyState.WITHDRAWN])
                    & models.Q(ended_on__isnull=True)
                ),
                name="candidacy_ended_has_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[CandidacyState.REFUSED, CandidacyState.WITHDRAWN])
                | ~models.Q(reason=""),
                name="candidacy_ended_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(letter_sent_on__isnull=True, letter_sent_to="")
                | (models.Q(letter_sent_on__isnull=False) & ~models.Q(letter_sent_to="")),
                name="candidacy_letter_sent_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Placement(Record):
    """A hire that counts: from the first day worked, once the employer or the person confirmed it."""

    candidacy = models.OneToOneField(Candidacy, on_delete=models.CASCADE, related_name="placement")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="placements")
    first_day = models.DateField()
    confirmed_on = models.DateField()
    confirmed_by = models.CharField(max_length=10, choices=Confirmer.choices)
    confirmation_note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-first_day", "-id"]
        indexes: ClassVar = [models.Index(fields=["office", "first_day"], name="placement_by_office")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(confirmed_on__gte=models.F("first_day")), name="placement_confirmed_after_first_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidacy} {self.first_day}"


class PlacementCheck(Record):
    """The check due one and three months after the first day: kept or lost. The placement's count does not change."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="checks")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=CheckOutcome.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "months"], name="one_check_a_month"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, outcome="")
                | (models.Q(done_on__isnull=False) & ~models.Q(outcome="")),
                name="check_done_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement} +{self.months}"
