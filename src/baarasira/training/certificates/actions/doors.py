"""What every act on a certificate begins with: the certificate alone behind the door of what it is for, who acts, the words."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Certificate

_SHORTEST, _LONGEST = 10, 300
SOURCE = "certificate"
"""The kind of proof under which a profile keeps what a certificate gave."""


def shut(kind: str, source_id: UUID) -> None:
    """Close the door of what a certificate is for, until the transaction ends."""
    door(f"certificate:{kind}:{source_id}")


def locked(certificate_id: UUID) -> Certificate:
    """Return a certificate as the database has it, alone behind its door until the transaction ends."""
    kind, source_id = Certificate.objects.values_list("source_kind", "source_id").get(pk=certificate_id)
    shut(kind, source_id)
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person", "office", "proposed_by")
    return rows.get(pk=certificate_id)


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="certificate.person")
    return actor.user


def words(text: str) -> str:
    """Return a reason on one line. Raises RuleRefused when it is no sentence, or too long."""
    tidy = " ".join(text.split())
    if len(tidy) < _SHORTEST:
        raise RuleRefused([Finding("words_missing", _("Write it in a sentence: others will read why."), "reason")])
    if len(tidy) > _LONGEST:
        sentence = _("Write it in at most %(most)d characters.") % {"most": _LONGEST}
        raise RuleRefused([Finding("words_long", sentence, "reason")])
    return tidy


def about(certificate: Certificate) -> dict[str, Any]:
    """Return whom and which structure the journal names."""
    return {"subject_id": certificate.person_id, "structure_id": certificate.office_id}
