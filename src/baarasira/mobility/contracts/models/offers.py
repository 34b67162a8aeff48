"""An employer's offer under a campaign: the model that its contracts start from, with its conditions translated."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.openings.models import Campaign
from baarasira.reference.enums import WageScope

from ..enums import Channel, OfferState
from .conditions import Conditions


class EmployerOffer(Record, Conditions):
    """What the employer of a campaign offers; frozen once published, so that contracts are compared with what was told.

    `scope` whom the law's minimums cover (seasonal, domestic, all); `channel` how contracts pass in the country of work;
    `text_sha256` of the model contract's text.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="employer_offer")
    state = models.CharField(max_length=10, choices=OfferState.choices)
    country = models.CharField(max_length=2)
    scope = models.CharField(max_length=15, choices=WageScope.choices, default=WageScope.ALL)
    channel = models.CharField(max_length=20, choices=Channel.choices, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=OfferState.PUBLISHED, published_on__isnull=False)
                | models.Q(state=OfferState.DRAFT, published_on__isnull=True),
                name="employer_offer_published_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="employer_offer_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.country}"


class TranslatedConditions(Record):
    """The conditions of an offer in one language, as they are told to candidates (R-02)."""

    offer = models.ForeignKey(EmployerOffer, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=3)
    words = models.TextField()
    translator = models.CharField(max_length=150)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "language"], name="one_translation_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.language}"
