"""Programmes and their versions. What a version says never changes: the database itself refuses it (migration guards)."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.reference.enums import Origin

from .compiled.building import programme_of
from .compiled.model import Programme as Compiled
from .enums import ProgrammeKind, VersionState


class Programme(Record):
    """A programme by its short name, which never changes; what it says is in its versions.

    `owner` is the structure in charge of it (a department, or headquarters).
    """

    key = models.CharField(max_length=60, unique=True)
    owner = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="programmes")

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key


class ProgrammeVersion(Record):
    """One frozen version: the file as it was written, its canonical form and hash, who wrote it, who published it.

    `title` and `kind` are read out of the canonical form, for lists. A version of the product's own catalogue has no author.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices)
    origin = models.CharField(max_length=15, choices=Origin.choices)
    file_name = models.CharField(max_length=200)
    text = models.TextField()
    canonical = models.TextField()
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=ProgrammeKind.choices)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author_number = models.CharField(max_length=30, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publisher_number = models.CharField(max_length=30, blank=True)
    published_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["programme__key", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(state=VersionState.PUBLISHED), name="one_published_version"
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(state=VersionState.DRAFT), name="one_version_awaiting"
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True)
                | (
                    (models.Q(author__isnull=True) | ~models.Q(published_by=models.F("author")))
                    & (models.Q(author_number="") | ~models.Q(publisher_number=models.F("author_number")))
                ),
                name="programme_publication_takes_two",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[VersionState.DRAFT, VersionState.DISCARDED],
                    published_by__isnull=True,
                    published_on__isnull=True,
                )
                | models.Q(
                    state__in=[VersionState.PUBLISHED, VersionState.RETIRED],
                    published_by__isnull=False,
                    published_on__isnull=False,
                ),
                name="programme_published_has_publisher",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[VersionState.DRAFT, VersionState.PUBLISHED], ended_on__isnull=True, end_reason=""
                )
                | (
                    models.Q(state__in=[VersionState.RETIRED, VersionState.DISCARDED], ended_on__isnull=False)
                    & ~models.Q(end_reason="")
                ),
                name="programme_ended_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"

    @property
    def compiled(self) -> Compiled:
        """The frozen structure of this version, built once a process."""
        return programme_of(self.canonical)
