"""What happened to a person in words: the road (changes of state in every room) and the history of every change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.kernel.journal.models import Entry, Kind
from baarasira.kernel.journal.write import contents
from baarasira.kernel.models import Move
from baarasira.kernel.transitions import TABLES
from baarasira.people.enums import BornPrecision
from baarasira.people.models import Person
from baarasira.people.queries import road_of

from .places import territory_names
from .profile import FIELDS, value_words

HISTORY_SIZE = 50

WORDS: dict[str, tuple[Sentence, str]] = {
    "person.register": (gettext_lazy("File opened"), "done"),
    "person.suspend": (gettext_lazy("Processing suspended at the person's wish"), "wait"),
    "person.resume": (gettext_lazy("Processing resumed"), "done"),
    "person.merge": (gettext_lazy("Another file of this person merged into this one"), "done"),
    "person.part": (gettext_lazy("Merge undone: both files in use again"), "neutral"),
    "person.part_suspended": (gettext_lazy("Merge undone: both files in use again"), "neutral"),
    "pair.find": (gettext_lazy("Another file may be this person's"), "wait"),
    "pair.doubt": (gettext_lazy("Not sure whether another file is this person's"), "wait"),
    "pair.part": (gettext_lazy("Another file found to be somebody else's"), "neutral"),
    "pair.propose": (gettext_lazy("Another file said to be this person's"), "wait"),
    "pair.merge": (gettext_lazy("Two files merged"), "done"),
    "pair.reopen": (gettext_lazy("Two files put back in the queue"), "wait"),
    "merge.do": (gettext_lazy("Another file taken up into this one"), "done"),
    "merge.undo": (gettext_lazy("Merge undone"), "neutral"),
    "card.issue": (gettext_lazy("Registered as a job seeker, card issued"), "done"),
    "card.renew": (gettext_lazy("Card renewed"), "done"),
    "card.fall_due": (gettext_lazy("Card to be renewed"), "wait"),
    "card.suspend": (gettext_lazy("Card suspended"), "wait"),
    "card.strike_off": (gettext_lazy("Struck off the register"), "refused"),
    "card.place": (gettext_lazy("Card closed: placed in work"), "done"),
    "card.reactivate": (gettext_lazy("Card reactivated"), "done"),
    "appointment.plan": (gettext_lazy("Appointment given"), "neutral"),
    "appointment.keep": (gettext_lazy("Came to the appointment"), "done"),
    "appointment.miss": (gettext_lazy("Did not come to the appointment"), "late"),
    "appointment.cancel": (gettext_lazy("Appointment cancelled"), "neutral"),
    "plan.agree": (gettext_lazy("Action plan agreed"), "done"),
    "plan.reach": (gettext_lazy("Aim of the action plan reached"), "done"),
    "plan.end": (gettext_lazy("Action plan ended"), "neutral"),
    "candidacy.refer": (gettext_lazy("Referred to an offer"), "done"),
    "candidacy.interview": (gettext_lazy("Interview recorded"), "done"),
    "candidacy.hire": (gettext_lazy("Hired by the employer"), "done"),
    "candidacy.start": (gettext_lazy("First day worked confirmed: placed"), "done"),
    "candidacy.refuse": (gettext_lazy("Not taken by the employer"), "refused"),
    "candidacy.withdraw": (gettext_lazy("Candidacy withdrawn"), "neutral"),
    "enrolment.enrol": (gettext_lazy("Enrolled in a course"), "done"),
    "enrolment.complete": (gettext_lazy("Completed a course"), "done"),
    "enrolment.fail": (gettext_lazy("Did not complete a course"), "refused"),
    "enrolment.drop": (gettext_lazy("Stopped a course"), "neutral"),
    "enrolment.cancel": (gettext_lazy("Session of a course cancelled"), "wait"),
    "right_request.ask": (gettext_lazy("Request by right recorded"), "wait"),
    "right_request.grant": (gettext_lazy("Request by right: done as asked"), "done"),
    "right_request.refuse": (gettext_lazy("Request by right: refused"), "refused"),
}
"""The past tense of the moves: noun.transition → what happened, and its tone. Others are told by their table's verb."""

