"""How the states of campaigns and of their files look: word, colour, shape."""

from baarasira.candidacies.enums import CandidacyState, TicketState
from baarasira.candidacies.models import Candidacy
from baarasira.openings.enums import CampaignState
from baarasira.programmes.enums import OutcomeKind

_TONES = {
    CampaignState.RECEIVED: "neutral",
    CampaignState.REJECTED: "refused",
    CampaignState.CHECKED: "wait",
    CampaignState.SPLIT: "wait",
    CampaignState.SUBMITTED: "wait",
    CampaignState.OPEN: "action",
    CampaignState.PRESELECTION: "wait",
    CampaignState.SELECTION: "wait",
    CampaignState.PREPARATION: "wait",
    CampaignState.RUNNING: "done",
    CampaignState.RETURNS: "wait",
    CampaignState.CLOSED: "done",
    CampaignState.SUSPENDED: "late",
    CampaignState.CANCELLED: "refused",
}
_OUTCOMES = {
    OutcomeKind.SUCCESS: "done",
    OutcomeKind.REFUSED: "refused",
    OutcomeKind.WITHDRAWN: "neutral",
    OutcomeKind.INTERRUPTED: "late",
}
TICKET_TONES = {
    TicketState.WAITING.value: "wait",
    TicketState.CALLED.value: "action",
    TicketState.SERVED.value: "done",
    TicketState.ABSENT.value: "neutral",
}


def tone(state: str) -> str:
    """Return the tone of a campaign's state for state_badge."""
    return _TONES[CampaignState(state)]


def file_tone(candidacy: Candidacy) -> str:
    """Return the tone of a file: stopped, ended by some kind of outcome, or under way."""
    if candidacy.frozen_on is not None:
        return "late"
    if candidacy.state == CandidacyState.ENDED:
        return _OUTCOMES[OutcomeKind(candidacy.outcome_kind)]
    return "wait"
