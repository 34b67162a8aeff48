"""How the states of a candidacy and the outcomes of a check look: word, colour, shape."""

from baarasira.candidacies.enums import CandidacyState, CheckOutcome

_TONES = {
    CandidacyState.REFERRED: "wait",
    CandidacyState.INTERVIEWED: "wait",
    CandidacyState.HIRED: "action",
    CandidacyState.STARTED: "done",
    CandidacyState.REFUSED: "refused",
    CandidacyState.WITHDRAWN: "neutral",
}
_OUTCOMES = {CheckOutcome.KEPT: "done", CheckOutcome.LOST: "refused", CheckOutcome.UNREACHED: "late"}


def tone(state: str) -> str:
    """Return the tone of a candidacy's state for state_badge."""
    return _TONES[CandidacyState(state)]


def outcome_tone(outcome: str) -> str:
    """Return the tone of a check's outcome; waiting while there is none."""
    return _OUTCOMES[CheckOutcome(outcome)] if outcome else "wait"
