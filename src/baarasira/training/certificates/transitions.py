"""The states of a certificate."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import CertificateState

CERTIFICATE = TransitionTable(
    "certificate",
    [
        transition("propose", "", CertificateState.PROPOSED, _("Propose the certificate")),
        transition("issue", CertificateState.PROPOSED, CertificateState.ISSUED, _("Sign the certificate")),
        transition("abandon", CertificateState.PROPOSED, CertificateState.ABANDONED, _("Take the proposal back")),
        transition("revoke", CertificateState.ISSUED, CertificateState.REVOKED, _("Revoke the certificate")),
    ],
)
