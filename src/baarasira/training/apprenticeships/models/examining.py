"""The final practical examination: a jury of three, a practical situation and an oral."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure

from ..enums import ExamState, JurorKind
from .contracts import Contract
from .masters import Master
from .trades import Trade


class Examination(Record):
    """One day of examination in a trade: the situation that is set, the jury, who sits it."""

    number = models.CharField(max_length=20, unique=True)
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="examinations")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="examinations")
    state = models.CharField(max_length=10, choices=ExamState.choices)
    held_on = models.DateField()
    place = models.CharField(max_length=160)
    situation = models.CharField(max_length=1000)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True) | ~models.Q(signed_by=models.F("proposed_by")),
                name="examination_signed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ExamState.CLOSED, signed_by__isnull=False, signed_on__isnull=False)
                | (~models.Q(state=ExamState.CLOSED) & models.Q(signed_by__isnull=True)),
                name="examination_closed_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Juror(Record):
    """A member of the jury: one trainer, two professionals of the trade (domain.md C.7)."""

    examination = models.ForeignKey(Examination, on_delete=models.CASCADE, related_name="jurors")
    kind = models.CharField(max_length=12, choices=JurorKind.choices)
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)
    master = models.ForeignKey(Master, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["kind", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Sitting(Record):
    """An apprentice before the jury; `average_100` is the mean to two decimals times a hundred, once it is signed."""

    examination = models.ForeignKey(Examination, on_delete=models.CASCADE, related_name="sittings")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="sittings")
    absent = models.BooleanField(default=False)
    passed = models.BooleanField(null=True, blank=True)
    average_100 = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["examination", "contract"], name="sitting_once_an_examination")
        ]

    def __str__(self) -> str:
        return f"{self.examination}: {self.contract}"


class JurorMark(Record):
    """What one juror gives, out of 20 in quarter points, kept times four."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="marks")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="marks")
    practical_4 = models.PositiveSmallIntegerField()
    oral_4 = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "juror"], name="one_mark_a_juror"),
            models.CheckConstraint(
                condition=models.Q(practical_4__lte=80, oral_4__lte=80), name="juror_marks_out_of_20"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practical_4 / 4} / {self.oral_4 / 4}"


class MarkChange(models.Model):
    """A mark that was corrected: which, what it was, what it is, by whom and why. Rows are only ever added."""

    id = models.BigAutoField(primary_key=True)
    object_id = models.UUIDField(db_index=True)
    field = models.CharField(max_length=20)
    former_4 = models.PositiveSmallIntegerField()
    new_4 = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.former_4 / 4} → {self.new_4 / 4}"
