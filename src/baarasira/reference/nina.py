"""The national identification number, NINA: fourteen digits and a control letter (domain.md B.5).

The shape is checked and explained. How the control letter is computed is not published, and the meaning of the
positions (nationality 1, sex 1, birth year 2, birth place 7, serial 3) is only reported: what they contradict is said,
never refused.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.kernel.errors import BusinessError

SHAPE = re.compile(r"\d{14}[A-Z]", re.ASCII)
_PUNCTUATION = re.compile(r"[\s.\-_/‐‑‒–—·]")
_SEX_DIGITS = {"1": "M", "2": "F"}
_LOOK_ALIKES = {"O": "0", "I": "1", "L": "1"}


class NinaRefused(BusinessError):
    """The text does not have the shape of a NINA; the sentence says what is missing or too much."""

    default_code = "nina"


@dataclass(frozen=True, slots=True)
class NinaCheck:
    """A NINA of the right shape, and in sentences what its digits seem to contradict (to verify, never to refuse)."""

    value: str
    doubts: tuple[str, ...] = ()


def compact(text: str) -> str:
    """Return the text in capitals, without spaces or punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse(text: str) -> str:
    """Return the NINA as stored, fourteen digits and a capital; raises NinaRefused with what to correct."""
    value = compact(text)
    if SHAPE.fullmatch(value):
        return value
    raise NinaRefused(_fault(value))


def _fault(value: str) -> str:
    if not value:
        return _("Enter the NINA: 14 digits and a letter. Without a NINA, choose a reason instead.")
    body, letter = (value[:-1], value[-1]) if value[-1].isascii() and value[-1].isalpha() else (value, "")
    if mistaken := [character for character in body if not (character.isascii() and character.isdigit())]:
        return _letter_among_digits(mistaken[0])
    digits = len(body)
    if digits == 14:
        return _("The letter at the end of the NINA is missing. It stands after the 14 digits on the card.")
    if digits < 14:
        counted = ngettext("%(count)d digit", "%(count)d digits", digits) % {"count": digits}
        if letter:
            return _("This NINA has %(counted)s before its letter; it takes 14. Read it again from the card.") % {
                "counted": counted
            }
        return _("This NINA has %(counted)s; it takes 14 digits and a letter. Read it again from the card.") % {
            "counted": counted
        }
    return _("This NINA has %(count)d digits; it takes 14 and a letter. One was typed twice, perhaps.") % {
        "count": digits
    }


def _letter_among_digits(character: str) -> str:
    if digit := _LOOK_ALIKES.get(character):
        return _(
            "There is the letter %(letter)s among the digits of this NINA. Is it the digit %(digit)s? "
            "Only the last sign is a letter."
        ) % {"letter": character, "digit": digit}
    return _("“%(sign)s” is not a digit. A NINA is 14 digits, then one letter.") % {"sign": character}


def check(text: str, *, birth_year: int | None = None, sex: str = "") -> NinaCheck:
    """Return the NINA and the doubts its digits raise against the birth year and the sex entered ("M", "F" or "").

    Raises NinaRefused for a wrong shape only.
    """
    value = parse(text)
    doubts: list[str] = []
    meant = _SEX_DIGITS.get(value[1])
    if sex in _SEX_DIGITS.values() and meant is not None and meant != sex:
        doubts.append(_("The second digit of this NINA is usually that of the other sex. Check it on the card."))
    if birth_year is not None and value[2:4] != f"{birth_year % 100:02d}":
        doubts.append(
            _(
                "The third and fourth digits of this NINA are usually the birth year: they say %(said)s, "
                "the file says %(year)d. Check both on the card."
            )
            % {"said": value[2:4], "year": birth_year}
        )
    return NinaCheck(value, tuple(doubts))


def show(value: str) -> str:
    """Return a stored NINA in groups, as it is read aloud: ``11 85 0301001 042 B`` (with no-break spaces)."""
    if not SHAPE.fullmatch(value):
        return value
    parts = (value[:2], value[2:4], value[4:11], value[11:14], value[14])
    return "\u00a0".join(parts)


def mask(value: str) -> str:
    """Return a stored NINA with all but its last four signs hidden."""
    return "•" * max(0, len(value) - 4) + value[-4:]
