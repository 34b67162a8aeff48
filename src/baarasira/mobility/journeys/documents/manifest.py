"""The list of those who leave together, for the crew, the border and the file: named, counted, signed by a named officer.

French first, then in the languages of the country of work; a translation bears « traduction non vérifiée » until a named officer
approved its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead, short_date
from baarasira.reference.countries import COUNTRIES

from .wording import AUTHENTIC, RIGHT_TO_LEFT, WORDS

_TEMPLATE = "mobility/journeys/documents/manifest.typ"
UNVERIFIED = "Traduction non vérifiée"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestData:
    """What the list says: `campaign` its title and number, `mode` a `TravelMode`, `rows` (name, year of birth, receipt, office);
    who signed, on which day; `languages` French first, each with whether a named officer approved its words."""

    letterhead: Letterhead
    number: str
    made_at: datetime
    campaign: str
    employer: str
    country: str
    mode: str
    reference: str
    port: str
    travel_on: date
    rows: Sequence[tuple[str, str, str, str]]
    signer: str
    signed_on: date | None
    languages: tuple[tuple[str, bool], ...] = ((AUTHENTIC, True),)


def manifest_pdf(data: ManifestData) -> bytes:
    """Return the list as a PDF, A4, one list a language. Raises CannotPrint."""
    with papers.written_by(data.letterhead) as common:
        content = {
            **common,
            "reference": data.number,
            "date": papers.long_date(data.made_at.date()),
            "rows": [[str(place), *row] for place, row in enumerate(data.rows, start=1)],
            "signer": data.signer,
            "sheets": [_sheet(data, language, approved) for language, approved in data.languages],
        }
        return pdf.render(_TEMPLATE, content, made_at=data.made_at)


def _sheet(data: ManifestData, language: str, approved: bool) -> dict[str, Any]:
    wording = WORDS[language]
    words = wording.words
    signed = words["signed"].format(day=short_date(data.signed_on)) if data.signed_on else words["unsigned"]
    own = words["unverified"]
    count = words["count_one"] if len(data.rows) == 1 else words["count_many"].format(n=len(data.rows))
    return {
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "words": dict(words),
        "warning": "" if approved else UNVERIFIED if own == UNVERIFIED else f"{UNVERIFIED} – {own}",
        "facts": [
            [words["campaign"], data.campaign],
            [words["employer"], data.employer],
            [words["country"], wording.clauses.get(data.country) or str(COUNTRIES.label(data.country))],
            [words["travels"], f"{words[data.mode]}, {data.reference}"],
            [words["port"], data.port],
            [words["day"], short_date(data.travel_on)],
        ],
        "count": count,
        "signed": signed,
    }
