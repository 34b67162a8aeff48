"""How the states of an agreement look: word, colour, shape."""

from baarasira.cooperation.enums import AgreementState, CoverageLevel, OpinionSense

_TONES = {
    AgreementState.DRAFT: "neutral",
    AgreementState.NEGOTIATION: "wait",
    AgreementState.SIGNED: "wait",
    AgreementState.IN_FORCE: "done",
    AgreementState.SUSPENDED: "late",
    AgreementState.DENOUNCED: "refused",
    AgreementState.EXPIRED: "refused",
}
OPINION_TONES = {OpinionSense.FAVOURABLE.value: "done", OpinionSense.ADVERSE.value: "refused"}
COVERAGE_TONES = {
    CoverageLevel.YES.value: "done",
    CoverageLevel.PARTIAL.value: "wait",
    CoverageLevel.NO.value: "refused",
}


def tone(state: str) -> str:
    """Return the tone of a state for state_badge."""
    return _TONES[AgreementState(state)]
