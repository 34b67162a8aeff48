"""The tone of each state."""

from baarasira.training.courses.enums import EnrolmentState, Mark, SessionState

_TONES: dict[str, str] = {
    f"session:{SessionState.PLANNED}": "wait",
    f"session:{SessionState.OPEN}": "action",
    f"session:{SessionState.RUNNING}": "done",
    f"session:{SessionState.CANCELLED}": "refused",
    f"enrolment:{EnrolmentState.ENROLLED}": "action",
    f"enrolment:{EnrolmentState.COMPLETED}": "done",
    f"enrolment:{EnrolmentState.FAILED}": "refused",
    f"mark:{Mark.PRESENT}": "done",
    f"mark:{Mark.LATE}": "wait",
    f"mark:{Mark.ABSENT}": "refused",
}


def tone(noun: str, state: str) -> str:
    """Return the tone of a state of a noun: session, enrolment, mark."""
    return _TONES.get(f"{noun}:{state}", "neutral")
