"""The tone of each state of a journey and of what prepares it."""

from baarasira.mobility.journeys.enums import BundleState, ManifestState, SessionState, Stage

_STAGES: dict[str, str] = {
    Stage.PREPARING: "wait",
    Stage.ABROAD: "action",
    Stage.BACK: "done",
    Stage.NOT_BACK: "late",
    Stage.NOT_LEFT: "neutral",
}
_SESSIONS: dict[str, str] = {
    SessionState.PLANNED: "wait",
    SessionState.CLOSED: "done",
    SessionState.CANCELLED: "neutral",
}
_BUNDLES: dict[str, str] = {BundleState.OPEN: "wait", BundleState.FILED: "done"}
_MANIFESTS: dict[str, str] = {
    ManifestState.OPEN: "wait",
    ManifestState.SIGNED: "action",
    ManifestState.DEPARTED: "done",
}


def stage_tone(state: str) -> str:
    """Return the tone of a stage."""
    return _STAGES[state]


def session_tone(state: str) -> str:
    """Return the tone of a session."""
    return _SESSIONS[state]


def bundle_tone(state: str) -> str:
    """Return the tone of a visa bundle."""
    return _BUNDLES[state]


def manifest_tone(state: str) -> str:
    """Return the tone of a departure."""
    return _MANIFESTS[state]
