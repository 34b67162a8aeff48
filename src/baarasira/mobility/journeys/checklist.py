"""The papers of a visa file, by country and kind of programme: what is there, what is missing, by when it is filed.

The lists are data (`data/visa_checklists.toml`, from domain.md A.5). A paper with a `source` is read where it stands already
(passport, authorisation, medical verdict); the others are received one by one.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.candidacies.models import CandidacyStep
from baarasira.kernel.papers import short_date
from baarasira.people.models import IdentityDocument
from baarasira.programmes.eligibility import months_after
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .models import Journey, MedicalVisit, VisaPaper

_FILE = Path(__file__).resolve().parent / "data" / "visa_checklists.toml"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper of the list. `source` names where it is read; `months` how old it may be when filed, 0 without a bound."""

    key: str
    title: str
    source: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list of one country for one kind of programme, with the law it comes from."""

    title: str
    basis: str
    items: tuple[Item, ...]

    @property
    def received(self) -> tuple[Item, ...]:
        """The papers received one by one."""
        return tuple(item for item in self.items if not item.source)


@cache
def _lists() -> Mapping[str, Checklist]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {"default": _list(raw.pop("default"))}
    for country, kinds in raw.items():
        found |= {f"{country}.{kind}": _list(plain) for kind, plain in kinds.items()}
    return found


def _list(plain: Mapping[str, Any]) -> Checklist:
    return Checklist(str(plain["title"]), str(plain["basis"]), tuple(Item(**row) for row in plain["item"]))


def checklist_of(country: str, kind: str) -> Checklist:
    """Return the list for a country and a kind of programme, the common one where that country has none."""
    return _lists().get(f"{country}.{kind}") or _lists()["default"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paper of one file: whether it is there, what is known of it, why it does not count."""

    item: Item
    there: bool
    words: str = ""
    fault: str = ""


@dataclass(slots=True)
class Held:
    """What many files hold, read at once: papers by file, passports by person, medical verdicts by file."""

    papers: dict[UUID, dict[str, VisaPaper]] = field(default_factory=dict)
    passports: dict[UUID, date] = field(default_factory=dict)
    verdicts: dict[UUID, date] = field(default_factory=dict)


def held_by(journeys: Iterable[Journey]) -> Held:
    """Return what these files hold. Four queries, however many they are."""
    rows = list(journeys)
    files: Collection[UUID] = [row.candidacy_id for row in rows]
    found = Held()
    for paper in VisaPaper.objects.filter(candidacy_id__in=files):
        found.papers.setdefault(paper.candidacy_id, {})[paper.key] = paper
    people = [row.person_id for row in rows]
    passports = IdentityDocument.objects.filter(person_id__in=people, kind="passport", expires_on__isnull=False)
    for person_id, until in passports.values_list("person_id", "expires_on"):
        if until is not None:
            found.passports[person_id] = max(until, found.passports.get(person_id, until))
    steps = CandidacyStep.objects.filter(candidacy_id__in=files, kind="medical", ending="fit").order_by("position")
    for file_id, values in steps.values_list("candidacy_id", "values"):
        if until_text := values.get("valid_until"):
            found.verdicts[file_id] = date.fromisoformat(until_text)
    visits = MedicalVisit.objects.filter(candidacy_id__in=files, valid_until__isnull=False).order_by("verdict_on")
    for file_id, valid_until in visits.values_list("candidacy_id", "valid_until"):
        if valid_until is not None:
            found.verdicts[file_id] = max(valid_until, found.verdicts.get(file_id, valid_until))
    return found


def lines_of(journey: Journey, checklist: Checklist, held: Held, on: date) -> list[Line]:
    """Return the state of each paper of a file, were it filed on a day."""
    return [_line(journey, item, held, on) for item in checklist.items]


def missing(lines: Iterable[Line]) -> list[Line]:
    """Return the papers that are not there, or do not count."""
    return [line for line in lines if not line.there]


def _line(journey: Journey, item: Item, held: Held, on: date) -> Line:
    match item.source:
        case "passport":
            return _passport(journey, item, held, on)
        case "authorisation":
            number = journey.authorisation_number
            return Line(item, bool(number), number, "" if number else _("not granted yet"))
        case "medical":
            return _until(item, held.verdicts.get(journey.candidacy_id), on, _("no verdict “fit” yet"))
    paper = held.papers.get(journey.candidacy_id, {}).get(item.key)
    if paper is None:
        return Line(item, there=False, fault=_("not received yet"))
    return _received(item, paper, on)


def _received(item: Item, paper: VisaPaper, on: date) -> Line:
    words = " ".join(filter(None, (_("received on %(day)s") % {"day": short_date(paper.received_on)}, paper.reference)))
    until = paper.valid_until
    if item.months and paper.issued_on is not None:
        last = months_after(paper.issued_on, item.months)
        until = min(last, until) if until is not None else last
    if until is not None and until < on:
        return Line(item, False, words, _("no longer valid since %(day)s") % {"day": short_date(until)})
    return Line(item, True, words)


def _until(item: Item, until: date | None, on: date, absent: str) -> Line:
    if until is None:
        return Line(item, there=False, fault=absent)
    words = _("until %(day)s") % {"day": short_date(until)}
    return Line(item, until >= on, words, "" if until >= on else _("no longer valid"))


def _passport(journey: Journey, item: Item, held: Held, on: date) -> Line:
    """The passport must be valid so many months still on the day of the filing (domain.md R-19)."""
    until = held.passports.get(journey.person_id)
    if until is None:
        return Line(item, there=False, fault=_("no passport with its last day in the person’s file"))
    words = _("until %(day)s") % {"day": short_date(until)}
    needed = months_after(on, value(parameters.PASSPORT_VALIDITY_MONTHS, on))
    if until < needed:
        return Line(item, False, words, _("must be valid until %(day)s (R-19)") % {"day": short_date(needed)})
    return Line(item, True, words)


def filing_due(journey: Journey, on: date) -> date | None:
    """Return by when the visa is filed: so many days after the authorisation was notified (domain.md R-18)."""
    if journey.authorisation_notified_on is None:
        return None
    return journey.authorisation_notified_on + timedelta(days=value(parameters.VISA_FILING_DAYS, on))
