"""The tone of each state of a contract, of a clause and of a check."""

from baarasira.mobility.contracts.enums import ContractState, OfferState, Outcome, Presence

_TONES: dict[str, str] = {
    ContractState.DRAFT: "neutral",
    ContractState.UNDER_REVIEW: "wait",
    ContractState.GRANTED: "done",
    ContractState.RESERVED: "wait",
    ContractState.REFUSED: "refused",
    ContractState.SUPERSEDED: "neutral",
    OfferState.PUBLISHED: "done",
    Presence.PRESENT: "done",
    Presence.ABSENT: "refused",
    Presence.NOT_CONFORM: "refused",
    Outcome.PASSED: "done",
    Outcome.FAILED: "refused",
    Outcome.WARNED: "wait",
    Outcome.UNKNOWN: "wait",
}


def tone(state: str) -> str:
    """Return the tone of a state."""
    return _TONES.get(state, "neutral")
