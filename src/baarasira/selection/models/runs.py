"""A run of the selection: the closed list, what it was computed by, who was chosen, who signed."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.openings.models import Campaign
from baarasira.programmes.enums import SeatMethod

from ..enums import OPEN_RUNS, Result, RunState

_SIGNED = [RunState.SIGNED, RunState.PUBLISHED]


class Run(Record):
    """One run of a campaign's selection, numbered from 1; an appeal upheld or an abandoned list makes another.

    `sha256` is of the applicants' file, `rules_sha256` of the rules it was computed by. The seed comes after the list, from a
    public draw whose `seed_source` is named. Two people sign, never the same; their staff numbers are kept (R-16).
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RunState.choices)
    method = models.CharField(max_length=10, choices=SeatMethod.choices)
    former = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    # the list
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    applicants = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    seats = models.PositiveIntegerField()
    reserve = models.PositiveIntegerField(default=0)
    reserve_by = models.CharField(max_length=20, blank=True)
    # the seed
    seed = models.CharField(max_length=200, blank=True)
    seed_source = models.CharField(max_length=300, blank=True)
    seed_at = models.DateTimeField(null=True, blank=True)
    seed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # the proposal
    computed_at = models.DateTimeField(null=True, blank=True)
    rules_sha256 = models.CharField(max_length=64, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    filled = models.PositiveIntegerField(null=True, blank=True)
    total = models.BigIntegerField(null=True, blank=True)
    conflict = models.JSONField(null=True, blank=True)
    # the signatures
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_number = models.CharField(max_length=30, blank=True)
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_number = models.CharField(max_length=30, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    appeals_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    # The last receipt, in the order of the list, whose person was told (the clock tells them, a batch at a time).
    told_through = models.CharField(max_length=20, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["campaign_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_run_a_number"),
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(state__in=sorted(OPEN_RUNS)), name="one_open_run"
            ),
            models.CheckConstraint(
                condition=models.Q(seed="", seed_at__isnull=True, seed_by__isnull=True, seed_source="")
                | (
                    models.Q(seed_at__isnull=False, seed_by__isnull=False, seed_at__gte=models.F("closed_at"))
                    & ~models.Q(seed="")
                    & ~models.Q(seed_source="")
                ),
                name="run_seed_after_the_list",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[RunState.PROPOSED, *_SIGNED])
                | (models.Q(computed_at__isnull=False, filled__isnull=False, total__isnull=False) & ~models.Q(seed="")),
                name="run_proposed_was_computed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SIGNED) | models.Q(first_by__isnull=False, first_at__isnull=False),
                name="run_signed_has_signer",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.PUBLISHED)
                | models.Q(second_by__isnull=False, published_at__isnull=False),
                name="run_published_has_two_signers",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True)
                | (
                    ~models.Q(second_by=models.F("first_by"))
                    & (models.Q(second_number="") | ~models.Q(second_number=models.F("first_number")))
                ),
                name="run_signature_takes_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.ABANDONED) | ~models.Q(reason=""), name="run_abandoned_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"


class RunFile(models.Model):
    """A file of a run, as anyone may download it: the database refuses to change one (migration guards)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=20)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["run_id", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "name"], name="one_file_a_name")]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One applicant of a closed list: the receipt, the score in thousandths and its lines, the cells that quotas read.

    The database refuses to change one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="entries")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=20)
    score = models.IntegerField()
    points = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["run_id", "receipt"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "candidacy"], name="one_entry_a_candidate"),
            models.UniqueConstraint(fields=["run", "receipt"], name="one_entry_a_receipt"),
        ]

    def __str__(self) -> str:
        return self.receipt


class Seat(models.Model):
    """A place that a run gives: a seat, or a place on a reserve list; whoever has none of both is not selected."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="places")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="places")
    result = models.CharField(max_length=12, choices=[(item.value, item.label) for item in Result])
    quotas = models.JSONField(default=list)  # before the column `list`, which is what the name means from there on
    list = models.CharField(max_length=60, blank=True)
    rank = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["run_id", "result", "list", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "entry"], name="one_place_an_entry"),
            models.UniqueConstraint(fields=["run", "result", "list", "rank"], name="one_place_a_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.list} {self.rank}"


class QuotaChange(Record):
    """A bound of a quota that the department moved for this run, with its reason: written into the rules that are published."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="quota_changes")
    quota = models.CharField(max_length=100)
    bound = models.CharField(max_length=10, choices=[("min", "min"), ("max", "max")])
    former = models.CharField(max_length=20, blank=True)
    value = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(reason=""), name="quota_change_has_reason")]

    def __str__(self) -> str:
        return f"{self.quota} {self.bound} {self.value}"
