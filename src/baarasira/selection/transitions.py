"""The states of a panel, of a run, of a call from the reserve and of an appeal."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import OPEN_RUNS, AppealState, CallState, PanelState, RunState

PANEL = TransitionTable(
    "panel",
    [
        transition("form", "", PanelState.FORMED, _("Form the panel")),
        transition("begin", PanelState.FORMED, PanelState.MARKING, _("Begin marking")),
        transition("open", PanelState.MARKING, PanelState.OPENED, _("Open the marks")),
    ],
)

RUN = TransitionTable(
    "run",
    [
        transition("close_list", "", RunState.LISTED, _("Close the list")),
        transition("fix_seed", RunState.LISTED, RunState.SEEDED, _("Fix the seed")),
        transition("propose", {RunState.SEEDED, RunState.PROPOSED}, RunState.PROPOSED, _("Run the selection")),
        transition("sign", RunState.PROPOSED, RunState.SIGNED, _("Sign the selection")),
        transition("publish", RunState.SIGNED, RunState.PUBLISHED, _("Sign and publish")),
        transition("abandon", OPEN_RUNS, RunState.ABANDONED, _("Abandon this run")),
    ],
)

CALL = TransitionTable(
    "reserve_call",
    [
        transition("call", "", CallState.WAITING, _("Call the next person")),
        transition("accept", CallState.WAITING, CallState.ACCEPTED, _("Record the acceptance")),
        transition("decline", CallState.WAITING, CallState.DECLINED, _("Record the refusal")),
        transition("expire", CallState.WAITING, CallState.EXPIRED),
    ],
)

APPEAL = TransitionTable(
    "appeal",
    [
        transition("record", "", AppealState.RECORDED, _("Record the appeal")),
        transition("instruct", AppealState.RECORDED, AppealState.INSTRUCTED, _("Record the instruction")),
        transition("uphold", AppealState.INSTRUCTED, AppealState.UPHELD, _("Uphold the appeal")),
        transition("reject", AppealState.INSTRUCTED, AppealState.REJECTED, _("Reject the appeal")),
    ],
)
