"""The departure clearance on paper and on a card, in French and in the languages of the country of work.

French is authentic; another language bears « traduction non vérifiée » until a named officer approved its words.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from baarasira.kernel import credentials, papers, pdf
from baarasira.kernel.papers import Letterhead, short_date
from baarasira.reference.countries import COUNTRIES

from .wording import AUTHENTIC, RIGHT_TO_LEFT, WORDS

_PAPER = "mobility/clearances/documents/clearance.typ"
_CARD = "mobility/clearances/documents/card.typ"
UNVERIFIED = "Traduction non vérifiée"


@dataclass(frozen=True, slots=True)
class ClearanceData:
    """What a clearance says in print.

    `code` is the whole text of the QR code; `address` the page that verifies, as printed; `languages` French first, then those
    of the country of work, each with whether a named officer approved its words; `form` the number of the form issued by hand; `drawing` the
    code where it is drawn already.
    """

    letterhead: Letterhead
    number: str
    holder: str
    passport_end: str
    employer: str
    country: str
    travel_on: date
    valid_from: date
    valid_until: date
    issued_on: date
    first: str
    second: str
    code: str
    address: str
    languages: tuple[tuple[str, bool], ...] = ((AUTHENTIC, True),)
    form: str = ""
    drawing: str = ""


def clearance_pdf(data: ClearanceData) -> bytes:
    """Return the paper: one A4 page a language, French first, each with the code. Raises CannotPrint, CodeTooLong."""
    return _render(_PAPER, data)


def card_pdf(data: ClearanceData) -> bytes:
    """Return the card, two pages of 85.6 × 54 mm: what it says in French and in one other language, and the code of 45 mm."""
    return _render(_CARD, data)


def _render(template: str, data: ClearanceData) -> bytes:
    drawing = data.drawing or credentials.picture(data.code)
    with papers.written_by(data.letterhead) as common:
        content = {
            **common,
            "reference": data.number,
            "number": data.number,
            "code": drawing,
            "side": credentials.WIDEST_MM,
            "sheets": [_sheet(data, language, verified) for language, verified in data.languages],
        }
        return pdf.render(template, content, made_at=papers.midnight(data.issued_on), notate=True)


def _sheet(data: ClearanceData, language: str, verified: bool) -> dict[str, Any]:
    wording = WORDS[language]
    words = wording.words
    return {
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "words": {**words, "verify": words["verify"].format(address=data.address), "code": words["code"].format(number=data.number)},
        "warning": "" if verified else _warning(words["unverified"]),
        "facts": [
            [words["holder"], data.holder],
            [words["passport"], f"… {data.passport_end}"],
            [words["employer"], data.employer],
            [words["country"], wording.clauses.get(data.country) or str(COUNTRIES.label(data.country))],
            [words["travel"], short_date(data.travel_on)],
            [words["valid_from"], short_date(data.valid_from)],
            [words["valid_until"], short_date(data.valid_until)],
            [words["issued"], short_date(data.issued_on)],
        ],
        "by_hand": words["by_hand"].format(form=data.form) if data.form else "",
        "signatures": [{"role": words["first"], "name": data.first}, {"role": words["second"], "name": data.second}],
    }  # fmt: skip


def _warning(own: str) -> str:
    """Return the warning in French and in the language itself: whoever reads either must see it."""
    return UNVERIFIED if own == UNVERIFIED else f"{UNVERIFIED} – {own}"
