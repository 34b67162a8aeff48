"""Telephone numbers: read as people write them, kept as E.164, shown in pairs, masked (domain.md B.5).

Pure functions, no database. A number of Mali has eight digits after +223; a number of another country keeps its prefix.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baarasira.kernel.errors import BusinessError

from .countries import dial_prefixes
from .currencies import NBSP

MALI = "223"
_MALI_NUMBER = re.compile(r"[24-9]\d{7}")
# The stored form of nearly every number: lists are long, and the rest of `parse` is for what people type.
_STORED = re.compile(r"\+223([24-9][0-9]{7})")
_MALI_MOBILE = re.compile(r"(2(079|17\d)|50\d{2}|[679]\d{3}|8[239]\d{2})\d{4}")
_LABEL = re.compile(r"^\s*(?:t[ée]l(?:[ée]phone)?|cel|mobile|portable|whatsapp)\b\s*\.?\s*:?", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s().\-_/‐‑‒–—·]")
_SEVERAL = re.compile(r"[;,/|\n]+|\b(?:ou|et|or|and)\b", re.IGNORECASE)
_SPREADSHEET = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_DOT = "•"
_GROUPS = {"1": (3, 3, 4), "34": (3, 3, 3), "39": (3, 3, 4), "221": (2, 3, 2, 2)}
"""How the countries that do not write numbers in pairs group theirs."""


class PhoneRefused(BusinessError):
    """The text is not a telephone number that can be called; the sentence says what to correct."""

    default_code = "phone"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number split into the country's prefix (without +) and the number inside the country, digits only."""

    prefix: str
    number: str

    @property
    def e164(self) -> str:
        """The stored form, ``+22376450000``."""
        return f"+{self.prefix}{self.number}"

    @property
    def malian(self) -> bool:
        """True for a number of Mali."""
        return self.prefix == MALI

    @property
    def kind(self) -> str:
        """One of mobile, fixed, toll_free (80xxxxxx), or foreign (domain.md B.5)."""
        if not self.malian:
            return "foreign"
        if self.number.startswith("80"):
            return "toll_free"
        return "mobile" if _MALI_MOBILE.fullmatch(self.number) else "fixed"

    @property
    def shown(self) -> str:
        """As it is read aloud: « 76 45 00 00 », « +33 6 12 34 56 78 », with no-break spaces."""
        return self._grouped(self.number)

    @property
    def masked(self) -> str:
        """For people who may know that there is a number, not which: « 76 •• •• 00 »."""
        hidden = len(self.number) - 4
        if hidden < 1:
            return self._grouped(_DOT * len(self.number))
        return self._grouped(self.number[:2] + _DOT * hidden + self.number[-2:])

    def _grouped(self, characters: str) -> str:
        text = NBSP.join(_groups(self.prefix, characters))
        return text if self.malian else f"+{self.prefix}{NBSP}{text}"


def _groups(prefix: str, characters: str) -> list[str]:
    sizes = _GROUPS.get(prefix, ())
    if sum(sizes) != len(characters):
        odd = len(characters) % 2
        sizes = (*((1,) if odd else ()), *(2,) * (len(characters) // 2))
    found, start = [], 0
    for size in sizes:
        found.append(characters[start : start + size])
        start += size
    return found


def parse(text: str) -> Phone:
    """Read a number as people write it.

    Understood: eight digits with any punctuation, +223 or 00223 or 223 before them, another country's number with + or
    00, digits of any script, a number that a spreadsheet turned into ``76450000.0``. Raises PhoneRefused otherwise.
    """
    if stored := _STORED.fullmatch(text):
        return Phone(MALI, stored[1])
    plain = unicodedata.normalize("NFKC", text).strip()
    if _SPREADSHEET.fullmatch(plain):
        raise PhoneRefused(
            _(
                "The spreadsheet shortened the number “%(text)s” and its digits are lost. "
                "Format the column as text and enter the number again."
            )
            % {"text": plain}
        )
    plain = _LABEL.sub("", plain).replace("(0)", "")
    if re.fullmatch(r"\d+\.0", plain):
        plain = plain[:-2]
    compact = _PUNCTUATION.sub("", plain)
    digits = "".join(str(unicodedata.decimal(character, "")) for character in compact.removeprefix("+"))
    if not digits:
        raise PhoneRefused(_("Enter the telephone number in digits, for example 76 45 00 00."))
    if len(digits) != len(compact.removeprefix("+")):
        raise PhoneRefused(
            _("“%(text)s” holds something other than digits. Enter one number, for example 76 45 00 00.")
            % {"text": text.strip()[:40]}
        )
    return _from_digits(digits, international=compact.startswith("+"))


def _from_digits(digits: str, *, international: bool) -> Phone:
    if international:
        return _abroad(digits)
    if digits.startswith("00"):
        return _abroad(digits[2:])
    if len(digits) == 8:
        return _malian(digits)
    if len(digits) == 11 and digits.startswith(MALI):
        return _malian(digits[3:])
    raise PhoneRefused(
        _(
            "A telephone number of Mali has 8 digits; this one has %(count)d. Check it digit by digit. "
            "If it is a number of another country, begin with + and its prefix, for example +33."
        )
        % {"count": len(digits)}
    )


def _malian(number: str) -> Phone:
    if len(number) != 8:
        raise PhoneRefused(
            _("After +223 a number has 8 digits; this one has %(count)d. Check it digit by digit.")
            % {"count": len(number)}
        )
    if not _MALI_NUMBER.fullmatch(number):
        raise PhoneRefused(
            _("No telephone number of Mali begins with %(digit)s. Check the first digits with the person.")
            % {"digit": number[0]}
        )
    return Phone(MALI, number)


def _abroad(digits: str) -> Phone:
    prefix = next((digits[:size] for size in (3, 2, 1) if digits[:size] in dial_prefixes()), "")
    if prefix == MALI:
        return _malian(digits[3:])
    if not prefix:
        raise PhoneRefused(
            _("+%(prefix)s is not the prefix of any country. Check the first digits, for example +33 for France.")
            % {"prefix": digits[:3]}
        )
    number = digits[len(prefix) :]
    if not len(number) >= 4 or len(digits) > 15:
        raise PhoneRefused(
            _("After +%(prefix)s this number has %(count)d digits, which no country uses. Check it digit by digit.")
            % {"prefix": prefix, "count": len(number)}
        )
    return Phone(prefix, number)


def parse_all(text: str) -> list[Phone]:
    """Read every number of a cell that may hold several (``76 45 00 00 / 66 12 34 56``), each once, in order.

    Raises PhoneRefused when one of them cannot be read; an empty text gives an empty list.
    """
    if not text.strip():
        return []
    try:
        return [parse(text)]
    except PhoneRefused:
        parts = [part for part in _SEVERAL.split(text) if part.strip()]
        if len(parts) < 2:
            raise
    return list(dict.fromkeys(parse(part) for part in parts))


def normalise(text: str) -> str:
    """Return the number as E.164 (``+22376450000``); raises PhoneRefused."""
    return parse(text).e164


def show(stored: str) -> str:
    """Return a stored number in pairs; a text that is no number is returned as it stands."""
    try:
        return parse(stored).shown
    except PhoneRefused:
        return stored


def mask(stored: str) -> str:
    """Return a stored number with its middle hidden; a text that is no number is hidden whole."""
    try:
        return parse(stored).masked
    except PhoneRefused:
        return _DOT * 8
