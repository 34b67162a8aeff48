"""The tables of states: of a candidacy to an offer, and of the file of a campaign."""

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

ROAD = TransitionTable(
    "campaign_file",
    [
        transition("apply", "", CandidacyState.UNDER_WAY, _("Register the application")),
        transition("step", CandidacyState.UNDER_WAY, CandidacyState.UNDER_WAY),
        transition("end", CandidacyState.UNDER_WAY, CandidacyState.ENDED),
        transition("reopen", CandidacyState.ENDED, CandidacyState.UNDER_WAY, _("Put back on the road")),
    ],
)
"""A campaign's file. Where it goes from one step is written in its programme; `steps.moving` alone moves it."""
