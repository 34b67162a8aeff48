"""The opening itself, which a job offer is and a campaign begins with."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record
from baarasira.network.models import Structure, Territory

from ..enums import CloseReason, ContractKind, OfferSource, OpeningKind, OpeningState, WagePeriod


class Opening(Record):
    """A job offer: seats, what is required (eligibility) and wished for (score), contract, wage, place, dates.

    Requirement fields carry the names and codes of `engine.md` (rank, offers).
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=20, choices=OpeningKind.choices, default=OpeningKind.JOB_OFFER)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="openings")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="openings")
    source_channel = models.CharField(max_length=10, choices=OfferSource.choices, default=OfferSource.DESK)
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=220, db_index=True)
    description = models.TextField(blank=True)
    received_on = models.DateField()
    # what is offered
    occupation = models.CharField(max_length=4, blank=True, db_index=True)
    alternatives = models.JSONField(default=list, blank=True)
    seats = models.PositiveIntegerField(default=1)
    contract = models.CharField(max_length=20, choices=ContractKind.choices)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    wage = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    wage_currency = models.CharField(max_length=3, default="XOF")
    wage_period = models.CharField(max_length=5, choices=WagePeriod.choices, default=WagePeriod.MONTH)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    benefits = models.CharField(max_length=300, blank=True)
    region = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cercle = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    workplace = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    # conditions of eligibility
    min_years = models.PositiveSmallIntegerField(null=True, blank=True)
    min_years_strict = models.BooleanField(default=False)
    skills_required = models.JSONField(default=list, blank=True)
    languages_required = models.JSONField(default=list, blank=True)
    min_education = models.PositiveSmallIntegerField(null=True, blank=True)
    licences = models.JSONField(default=list, blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_basis = models.CharField(max_length=300, blank=True)
    # wishes
    skills_wanted = models.JSONField(default=list, blank=True)
    languages_wanted = models.JSONField(default=list, blank=True)
    # life
    state = models.CharField(max_length=12, choices=OpeningState.choices)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=20, choices=CloseReason.choices, blank=True)
    close_note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "expires_on"], name="opening_by_state"),
            models.Index(fields=["office", "state"], name="opening_by_office"),
            models.Index(fields=["employer", "state"], name="opening_by_employer"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~models.Q(source_id=""), name="opening_once_per_source"
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="opening_has_a_seat"),
            models.CheckConstraint(
                condition=(models.Q(region__isnull=True) & ~models.Q(country=""))
                | (models.Q(region__isnull=False) & models.Q(country="")),
                name="opening_here_or_abroad",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[OpeningState.RECEIVED, OpeningState.SUBMITTED, OpeningState.CANCELLED])
                | models.Q(
                    published_at__isnull=False,
                    expires_on__isnull=False,
                    approved_by__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="opening_published_was_approved",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=OpeningState.SUBMITTED) | models.Q(submitted_by__isnull=False),
                name="opening_submitted_has_submitter",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(close_reason=""),
                name="opening_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("submitted_by")),
                name="opening_approval_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        OpeningState.FILLED,
                        OpeningState.PART_FILLED,
                        OpeningState.UNFILLED,
                        OpeningState.CANCELLED,
                    ],
                    closed_on__isnull=False,
                )
                | models.Q(
                    state__in=[
                        OpeningState.RECEIVED,
                        OpeningState.SUBMITTED,
                        OpeningState.PUBLISHED,
                        OpeningState.EXPIRED,
                    ],
                    closed_on__isnull=True,
                ),
                name="opening_closed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title
