"""The tone of each state."""

from baarasira.reintegration.cases.enums import CaseState, Closing, PlanState, ReferralState, StepState
from baarasira.reintegration.placements.enums import PlacementState
from baarasira.reintegration.visits.enums import Triage, VisitState

_TONES: dict[str, str] = {
    f"case:{CaseState.SIGNALLED}": "action",
    f"case:{CaseState.INTAKE}": "wait",
    f"case:{CaseState.ASSESSMENT}": "wait",
    f"case:{CaseState.PLAN}": "wait",
    f"case:{CaseState.COMMITTEE}": "wait",
    f"case:{CaseState.FUNDING}": "wait",
    f"case:{CaseState.START}": "done",
    f"case:{CaseState.FOLLOW_UP}": "done",
    f"case:{CaseState.CLOSED}": "neutral",
    f"referral:{ReferralState.TO_SEND}": "action",
    f"referral:{ReferralState.SENT}": "wait",
    f"referral:{ReferralState.ACCEPTED}": "done",
    f"referral:{ReferralState.REFUSED}": "refused",
    f"referral:{ReferralState.HANDED_BACK}": "neutral",
    f"referral:{ReferralState.WITHDRAWN}": "neutral",
    f"plan:{PlanState.DRAFT}": "wait",
    f"plan:{PlanState.SIGNED}": "done",
    f"plan:{PlanState.REPLACED}": "neutral",
    f"step:{StepState.TO_DO}": "wait",
    f"step:{StepState.DONE}": "done",
    f"step:{StepState.DROPPED}": "neutral",
    f"visit:{VisitState.PLANNED}": "wait",
    f"visit:{VisitState.DONE}": "done",
    f"triage:{Triage.LIGHT}": "done",
    f"triage:{Triage.MEDIUM}": "wait",
    f"triage:{Triage.INTENSIVE}": "late",
    f"placement:{PlacementState.DRAFT}": "wait",
    f"placement:{PlacementState.SIGNED}": "done",
    f"placement:{PlacementState.BROKEN}": "refused",
    f"closing:{Closing.SUCCESS}": "done",
    f"closing:{Closing.PARTIAL}": "done",
}


def tone(noun: str, state: str) -> str:
    """Return the tone of a state of a noun: case, referral, plan, step, closing."""
    return _TONES.get(f"{noun}:{state}", "neutral")
