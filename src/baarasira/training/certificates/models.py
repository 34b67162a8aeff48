"""Certificates of training, as they were signed."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.credentials.models import CredentialStatus
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from .enums import STANDING, WAS_ISSUED, CertificateState, SourceKind

_STANDING = sorted(STANDING)
_WAS_ISSUED = sorted(WAS_ISSUED)


class Certificate(Record):
    """That somebody learnt something: who, what, by which criteria, with which result, signed by which two people.

    What it says is kept as it was when proposed. `source_kind` and `source_id` name what it is for: one certificate stands for
    it at a time. `skills` are codes, given to the person's profile while it stands. `token` is the short credential of its
    printed code, `badge` the whole Open Badges 3.0 credential of its file; both stand at the same place (`status`) of the
    status lists. `salt` hides the holder's number in the badge. `hours` of teaching, None when unknown.
    """

    number = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="certificates")
    state = models.CharField(max_length=10, choices=CertificateState.choices)
    source_kind = models.CharField(max_length=15, choices=SourceKind.choices)
    source_id = models.UUIDField()
    # what it says
    holder = models.CharField(max_length=400, blank=True)
    born_year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    criteria = models.TextField()
    result = models.CharField(max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    skills = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    # two people
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposer_number = models.CharField(max_length=30, blank=True)
    proposed_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issuer_number = models.CharField(max_length=30, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    token = models.TextField(blank=True)
    badge = models.TextField(blank=True)
    status = models.OneToOneField(
        CredentialStatus, on_delete=models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    # end
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"token", "badge", "salt"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["office", "state"], name="certificate_by_office")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id"],
                condition=models.Q(state__in=_STANDING),
                name="one_standing_certificate_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=_WAS_ISSUED, issued_by__isnull=False, issued_at__isnull=False, status__isnull=False
                )
                | (~models.Q(state__in=_WAS_ISSUED) & models.Q(issued_by__isnull=True, status__isnull=True)),
                name="certificate_issued_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_by__isnull=True)
                | (
                    ~models.Q(issued_by=models.F("proposed_by"))
                    & (models.Q(issuer_number="") | ~models.Q(issuer_number=models.F("proposer_number")))
                ),
                name="certificate_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="certificate_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_STANDING, ended_at__isnull=True, reason="")
                | (~models.Q(state__in=_STANDING) & models.Q(ended_at__isnull=False) & ~models.Q(reason="")),
                name="certificate_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number
