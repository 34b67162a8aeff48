"""Partner bodies with users of their own, consents given to each, referrals, and transfers of ownership."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.cooperation.models import Organisation
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import OPEN_REFERRALS, ReferralNeed, ReferralState, RefusalMotive
from .cases import Case

_OPEN = sorted(state.value for state in OPEN_REFERRALS)
_ANSWERED = [ReferralState.ACCEPTED, ReferralState.REFUSED, ReferralState.HANDED_BACK]


class PartnerBody(Record):
    """A partner of reintegration that signs in: the organisation of cooperation, and the structure its users belong to.

    `needs` are what may be referred to it. Its data agreement is the organisation's.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="partner_body")
    structure = models.OneToOneField(Structure, on_delete=models.PROTECT, related_name="partner_body")
    needs = models.JSONField(default=list)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation__name_sort", "id"]

    def __str__(self) -> str:
        return str(self.organisation)


class PartnerConsent(models.Model):
    """What a person said of sharing their file with one partner, when and how; the newest row of a partner is in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="partner_consents")
    body = models.ForeignKey(PartnerBody, on_delete=models.PROTECT, related_name="consents")
    given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["person", "body", "id"], name="partner_consent_in_force")]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.given}"


class Referral(Record):
    """A case shown to a partner for one need. While it is sent or accepted the partner reads the file.

    `body` is empty while a specialised referral, started by a vulnerability, is still to be sent; `due_on` the day by which
    it is to be sent, then answered. `words` and `report` are what the service and the partner write to each other.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    body = models.ForeignKey(PartnerBody, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    need = models.CharField(max_length=14, choices=ReferralNeed.choices)
    vulnerability = models.CharField(max_length=14, blank=True)
    state = models.CharField(max_length=12, choices=ReferralState.choices)
    words = models.CharField(max_length=1000, blank=True)
    opened_on = models.DateField()
    due_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refusal = models.CharField(max_length=12, choices=RefusalMotive.choices, blank=True)
    refusal_words = models.CharField(max_length=500, blank=True)
    report = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["body", "state", "due_on"], name="case_referral_by_body"),
            models.Index(fields=["state", "due_on"], name="case_referral_by_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "body", "need"],
                condition=models.Q(state__in=_OPEN),
                name="case_referred_once_for_a_need",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[ReferralState.TO_SEND, ReferralState.WITHDRAWN])
                | models.Q(body__isnull=False, sent_on__isnull=False, sent_by__isnull=False),
                name="case_referral_sent_names_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_ANSWERED)
                | models.Q(answered_on__isnull=False, answered_by__isnull=False),
                name="case_referral_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=ReferralState.REFUSED) & ~models.Q(refusal=""))
                | (~models.Q(state=ReferralState.REFUSED) & models.Q(refusal="")),
                name="case_referral_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.state}"


class Transfer(Record):
    """A change of owner: asked by the structure that has the case, taken by the one that is to have it.

    Until it is taken the owner stays who it was: nobody's case does not exist.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="transfers")
    source = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(taken__isnull=True), name="one_transfer_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(taken__isnull=True, answered_on__isnull=True, answered_by__isnull=True)
                | models.Q(taken__isnull=False, answered_on__isnull=False, answered_by__isnull=False),
                name="transfer_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="transfer_goes_to_another_structure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
