"""The states of an incident, of a claim for refund, of a bar and of an appeal against it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import ENDED, UNREAD, AppealState, BarState, ClaimState, IncidentState

_WORKED = {IncidentState.ACKNOWLEDGED, IncidentState.IN_HAND, IncidentState.REFERRED}

INCIDENT = TransitionTable(
    "incident",
    [
        transition("report", "", IncidentState.REPORTED, _("Report")),
        transition("acknowledge", UNREAD, IncidentState.ACKNOWLEDGED, _("Mark as read")),
        transition("take", {*UNREAD, *_WORKED}, IncidentState.IN_HAND, _("Take in hand")),
        transition("refer", _WORKED, IncidentState.REFERRED, pgettext_lazy("incident", "Refer")),
        transition("resolve", _WORKED, IncidentState.RESOLVED, _("Record the remedy")),
        transition("close", _WORKED, IncidentState.CLOSED, _("Close without remedy")),
        transition("reopen", ENDED, IncidentState.REOPENED, _("Reopen")),
    ],
)

_STANDING = {ClaimState.OPENED, ClaimState.ASKED, ClaimState.PART_REPAID}

CLAIM = TransitionTable(
    "refund_claim",
    [
        transition("open", "", ClaimState.OPENED),
        transition("ask", ClaimState.OPENED, ClaimState.ASKED, _("Record the demand")),
        transition("repay_part", _STANDING, ClaimState.PART_REPAID),
        transition("repay", _STANDING, ClaimState.REPAID),
        transition("abandon", _STANDING, ClaimState.ABANDONED, _("Abandon the claim")),
    ],
)

BAR = TransitionTable(
    "bar",
    [
        transition("propose", "", BarState.PROPOSED, _("Propose a bar")),
        transition("suspend", "", BarState.STANDING, _("Suspend at once")),
        transition("hear", BarState.PROPOSED, BarState.HEARD, _("Record the hearing")),
        transition("decide", {BarState.PROPOSED, BarState.HEARD}, BarState.STANDING, _("Decide the bar")),
        transition("drop", {BarState.PROPOSED, BarState.HEARD}, BarState.DROPPED, _("Do not bar")),
        transition("lift", BarState.STANDING, BarState.LIFTED, _("Lift")),
    ],
)

BAR_APPEAL = TransitionTable(
    "bar_appeal",
    [
        transition("record", "", AppealState.RECORDED, _("Record the appeal")),
        transition("uphold", AppealState.RECORDED, AppealState.UPHELD, _("Uphold the appeal")),
        transition("reject", AppealState.RECORDED, AppealState.REJECTED, _("Reject the appeal")),
    ],
)
