"""Readers: each turns one value of a file into its stored form, or notes what is wrong with it and answers `WRONG`.

The stored form is what JSON holds (texts, whole numbers, booleans, lists, tables): dates are ISO texts, exact decimals are
texts, a text for people is a table of languages. Numbers may be references to dated settings: see `amount`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from baarasira.reference.codelist import CodeList, Term
from baarasira.reference.enums import DestinationKind
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.parameters import SETTINGS, UNITS

from ..findings import Report
from .guessing import did_you_mean, listed
from .positions import Path

# What a key counts, by the end of its name, and the units of the settings it may refer to.
_UNITS = {
    "days": {"days", "working_days", "days_before"},
    "hours": {"hours"},
    "months": {"months"},
    "years": {"years"},
}


class _Wrong:
    def __bool__(self) -> bool:
        return False


WRONG: Final = _Wrong()
"""What a reader answers when the value cannot be used; the flaw is in the report."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader stands: the report it writes to, the path of the value, and what to call it in a sentence."""

    report: Report
    path: Path = ()

    def at(self, *names: str | int) -> "Spot":
        """Return the place of something inside."""
        return replace(self, path=(*self.path, *names))

    @property
    def name(self) -> str:
        """The last name of the path: the key a person wrote."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")

    def flaw(self, code: str, wrong: str | Promise, right: str | Promise = "") -> _Wrong:
        """Note a flaw here and return WRONG."""
        self.report.add(self.path, code, wrong, right)
        return WRONG


Reader = Callable[[Any, Spot], Any]


def described(value: Any) -> str:
    """Return what kind of value a person wrote, in words."""
    kinds = (
        (bool, _("yes or no (true, false)")),
        (int, _("a number")),
        (Decimal, _("a number with decimals")),
        (str, _("a text")),
        ((date, datetime, time), _("a date")),
        (list, _("a list")),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), _("a table"))


def _type_flaw(value: Any, spot: Spot, wanted: str, example: str) -> _Wrong:
    wrong = _("“%(key)s” is %(given)s where %(wanted)s is expected") % {
        "key": spot.name, "given": described(value), "wanted": wanted,
    }  # fmt: skip
    return spot.flaw("type", wrong, _("write for example %(example)s") % {"example": f"{spot.name} = {example}"})


def tidy(text: str) -> str:
    """Return a text in one Unicode form, its lines joined and its blanks single; an empty line keeps paragraphs apart."""
    paragraphs = re.split(r"\n\s*\n", unicodedata.normalize("NFC", text).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def line(most: int = 200, example: str = '"…"') -> Reader:
    """Read a short text of one line, not empty."""

    def read(value: Any, spot: Spot) -> Any:
        if not isinstance(value, str):
            return _type_flaw(value, spot, _("a text between quotation marks"), example)
        text = tidy(value)
        if not text:
            return spot.flaw("empty", _("“%(key)s” is empty") % {"key": spot.name}, _("write it, or take the line out"))
        if len(text) > most:
            wrong = _("“%(key)s” has %(length)d characters") % {"key": spot.name, "length": len(text)}
            return spot.flaw("long", wrong, _("keep it under %(most)d") % {"most": most})
        return text

    return read


def name(value: Any, spot: Spot) -> Any:
    """Read the short name by which the rest of the file speaks of something: letters, digits, hyphens."""
    text = line(60, '"inscription"')(value, spot)
    if text is not WRONG and not re.fullmatch(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*", text):
        plain = re.sub(
            r"[^A-Za-z0-9]+", "-", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        ).strip("-")
        wrong = _("“%(text)s” cannot be a short name: only letters without accents, digits and hyphens") % {
            "text": text
        }
        right = _("write “%(plain)s”") % {"plain": plain.lower()} if plain else _("choose another one")
        return spot.flaw("name", wrong, right)
    return text


def words(most: int = 1000) -> Reader:
    """Read a text that people will see: French alone, or a table with `fr` and other languages."""
    one = line(most)

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, str):
            text = one(value, spot)
            return text if text is WRONG else {"fr": text}
        if not isinstance(value, dict):
            return _type_flaw(value, spot, _("a text between quotation marks"), '"…"')
        if "fr" not in value:
            wrong = _("“%(key)s” is not written in French") % {"key": spot.name}
            return spot.flaw("french", wrong, _('begin with { fr = "…" }; other languages follow'))
        found = {}
        for language, text in value.items():
            if language not in LANGUAGES:
                spot.at(language).flaw(
                    "language",
                    _("“%(code)s” is not the code of a language we know") % {"code": language},
                    _("use a code of the list of languages: fr, bm, en, es…"),
                )
            elif (read_text := one(text, spot.at(language))) is not WRONG:
                found[language] = read_text
        return found if "fr" in found else WRONG

    return read


def whole(least: int, most: int) -> Reader:
    """Read a whole number between two bounds, both included."""

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return _type_flaw(value, spot, _("a whole number"), str(max(least, 1)))
        if least <= value <= most:
            return value
        if value < 0:
            wrong = _("“%(key)s” is negative: %(value)d") % {"key": spot.name, "value": value}
            return spot.flaw("negative", wrong, _bounds(least, most))
        wrong = _("“%(key)s” cannot be %(value)d") % {"key": spot.name, "value": value}
        return spot.flaw("bounds", wrong, _bounds(least, most))

    return read


def _bounds(least: int, most: int) -> str:
    return _("write a whole number from %(least)d to %(most)d") % {"least": least, "most": most}


def amount(least: int, most: int) -> Reader:
    """Read a whole number, or where it is to be found on the day.

    ``{ parameter = "work.minimum_age_abroad" }`` is a dated setting of the service; ``{ destination = "minimum_age",
    otherwise = 18 }`` is what the law of the country of work says, and what holds where nothing is known of it.
    """
    number = whole(least, most)

    def read(value: Any, spot: Spot) -> Any:
        if not isinstance(value, dict):
            return number(value, spot)
        if set(value) == {"parameter"}:
            return _setting(value["parameter"], spot.at("parameter"))
        if "destination" in value and set(value) <= {"destination", "otherwise"}:
            return _destination(value, spot, read)
        wrong = _("“%(key)s” is neither a number nor a reference to a setting") % {"key": spot.name}
        right = _('write a number, { parameter = "…" }, or { destination = "…", otherwise = … }')
        return spot.flaw("reference", wrong, right)

    return read


def _setting(key: Any, spot: Spot) -> Any:
    setting = SETTINGS.get(key) if isinstance(key, str) else None
    if setting is None:
        wrong = _("there is no setting named “%(key)s”") % {"key": key}
        return spot.flaw(
            "parameter", wrong, did_you_mean(str(key), SETTINGS) or _("look at the page Settings for their names")
        )
    if isinstance(setting.default, bool) or not isinstance(setting.default, int):
        wrong = _("the setting “%(key)s” is not a whole number") % {"key": key}
        return spot.flaw("parameter", wrong, _("choose a setting that holds one whole number"))
    counted = next((unit for unit in _UNITS if str(spot.path[-2]).endswith(f"_{unit}")), "")
    if counted and setting.unit not in _UNITS[counted]:
        wrong = _("the setting “%(key)s” counts %(unit)s") % {"key": key, "unit": setting.unit_label}
        return spot.flaw("parameter", wrong, _("choose one that counts %(unit)s") % {"unit": UNITS[counted]})
    return {"parameter": key}


def _destination(value: dict[str, Any], spot: Spot, otherwise: Reader) -> Any:
    kind = choice(DestinationKind)(value["destination"], spot.at("destination"))
    if kind is WRONG:
        return WRONG
    if "otherwise" not in value:
        return {"destination": kind}
    other = otherwise(value["otherwise"], spot.at("otherwise"))
    return WRONG if other is WRONG else {"destination": kind, "otherwise": other}


def flag(value: Any, spot: Spot) -> Any:
    """Read yes or no."""
    return value if isinstance(value, bool) else _type_flaw(value, spot, _("yes or no (true, false)"), "true")


def day(value: Any, spot: Spot) -> Any:
    """Read a date between 1960 and 2100, written as a date or as a text."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            wrong = _("“%(text)s” is not a date that exists") % {"text": value}
            return spot.flaw("date", wrong, _("write year-month-day, for example 2026-11-30"))
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        return _type_flaw(value, spot, _("a date"), "2026-11-30")
    if not 1960 <= value.year <= 2100:
        wrong = _("the year %(year)d cannot be right") % {"year": value.year}
        return spot.flaw("date", wrong, _("write a year from 1960 to 2100"))
    return value.isoformat()


