"""The export of a platform of online courses, read: one row a person and a course. The format stands in docs/formats/cours-en-ligne.md.

CSV or XLSX. Its headings are those of the format, or what the platform's own sheet calls them (`HEADINGS`); the first set of
which every required heading is there is used. Other columns are left aside.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baarasira.kernel.tables import Column, Kind, Reject, Row, UnusableFile, parse_day, read_table, short_text

HEADINGS: tuple[Mapping[str, str], ...] = (
    {
        "email": "email", "name": "name", "code": "course_code", "title": "course_title", "percent": "progress",
        "minutes": "minutes", "last_seen_on": "last_activity_on", "completed_on": "completed_on",
        "certificate": "certificate_url",
    },
    {
        "email": "Adresse e-mail", "name": "Nom", "code": "Code du cours", "title": "Cours", "percent": "Progression",
        "minutes": "Minutes", "last_seen_on": "Dernière activité", "completed_on": "Terminé le",
        "certificate": "Certificat",
    },
)  # fmt: skip
_REQUIRED = ("email", "code", "percent")
_SLASHED = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%?")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One row: progress of one person in one course; `percent` from 0 to 100, a part of one left out."""

    line: int
    email: str
    name: str
    code: str
    title: str
    percent: int
    minutes: int | None
    last_seen_on: date | None
    completed_on: date | None
    certificate: str

    def stored(self) -> dict[str, Any]:
        """Return the row as JSON keeps it."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


def stored_row(kept: Mapping[str, Any]) -> ExportRow:
    """Return a row that JSON kept."""
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("last_seen_on", "completed_on")}
    return ExportRow(**{**kept, **days})


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be used: its line, and why in a sentence."""

    line: int
    sentence: str


def _percent(text: str) -> int:
    match = _PERCENT.fullmatch(text)
    if match is None or int(match[1]) > _HUNDRED:
        raise ValueError(text[:20])
    return int(match[1])


def _day(text: str) -> date:
    match = _SLASHED.fullmatch(text)
    # A moment of the platform (2026-11-20T08:15:00Z) counts by its day.
    return date(int(match[3]), int(match[2]), int(match[1])) if match else parse_day(text[:10])


def _email(text: str) -> str:
    tidy = text.strip().lower()
    try:
        validate_email(tidy)
    except ValidationError:
        raise ValueError(tidy[:20]) from None
    return tidy


def _minutes(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError(text[:20])
    return int(text)


def _link(text: str) -> str:
    if not re.fullmatch(r"https://\S{4,280}", text):
        raise ValueError(text[:20])
    return text


_KINDS: Mapping[str, Kind] = {
    "email": Kind(_email, gettext_noop("an e-mail address"), ""),
    "name": short_text(150),
    "code": short_text(60),
    "title": short_text(200),
    "percent": Kind(_percent, gettext_noop("a share from 0 to 100, with or without %%")),
    "minutes": Kind(_minutes, gettext_noop("a whole number of minutes")),
    "last_seen_on": Kind(_day, gettext_noop("a date written 2026-11-23 or 23/11/2026")),
    "completed_on": Kind(_day, gettext_noop("a date written 2026-11-23 or 23/11/2026")),
    "certificate": Kind(_link, gettext_noop("an address that begins with https://"), ""),
}


def _columns(headings: Mapping[str, str]) -> list[Column]:
    return [Column(headings[name], kind, required=name in _REQUIRED) for name, kind in _KINDS.items()]


def read_export(content: bytes) -> tuple[list[ExportRow], list[Refused]]:
    """Return the rows of an export and those refused, in the order of the file.

    A second row of the same address and course is refused. Raises UnusableFile (no header, a required column missing).
    """
    fault: UnusableFile | None = None
    for headings in HEADINGS:
        try:
            table = read_table(content, _columns(headings), refuse_cut=True)
        except UnusableFile as error:
            fault = fault or error
            continue
        rows = [_row(row, headings) for row in table.rows]
        return _once(rows, [Refused(reject.line, _sentence(reject)) for reject in table.rejects])
    raise fault or UnusableFile("")


def _row(row: Row, headings: Mapping[str, str]) -> ExportRow:
    found = {name: row[heading] for name, heading in headings.items()}
    found["title"] = found["title"] or found["code"]
    return ExportRow(line=row.line, **found)


def _once(rows: list[ExportRow], refused: list[Refused]) -> tuple[list[ExportRow], list[Refused]]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for row in rows:
        key = (row.email, row.code)
        if key in seen:
            refused.append(Refused(row.line, _("This address has this course in a line above already.")))
        else:
            seen.add(key)
            kept.append(row)
    return kept, sorted(refused, key=lambda item: item.line)


def _sentence(reject: Reject) -> str:
    expected = _(reject.fault.message) % reject.fault.params
    if not reject.column:
        return expected
    named = {"column": reject.column, "cell": reject.cell[:60], "expected": expected}
    return _("Column %(column)s: “%(cell)s” cannot be used; expected: %(expected)s") % named
