"""How a certificate ends: taken back before it was signed, revoked after. What it gave is taken back with it."""

from uuid import UUID

from django.db import transaction

from baarasira.accounts.acting import words_of
from baarasira.kernel import credentials
from baarasira.kernel.actor import Actor
from baarasira.people import actions as people

from .. import queries
from ..enums import CertificateState
from ..models import Certificate
from ..policies import CERTIFICATES
from ..transitions import CERTIFICATE
from .doors import LONGEST, SOURCE, about, locked
from .issuing import REVOKED, tell


@transaction.atomic
def abandon(*, actor: Actor, certificate_id: UUID, reason: str, expected_version: int | None = None) -> Certificate:
    """Take a proposal back, with the reason. Raises NotAllowed, Stale, WrongState once signed, RuleRefused without words."""
    certificate = locked(certificate_id)
    CERTIFICATES.require(actor, "abandon", certificate.office_id)
    certificate.require_version(expected_version)
    CERTIFICATE.check("abandon", certificate.state)
    _end(actor, certificate, "abandon", words_of(reason, LONGEST))
    return certificate


@transaction.atomic
def revoke(*, actor: Actor, certificate_id: UUID, reason: str, expected_version: int | None = None) -> Certificate:
    """Take back a certificate that was signed: its codes are refused as soon as the list is read. It cannot be undone.

    The skills it gave leave the profile, those the person had before or has by another certificate excepted. Raises
    NotAllowed, Stale, WrongState when it is not in force, RuleRefused without words.
    """
    certificate = locked(certificate_id)
    CERTIFICATES.require(actor, "revoke", certificate.office_id)
    certificate.require_version(expected_version)
    CERTIFICATE.check("revoke", certificate.state)
    _end(actor, certificate, "revoke", words_of(reason, LONGEST))
    return certificate


@transaction.atomic
def revoke_of_source(*, actor: Actor, kind: str, source_id: UUID, reason: str) -> Certificate | None:
    """End the certificate of something that turned out not to be so, within the act that says so; None when none stands.

    Whoever may say so may end it: the caller asked its own policy.
    """
    standing = queries.of_source(kind, source_id)
    if standing is None:
        return None
    certificate = locked(standing.pk)
    name = "revoke" if certificate.state == CertificateState.ISSUED else "abandon"
    _end(actor, certificate, name, words_of(reason, LONGEST))
    return certificate


def _end(actor: Actor, certificate: Certificate, name: str, reason: str) -> None:
    values = {"ended_at": actor.at, "ended_by": actor.user, "reason": reason}
    CERTIFICATE.apply(certificate, name, actor=actor.because(""), values=values, **about(certificate))
    if name != "revoke":
        return
    if certificate.status_id is not None:
        credentials.mark_revoked(certificate.status_id, actor.at)
    people.lose_skills(actor=actor.because(""), source=SOURCE, source_id=certificate.pk)
    tell(REVOKED, actor, certificate)
