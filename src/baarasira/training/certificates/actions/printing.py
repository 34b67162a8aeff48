"""The printed certificate; printing is journaled."""

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import credentials, papers
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal

from ..documents.paper import CertificatePaper, certificate_pdf
from ..enums import CertificateState
from ..models import Certificate
from ..policies import CERTIFICATES
from .doors import about
from .issuing import skill_names


@transaction.atomic
def print_certificate(*, actor: Actor, certificate: Certificate, address: str) -> bytes:
    """Return the paper of a certificate in force as a PDF. Raises NotAllowed, WrongState, CannotPrint."""
    require_print(actor, certificate)
    journal.record(actor, "certificate.print", noun="certificate", object_id=certificate.pk, **about(certificate))
    return certificate_pdf(paper_of(certificate, address))


def require_print(actor: Actor, certificate: Certificate) -> None:
    """Let the centre have a certificate in force on paper or as a file, and the office of the person's file.

    Raises NotAllowed, WrongState for one that is not in force.
    """
    offices = (certificate.office_id, certificate.person.office_id)
    if not any(CERTIFICATES.allows(actor, "print", office) for office in offices):
        CERTIFICATES.require(actor, "print", certificate.office_id)
    if certificate.state != CertificateState.ISSUED or not certificate.token:
        sentence = _("Only a certificate in force is handed out: this one is not signed, or no longer stands.")
        raise WrongState(sentence, code="certificate.print")


def paper_of(certificate: Certificate, address: str) -> CertificatePaper:
    """Return what the paper of an issued certificate says. `address` is the public address in use."""
    issued_by, issued_at = certificate.issued_by, certificate.issued_at
    if issued_by is None or issued_at is None:
        raise WrongState(_("This certificate is not signed."), code="certificate.print")
    return CertificatePaper(
        letterhead=papers.letterhead(structure=certificate.office.name),
        number=certificate.number,
        holder=certificate.holder,
        born_year=certificate.born_year,
        title=certificate.title,
        criteria=certificate.criteria,
        result=certificate.result,
        hours=certificate.hours,
        skills=tuple(name for _code, name in skill_names(certificate.skills)),
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        issued_on=issued_at.date(),
        first=certificate.proposed_by.label,
        second=issued_by.label,
        code=credentials.code_text(address, certificate.token),
        address=f"{address}/v",
    )
