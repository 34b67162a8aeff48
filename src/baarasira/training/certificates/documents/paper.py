"""The certificate on paper: one A4 sheet, with the signed code."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import credentials, papers, pdf
from baarasira.kernel.papers import Letterhead, long_date

_TEMPLATE = "training/certificates/documents/paper.typ"


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """What a certificate says in print. `code` is the whole text of the QR code; `address` the page that verifies."""

    letterhead: Letterhead
    number: str
    holder: str
    born_year: int
    title: str
    criteria: str
    result: str
    hours: int | None
    skills: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    issued_on: date
    first: str
    second: str
    code: str
    address: str


def certificate_pdf(data: CertificatePaper) -> bytes:
    """Return the paper as a PDF. Raises CannotPrint, CodeTooLong."""
    with papers.written_by(data.letterhead) as common:
        content = {
            **common,
            "reference": data.number,
            "number": data.number,
            "date": long_date(data.issued_on),
            "code": credentials.picture(data.code),
            "side": credentials.WIDEST_MM,
            "holder": data.holder,
            "born": pgettext("paper", "born in %(year)d") % {"year": data.born_year},
            "title": data.title,
            "facts": _facts(data),
            "skills": list(data.skills),
            "words": _words(data),
            "signatures": [
                {"role": pgettext("paper", "Proposed by"), "name": data.first},
                {"role": pgettext("paper", "The director"), "name": data.second},
            ],
        }
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.issued_on), notate=True)


def _facts(data: CertificatePaper) -> list[list[str]]:
    rows = [
        [_("What had to be done"), data.criteria],
        [_("Result"), data.result],
        [_("Length"), _("%(hours)d hours") % {"hours": data.hours} if data.hours else ""],
        [_("Obtained on"), long_date(data.valid_from)],
        [_("In force until"), long_date(data.valid_until) if data.valid_until else ""],
    ]
    return [row for row in rows if row[1]]


def _words(data: CertificatePaper) -> dict[str, str]:
    return {
        "title": pgettext("paper", "Certificate"),
        "number": pgettext("paper", "No."),
        "given": pgettext("paper", "This certificate is given to"),
        "for": pgettext("paper", "for having completed"),
        "skills": _("What was learnt"),
        "code": pgettext("paper", "Certificate %(number)s") % {"number": data.number},
        "verify": _(
            "To verify it, point the camera of a telephone at the code, or open %(address)s: the page works without a "
            "network once it was opened, and says whether the certificate was altered or revoked."
        )
        % {"address": data.address},
        "compare": _("Compare the name and the year of birth with the identity paper of whoever shows it."),
        "free": _("This certificate is free of charge."),
    }
