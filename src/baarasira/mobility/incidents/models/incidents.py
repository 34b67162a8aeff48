"""Incidents, the words written about them, the bodies they are referred to, and who may see the confidential ones."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.employers.models import Employer
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.mobility.contracts.models import WorkContract
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import IncidentKind, IncidentState, NoteKind, ReferralBody, ReportChannel, Reporter, Severity

_ENDED = [IncidentState.CLOSED, IncidentState.RESOLVED]


class Incident(Record):
    """Something that went wrong for a worker, from the report to the remedy.

    `number` and a secret code follow it from outside: of the code only a keyed fingerprint is stored. `office` is the
    structure on duty. `origin` and `origin_id`
    name the record that opened it by itself, so that the same finding opens it once. `due_at` is counted from `counted_from` (the
    report, or the last reopening) by the deadline of its severity on that day; `escalated` the last step of the alarm given. Words stand in `Note`, sealed.
    Money is whole small units of `remedy_currency`.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    code_print = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=24, choices=IncidentKind.choices)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices)
    confidential = models.BooleanField()
    state = models.CharField(max_length=14, choices=IncidentState.choices)
    channel = models.CharField(max_length=10, choices=ReportChannel.choices)
    reporter = models.CharField(max_length=10, choices=Reporter.choices)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="incidents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    contract = models.ForeignKey(
        WorkContract, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    country = models.CharField(max_length=2, blank=True)
    origin = models.CharField(max_length=30, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    counted_from = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    handler = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    remedy_amount = models.PositiveBigIntegerField(null=True, blank=True)
    remedy_currency = models.CharField(max_length=3, blank=True)
    consent_abroad = models.BooleanField(null=True, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    escalated = models.PositiveSmallIntegerField(default=0)

    NOT_JOURNALED: ClassVar = frozenset({"code_print", "form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "due_at"], name="incident_by_office"),
            models.Index(fields=["state", "due_at"], name="incident_due"),
            models.Index(fields=["reported_at"], name="incident_by_report"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["origin", "origin_id", "kind"],
                condition=models.Q(origin_id__isnull=False),
                name="incident_opened_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_ENDED, closed_at__isnull=False, closed_by__isnull=False)
                | (~models.Q(state__in=_ENDED) & models.Q(closed_at__isnull=True, closed_by__isnull=True)),
                name="incident_closed_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(remedy_amount__isnull=True, remedy_currency="")
                | (models.Q(remedy_amount__isnull=False) & ~models.Q(remedy_currency="")),
                name="incident_remedy_has_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(consent_abroad__isnull=True, consent_on__isnull=True)
                | models.Q(consent_abroad__isnull=False, consent_on__isnull=False),
                name="incident_consent_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Note(models.Model):
    """Words about an incident, sealed: under the key of its person, or bound to the row while nobody is named.

    `key_of` is the person under whose key it is sealed: a purge of that person makes it unreadable. Never changed; a note
    sealed again when its incident is joined to a person says the same words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    sealed = models.TextField()
    key_of = models.UUIDField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"sealed"})

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Referral(Record):
    """An incident handed to another body; `abroad` when what is handed over leaves the country (R-13)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="referrals")
    body = models.CharField(max_length=20, choices=ReferralBody.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    abroad = models.BooleanField()
    sent_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sent_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(abroad=False) | models.Q(organisation__isnull=False),
                name="referral_abroad_names_who",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("sent_on")),
                name="referral_answered_after_it_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.sent_on}"


class Carer(Record):
    """Somebody named to see the confidential incidents of a structure and of those below it, between two days."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cares")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="carers")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "structure"], condition=models.Q(ended_on__isnull=True), name="carer_named_once"
            ),
            models.CheckConstraint(condition=~models.Q(user=models.F("named_by")), name="carer_named_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.structure}"


class Tries(models.Model):
    """Reports, and wrong codes, by network address and by number, since the first of the hour."""

    key_print = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    tries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.tries} since {self.since}"
