"""Closed lists of certificates."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CertificateState(models.TextChoices):
    """The life of a certificate: one person proposes it, another signs it; it holds until it is revoked."""

    PROPOSED = "proposed", pgettext_lazy("certificate", "Proposed")
    ISSUED = "issued", pgettext_lazy("certificate", "Issued")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")
    ABANDONED = "abandoned", pgettext_lazy("certificate", "Proposal taken back")


STANDING = frozenset({CertificateState.PROPOSED, CertificateState.ISSUED})
"""What stands in the way of another certificate for the same thing."""
WAS_ISSUED = frozenset({CertificateState.ISSUED, CertificateState.REVOKED})


class SourceKind(models.TextChoices):
    """What a certificate is for: an enrolment completed, an apprenticeship passed, an online course finished."""

    ENROLMENT = "enrolment", pgettext_lazy("certificate", "Course")
    APPRENTICESHIP = "apprenticeship", pgettext_lazy("certificate", "Apprenticeship")
    ONLINE = "online", pgettext_lazy("certificate", "Online course")
