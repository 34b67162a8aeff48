"""The job-seeker card: an ID-1 card with a signed code, or an A4 sheet of cards to cut and fold (domain.md D.1, E)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf, qr
from baarasira.kernel.papers import Letterhead
from baarasira.kernel.signing import DocumentClaims, KeyRing

DOCUMENT_TYPE = "card"
_TEMPLATE = "counselling/documents/card.typ"


@dataclass(frozen=True, slots=True)
class CardData:
    """What a card shows.

    `number` as printed; `sex` agrees the words, empty when not known; of the birth either the day, or the year alone
    ("né vers 1985"), or nothing is known; `other_script` is the name in N'Ko or Arabic; `occupations` most wanted
    first, two are printed; `expires_on` is the last good day; `code` is the text of the QR code: the token, or the
    address of the checking page followed by the token; `check_address` says in print where a card is checked.
    """

    letterhead: Letterhead
    number: str
    surname: str
    given_names: str
    issued_on: date
    expires_on: date
    code: str
    other_script: str = ""
    sex: Literal["female", "male", ""] = ""
    birth_date: date | None = None
    birth_year: int | None = None
    birth_place: str = ""
    occupations: tuple[str, ...] = ()
    check_address: str = ""


def initials(given_names: str, surname: str) -> str:
    """Return the initials that a code may carry: ``Fatoumata Binta``, ``TRAORÉ`` → ``FBT``; at most four letters."""
    words = f"{given_names} {surname}".replace("-", " ").split()
    return "".join(word[0].upper() for word in words)[:4]


def card_token(
    *,
    issuer: str,
    card_id: UUID,
    number: str,
    holder: str,
    birth_year: int | None,
    issued_on: date,
    expires_on: date,
    ring: KeyRing | None = None,
) -> str:
    """Return the signed text of a card's code; `holder` is the initials, `ring` the installation's keys unless given."""
    return DocumentClaims(
        issuer=issuer,
        document_type=DOCUMENT_TYPE,
        document_id=card_id,
        number=number,
        holder=holder,
        birth_year=birth_year,
        issued_on=issued_on,
        expires_on=expires_on,
    ).as_token(ring)


def card_pdf(data: CardData) -> bytes:
    """Return the card as a PDF of two pages of 85.6 × 54 mm: front, back. Raises CannotPrint."""
    return _render([data], sheet=False)


def card_sheet_pdf(cards: Sequence[CardData]) -> bytes:
    """Return A4 pages of five cards each, front and back side by side, with marks to cut and a line to fold.

    Printed on one side only, cut, folded and laminated. All cards come from one office. Raises ValueError for none,
    CannotPrint.
    """
    if not cards:
        raise ValueError("a sheet needs a card")
    return _render(cards, sheet=True)


def _render(cards: Sequence[CardData], *, sheet: bool) -> bytes:
    head = cards[0].letterhead
    with papers.written_by(head) as common:
        data = {**common, "words": _words(), "sheet": sheet, "reference": "", "cards": [_card(card) for card in cards]}
        return pdf.render(_TEMPLATE, data, made_at=papers.midnight(max(card.issued_on for card in cards)))


def _card(data: CardData) -> dict[str, Any]:
    return {
        "structure": data.letterhead.structure,
        "contact": data.letterhead.contact,
        "number": data.number,
        "surname": data.surname,
        "given_names": data.given_names,
        "other_script": data.other_script,
        "birth_label": _birth_label(data.sex),
        "birth": _birth(data),
        "occupations": data.occupations[:2],
        "issued_on": papers.short_date(data.issued_on),
        "expires_on": papers.short_date(data.expires_on),
        "check_address": data.check_address,
        "code": qr.svg(data.code),
    }


def _birth_label(sex: str) -> str:
    match sex:
        case "female":
            return pgettext("paper, of a woman", "Born")
        case "male":
            return pgettext("paper, of a man", "Born")
    return pgettext("paper", "Born")


def _birth(data: CardData) -> str:
    if data.birth_date is not None:
        when = pgettext("birth", "on {date}").format(date=papers.short_date(data.birth_date))
    elif data.birth_year is not None:
        when = pgettext("birth", "about {year}").format(year=data.birth_year)
    else:
        when = ""
    where = pgettext("birth", "in {place}").format(place=data.birth_place) if data.birth_place else ""
    return " ".join(part for part in (when, where) if part)


def _words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Job-seeker card"),
        "number": pgettext("paper", "No."),
        "surname": pgettext("paper", "Surname"),
        "given_names": pgettext("paper", "Given names"),
        "occupation": pgettext("paper", "Occupation"),
        "issued_on": pgettext("card", "Issued on"),
        "expires_on": pgettext("card", "Valid until"),
        "personal": _(
            "This card is personal and free of charge. Nobody may ask you for money to register or place you."
        ),
        "renew": _("Renew it at your office by {date} at the latest."),
        "check": _("To check this card, read the code or go to {address}."),
        "check_code": _("To check this card, read the code."),
        "found": _("Found? Please hand it in at any office of the agency."),
        "stamp": pgettext("card", "Stamp of the office"),
        "code": _("Signed code of card {number}"),
        "fold": pgettext("card", "fold"),
    }
