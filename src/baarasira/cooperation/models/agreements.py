"""An agreement and what stands in its text: occupations, minimum terms, topics."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.reference.enums import Period

from ..enums import AgreementKind, AgreementState, CeilingPeriod, CoverageLevel, Payer, TermKind, Topic
from .organisations import Organisation, OrganisationContact

_CONCLUDED = [
    state.value for state in AgreementState if state not in {AgreementState.DRAFT, AgreementState.NEGOTIATION}
]
_ENDED = [AgreementState.DENOUNCED, AgreementState.EXPIRED]
_ENTERED = [AgreementState.IN_FORCE, AgreementState.SUSPENDED]


class Agreement(Record):
    """What lets workers of this country be placed in another, and within which bounds (domain.md A.2).

    `country` ISO 3166-1; `sectors` letters of ISIC; `yearly_ceiling` seats of a calendar year, None without a ceiling;
    `ends_on` the last day in force, None without an end; `next_meeting_on` the day the joint committee is due by.
    """

    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="agreements")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    reference = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=AgreementKind.choices)
    country = models.CharField(max_length=2)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    contact = models.ForeignKey(OrganisationContact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=AgreementState.choices)
    signed_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    tacit_renewal = models.BooleanField(default=False)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    denounced_on = models.DateField(null=True, blank=True)
    sectors = models.JSONField(default=list, blank=True)
    yearly_ceiling = models.PositiveIntegerField(null=True, blank=True)
    needs_visa = models.BooleanField(default=False)
    visa_reference = models.CharField(max_length=120, blank=True)
    visa_on = models.DateField(null=True, blank=True)
    needs_opinion = models.BooleanField(default=False)
    meeting_months = models.PositiveSmallIntegerField(null=True, blank=True)
    next_meeting_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["reference", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "ends_on"], name="agreement_by_end")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=_CONCLUDED) | models.Q(signed_on__isnull=False),
                name="agreement_signed_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_ENTERED) | models.Q(in_force_on__isnull=False),
                name="agreement_in_force_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(in_force_on__isnull=True) | models.Q(in_force_on__gte=models.F("signed_on")),
                name="agreement_in_force_after_signature",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(in_force_on__isnull=True)
                | models.Q(ends_on__gte=models.F("in_force_on")),
                name="agreement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(tacit_renewal=False)
                | models.Q(ends_on__isnull=False, renewal_months__isnull=False, renewal_months__gt=0),
                name="agreement_tacit_renewal_says_how_long",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AgreementState.SUSPENDED, suspended_on__isnull=False)
                | models.Q(state__in=_ENDED)
                | (~models.Q(state__in=[AgreementState.SUSPENDED, *_ENDED]) & models.Q(suspended_on__isnull=True)),
                name="agreement_suspended_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AgreementState.DENOUNCED, denounced_on__isnull=False)
                | (~models.Q(state=AgreementState.DENOUNCED) & models.Q(denounced_on__isnull=True)),
                name="agreement_denounced_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(visa_reference="", visa_on__isnull=True)
                | (~models.Q(visa_reference="") & models.Q(visa_on__isnull=False)),
                name="agreement_visa_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.title}"


class AgreementOccupation(models.Model):
    """One occupation the agreement opens, with its ceiling (None: within the yearly ceiling alone)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="occupations")
    code = models.CharField(max_length=4)  # ISCO-08 unit group
    ceiling = models.PositiveIntegerField(null=True, blank=True)
    period = models.CharField(max_length=5, choices=CeilingPeriod.choices, default=CeilingPeriod.YEAR)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "code"], name="one_ceiling_an_occupation"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.ceiling}"


class MinimumTerm(Record):
    """One typed term under which nobody may be placed: an amount of money, a number, or who pays."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=15, choices=TermKind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    period = models.CharField(max_length=6, choices=Period.choices, blank=True)
    payer = models.CharField(max_length=20, choices=Payer.choices, blank=True)
    clause = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="one_term_a_kind"),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=False, payer="")
                | (models.Q(amount__isnull=True) & ~models.Q(payer="")),
                name="term_amount_or_payer",
            ),
            models.CheckConstraint(
                condition=(models.Q(kind=TermKind.WAGE) & ~models.Q(currency="") & ~models.Q(period=""))
                | (~models.Q(kind=TermKind.WAGE) & models.Q(currency="", period="")),
                name="term_wage_has_currency_and_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.amount or self.payer}"


class TopicCoverage(models.Model):
    """How far the text settles one of the fifteen topics, and in which clause."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=20, choices=Topic.choices)
    level = models.CharField(max_length=8, choices=CoverageLevel.choices)
    clause = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "topic"], name="one_line_a_topic"),
            models.CheckConstraint(
                condition=models.Q(level=CoverageLevel.NO) | ~models.Q(clause=""), name="topic_covered_names_its_clause"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.level}"
