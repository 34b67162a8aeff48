"""What an ESCO release loaded by an administrator brings: labels of occupations, skills, and which group uses which.

The product's own names and skills are not here: they are carried as files and need no database (`occupations`, `skills`).
"""

from typing import ClassVar

from django.db import models

from baarasira.kernel.ids import uuid7

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
