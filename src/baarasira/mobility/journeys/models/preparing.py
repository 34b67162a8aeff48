"""What prepares a departure: the medical visit, the papers of the visa and their bundle, the list of a flight."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign

from ..enums import BundleState, ManifestState, Payer, TravelMode, Verdict


class MedicalVisit(Record):
    """A convocation to a doctor and what the doctor said: the verdict, its last day, who paid. No word of health (R-12)."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="medical_visits")
    doctor = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    convened_at = models.DateTimeField()
    paid_by = models.CharField(max_length=12, choices=Payer.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    verdict_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-convened_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(verdict="", verdict_on__isnull=True)
                | (~models.Q(verdict="") & models.Q(verdict_on__isnull=False)),
                name="medical_verdict_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.FIT, valid_until__gte=models.F("verdict_on"))
                | (~models.Q(verdict=Verdict.FIT) & models.Q(valid_until__isnull=True)),
                name="medical_fit_holds_until",
            ),
            # The visit is free for the worker (domain.md A.8).
            models.CheckConstraint(condition=~models.Q(paid_by=Payer.WORKER), name="medical_free_for_the_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy_id}: {self.verdict}"


class VisaPaper(Record):
    """A paper of the visa file received: which of the checklist, when, until when it holds, its number if it has one."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="visa_papers")
    key = models.CharField(max_length=40)
    received_on = models.DateField()
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["candidacy", "key"], name="one_visa_paper_a_key")]

    def __str__(self) -> str:
        return self.key


class VisaBundle(Record):
    """A collective visa file: the files of one campaign carried to one consulate together, under one number."""

    number = models.CharField(max_length=20, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="visa_bundles")
    consulate = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=BundleState.choices)
    filed_on = models.DateField(null=True, blank=True)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=BundleState.OPEN, filed_on__isnull=True)
                | (~models.Q(state=BundleState.OPEN) & models.Q(filed_on__isnull=False)),
                name="visa_bundle_filed_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Manifest(Record):
    """The list of those who leave together: one vehicle, one day, one port; signed by a named officer, then departed."""

    number = models.CharField(max_length=20, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="manifests")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, choices=TravelMode.choices)
    travel_on = models.DateField()
    reference = models.CharField(max_length=60)
    port = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=ManifestState.choices)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    departed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-travel_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=ManifestState.OPEN, signed_by__isnull=True, signed_at__isnull=True)
                | models.Q(signed_by__isnull=False, signed_at__isnull=False),
                name="manifest_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ManifestState.DEPARTED, departed_on__isnull=False)
                | (~models.Q(state=ManifestState.DEPARTED) & models.Q(departed_on__isnull=True)),
                name="manifest_departed_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number
