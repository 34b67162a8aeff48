"""Two trees and the dated table between them: the territory, and the service."""

from typing import ClassVar

from django.db import models

from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record

from .enums import StructureKind, TerritoryKind

__all__ = ["Coverage", "Structure", "StructureKind", "Territory", "TerritoryKind"]


class Territory(models.Model):
    """A region (or the District), a cercle or a commune, by a code of its own (``ML-1``, ``ML-1-KAYES``).

    Codes never change once given: they stand in files, exports and statistics. `code_ct` is the number the law gives a
    region; populations are those of the 2022 census (INSTAT). No `valid_from` means older than the records.
    """

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=120)
    other_names = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=TerritoryKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    iso = models.CharField(max_length=10, blank=True)
    code_ct = models.CharField(max_length=4, blank=True)
    population_male = models.PositiveIntegerField(null=True, blank=True)
    population_female = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(fields=["kind", "parent", "name"], name="territory_by_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind=TerritoryKind.COUNTRY, parent__isnull=True)
                | (~models.Q(kind=TerritoryKind.COUNTRY) & models.Q(parent__isnull=False)),
                name="territory_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Structure(Record):
    """A structure of the service. `path` lists the ids from the root down (``/a/b/c/``): a subtree is one prefix."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=StructureKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, db_index=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="structure_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=StructureKind.HEADQUARTERS) | models.Q(parent__isnull=False),
                name="structure_below_headquarters",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Coverage(models.Model):
    """Which structure serves which territory, between two dates (the last day counts)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="coverages")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="coverages")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["valid_from", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "territory", "valid_from"], name="one_coverage_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="coverage_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.structure} → {self.territory}"
