"""What all printed papers of the service share: the letterhead, the dates in words, the language they are written in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the state and its motto, the ministry, the agency, the structure and how to reach it.

    `contact` is one line per item (address, phone); `place` the town after which a paper is dated; `issuer` the short
    name that signed claims carry (a host name); `language` the language in which the paper is written.
    """

    state: str
    motto: str
    ministry: str
    agency: str
    structure: str
    contact: tuple[str, ...] = ()
    place: str = ""
    issuer: str = ""
    language: str = "fr"


def letterhead(*, structure: str, contact: tuple[str, ...] = (), place: str = "") -> Letterhead:
    """Return the letterhead of one structure of this installation's agency (settings BAARASIRA_STATE and following)."""
    return Letterhead(
        state=settings.BAARASIRA_STATE,
        motto=settings.BAARASIRA_MOTTO,
        ministry=settings.BAARASIRA_MINISTRY,
        agency=settings.BAARASIRA_AGENCY,
        structure=structure,
        contact=contact,
        place=place,
        issuer=settings.BAARASIRA_ISSUER,
        language=settings.LANGUAGE_CODE,
    )


@contextmanager
def written_by(head: Letterhead) -> Iterator[dict[str, Any]]:
    """Switch to the language of the paper, and give the part of a template's data that every paper has."""
    with translation.override(head.language):
        yield {"head": asdict(head), "house": _house_words()}


def _house_words() -> dict[str, str]:
    return {
        "page": pgettext("paper", "Page {page} of {pages}"),
        "dated": pgettext("paper", "{place}, {date}"),
        "reference": pgettext("paper", "Ref. {reference}"),
        "signature": pgettext("paper", "Signature or thumbprint"),
        "signature_stamp": pgettext("paper", "Signature and stamp"),
        "blank": pgettext("paper", "not given"),
    }


def long_date(day: date) -> str:
    """Return a date in words: ``23 novembre 2026``, ``1er décembre 2026``."""
    return _first(day, date_format(day, "j F Y"))


def weekday_date(day: date) -> str:
    """Return a date in words with its weekday: ``lundi 23 novembre 2026``."""
    weekday = date_format(day, "l")
    return f"{weekday} {long_date(day)}"


def short_date(day: date) -> str:
    """Return a date for a table: ``23/11/2026``."""
    return date_format(day, "d/m/Y")


def clock_time(moment: time) -> str:
    """Return the time of a meeting: ``9 h 30``, with spaces that do not break."""
    if not moment.minute:
        return pgettext("time of day", "{hour}:00").format(hour=moment.hour)
    return pgettext("time of day", "{hour}:{minute}").format(hour=moment.hour, minute=f"{moment.minute:02}")


def midnight(day: date) -> datetime:
    """Return the first moment of a day, by which a paper of that day is stamped (Bamako keeps UTC)."""
    return datetime.combine(day, time(), UTC)


def _first(day: date, text: str) -> str:
    """Write the first of the month as French does."""
    if day.day == 1 and (translation.get_language() or "").startswith("fr"):
        return f"1er{text[1:]}"
    return text
