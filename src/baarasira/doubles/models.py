"""Two files that may be one person's, and merges with what each moved, so that they can be undone."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.people.models import Person

from .enums import MergeState, PairState


class Pair(Record):
    """Two files found alike. `one` has the lower id. `found_by` are the codes of what they share (`engine.LINK_REASONS`).

    `kept` is the file that goes on, from the day an agent says that both are one person's.
    """

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    probability = models.DecimalField(max_digits=5, decimal_places=4)
    found_by = models.JSONField(default=list)
    found_on = models.DateField()
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.WAITING)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-probability", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "-probability", "id"], name="pair_by_state"),
            models.Index(fields=["other"], name="pair_by_other"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="two_files_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="pair_of_two_files"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[PairState.PROPOSED, PairState.MERGED]) | models.Q(kept__isnull=False),
                name="pair_merged_names_the_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one.number} = {self.other.number}"


class Merge(Record):
    """One file taken up into another: who said so, who did it, and what was moved.

    `moved`: one item a row, {"model", "pk", "was": {column: value}, "now": {column: value}}; values that are personal are sealed, as
    in their own tables. `filled`: the columns of the kept file that were empty and took the other's value.
    """

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    was_state = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=MergeState.choices, default=MergeState.DONE)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_on = models.DateField()
    moved = models.JSONField(default=list)
    filled = models.JSONField(default=list)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_on = models.DateField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(state=MergeState.DONE), name="absorbed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state=MergeState.DONE, undone_on__isnull=True)
                | models.Q(state=MergeState.UNDONE, undone_on__isnull=False),
                name="merge_undone_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed.number} → {self.kept.number}"
