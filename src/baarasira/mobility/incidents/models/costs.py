"""What was paid, by whom, to whom, for what; what must be given back; who took it; what the first month earned."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.enums import Payer
from baarasira.cooperation.models import Organisation
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record
from baarasira.mobility.contracts.models import WorkContract
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import ClaimState, CostItem, CostPhase, Proof
from .incidents import Incident


class Cost(Record):
    """One amount paid for the recruitment or the travel of a worker (A.4).

    `amount` is in whole small units of `currency`; `francs` the same in whole CFA francs, None where no rate fixes it and
    nobody wrote one. A line recorded by mistake is withdrawn with a reason, never changed.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="costs")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, null=True, blank=True, related_name="costs")
    contract = models.ForeignKey(WorkContract, on_delete=models.PROTECT, null=True, blank=True, related_name="costs")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="costs")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    item = models.CharField(max_length=14, choices=CostItem.choices)
    payer = models.CharField(max_length=20, choices=Payer.choices)
    payee = models.CharField(max_length=200)
    payee_employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payee_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    phase = models.CharField(max_length=14, choices=CostPhase.choices)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    francs = models.PositiveBigIntegerField(null=True, blank=True)
    paid_on = models.DateField()
    proof = models.CharField(max_length=10, choices=Proof.choices)
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["paid_on", "id"]
        indexes: ClassVar = [models.Index(fields=["office", "paid_on"], name="cost_by_office")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="cost_is_an_amount"),
            models.CheckConstraint(
                condition=~models.Q(proof=Proof.RECEIPT) | ~models.Q(reference=""), name="cost_receipt_has_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="cost_withdrawn_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.amount} {self.currency}"


class RefundClaim(Record):
    """What must be given back to a worker; `repaid` is what came so far, in whole small units of the cost's currency."""

    cost = models.OneToOneField(Cost, on_delete=models.PROTECT, related_name="claim")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ClaimState.choices)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    repaid = models.PositiveBigIntegerField(default=0)
    opened_on = models.DateField()
    asked_on = models.DateField(null=True, blank=True)
    asked_reference = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    abandon_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    abandoned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["opened_on", "id"]
        indexes: ClassVar = [models.Index(fields=["office", "state"], name="claim_by_office")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(repaid__lte=models.F("amount")), name="claim_repaid_within_its_amount"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ClaimState.REPAID) | models.Q(repaid=models.F("amount")),
                name="claim_repaid_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[ClaimState.REPAID, ClaimState.ABANDONED], ended_on__isnull=False)
                | (~models.Q(state__in=[ClaimState.REPAID, ClaimState.ABANDONED]) & models.Q(ended_on__isnull=True)),
                name="claim_ended_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ClaimState.ABANDONED)
                | (
                    models.Q(abandoned_by__isnull=False, abandon_asked_by__isnull=False)
                    & ~models.Q(abandoned_by=models.F("abandon_asked_by"))
                    & ~models.Q(reason="")
                ),
                name="claim_abandoned_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.amount} {self.currency}"


class Repayment(Record):
    """Money given back to a worker, whole small units of the claim's currency."""

    claim = models.ForeignKey(RefundClaim, on_delete=models.CASCADE, related_name="repayments")
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    reference = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["paid_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="repayment_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"


class RecruiterFlag(Record):
    """Whoever took money from a worker that nobody may take: an employer, an organisation, or a name."""

    cost = models.OneToOneField(Cost, on_delete=models.PROTECT, related_name="flag")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="flags"
    )
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_index=True)
    flagged_on = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-flagged_on", "-id"]

    def __str__(self) -> str:
        return self.name


class FirstEarning(Record):
    """What a worker earned in the first month of the job abroad: what SDG 10.7.1 divides the costs by (D.6)."""

    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="first_earning")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    francs = models.PositiveBigIntegerField(null=True, blank=True)
    proof = models.CharField(max_length=10, choices=Proof.choices)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="first_earning_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Survey(Record):
    """What a worker said when asked: whether they know where to complain, what they sent home in a month (voluntary).

    `sent` is whole CFA francs; None where they would rather not say.
    """

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="surveys")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    knows_channel = models.BooleanField(null=True, blank=True)
    sent = models.PositiveBigIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]
        indexes: ClassVar = [models.Index(fields=["asked_on"], name="survey_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidacy", "asked_on"], name="survey_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(knows_channel__isnull=False) | models.Q(sent__isnull=False),
                name="survey_answers_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"
