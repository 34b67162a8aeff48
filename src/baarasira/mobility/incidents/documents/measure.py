"""The letter by which a worker or an employer is told of a measure: what is held against them, what follows, how to appeal.

Sources: domain.md R-07, R-08 (reasons and appeal), R-16 (who decides took no part before).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "mobility/incidents/documents/measure.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureData:
    """What the letter says: to whom, the `subject` line, paragraphs before the `facts` (label, value), then titled parts
    (`title`, lines); `signer` who decided or invites."""

    letterhead: Letterhead
    reference: str
    made_on: date
    addressee: str
    address_lines: Sequence[str]
    subject: str
    opening: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[tuple[str, Sequence[str]]]
    signer: str


def measure_pdf(data: MeasureData) -> bytes:
    """Return the letter as an A4 PDF. Raises CannotPrint."""
    with papers.written_by(data.letterhead) as common:
        content = {
            **common,
            "reference": data.reference,
            "date": papers.long_date(data.made_on),
            "to": pgettext("measure", "To"),
            "addressee": data.addressee,
            "address_lines": list(data.address_lines),
            "subject": data.subject,
            "opening": data.opening,
            "facts": list(data.facts),
            "parts": [[title, list(lines)] for title, lines in data.parts],
            "received": pgettext("measure", "Received on, and signature"),
            "officer": pgettext("measure", "For the agency"),
            "signer": data.signer,
        }
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.made_on))
