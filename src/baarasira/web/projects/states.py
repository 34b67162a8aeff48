"""The tone of each state."""

from baarasira.reintegration.projects.enums import Outcome, ProjectState, SessionState

_TONES: dict[str, str] = {
    ProjectState.DRAFT: "wait",
    ProjectState.SUBMITTED: "action",
    ProjectState.GRANTED: "done",
    ProjectState.ADJOURNED: "wait",
    ProjectState.REFUSED: "refused",
    ProjectState.REDIRECTED: "neutral",
    ProjectState.WITHDRAWN: "neutral",
    SessionState.CONVENED: "wait",
    SessionState.MARKING: "action",
    SessionState.OPENED: "action",
    SessionState.CLOSED: "done",
    Outcome.GRANTED: "done",
    Outcome.ADJOURNED: "wait",
    Outcome.REFUSED: "refused",
    Outcome.REDIRECTED: "neutral",
}


def tone(state: str) -> str:
    """Return the tone of a state."""
    return _TONES.get(state, "neutral")
