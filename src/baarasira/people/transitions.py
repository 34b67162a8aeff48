"""The tables of states of the person's file."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import PersonState, RightState

PERSON = TransitionTable(
    "person",
    [
        transition("register", "", PersonState.OPEN, _("Register")),
        # Consent to the register withdrawn, or an objection upheld (domain.md B.8).
        transition("suspend", PersonState.OPEN, PersonState.SUSPENDED, _("Suspend processing")),
        transition("resume", PersonState.SUSPENDED, PersonState.OPEN, _("Resume processing")),
        # Two files of one person (doubles): the one taken up, and its return as it was when the merge is undone.
        transition(
            "merge", {PersonState.OPEN, PersonState.SUSPENDED}, PersonState.MERGED, _("Merge into another file")
        ),
        transition("part", PersonState.MERGED, PersonState.OPEN, _("Undo the merge")),
        transition("part_suspended", PersonState.MERGED, PersonState.SUSPENDED, _("Undo the merge")),
        transition(
            "purge", {PersonState.OPEN, PersonState.SUSPENDED, PersonState.MERGED}, PersonState.PURGED, _("Purge")
        ),
    ],
)

RIGHT = TransitionTable(
    "right_request",
    [
        transition("ask", "", RightState.ASKED, _("Record the request")),
        transition("grant", RightState.ASKED, RightState.DONE, _("Answer: done")),
        transition("refuse", RightState.ASKED, RightState.REFUSED, _("Answer: refused")),
    ],
)