def choice(values: type[TextChoices]) -> Reader:
    """Read one word of a closed list."""
    known: list[str] = list(values.values)

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, str) and value in known:
            return value
        wrong = _("“%(value)s” is not known here for “%(key)s”") % {"value": value, "key": spot.name}
        return spot.flaw("choice", wrong, did_you_mean(str(value), known) or listed(known))

    return read


def code(codes: CodeList[Any], wrong: str | Promise) -> Reader:
    """Read a code of a carried list; `wrong` says what it is not, with ``%(code)s``."""

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, str) and value in codes:
            return value
        found: Term | None = codes.find(value) if isinstance(value, str) else None
        right = _("write “%(code)s” (%(label)s)") % {"code": found.code, "label": found.label} if found else ""
        near = right or did_you_mean(str(value), codes.codes()) or _("use a code of the list")
        return spot.flaw("code", str(wrong) % {"code": value}, near)

    return read


def many(one: Reader, *, least: int = 1, distinct: bool = True) -> Reader:
    """Read a list; a single value stands for a list of one."""

    def read(value: Any, spot: Spot) -> Any:
        items = value if isinstance(value, list) else [value]
        if len(items) < least:
            return spot.flaw(
                "empty", _("the list “%(key)s” is empty") % {"key": spot.name}, _("fill it, or take the line out")
            )
        found: list[Any] = []
        for number, item in enumerate(items):
            place = spot.at(number) if isinstance(value, list) else spot
            one_value = one(item, place)
            if one_value is WRONG:
                continue
            if distinct and one_value in found:
                place.flaw("twice", _("“%(item)s” stands twice in this list") % {"item": item}, _("keep it once"))
                continue
            found.append(one_value)
        return found or WRONG

    return read


