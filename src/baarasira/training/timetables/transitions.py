"""The states of a proposal."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import ProposalState

PROPOSAL = TransitionTable(
    "timetable",
    [
        transition("propose", "", ProposalState.PROPOSED, _("Propose a timetable")),
        transition("apply", ProposalState.PROPOSED, ProposalState.APPLIED, _("Put the timetable in place")),
        transition("drop", ProposalState.PROPOSED, ProposalState.DROPPED, _("Drop the proposal")),
    ],
)
