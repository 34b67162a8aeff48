"""The files of a certificate: the signed badge, the badge to read, and the European Learning Model for Europass readers."""

import json

from django.db import transaction

from baarasira.kernel import credentials
from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import write as journal

from ..documents.europass import european_credential
from ..models import Certificate
from .doors import about
from .issuing import skill_names
from .printing import require_print


def _handed(actor: Actor, certificate: Certificate, verb: str) -> None:
    require_print(actor, certificate)
    journal.record(actor, verb, noun="certificate", object_id=certificate.pk, **about(certificate))


@transaction.atomic
def badge_file(*, actor: Actor, certificate: Certificate) -> str:
    """Return the Open Badges 3.0 credential, signed (a JWT). Raises NotAllowed, WrongState when it is not in force."""
    _handed(actor, certificate, "certificate.export_badge")
    return certificate.badge


@transaction.atomic
def badge_json(*, actor: Actor, certificate: Certificate) -> str:
    """Return the signed badge as JSON (VC 2.0, enveloped credential): any text tool can hold it, nothing in it can be changed.

    Raises NotAllowed, WrongState when it is not in force.
    """
    _handed(actor, certificate, "certificate.export_badge")
    wrapped = {
        "@context": credentials.CONTEXT,
        "id": f"data:application/vc+jwt,{certificate.badge}",
        "type": "EnvelopedVerifiableCredential",
    }
    return json.dumps(wrapped, ensure_ascii=False, indent=2)


@transaction.atomic
def europass(*, actor: Actor, certificate: Certificate) -> str:
    """Return the certificate as a European Digital Credential for Learning (ELM v3, EDC profile), in JSON-LD.

    Raises NotAllowed, WrongState when it is not in force.
    """
    _handed(actor, certificate, "certificate.export_europass")
    skills = skill_names(certificate.skills)
    issuer = str(credentials.read(certificate.badge)["iss"])
    return json.dumps(european_credential(certificate, skills, issuer), ensure_ascii=False, indent=2)
