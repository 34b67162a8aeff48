"""A campaign: an opening under one version of a programme, with its calendar, the split of its seats and its holds."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.cooperation.models import Agreement
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.network.models import Territory
from baarasira.programmes.enums import Opinion
from baarasira.programmes.models import ProgrammeVersion

from ..enums import SUSPENDABLE, CampaignOpinionSense, CampaignState, HoldCause
from .offers import Opening

_PUBLISHED = [
    CampaignState.OPEN, CampaignState.PRESELECTION, CampaignState.SELECTION, CampaignState.PREPARATION,
    CampaignState.RUNNING, CampaignState.RETURNS, CampaignState.CLOSED, CampaignState.SUSPENDED,
]  # fmt: skip


class Campaign(Record):
    """What a campaign says besides its opening; the two rows bear one id.

    `programme_version` is frozen: a programme published later does not change a campaign already recorded. `daily_cap` and
    `total_cap` bound the applications received (of one office in one day; of the campaign), None without a bound.
    `split_total` is what the shares add to once split. `submitted_by` asked for publication, `published_by` gave it; their
    staff numbers are kept, because two accounts of one number are one person (R-16).
    """

    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="campaign")
    programme_version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="campaigns")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=12, choices=CampaignState.choices)
    # calendar
    opens_on = models.DateField()
    closes_on = models.DateField()
    interviews_from = models.DateField(null=True, blank=True)
    interviews_to = models.DateField(null=True, blank=True)
    selection_on = models.DateField()
    # bounds
    daily_cap = models.PositiveIntegerField(null=True, blank=True)
    total_cap = models.PositiveIntegerField(null=True, blank=True)
    # the split as it was computed: of what, with which mix of weights
    split_by = models.CharField(max_length=10, blank=True)
    split_mix = models.JSONField(default=dict, blank=True)
    split_on = models.DateField(null=True, blank=True)
    # life
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitter_number = models.CharField(max_length=30, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publisher_number = models.CharField(max_length=30, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    state_before = models.CharField(max_length=12, choices=CampaignState.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "closes_on"], name="campaign_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=models.F("opening")), name="campaign_bears_its_openings_id"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on"), selection_on__gte=models.F("closes_on")),
                name="campaign_calendar_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(interviews_from__isnull=True, interviews_to__isnull=True)
                | models.Q(interviews_to__gte=models.F("interviews_from")),
                name="campaign_interviews_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_PUBLISHED)
                | models.Q(submitted_by__isnull=False, published_by__isnull=False, published_at__isnull=False),
                name="campaign_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True)
                | (
                    ~models.Q(published_by=models.F("submitted_by"))
                    & (models.Q(publisher_number="") | ~models.Q(publisher_number=models.F("submitter_number")))
                ),
                name="campaign_publication_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CampaignState.SUSPENDED, state_before__in=SUSPENDABLE)
                | (~models.Q(state=CampaignState.SUSPENDED) & models.Q(state_before="")),
                name="campaign_suspended_from_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[CampaignState.CLOSED, CampaignState.CANCELLED], closed_on__isnull=False)
                | (
                    ~models.Q(state__in=[CampaignState.CLOSED, CampaignState.CANCELLED])
                    & models.Q(closed_on__isnull=True)
                ),
                name="campaign_closed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.opening.title


class CampaignShare(models.Model):
    """One territory's part of the seats: its weight, what the rule gave, how many are invited to the selection.

    `weight` is in parts per million of the campaign's published weights; `extra` tells that the seat left over by rounding down
    came here (largest remainder).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="shares")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    extra = models.BooleanField(default=False)
    invited = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["territory_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "territory"], name="one_share_a_territory"),
            models.CheckConstraint(condition=models.Q(invited__gte=models.F("seats")), name="share_invites_its_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id}: {self.seats}"


class CampaignWindow(models.Model):
    """The days on which people of one cercle (or region) apply, so that not everybody comes on one day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="windows")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["opens_on", "territory_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "territory", "opens_on"], name="one_window_a_day"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="window_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id}: {self.opens_on} – {self.closes_on}"


class CampaignOpinion(Record):
    """An opinion that the programme asks for before a campaign opens, other than that of the agreement; the newest counts."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="opinions")
    kind = models.CharField(max_length=10, choices=Opinion.choices)
    sense = models.CharField(max_length=10, choices=CampaignOpinionSense.choices)
    given_on = models.DateField()
    reference = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["-given_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reference=""), name="campaign_opinion_names_its_document"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_on}"


class Hold(Record):
    """One standstill of a campaign's files, from the decision to its lifting.

    `suspension` is the suspension of the agreement it comes from, None when the agreement was denounced and for the campaign's
    own, which one person decides and whose lifting one person asks and another confirms.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="holds")
    cause = models.CharField(max_length=10, choices=HoldCause.choices)
    suspension = models.UUIDField(null=True, blank=True)
    reason = models.TextField()
    reference = models.CharField(max_length=120)
    began_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
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
                fields=["campaign", "cause"], condition=models.Q(lifted_on__isnull=True), name="one_open_hold_a_cause"
            ),
            models.CheckConstraint(
                condition=models.Q(cause=HoldCause.AGREEMENT)
                | models.Q(cause=HoldCause.OWN, suspension__isnull=True, decided_by__isnull=False),
                name="hold_names_its_cause",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(reference=""), name="hold_has_reason_and_document"
            ),
            models.CheckConstraint(
                condition=models.Q(lift_asked_by__isnull=True, lift_asked_on__isnull=True)
                | models.Q(lift_asked_by__isnull=False, lift_asked_on__isnull=False),
                name="hold_lifting_asked_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | models.Q(cause=HoldCause.AGREEMENT, lifted_on__isnull=False)
                | (
                    models.Q(
                        cause=HoldCause.OWN,
                        lifted_on__isnull=False,
                        lifted_by__isnull=False,
                        lift_asked_by__isnull=False,
                    )
                    & ~models.Q(lifted_by=models.F("lift_asked_by"))
                ),
                name="hold_lifting_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} since {self.began_on}"
