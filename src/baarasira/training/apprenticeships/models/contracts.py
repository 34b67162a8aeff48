"""The tripartite contract of apprenticeship."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import UNDER_CONTRACT, ContractState, EndReason, Signing
from .intakes import Applicant
from .masters import Master
from .trades import Trade

_SIGNED = [ContractState.RUNNING, ContractState.COMPLETED, ContractState.CERTIFIED, ContractState.TERMINATED]


class Contract(Record):
    """Master, apprentice, parent of a minor, centre: the trade, three years, which days where, allowance, insurance, tools.

    `workshop_days` and `centre_days` are days of the week (0 Monday). `allowance` is in whole francs a month. The centre signs
    by another person than who prepared the contract.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=10, choices=ContractState.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="apprenticeships")
    master = models.ForeignKey(Master, on_delete=models.PROTECT, related_name="contracts")
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="apprenticeships")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="contracts")
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts")
    # The pictogram by which the master knows this apprentice among their own.
    sign = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    workshop_days = models.JSONField(default=list)
    centre_days = models.JSONField(default=list)
    allowance = models.PositiveIntegerField(default=0)
    insurer = models.CharField(max_length=120)
    policy_number = models.CharField(max_length=60)
    insured_to = models.DateField()
    tools = models.CharField(max_length=1000, blank=True)
    safety = models.CharField(max_length=1000)
    parent_name = models.CharField(max_length=160, blank=True)
    parent_phone = models.CharField(max_length=20, blank=True)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    apprentice_signed_on = models.DateField(null=True, blank=True)
    apprentice_signing = models.CharField(max_length=8, choices=Signing.choices, blank=True)
    master_signed_on = models.DateField(null=True, blank=True)
    master_signing = models.CharField(max_length=8, choices=Signing.choices, blank=True)
    parent_signed_on = models.DateField(null=True, blank=True)
    parent_signing = models.CharField(max_length=8, choices=Signing.choices, blank=True)
    read_in = models.CharField(max_length=3, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    end_words = models.CharField(max_length=500, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    certified_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["centre", "state"], name="apprenticeship_by_centre"),
            models.Index(fields=["master", "state"], name="apprenticeship_by_master"),
            models.Index(fields=["approved_on"], name="apprenticeship_by_signature"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=sorted(UNDER_CONTRACT)),
                name="one_open_apprenticeship_a_person",
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="apprenticeship_dates"),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SIGNED)
                | models.Q(
                    apprentice_signed_on__isnull=False,
                    master_signed_on__isnull=False,
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                ),
                name="apprenticeship_signed_by_all",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("prepared_by")),
                name="apprenticeship_approved_by_another",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=ContractState.TERMINATED, ended_on__isnull=False) & ~models.Q(end_reason=""))
                | (~models.Q(state=ContractState.TERMINATED) & models.Q(end_reason="")),
                name="apprenticeship_terminated_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ContractState.CERTIFIED, certified_on__isnull=False)
                | (~models.Q(state=ContractState.CERTIFIED) & models.Q(certified_on__isnull=True)),
                name="apprenticeship_certified_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number
