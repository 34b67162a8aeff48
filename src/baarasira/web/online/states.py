"""The tone of each state."""

from baarasira.training.online.enums import Fate, LoadState, PlaceState

_TONES: dict[str, str] = {
    PlaceState.ALLOTTED: "wait",
    PlaceState.STARTED: "action",
    PlaceState.COMPLETED: "done",
    PlaceState.STOPPED: "refused",
    PlaceState.ENDED: "neutral",
    LoadState.READ: "action",
    LoadState.APPLIED: "done",
    LoadState.DROPPED: "neutral",
    Fate.BEGINS: "done",
    Fate.ADVANCES: "done",
    Fate.SAME: "neutral",
    Fate.OLDER: "neutral",
    Fate.UNKNOWN: "late",
    Fate.REFUSED: "refused",
}


def tone(state: str) -> str:
    """Return the tone of a state of a place, of an export or of a row of one."""
    return _TONES.get(state, "neutral")
