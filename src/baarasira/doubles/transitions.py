"""The states of two files found alike, and of a merge."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import MergeState, PairState

_OPEN = {PairState.WAITING, PairState.UNSURE, PairState.PROPOSED}

PAIR = TransitionTable(
    "pair",
    [
        transition("find", "", PairState.WAITING, _("Put in the queue")),
        transition("doubt", {PairState.WAITING, PairState.UNSURE}, PairState.UNSURE, _("Not sure")),
        transition("part", _OPEN, PairState.DIFFERENT, _("Two different people")),
        transition("propose", {PairState.WAITING, PairState.UNSURE}, PairState.PROPOSED, _("Same person")),
        transition("merge", _OPEN, PairState.MERGED, _("Merge")),
        # What was decided in error, or a merge undone: it stands in the queue again.
        transition("reopen", {PairState.DIFFERENT, PairState.MERGED}, PairState.WAITING, _("Put back in the queue")),
    ],
)

MERGE = TransitionTable(
    "merge",
    [
        transition("do", "", MergeState.DONE, _("Merge")),
        transition("undo", MergeState.DONE, MergeState.UNDONE, _("Undo the merge")),
    ],
)
