"""The tone of each state."""

from baarasira.kernel.errors import Sentence
from baarasira.selection.enums import AppealState, CallState, PanelState, RunState

_TONES: dict[str, str] = {
    PanelState.FORMED: "wait",
    PanelState.MARKING: "wait",
    PanelState.OPENED: "done",
    RunState.LISTED: "wait",
    RunState.SEEDED: "wait",
    RunState.PROPOSED: "wait",
    RunState.SIGNED: "wait",
    RunState.PUBLISHED: "done",
    RunState.ABANDONED: "neutral",
    CallState.WAITING: "wait",
    CallState.ACCEPTED: "done",
    CallState.DECLINED: "refused",
    CallState.EXPIRED: "late",
    AppealState.RECORDED: "wait",
    AppealState.INSTRUCTED: "wait",
    AppealState.UPHELD: "done",
    AppealState.REJECTED: "refused",
}


def tone(state: str) -> str:
    """Return the tone of a state."""
    return _TONES.get(state, "neutral")


def word(choices: type, state: str) -> Sentence:
    """Return the word of a state."""
    found: Sentence = choices(state).label  # type: ignore[attr-defined]
    return found
