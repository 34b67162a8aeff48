"""The tone of each state."""

from baarasira.mobility.incidents.enums import BarState, ClaimState, IncidentState, Severity

_TONES: dict[str, str] = {
    IncidentState.REPORTED: "action",
    IncidentState.ACKNOWLEDGED: "wait",
    IncidentState.IN_HAND: "wait",
    IncidentState.REFERRED: "wait",
    IncidentState.RESOLVED: "done",
    IncidentState.CLOSED: "neutral",
    IncidentState.REOPENED: "action",
    ClaimState.OPENED: "action",
    ClaimState.ASKED: "wait",
    ClaimState.PART_REPAID: "wait",
    ClaimState.REPAID: "done",
    ClaimState.ABANDONED: "neutral",
    BarState.PROPOSED: "wait",
    BarState.HEARD: "wait",
    BarState.STANDING: "refused",
    BarState.DROPPED: "neutral",
    BarState.LIFTED: "done",
}
_SEVERE: dict[int, str] = {
    Severity.MINOR: "neutral",
    Severity.SERIOUS: "wait",
    Severity.GRAVE: "late",
    Severity.URGENT: "refused",
}


def tone(state: str) -> str:
    """Return the tone of a state."""
    return _TONES.get(state, "neutral")


def severity_tone(severity: int) -> str:
    """Return the tone of a severity."""
    return _SEVERE.get(severity, "neutral")
