"""The table of states of a candidacy."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import OPEN_STATES, CandidacyState

CANDIDACY = TransitionTable(
    "candidacy",
    [
        transition("refer", "", CandidacyState.REFERRED, _("Refer")),
        transition(
            "interview",
            {CandidacyState.REFERRED, CandidacyState.INTERVIEWED},
            CandidacyState.INTERVIEWED,
            _("Record the interview"),
        ),
        transition(
            "hire", {CandidacyState.REFERRED, CandidacyState.INTERVIEWED}, CandidacyState.HIRED, _("Record the hire")
        ),
        transition("start", CandidacyState.HIRED, CandidacyState.STARTED, _("Confirm the first day worked")),
        transition("refuse", OPEN_STATES, CandidacyState.REFUSED, _("Record the refusal")),
        transition("withdraw", OPEN_STATES, CandidacyState.WITHDRAWN, _("Withdraw")),
    ],
)
