"""Filters: money, phones, dates and figures as they are written in Mali (ui.md, "The words")."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from django.utils import formats, timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from .core import paint, register

NBSP = "\u00a0"
HOME_CODE = "223"
# Country calling codes of one and of two digits (ITU-T E.164); every other code has three.
_ONE_DIGIT = {1, 7}
_TWO_DIGITS = {
    *(20, 27, 36, 39, 40, 41, 81, 82, 84, 86, 98),
    *range(30, 35),
    *range(43, 50),
    *range(51, 59),
    *range(60, 67),
    *range(90, 96),
}
_HIDDEN = "*•·xX"


@register.filter
def number(value: object) -> str:
    """Write a number with thousands apart: 12500 → ``12 500``; an empty value gives nothing."""
    if value is None or value == "":
        return ""
    try:
        return formats.number_format(Decimal(str(value)), use_l10n=True, force_grouping=True)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error


@register.filter
def money(value: object) -> str:
    """Write an amount of CFA francs: 40000 → ``40 000 FCFA``, every space unbreakable; francs have no cents."""
    if value is None or value == "":
        return ""
    francs = Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{number(francs)}{NBSP}FCFA"


@register.filter
def percent(value: object) -> str:
    """Write a share between 0 and 1 as a whole percentage: 0.563 → ``56 %``."""
    if value is None or value == "":
        return ""
    whole = int((Decimal(str(value)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return _percent(whole, translation.get_language())


@lru_cache(maxsize=1024)
def _percent(whole: int, language: str | None) -> str:
    """Write a whole percentage in the active language (named only to keep one writing for each)."""
    return f"{number(whole)}{NBSP}%"


@register.filter
def score(value: object) -> str:
    """Write a ranking score of 0 to 100 000 as screens show it: 78350 → ``78,4`` (engine.md, rank)."""
    if value is None or value == "":
        return ""
    tenths = (Decimal(str(value)) / 1000).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return _tenths(tenths, translation.get_language())


@lru_cache(maxsize=4096)
def _tenths(value: Decimal, language: str | None) -> str:
    """Write a number with one decimal in the active language (named only to keep one writing for each)."""
    return formats.number_format(value, decimal_pos=1, use_l10n=True)


def _pairs(digits: str) -> str:
    head = digits[: len(digits) % 2]
    rest = digits[len(head) :]
    pairs = [rest[index : index + 2] for index in range(0, len(rest), 2)]
    if head and pairs:
        pairs[0] = head + pairs[0]
    return NBSP.join(pairs or [head])


def _code_length(digits: str) -> int:
    if digits[:1].isdigit() and int(digits[:1]) in _ONE_DIGIT:
        return 1
    return 2 if digits[:2].isdigit() and int(digits[:2]) in _TWO_DIGITS else 3


@register.filter
def phone(value: object) -> str:
    """Write a phone number in pairs: ``+22376450000`` or ``76450000`` → ``76 45 00 00``.

    A number of another country keeps its code, ``+33612345678`` → ``+33 612 34 56 78``; hidden digits (``*`` or ``•``)
    are kept as dots; anything that is not a number comes back as it was.
    """
    text = str(value or "").strip()
    compact = re.sub(r"[\s.\-()/]", "", text)
    compact = "+" + compact[2:] if compact.startswith("00") else compact
    if not re.fullmatch(rf"\+?[\d{re.escape(_HIDDEN)}]+", compact):
        return text
    compact = re.sub(rf"[{re.escape(_HIDDEN)}]", "•", compact)
    if compact.startswith("+" + HOME_CODE):
        return _pairs(compact[len(HOME_CODE) + 1 :])
    if compact.startswith("+"):
        size = _code_length(compact[1:])
        return f"{compact[: size + 1]}{NBSP}{_pairs(compact[size + 1 :])}"
    return _pairs(compact)


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _french_first(value: date, text: str) -> str:
    """Write the first of a month ``1er``, as French does; other languages are left alone."""
    if value.day == 1 and (translation.get_language() or "").startswith("fr"):
        return re.sub(r"(?<!\d)1(?= )", "1er", text, count=1)
    return text


@register.filter
def long_date(value: date | datetime | None) -> str:
    """Write a date in full: ``lundi 23 novembre 2026``, ``mardi 1er décembre 2026``; nothing for no date."""
    if not value:
        return ""
    day = _local(value)
    return _french_first(day, format_date(day, "l j F Y"))


@register.filter
def short_date(value: date | datetime | None) -> str:
    """Write a date for a table: ``23/11/2026``; nothing for no date."""
    return format_date(_local(value), "d/m/Y") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a date and an hour for a table: ``23/11/2026 14:30`` in Bamako's time; nothing for no date."""
    return f"{short_date(value)}{NBSP}{format_date(_local(value), 'H:i')}" if value else ""


@register.simple_tag
def day(value: date | datetime | str | None, *, full: bool = False) -> SafeString | str:
    """A date that machines read too: ``{% day offer.closes_on %}``, ``{% day visit.at full=True %}``.

    A text (``vers 1985``) is shown as it is; no date shows nothing.
    """
    if not isinstance(value, date):
        return value or ""
    shown = long_date(value) if full else short_date(value)
    return paint("day", machine=_local(value).isoformat()[:16], shown=shown)
