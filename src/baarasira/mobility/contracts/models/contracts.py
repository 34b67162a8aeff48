"""A worker's contract: what it says, its clauses one by one, the checks made by the machine, its visa and its signature."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record
from baarasira.reference.enums import WageScope

from ..enums import DECIDED, PREPARED, VISED, Channel, ContractState, Moment, Outcome, Presence, SignatureWay
from .conditions import Conditions

_VISED = sorted(VISED)
_DECIDED = sorted(DECIDED)


class WorkContract(Record, Conditions):
    """One version of the contract of one worker; the standing one bears the visa, is signed, and was not replaced.

    `worker_name` and `worker_born` are as written in the contract; `text_sha256` is of the text under review,
    `approved_sha256` of the one the visa was given to, `signed_sha256` of the one the worker signed (R-03: the same);
    `scan_sha256` of the scanned signed paper. `offered` holds the conditions of the offer as they were when it was recorded.
    The staff numbers of reviewer and approver are kept: two accounts of one number are one person (R-16).
    """

    number = models.CharField(max_length=20, unique=True)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="contracts")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=30, choices=ContractState.choices)
    # parties
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="contracts")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts")
    country = models.CharField(max_length=2)
    scope = models.CharField(max_length=15, choices=WageScope.choices, default=WageScope.ALL)
    channel = models.CharField(max_length=20, choices=Channel.choices, blank=True)
    channel_number = models.CharField(max_length=60, blank=True)
    worker_name = models.CharField(max_length=250)
    worker_born = models.DateField(null=True, blank=True)
    worker_passport_end = models.CharField(max_length=4, blank=True)
    # time
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    insurance_from = models.DateField(null=True, blank=True)
    travel_on = models.DateField(null=True, blank=True)
    # the text
    text_sha256 = models.CharField(max_length=64, blank=True)
    offered = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    # the visa
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewer_number = models.CharField(max_length=30, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField(max_length=1000, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approver_number = models.CharField(max_length=30, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_note = models.CharField(max_length=1000, blank=True)
    approved_sha256 = models.CharField(max_length=64, blank=True)
    # the signature
    read_in = models.CharField(max_length=3, blank=True)
    read_by = models.CharField(max_length=150, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_at_place = models.CharField(max_length=150, blank=True)
    signature_way = models.CharField(max_length=12, choices=SignatureWay.choices, blank=True)
    witness = models.CharField(max_length=150, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    signature_recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    superseded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "starts_on"], name="contract_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=models.Q(state__in=_VISED, signed_on__isnull=False),
                name="one_standing_contract",
            ),
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=models.Q(state__in=sorted(PREPARED)) | models.Q(state__in=_VISED, signed_on__isnull=True),
                name="one_prepared_contract",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_DECIDED)
                | models.Q(reviewed_by__isnull=False, approved_by__isnull=False, decided_on__isnull=False),
                name="contract_decided_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | (
                    ~models.Q(approved_by=models.F("reviewed_by"))
                    & (models.Q(approver_number="") | ~models.Q(approver_number=models.F("reviewer_number")))
                ),
                name="contract_visa_takes_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_VISED)
                | (~models.Q(approved_sha256="") & models.Q(approved_sha256=models.F("text_sha256"))),
                name="contract_visa_of_its_text",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True, signature_way="", signed_sha256="")
                | (
                    models.Q(signed_on__isnull=False, signed_sha256=models.F("approved_sha256"))
                    & ~models.Q(signed_sha256="")
                    & ~models.Q(signature_way="")
                ),
                name="contract_signed_as_approved",
            ),
            models.CheckConstraint(
                condition=~models.Q(signature_way=SignatureWay.THUMBPRINT) | ~models.Q(witness=""),
                name="contract_thumbprint_has_witness",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="contract_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ContractState.SUPERSEDED, superseded_on__isnull=False)
                | (~models.Q(state=ContractState.SUPERSEDED) & models.Q(superseded_on__isnull=True)),
                name="contract_superseded_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContractClause(Record):
    """What the reviewer found of one clause (C01 to C26) in the text: present, absent or not conform, on which page."""

    contract = models.ForeignKey(WorkContract, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(max_length=3)
    presence = models.CharField(max_length=12, choices=Presence.choices)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "code"], name="one_line_a_clause"),
            models.CheckConstraint(
                condition=models.Q(presence=Presence.PRESENT) | ~models.Q(remark=""), name="clause_missing_has_remark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.presence}"


class ContractCheck(models.Model):
    """One check made by the machine, kept as it was with the verdict or the signature: result, values used, rule, source.

    A value entered later (a new minimum wage) changes the checks made from then on, never a row of this table.
    """

    contract = models.ForeignKey(WorkContract, on_delete=models.CASCADE, related_name="checks")
    moment = models.CharField(max_length=10, choices=Moment.choices)
    position = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=3, blank=True)
    rule = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    blocking = models.BooleanField()
    sentence = models.TextField()
    values = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    source = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["moment", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "moment", "position"], name="one_check_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"


class TemplateApproval(Record):
    """A translated template of a paper, approved by a named officer; it holds for the words it was given to (`sha256`)."""

    template = models.CharField(max_length=40)
    language = models.CharField(max_length=3)
    sha256 = models.CharField(max_length=64)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField()
    officer = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["template", "language", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "language", "sha256"], name="one_approval_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.language}"
