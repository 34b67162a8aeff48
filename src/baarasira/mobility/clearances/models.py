"""Clearances, and the numbered forms that stand in for them when the system is down."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.credentials.models import CredentialStatus
from baarasira.kernel.models import Record
from baarasira.network.models import Structure

from .enums import LIVE, WAS_ISSUED, ClearanceState, FormState

_LIVE = sorted(LIVE)
_WAS_ISSUED = sorted(WAS_ISSUED)


class Clearance(Record):
    """That somebody may leave: who, for whom, from when until when, by which two people.

    What it says of the person, the employer and the travel is kept as it was when issued. `token` is the signed credential of
    its code, `status` its place in the status lists. The staff numbers of both are kept: two accounts of one number are one
    person (R-16). One of a form was issued by hand: `issued_at` is then the day written on the form. `ended_at` is when it was
    revoked, used, replaced or taken back, with the reason in words where one was asked.
    """

    number = models.CharField(max_length=20, unique=True)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="clearances")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="clearances")
    state = models.CharField(max_length=10, choices=ClearanceState.choices)
    by_hand = models.BooleanField(default=False)
    # two people
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposer_number = models.CharField(max_length=30, blank=True)
    proposed_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issuer_number = models.CharField(max_length=30, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    # what it says
    holder = models.CharField(max_length=400, blank=True)
    passport_end = models.CharField(max_length=4, blank=True)
    employer = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    travel_on = models.DateField(null=True, blank=True)
    insurance_from = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    token = models.TextField(blank=True)
    status = models.OneToOneField(
        CredentialStatus, on_delete=models.PROTECT, null=True, blank=True, related_name="clearance"
    )
    # end
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["office", "state"], name="clearance_by_office")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidacy"], condition=models.Q(state=ClearanceState.PROPOSED), name="one_proposed_clearance"
            ),
            models.UniqueConstraint(
                fields=["candidacy"], condition=models.Q(state=ClearanceState.ISSUED), name="one_issued_clearance"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_WAS_ISSUED, issued_by__isnull=False, issued_at__isnull=False)
                & models.Q(valid_from__isnull=False, valid_until__gte=models.F("valid_from"), status__isnull=False)
                | (~models.Q(state__in=_WAS_ISSUED) & models.Q(issued_by__isnull=True, status__isnull=True)),
                name="clearance_issued_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_by__isnull=True)
                | (
                    ~models.Q(issued_by=models.F("proposed_by"))
                    & (models.Q(issuer_number="") | ~models.Q(issuer_number=models.F("proposer_number")))
                ),
                name="clearance_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_LIVE, ended_at__isnull=True)
                | (~models.Q(state__in=_LIVE) & models.Q(ended_at__isnull=False)),
                name="clearance_ended_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ClearanceState.REVOKED) | ~models.Q(reason=""),
                name="clearance_revoked_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FormBlock(Record):
    """A run of numbered forms reserved for the days when the system is down: how many, for which office, why, by whom."""

    number = models.PositiveIntegerField(unique=True)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="form_blocks")
    count = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    reserved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class ClearanceForm(Record):
    """One numbered form, as printed blank, and what was entered of it afterwards.

    `receipt`, `first_number` and `second_number` are kept as they were written on the form, right or wrong; `faults` says in
    codes and sentences why a wrong one is wrong.
    """

    block = models.ForeignKey(FormBlock, on_delete=models.PROTECT, related_name="forms")
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=FormState.choices)
    receipt = models.CharField(max_length=30, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    first_number = models.CharField(max_length=30, blank=True)
    second_number = models.CharField(max_length=30, blank=True)
    faults = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    clearance = models.OneToOneField(Clearance, on_delete=models.PROTECT, null=True, blank=True, related_name="form")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=FormState.ISSUED, clearance__isnull=False)
                | (~models.Q(state=FormState.ISSUED) & models.Q(clearance__isnull=True)),
                name="form_issued_has_its_clearance",
            ),
            models.CheckConstraint(
                condition=models.Q(state=FormState.MISSING, entered_by__isnull=True)
                | (~models.Q(state=FormState.MISSING) & models.Q(entered_by__isnull=False, entered_at__isnull=False)),
                name="form_entered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.number
