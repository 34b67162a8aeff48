"""How the states of an employer look: word, colour, shape."""

from baarasira.employers.enums import EmployerState

_TONES = {
    EmployerState.RECORDED: "neutral",
    EmployerState.SUBMITTED: "wait",
    EmployerState.ACCREDITED: "done",
    EmployerState.REFUSED: "refused",
    EmployerState.SUSPENDED: "late",
}


def tone(state: str) -> str:
    """Return the tone of a state for state_badge."""
    return _TONES[EmployerState(state)]
