"""The tone of each state of a journey and of what prepares it."""

from baarasira.mobility.journeys.enums import BundleState, ManifestState, SessionState

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


def session_tone(state: str) -> str:
    """Return the tone of a session."""
    return _SESSIONS[state]


def bundle_tone(state: str) -> str:
    """Return the tone of a visa bundle."""
    return _BUNDLES[state]


def manifest_tone(state: str) -> str:
    """Return the tone of a departure."""
    return _MANIFESTS[state]
