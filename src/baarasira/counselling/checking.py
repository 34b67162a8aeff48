"""Checking a card that someone shows: by its signed code, or by what is printed on it. Anyone may ask.

An answer says no more of the holder than the paper in the asker's hand does: initials and birth year (domain.md E).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from baarasira.kernel.sequences import check_character
from baarasira.kernel.signing import BadSignature, DocumentClaims
from baarasira.people.queries import IN_FORCE

from .documents import CARD_DOCUMENT, initials
from .enums import CardState
from .models import Card
from .queries import in_force

_NUMBER = re.compile(r"DE(\d{2})(\d{6,9})([0-9A-Z])")


class Verdict(StrEnum):
    """What a check finds: a card in force; one whose last day passed; one the register ended; none of ours."""

    GOOD = "good"
    EXPIRED = "expired"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """The answer. The other values are empty when the card is unknown; `renewed_since` when the paper is an older print."""

    verdict: Verdict
    number: str = ""
    holder: str = ""
    birth_year: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    renewed_since: bool = False


_UNKNOWN = Check(Verdict.UNKNOWN)


def check_token(token: str, on: date) -> Check:
    """Return what the signed code of a card is worth on a day. A genuine code is still looked up in the register.

    A card that is no longer there (its file was erased) counts as ended.
    """
    try:
        claims = DocumentClaims.of_token(token, CARD_DOCUMENT)
    except (BadSignature, KeyError, ValueError, TypeError):
        return _UNKNOWN
    card = _cards().filter(pk=claims.document_id).first()
    expires_on = card.expires_on if card is not None else claims.expires_on
    return Check(
        verdict=_verdict(card, on),
        number=claims.number,
        holder=claims.holder,
        birth_year=claims.birth_year,
        issued_on=claims.issued_on,
        expires_on=expires_on,
        renewed_since=claims.expires_on is not None and expires_on is not None and claims.expires_on < expires_on,
    )


def check_number(number: str, birth_year: int, on: date) -> Check:
    """Return what a card is worth whose number and holder's birth year someone reads off it, however the number is typed.

    Both must be those of one card: a number alone tells nothing.
    """
    match = _NUMBER.fullmatch(re.sub(r"[\W_]", "", number).upper())
    if match is None or check_character(f"DE{match[1]}-{match[2]}-") != match[3]:
        return _UNKNOWN
    written = f"DE{match[1]}-{match[2]}-{match[3]}"
    card = _cards().filter(number=written, person__born__year=birth_year).first()
    if card is None:
        return _UNKNOWN
    return Check(
        verdict=_verdict(card, on),
        number=card.number,
        holder=initials(card.person.given_names, card.person.surname),
        birth_year=birth_year,
        issued_on=card.issued_on,
        expires_on=card.expires_on,
    )


def _cards() -> QuerySet[Card]:
    return Card.objects.filter(person__state__in=IN_FORCE).select_related("person")


def _verdict(card: Card | None, on: date) -> Verdict:
    if card is None:
        return Verdict.ENDED
    if in_force(card, on):
        return Verdict.GOOD
    return Verdict.EXPIRED if card.state in (CardState.ACTIVE, CardState.DUE) else Verdict.ENDED
