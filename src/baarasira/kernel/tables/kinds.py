"""Kinds of cells: the form a cell must have and the value it becomes (engine.md, "Files, for every command").

Numbers are ASCII digits with an optional leading minus; a whole number lies between −10⁹ and 10⁹; dates are
``YYYY-MM-DD``; the items of a list are separated by ``;``, trimmed, empty ones ignored, repeated ones counted once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .faults import gettext_noop

LIMIT = 10**9
_WHOLE = re.compile(r"(-?)0*([0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Kind:
    """The form of a column's cells.

    `parse` takes a trimmed, non-empty cell and returns its value, or raises ValueError; `empty` is the value of an
    empty cell; `message` with `params` is the sentence that says what was expected. One value may stand in many rows:
    it is not to be changed.
    """

    parse: Callable[[str], Any]
    message: str
    empty: Any = None
    params: Mapping[str, object] = field(default_factory=dict)


def parse_whole(text: str, low: int = -LIMIT, high: int = LIMIT) -> int:
    """Return a whole number from `low` to `high`, both included; ValueError for any other text."""
    match = _WHOLE.fullmatch(text)
    # The length is looked at first: int() is slow on, and refuses, numbers of thousands of digits.
    if match is None or len(match[2]) > len(str(LIMIT)):
        raise ValueError(text[:20])
    number = int(match[1] + match[2])
    if not low <= number <= high:
        raise ValueError(text[:20])
    return number


def parse_day(text: str) -> date:
    """Return the date of ``YYYY-MM-DD``; ValueError for any other text or a day no calendar has."""
    if _DAY.fullmatch(text) is None:
        raise ValueError(text[:20])
    return date(int(text[:4]), int(text[5:7]), int(text[8:]))


def parse_year_or_day(text: str) -> int | date:
    """Return the year of ``YYYY`` (0001–9999) as a number, or the date of ``YYYY-MM-DD``; else ValueError."""
    if _YEAR.fullmatch(text) is None:
        return parse_day(text)
    if text == "0000":
        raise ValueError(text)
    return int(text)


def split_items(text: str) -> tuple[str, ...]:
    """Return the items of a list cell: split at ``;``, trimmed, without empty or repeated ones, in first order."""
    return tuple(dict.fromkeys(item for part in text.split(";") if (item := part.strip())))


def _as_it_is(text: str) -> str:
    return text


def _no_control(text: str, longest: int) -> str:
    if len(text) > longest or "\0" in text:
        raise ValueError(text[:20])
    return text


TEXT = Kind(_as_it_is, gettext_noop("a text"), "")
DAY = Kind(parse_day, gettext_noop("a date written YYYY-MM-DD"))
YEAR_OR_DAY = Kind(parse_year_or_day, gettext_noop("a year written YYYY or a date written YYYY-MM-DD"))
CODES = Kind(split_items, gettext_noop("codes separated by ;"), ())


def short_text(longest: int) -> Kind:
    """Return the kind of a text of at most `longest` characters without NUL (which no database stores)."""
    return Kind(
        lambda text: _no_control(text, longest),
        gettext_noop("a text of at most %(longest)s characters"),
        "",
        {"longest": longest},
    )


def whole(low: int = -LIMIT, high: int = LIMIT, empty: int | None = None) -> Kind:
    """Return the kind of a whole number from `low` to `high`, both included."""
    return Kind(
        lambda text: parse_whole(text, low, high),
        gettext_noop("a whole number from %(low)s to %(high)s"),
        empty,
        {"low": low, "high": high},
    )


def one_of(*values: str) -> Kind:
    """Return the kind of a cell that is exactly one of `values`, case included."""

    def parse(text: str) -> str:
        if text not in values:
            raise ValueError(text[:20])
        return text

    return Kind(parse, gettext_noop("one of: %(values)s"), "", {"values": ", ".join(values)})


def listed(parse_item: Callable[[str], Any], message: str, most: int | None = None) -> Kind:
    """Return the kind of a list cell whose every item `parse_item` accepts, with at most `most` different items.

    The value is a tuple in the order written, () for an empty cell; `message` may say ``%(most)s``.
    """

    def parse(text: str) -> tuple[Any, ...]:
        items = split_items(text)
        if most is not None and len(items) > most:
            raise ValueError(text[:20])
        return tuple(parse_item(item) for item in items)

    return Kind(parse, message, (), {"most": most})
