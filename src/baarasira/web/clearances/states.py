"""The tone of each state."""

from baarasira.mobility.clearances.enums import ClearanceState, FormState

_TONES: dict[str, str] = {
    ClearanceState.PROPOSED: "wait",
    ClearanceState.ISSUED: "done",
    ClearanceState.REVOKED: "refused",
    ClearanceState.USED: "neutral",
    ClearanceState.SUPERSEDED: "neutral",
    ClearanceState.ABANDONED: "neutral",
}
_FORM_TONES: dict[str, str] = {
    FormState.MISSING: "late",
    FormState.ISSUED: "done",
    FormState.VOID: "neutral",
    FormState.LOST: "late",
    FormState.WRONG: "refused",
}


def tone(state: str) -> str:
    """Return the tone of a state of a clearance."""
    return _TONES.get(state, "neutral")


def form_tone(state: str) -> str:
    """Return the tone of a state of a numbered form."""
    return _FORM_TONES.get(state, "neutral")
