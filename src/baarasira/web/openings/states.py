"""How the states of an offer look: word, colour, shape."""

from baarasira.openings.enums import OpeningState

_TONES = {
    OpeningState.RECEIVED: "neutral",
    OpeningState.SUBMITTED: "wait",
    OpeningState.PUBLISHED: "action",
    OpeningState.EXPIRED: "late",
    OpeningState.FILLED: "done",
    OpeningState.PART_FILLED: "done",
    OpeningState.UNFILLED: "refused",
    OpeningState.CANCELLED: "refused",
}


def tone(state: str) -> str:
    """Return the tone of a state for state_badge."""
    return _TONES[OpeningState(state)]
