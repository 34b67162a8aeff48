"""The tone of each state."""

from baarasira.training.certificates.enums import CertificateState

_TONES: dict[str, str] = {
    CertificateState.PROPOSED: "wait",
    CertificateState.ISSUED: "done",
    CertificateState.REVOKED: "refused",
    CertificateState.ABANDONED: "neutral",
}


def tone(state: str) -> str:
    """Return the tone of a state of a certificate."""
    return _TONES.get(state, "neutral")
