"""Grants, their tranches, what each tranche rests on and who signed it."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record, StoredFile
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.projects.models import Project

from ..enums import Condition, EvidenceKind, GrantState, RecoveryState, Side, StopReason, TrancheState
from .funds import Fund

_DECIDED = [GrantState.GRANTED, GrantState.COMPLETED, GrantState.STOPPED]
_ENDED = [GrantState.REFUSED, GrantState.COMPLETED, GrantState.STOPPED]


class Grant(Record):
    """What a fund gives one person for one purpose: `amount` in whole small units of the fund's currency.

    `cap` is the ceiling that held on the day of the proposal, 0 where none was set. `project` is the business project of an
    axis that asks for one. `contract_on` is the day of the contract, from which the deadlines run; `started_on` the day the
    activity was seen to have started.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="grants")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="grants")
    axis = models.CharField(max_length=10, choices=Axis.choices)
    purpose = models.CharField(max_length=14, choices=Purpose.choices)
    state = models.CharField(max_length=10, choices=GrantState.choices)
    amount = models.PositiveBigIntegerField()
    cap = models.PositiveBigIntegerField(default=0)
    words = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    contract_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    stop_reason = models.CharField(max_length=12, choices=StopReason.choices, blank=True)
    ending = models.CharField(max_length=300, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "state"], name="grant_by_office"),
            models.Index(fields=["person", "purpose"], name="grant_by_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="grant_is_an_amount"),
            models.CheckConstraint(
                condition=models.Q(cap=0) | models.Q(amount__lte=models.F("cap")), name="grant_within_its_cap"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_DECIDED)
                | models.Q(decided_by__isnull=False, decided_on__isnull=False, contract_on__isnull=False),
                name="grant_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="grant_takes_two",
            ),
            models.CheckConstraint(
                condition=(models.Q(state__in=_ENDED, ended_on__isnull=False))
                | (~models.Q(state__in=_ENDED) & models.Q(ended_on__isnull=True)),
                name="grant_ended_has_its_day",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=GrantState.STOPPED) & ~models.Q(stop_reason=""))
                | (~models.Q(state=GrantState.STOPPED) & models.Q(stop_reason="")),
                name="grant_stopped_says_why",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(state__in=[GrantState.PROPOSED, GrantState.GRANTED]),
                name="one_live_grant_a_purpose",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Tranche(Record):
    """A part of a grant, paid on a condition. `due_on` is the day by which it should be confirmed; late ones rise by themselves."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    condition = models.CharField(max_length=10, choices=Condition.choices)
    share = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=TrancheState.choices)
    due_on = models.DateField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["grant_id", "number"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="tranche_by_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_tranche_a_number"),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="tranche_is_an_amount"),
            models.CheckConstraint(
                condition=models.Q(state__in=[TrancheState.WAITING, TrancheState.STOPPED])
                | models.Q(submitted_by__isnull=False, submitted_on__isnull=False),
                name="tranche_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[TrancheState.SIGNED, TrancheState.PAID, TrancheState.CONFIRMED])
                | models.Q(signed_on__isnull=False),
                name="tranche_paid_was_signed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TrancheState.CONFIRMED)
                | models.Q(paid_on__isnull=False, confirmed_on__isnull=False),
                name="tranche_confirmed_was_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} / {self.number}"


class Evidence(Record):
    """A piece on which a tranche rests: its file, and for a photo or a visit where and when.

    `latitude` and `longitude` are millionths of a degree; `metres` the distance to the project's site, where it is known.
    `active`: what a visit found of the activity. `amount`: of an invoice, in whole small units of the fund's currency.
    """

    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField()
    taken_at = models.DateTimeField(null=True, blank=True)
    latitude = models.IntegerField(null=True, blank=True)
    longitude = models.IntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    active = models.BooleanField(null=True, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind=EvidenceKind.PHOTO)
                | models.Q(file__isnull=False, taken_at__isnull=False, latitude__isnull=False, longitude__isnull=False),
                name="photo_says_where_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EvidenceKind.VISIT) | models.Q(file__isnull=False), name="evidence_has_its_file"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=EvidenceKind.VISIT) | models.Q(active__isnull=False),
                name="visit_says_whether_active",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="evidence_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class TrancheSignature(Record):
    """One of the three signatures of a tranche: of one body, by one person; three bodies, three people.

    `staff_number` is copied from the account, so that two accounts of one person sign once. A tranche sent back withdraws
    those it had. `digest` is the SHA-256 of what
    was signed: amount, condition, evidence (`rules.evidence.digest_of`).
    """

    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    staff_number = models.CharField(max_length=30, blank=True)
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tranche", "side"], condition=models.Q(withdrawn_on__isnull=True), name="one_signature_a_body"
            ),
            models.UniqueConstraint(
                fields=["tranche", "user"], condition=models.Q(withdrawn_on__isnull=True), name="one_signature_a_person"
            ),
            models.UniqueConstraint(
                fields=["tranche", "staff_number"],
                condition=~models.Q(staff_number="") & models.Q(withdrawn_on__isnull=True),
                name="one_signature_a_staff_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.user_id}"


class Recovery(Record):
    """Money to be given back by a beneficiary whose grant was stopped; abandoned by two people only (R-16)."""

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="recovery")
    state = models.CharField(max_length=10, choices=RecoveryState.choices)
    amount = models.PositiveBigIntegerField()
    recovered = models.PositiveBigIntegerField(default=0)
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    abandon_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    abandoned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["opened_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(recovered__lte=models.F("amount")), name="recovered_within_its_amount"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RecoveryState.RECOVERED) | models.Q(recovered=models.F("amount")),
                name="recovered_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RecoveryState.ABANDONED)
                | (
                    models.Q(abandoned_by__isnull=False, abandon_asked_by__isnull=False)
                    & ~models.Q(abandoned_by=models.F("abandon_asked_by"))
                    & ~models.Q(reason="")
                ),
                name="recovery_abandoned_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RecoveryState.OPEN, ended_on__isnull=True)
                | (~models.Q(state=RecoveryState.OPEN) & models.Q(ended_on__isnull=False)),
                name="recovery_ended_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
