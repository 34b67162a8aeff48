"""Employers, the people to call there, and the visits paid to them."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure, Territory

from .enums import EmployerState, LegalForm, VisitPurpose

_DECIDED = [EmployerState.ACCREDITED, EmployerState.SUSPENDED]


class Employer(Record):
    """Who offers work: legal identity, sector, address, and whether the agency vouches for it."""

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="employers")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=220, db_index=True)  # by sound: finds the same name spelt otherwise
    name_sort = models.CharField(max_length=220, db_index=True)  # by letters: the order of lists
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices)
    tax_id = models.CharField(max_length=30, blank=True)  # NIF
    tax_id_key = models.CharField(max_length=30, blank=True, db_index=True)
    trade_register = models.CharField(max_length=60, blank=True)  # RCCM
    trade_register_key = models.CharField(max_length=60, blank=True, db_index=True)
    social_security = models.CharField(max_length=30, blank=True)  # INPS
    sector = models.CharField(max_length=1)  # ISIC section
    activity = models.CharField(max_length=200, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    country = models.CharField(max_length=2, default="ML")
    region = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cercle = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    state = models.CharField(max_length=12, choices=EmployerState.choices)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accredited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accredited_on = models.DateField(null=True, blank=True)
    suspended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    suspended_until = models.DateField(null=True, blank=True)
    state_reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["name_sort", "id"]
        indexes: ClassVar = [models.Index(fields=["office", "state"], name="employer_by_office")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~models.Q(source_id=""), name="employer_once_per_source"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_DECIDED)
                | models.Q(accredited_by__isnull=False, accredited_on__isnull=False, submitted_by__isnull=False),
                name="employer_accredited_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(accredited_by__isnull=True) | ~models.Q(accredited_by=models.F("submitted_by")),
                name="employer_accreditation_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_DECIDED, accredited_by__isnull=False)
                | (~models.Q(state__in=_DECIDED) & models.Q(accredited_by__isnull=True)),
                name="employer_only_accredited_names_accrediter",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=EmployerState.SUSPENDED) & ~models.Q(state_reason=""))
                | (
                    ~models.Q(state=EmployerState.SUSPENDED)
                    & models.Q(suspended_until__isnull=True, suspended_by__isnull=True)
                ),
                name="employer_suspended_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmployerWord(models.Model):
    """One word of an employer's name, as written and as heard: found by any part, however spelt."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=60)
    canonical = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["word", "employer"], name="employer_by_word"),
            models.Index(fields=["canonical", "employer"], name="employer_by_canonical"),
        ]

    def __str__(self) -> str:
        return self.word


class EmployerContact(Record):
    """A person to call at an employer."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class EmployerVisit(Record):
    """A visit paid to an employer and what came of it."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="visits")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    visited_on = models.DateField()
    purpose = models.CharField(max_length=20, choices=VisitPurpose.choices)
    met = models.CharField(max_length=150, blank=True)
    report = models.TextField()
    recruitment_needs = models.TextField(blank=True)
    training_needs = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-visited_on", "-id"]

    def __str__(self) -> str:
        return f"{self.employer} {self.visited_on}"
