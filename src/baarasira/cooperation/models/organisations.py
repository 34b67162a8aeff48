"""The bodies one works with, and the people to call there."""

from typing import ClassVar

from django.db import models

from baarasira.kernel.models import Record
from baarasira.reference.enums import Origin

from ..enums import OrganisationKind


class Organisation(Record):
    """A body the service works with; the register is one for the whole country.

    `code` names the rows the product carries (B.2), empty for those recorded here. A data agreement and the receipt of
    the data-protection authority (APDP) are what a transfer of personal data needs (R-13).
    """

    code = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=15, choices=Origin.choices, default=Origin.ADMINISTRATOR)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=220, db_index=True)
    acronym = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    country = models.CharField(max_length=2, blank=True)  # empty: of many countries
    role = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    data_agreement = models.CharField(max_length=120, blank=True)
    data_agreement_on = models.DateField(null=True, blank=True)
    apdp_receipt = models.CharField(max_length=120, blank=True)
    apdp_receipt_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name_sort", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="organisation_carried_once"),
            models.CheckConstraint(
                condition=models.Q(data_agreement="", data_agreement_on__isnull=True)
                | (~models.Q(data_agreement="") & models.Q(data_agreement_on__isnull=False)),
                name="organisation_data_agreement_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(apdp_receipt="", apdp_receipt_on__isnull=True)
                | (~models.Q(apdp_receipt="") & models.Q(apdp_receipt_on__isnull=False)),
                name="organisation_receipt_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name with its acronym, as lists show it."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class OrganisationContact(Record):
    """A person to call at an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
