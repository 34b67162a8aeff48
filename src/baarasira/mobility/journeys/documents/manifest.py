"""The list of those who leave together, for the crew, the border and the file: named, counted, signed by a named officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import npgettext, pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "mobility/journeys/documents/manifest.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestData:
    """What the list says: `facts` label and value; `rows` (name, year of birth, receipt, office); who signed, and when."""

    letterhead: Letterhead
    number: str
    made_at: datetime
    facts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str, str, str]]
    signer: str
    signed: str


def manifest_pdf(data: ManifestData) -> bytes:
    """Return the list as an A4 PDF. Raises CannotPrint."""
    with papers.written_by(data.letterhead) as common:
        count = npgettext("manifest", "{n} person on this list", "{n} people on this list", len(data.rows))
        content = {
            **common,
            "words": _words(),
            "reference": data.number,
            "date": papers.long_date(data.made_at.date()),
            "facts": list(data.facts),
            "count": count.format(n=len(data.rows)),
            "rows": [[str(place), *row] for place, row in enumerate(data.rows, start=1)],
            "signer": data.signer,
            "signed": data.signed,
        }
        return pdf.render(_TEMPLATE, content, made_at=data.made_at)


def _words() -> dict[str, str]:
    return {
        "title": pgettext("manifest", "List of departure"),
        "rank": pgettext("manifest", "No."),
        "name": pgettext("manifest", "Name"),
        "born": pgettext("manifest", "Born"),
        "receipt": pgettext("manifest", "Receipt"),
        "office": pgettext("manifest", "Office"),
        "sign": pgettext("manifest", "Signature or thumbprint"),
        "officer": pgettext("manifest", "The officer of the department"),
        "checked": pgettext(
            "manifest",
            "Each person on this list followed the briefing before departure, is insured from the day of travel, and holds a "
            "return ticket or the employer’s promise of one.",
        ),
    }
