"""The states of a clearance and of a numbered form."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import ClearanceState, FormState

CLEARANCE = TransitionTable(
    "clearance",
    [
        transition("propose", "", ClearanceState.PROPOSED, _("Propose the clearance")),
        transition("issue", ClearanceState.PROPOSED, ClearanceState.ISSUED, _("Issue the clearance")),
        transition("abandon", ClearanceState.PROPOSED, ClearanceState.ABANDONED, _("Take the proposal back")),
        transition("revoke", ClearanceState.ISSUED, ClearanceState.REVOKED, _("Revoke the clearance")),
        transition("use", ClearanceState.ISSUED, ClearanceState.USED),
        transition("supersede", ClearanceState.ISSUED, ClearanceState.SUPERSEDED),
    ],
)

_NOT_ISSUED = {FormState.MISSING, FormState.VOID, FormState.LOST, FormState.WRONG}

FORM = TransitionTable(
    "clearance_form",
    [
        transition("reserve", "", FormState.MISSING, _("Reserve numbered forms")),
        transition("enter_issued", _NOT_ISSUED, FormState.ISSUED, _("Enter the form")),
        transition("enter_wrong", _NOT_ISSUED, FormState.WRONG),
        transition("enter_void", _NOT_ISSUED, FormState.VOID),
        transition("enter_lost", _NOT_ISSUED, FormState.LOST),
    ],
)
"""A form entered as void, lost or wrong may be entered again, when it is found or put right; an issued one may not."""