def share(value: Any, spot: Spot) -> Any:
    """Read an exact share between 0 and 1, as a text or a number; the stored form is a text."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return _type_flaw(value, spot, _("a share between 0 and 1"), '"0.30"')
    text = str(value).strip()
    if "," in text or "%" in text:
        wrong = _("“%(text)s” is not written as a share") % {"text": text}
        return spot.flaw("share", wrong, _('write a point and no percent sign: "0.30" for 30 %%') % {})
    try:
        number = Decimal(text)
    except InvalidOperation:
        return _type_flaw(value, spot, _("a share between 0 and 1"), '"0.30"')
    if not number.is_finite() or not 0 <= number <= 1:
        wrong = _("a share of %(share)s is more than the whole, or less than nothing") % {"share": text}
        return spot.flaw("share", wrong, _('write a share between 0 and 1: "0.30" for 30 %%') % {})
    return format(number.normalize(), "f")


def decimal(least: str, most: str) -> Reader:
    """Read an exact decimal between two bounds; the stored form is a text."""

    def read(value: Any, spot: Spot) -> Any:
        try:
            number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and Decimal(least) <= number <= Decimal(most):
            return format(number.normalize(), "f")
        wrong = _("“%(key)s” cannot be %(value)s") % {"key": spot.name, "value": value}
        return spot.flaw(
            "bounds", wrong, _("write a number from %(least)s to %(most)s") % {"least": least, "most": most}
        )

    return read


def one_of(names: Iterable[str], wrong: str | Promise) -> Reader:
    """Read one of some names; `wrong` says what it is not, with ``%(name)s``."""
    known = tuple(names)

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, str) and value in known:
            return value
        return spot.flaw("name", str(wrong) % {"name": value}, did_you_mean(str(value), known) or listed(known))

    return read
