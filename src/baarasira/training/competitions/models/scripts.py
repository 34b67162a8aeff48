"""What is anonymous: holders of the seal, sheets of labels, scripts, markers, marks, corrections.

Nothing here may tell whose script is whose before two holders act. So scripts and marks are no `Record`: their ids are drawn
(UUIDv4), they bear no time, and they are stored in the order of their codes, which are drawn too. What links a code to a
candidate lies in `LabelSheet.sealed` alone, sealed to the key of the competition.
"""

import uuid
from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import Rank
from .sitting import QUARTERS_OF_20, Competition, Paper, Sitting


class SealHolder(Record):
    """One of the three who keep the seal. The private half of their keys is under a secret they type, kept nowhere.

    `share` is their part of the key of the competition, sealed to them; `handed` {place of another holder: that part, sealed to
    the other}, once they acted to lift anonymity.
    """

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="holders")
    place = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="competition_seals")
    public = models.CharField(max_length=60, blank=True)
    salt = models.CharField(max_length=40, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)
    wrapped = models.CharField(max_length=120, blank=True)
    share = models.CharField(max_length=200, blank=True)
    handed = models.JSONField(default=dict, blank=True)
    ready_on = models.DateField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"public", "salt", "cost", "wrapped", "share", "handed"})

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competition", "place"], name="one_holder_a_place"),
            models.UniqueConstraint(fields=["competition", "user"], name="one_place_a_holder"),
            models.CheckConstraint(condition=models.Q(place__range=(1, 3)), name="three_holders"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.user_id}"


class LabelSheet(Record):
    """One printing of the labels of a paper, all halls at once. A later printing voids the codes of the former ones.

    `sealed` links codes to candidates, sealed to the key of the competition. `released_by` is the second person, before whom
    the backing of the labels was destroyed: until then nobody marks.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    sealed = models.TextField()
    reason = models.CharField(max_length=500, blank=True)
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    printed_on = models.DateField()
    voided_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"sealed"})

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_label_sheet_a_number"),
            models.UniqueConstraint(
                fields=["paper"], condition=models.Q(voided_on__isnull=True), name="one_standing_label_sheet"
            ),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True) | ~models.Q(released_by=models.F("printed_by")),
                name="labels_released_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""), name="labels_printed_again_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.number}"


class Script(models.Model):
    """A script under its code. `sitting` is empty until anonymity is lifted; `final` in eighths of a point (160 is 20)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="scripts")
    code = models.CharField(max_length=12, unique=True)
    void = models.BooleanField(default=False)
    final = models.PositiveSmallIntegerField(null=True, blank=True)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, null=True, blank=True, related_name="scripts")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paper", "sitting"], condition=models.Q(void=False), name="one_script_a_paper"
            ),
            models.CheckConstraint(
                condition=models.Q(final__isnull=True) | models.Q(final__lte=2 * QUARTERS_OF_20),
                name="final_mark_out_of_twenty",
            ),
            models.CheckConstraint(
                condition=models.Q(sitting__isnull=True) | models.Q(final__isnull=False),
                name="no_name_before_the_final_mark",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Marker(Record):
    """Somebody who marks a paper, in one turn."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="markers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="competition_markers")
    rank = models.PositiveSmallIntegerField(choices=Rank.choices)

    class Meta:
        ordering: ClassVar = ["rank", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "user"], name="one_turn_a_marker"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.rank}"


class Mark(models.Model):
    """One marker's mark of one script, in quarter points; it changes by a `Correction` only (a trigger holds that)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="marks")
    marker = models.ForeignKey(Marker, on_delete=models.PROTECT, related_name="marks")
    rank = models.PositiveSmallIntegerField(choices=Rank.choices)
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["script__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["script", "rank"], name="one_mark_a_turn"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__lte=QUARTERS_OF_20), name="mark_out_of_twenty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.value}"


class Correction(models.Model):
    """A mark changed: what it was, what it is, who changed it and why; of a marker (`mark`), or of the final mark (`mark` empty).

    In quarter points of a mark, in eighths of a final mark. Written once; triggers refuse to change or to delete it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="corrections")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    former = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["script", "number"], name="one_correction_a_number"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="correction_says_why"),
            models.CheckConstraint(condition=~models.Q(former=models.F("value")), name="correction_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.value}"
