"""What an ESCO release loaded by an administrator brings, what is computed from it, and what agents confirm.

The product's own names and skills are not here: they are carried as files and need no database (`occupations`, `skills`).
"""

from typing import ClassVar

from django.db import models

from baarasira.kernel.ids import uuid7
from baarasira.kernel.records import Record

LONGEST_LABEL = 300


class OccupationLabel(models.Model):
    """A name of an occupation from a loaded release, and its unit group."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=4)
    lang = models.CharField(max_length=2)
    label = models.CharField(max_length=LONGEST_LABEL)
    source = models.CharField(max_length=20)
    release = models.CharField(max_length=40)

    class Meta:
        app_label = "reference"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "lang", "code", "label"], name="one_occupation_label"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Skill(models.Model):
    """A skill of a loaded release; `code` is the last part of its address, prefixed by the source (`esco:0005c151-…`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=80, unique=True)
    label_fr = models.CharField(max_length=LONGEST_LABEL, blank=True)
    label_en = models.CharField(max_length=LONGEST_LABEL, blank=True)
    source = models.CharField(max_length=20)
    release = models.CharField(max_length=40)

    class Meta:
        app_label = "reference"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(label_fr="") | ~models.Q(label_en=""), name="skill_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label_fr or self.label_en


class OccupationSkill(models.Model):
    """A skill that occupations of a unit group use: how many of them, and whether one of them cannot do without."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=4)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="occupations")
    essential = models.BooleanField()
    occupations = models.PositiveIntegerField()

    class Meta:
        app_label = "reference"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "skill"], name="one_occupation_skill"),
            models.CheckConstraint(condition=models.Q(occupations__gt=0), name="occupation_skill_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.skill_id}"


class ConfirmedName(Record):
    """Words that agents typed and the unit group they then chose: how often, until an administrator takes it out.

    `key` is the words as the index compares them (`engine.occupation_key`), `words` as the first of them wrote them.
    """

    key = models.CharField(max_length=200)
    words = models.CharField(max_length=100)
    code = models.CharField(max_length=4)
    count = models.PositiveIntegerField(default=0)
    last_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "reference"
        ordering: ClassVar = ["-count", "key", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "code"], name="one_confirmed_name"),
            models.CheckConstraint(condition=models.Q(count__gt=0), name="confirmed_name_counted"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_by="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_by="")),
                name="confirmed_name_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.code} ({self.count})"


class RelatedList(Record):
    """One version of the list of near occupations, computed from a loaded release; the greatest number not withdrawn holds."""

    number = models.PositiveIntegerField(unique=True)
    release = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    pairs = models.PositiveIntegerField()
    published_on = models.DateField()
    published_by = models.CharField(max_length=200)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "reference"
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_by="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_by="")),
                name="related_list_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.pairs})"


class RelatedPair(models.Model):
    """Two unit groups of a version of the list, a before b, and how near they are."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    related = models.ForeignKey(RelatedList, on_delete=models.CASCADE, related_name="lines")
    a = models.CharField(max_length=4)
    b = models.CharField(max_length=4)
    closeness = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "reference"
        ordering: ClassVar = ["a", "b"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["related", "a", "b"], name="one_related_pair"),
            models.CheckConstraint(
                condition=models.Q(a__lt=models.F("b"), closeness__gte=1, closeness__lte=1000),
                name="related_pair_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a}–{self.b} {self.closeness}"
