"""The tone of each state."""

from baarasira.training.competitions.enums import (
    CompetitionState,
    ComplaintState,
    ExclusionState,
    IncidentState,
    ListState,
    OfferState,
    Result,
)

_TONES: dict[str, str] = {
    f"competition:{CompetitionState.PREPARED}": "wait",
    f"competition:{CompetitionState.CONVENED}": "wait",
    f"competition:{CompetitionState.MARKING}": "action",
    f"competition:{CompetitionState.UNSEALED}": "action",
    f"competition:{CompetitionState.PROPOSED}": "action",
    f"competition:{CompetitionState.PUBLISHED}": "done",
    f"competition:{CompetitionState.SEATING}": "wait",
    f"incident:{IncidentState.TO_DECIDE}": "action",
    f"incident:{IncidentState.ANNULLED}": "refused",
    f"list:{ListState.PROPOSED}": "action",
    f"list:{ListState.PUBLISHED}": "done",
    f"result:{Result.ADMITTED}": "done",
    f"result:{Result.WAITING}": "wait",
    f"result:{Result.EXCLUDED}": "refused",
    f"offer:{OfferState.WAITING}": "action",
    f"offer:{OfferState.CONFIRMED}": "done",
    f"offer:{OfferState.EXPIRED}": "late",
    f"offer:{OfferState.EXCLUDED}": "refused",
    f"complaint:{ComplaintState.RECEIVED}": "action",
    f"complaint:{ComplaintState.UPHELD}": "done",
    f"exclusion:{ExclusionState.PROPOSED}": "action",
    f"exclusion:{ExclusionState.CONFIRMED}": "refused",
}


def tone(noun: str, state: str) -> str:
    """Return the tone of a state of a noun."""
    return _TONES.get(f"{noun}:{state}", "neutral")