CHANGES: dict[str, Sentence] = {
    "person.register": gettext_lazy("File opened"),
    "person.profile": gettext_lazy("Contacts, occupations and languages entered"),
    "person.edit": gettext_lazy("File corrected"),
    "person.documents": gettext_lazy("Identity documents corrected"),
    "person.consent": gettext_lazy("Consent"),
    "person.suspend": gettext_lazy("Processing suspended at the person's wish"),
    "person.resume": gettext_lazy("Processing resumed"),
    "person.take_up": gettext_lazy("What another file of the person said taken over"),
    "person.give_back": gettext_lazy("What another file said taken out again"),
    "person.merge": gettext_lazy("File merged into another"),
    "person.part": gettext_lazy("Merge undone: both files in use again"),
    "person.part_suspended": gettext_lazy("Merge undone: both files in use again"),
}


@dataclass(frozen=True, slots=True)
class RoadEvent:
    """One thing on the road: what, when, by whom, why, and the tone of its sign."""

    title: str
    at: datetime
    by: str
    reason: str
    tone: str


def road_events(person: Person) -> list[RoadEvent]:
    """Return the road of a person in time order, past first."""
    return [told(move) for move in road_of(person.pk)]


def told(move: Move) -> RoadEvent:
    """Return one change of state as the road tells it."""
    name = f"{move.noun}.{move.transition}"
    words, tone = WORDS.get(name, ("", "neutral"))
    if not words:
        table = TABLES.get(move.noun)
        row = table.rows.get(move.transition) if table is not None else None
        words = row.label if row is not None and row.label else move.transition
    by = _("the system") if move.actor_id is None else move.actor_label
    return RoadEvent(str(words), move.at, by, move.reason, tone)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change: its name, what it held, what it holds."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history: what was done, when, by whom, why; its fields, or `unreadable` once the key is gone."""

    title: str
    at: datetime
    by: str
    reason: str
    fields: tuple[FieldChange, ...]
    unreadable: bool


@dataclass(frozen=True, slots=True)
class History:
    """A page of the history, newest first, and the key of the next page (empty on the last)."""

    changes: tuple[Change, ...]
    older: str


def changes_of(person: Person, before: str = "", size: int = HISTORY_SIZE) -> History:
    """Return what was changed in a person's own file, newest first; `before` is the key of the page before."""
    rows = Entry.objects.filter(
        subject_id=person.pk, kind=Kind.WRITE, noun__in=("person",), object_id=str(person.pk)
    ).order_by("-id")
    if key := _key(before):
        rows = rows.filter(id__lt=key)
    entries = list(rows[: size + 1])
    places = territory_names()
    shown = entries[:size]
    changes = tuple(_change(entry, held, places) for entry, held in zip(shown, contents(shown), strict=True))
    return History(changes, str(entries[size - 1].id) if len(entries) > size else "")


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _change(entry: Entry, held: dict[str, Any] | None, places: dict[str, str]) -> Change:
    fields: list[FieldChange] = []
    if held is not None:
        old, new = held.get("before") or {}, held.get("after") or {}
        for name in [name for name in FIELDS if name in old or name in new]:
            words = [_value(name, side.get(name), side, places) for side in (old, new)]
            if words[0] != words[1] or name == "nina_print":
                fields.append(FieldChange(str(FIELDS[name][0]), *words))
    title = CHANGES.get(entry.verb)
    if title is None:
        title = WORDS.get(entry.verb, (entry.verb, ""))[0]
    return Change(str(title), entry.at, entry.actor_label, (held or {}).get("reason", ""), tuple(fields), held is None)


def _value(name: str, value: object, side: Mapping[str, Any], places: dict[str, str]) -> str:
    if name in ("region_id", "cercle_id") and isinstance(value, str):
        return places.get(value, value)
    if name == "born" and isinstance(value, str) and side.get("born_precision") == BornPrecision.YEAR:
        return value[:4]
    return value_words(name, value)
