"""Candidacies to openings, and the placements they end in."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure, Territory
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from baarasira.programmes.enums import OutcomeKind

from .enums import CandidacyState, CheckOutcome, Confirmer, RefusalReason, TicketState

_ENDED = [CandidacyState.REFUSED, CandidacyState.WITHDRAWN, CandidacyState.ENDED]
_ROAD = [CandidacyState.UNDER_WAY, CandidacyState.ENDED]


class Candidacy(Record):
    """One person, one opening. The score parts at referral are kept as they were shown.

    A file of a campaign bears its receipt number as `number`, the day of the application as `referred_on`, the key of its
    current step, and once ended the key of its outcome; `region` and `cercle` are where it counts for the quotas, as they
    were that day. `frozen_on` is the day a suspension stopped it.
    """

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
    # of a campaign's files alone
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    step = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    outcome_kind = models.CharField(max_length=12, choices=OutcomeKind.choices, blank=True)
    region = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cercle = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    departed_on = models.DateField(null=True, blank=True)
    frozen_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "state"], name="candidacy_by_office"),
            models.Index(fields=["referred_on"], name="candidacy_by_date"),
            models.Index(fields=["opening", "state"], name="candidacy_by_opening"),
            models.Index(fields=["state", "referred_on"], name="candidacy_waiting"),
            models.Index(fields=["opening", "step", "office"], name="candidacy_by_step"),
            models.Index(fields=["opening", "office", "referred_on"], name="candidacy_by_day"),
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
                        CandidacyState.UNDER_WAY,
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
                condition=models.Q(state__in=_ENDED, ended_on__isnull=False)
                | (~models.Q(state__in=_ENDED) & models.Q(ended_on__isnull=True)),
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
            models.CheckConstraint(
                condition=(models.Q(state=CandidacyState.UNDER_WAY, outcome="", outcome_kind="") & ~models.Q(step=""))
                | (models.Q(state=CandidacyState.ENDED) & ~models.Q(outcome="") & ~models.Q(outcome_kind=""))
                | (~models.Q(state__in=_ROAD) & models.Q(step="", outcome="", outcome_kind="")),
                name="candidacy_on_a_step_or_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_on__isnull=True)
                | models.Q(state=CandidacyState.UNDER_WAY, departed_on__isnull=True),
                name="candidacy_frozen_before_departure",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CandidacyStep(Record):
    """One step of a file's road: opened, due, closed by an ending; `values` are checked by the kind of the step.

    What is `staged` is intended and not yet decided: another person confirms it, or the direction applies all at once.
    `reminded` is the last reminder sent (days before the deadline), `escalated` the last alarm (days after it).
    """

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    values = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    staged_ending = models.CharField(max_length=20, blank=True)
    staged_values = models.JSONField(default=dict, blank=True)
    staged_note = models.CharField(max_length=500, blank=True)
    staged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    staged_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(null=True, blank=True)
    escalated = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["candidacy", "position"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(closed_at__isnull=True), name="road_step_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidacy", "position"], name="one_road_step_a_place"),
            models.UniqueConstraint(
                fields=["candidacy"], condition=models.Q(closed_at__isnull=True), name="one_open_road_step"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, ending="", closed_by__isnull=True)
                | (models.Q(closed_at__isnull=False) & ~models.Q(ending="")),
                name="road_step_closed_has_ending",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("opened_at")),
                name="road_step_closed_after_it_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(staged_ending="", staged_by__isnull=True, staged_at__isnull=True)
                | (models.Q(staged_by__isnull=False, staged_at__isnull=False) & ~models.Q(staged_ending="")),
                name="road_step_staged_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.ending}".strip()


class Ticket(Record):
    """A numbered place in the queue of one office, one day, for one campaign."""

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="tickets")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="tickets")
    day = models.DateField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TicketState.choices)
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.SET_NULL, null=True, blank=True, related_name="tickets")

    class Meta:
        ordering: ClassVar = ["day", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opening", "office", "day", "number"], name="one_ticket_a_number"),
            models.CheckConstraint(
                condition=models.Q(state=TicketState.WAITING, called_at__isnull=True, ended_at__isnull=True)
                | models.Q(state=TicketState.CALLED, called_at__isnull=False, ended_at__isnull=True)
                | models.Q(state__in=[TicketState.SERVED, TicketState.ABSENT], ended_at__isnull=False),
                name="ticket_times_follow_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ReceiptTries(models.Model):
    """Wrong answers given on the public page, by receipt and by network address, since the first of the hour."""

    key_print = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    tries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.tries} since {self.since}"


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
