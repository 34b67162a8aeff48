"""The tone of each state."""

from baarasira.training.apprenticeships.enums import (
    AllowanceState,
    ApplicantState,
    ContractState,
    ExamState,
    IntakeState,
    VisitState,
)

_TONES: dict[str, str] = {
    f"contract:{ContractState.DRAFT}": "wait",
    f"contract:{ContractState.RUNNING}": "action",
    f"contract:{ContractState.COMPLETED}": "wait",
    f"contract:{ContractState.CERTIFIED}": "done",
    f"contract:{ContractState.TERMINATED}": "refused",
    f"intake:{IntakeState.OPEN}": "action",
    f"intake:{IntakeState.RANKED}": "wait",
    f"intake:{IntakeState.PUBLISHED}": "done",
    f"applicant:{ApplicantState.ADMITTED}": "done",
    f"applicant:{ApplicantState.WAITING}": "wait",
    f"applicant:{ApplicantState.REFUSED}": "refused",
    f"visit:{VisitState.PLANNED}": "wait",
    f"visit:{VisitState.DONE}": "done",
    f"allowance:{AllowanceState.DUE}": "wait",
    f"allowance:{AllowanceState.PAID}": "action",
    f"allowance:{AllowanceState.CONFIRMED}": "done",
    f"exam:{ExamState.PLANNED}": "action",
    f"exam:{ExamState.MARKED}": "wait",
    f"exam:{ExamState.CLOSED}": "done",
}


def tone(noun: str, state: str) -> str:
    """Return the tone of a state of a noun: contract, intake, applicant, visit, allowance, exam."""
    return _TONES.get(f"{noun}:{state}", "neutral")
