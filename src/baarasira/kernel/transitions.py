"""Tables of states: the one way a record changes state, with a log row, a journal entry and a version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .errors import Sentence, WrongState
from .journal import write as journal
from .models import Move, Record
from .stored import Same, insert, insert_all, insert_columns, made, update

TABLES: dict[str, "TransitionTable"] = {}


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from some states to another; `label` is the verb on the button."""

    name: str
    sources: frozenset[str]
    target: str
    label: Sentence = ""


def transition(name: str, sources: Iterable[str] | str, target: str, label: Sentence = "") -> Transition:
    """Write one row of a table: ``transition("publish", {"approved"}, "published", _("Publish"))``."""
    starts = {sources} if isinstance(sources, str) else sources
    return Transition(name, frozenset(str(state) for state in starts), str(target), label)


class Start(NamedTuple):
    """A new record, whom and which structure it is about, and plain values that hang on it (`TransitionTable.begin`)."""

    record: Record
    subject_id: UUID | None
    structure_id: UUID | None
    beside: Mapping[str, Any]


def _start(record: Record, row: Transition, actor: Actor) -> None:
    setattr(record, "state", row.target)  # noqa: B010 - Record itself has no state
    record.created_at = record.updated_at = actor.at


def _told_of(record: Record, beside: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the journal says of a new record, which had no values before."""
    return {**journal.begun(record), **journal.said(beside)}


class TransitionTable:
    """The states of one noun as data. The empty string as a source is the making of the record."""

    def __init__(self, noun: str, rows: Sequence[Transition]) -> None:
        if noun in TABLES:
            raise ValueError(f"a transition table named {noun} exists already")
        self.noun = noun
        self.rows = {row.name: row for row in rows}
        if len(self.rows) != len(rows):
            raise ValueError(f"two transitions of {noun} have one name")
        TABLES[noun] = self

    def open_to(self, state: str) -> list[Transition]:
        """Return the transitions that start from a state, in the order of the table."""
        return [row for row in self.rows.values() if state in row.sources]

    def check(self, name: str, state: str) -> Transition:
        """Return the transition; raises WrongState when it does not start from this state."""
        row = self.rows[name]
        if state not in row.sources:
            raise WrongState(
                _(
                    "This step is no longer possible: the record has moved on since the page was opened. "
                    "Open it again to see where it stands."
                ),
                code=f"{self.noun}.{name}",
            )
        return row

    def apply(
        self,
        record: Record,
        name: str,
        *,
        actor: Actor,
        subject_id: UUID | None = None,
        structure_id: UUID | None = None,
        values: dict[str, Any] | None = None,
    ) -> Move:
        """Move a stored record and save it, inside the caller's transaction.

        `values` are the other fields the move sets (the dates that a CHECK ties to the state). Raises WrongState.
        """
        row = self.check(name, str(getattr(record, "state")))  # noqa: B009 - Record itself has no state
        before = journal.held(record)
        source = str(getattr(record, "state"))  # noqa: B009
        written = {"state": row.target, **(values or {})}
        for field, value in written.items():
            setattr(record, field, value)
        record.version += 1
        record.updated_at = actor.at
        update(record, changed=(*written, "version", "updated_at"))
        return self._log(record, row, source, actor, subject_id, structure_id, journal.differences(before, record))

    def begin(
        self,
        record: Record,
        name: str,
        *,
        actor: Actor,
        subject_id: UUID | None = None,
        structure_id: UUID | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> Move:
        """Store a new record in its first state, by a transition whose source is the empty string.

        beside: plain values that hang on the record and are told with it, those that are not empty.
        """
        row = self.check(name, "")
        _start(record, row, actor)
        insert(record)
        values = _told_of(record, beside or {})
        return self._log(record, row, "", actor, subject_id, structure_id, ({}, values))

    def begin_many(self, starts: Sequence["Start"], name: str, *, actor: Actor) -> None:
        """Store many new records of one model in their first state, each with its move and its entry, as `begin` does one."""
        row = self.check(name, "")
        for start in starts:
            _start(start.record, row, actor)
        insert_all([start.record for start in starts])
        journal.record_new(
            actor,
            f"{self.noun}.{name}",
            noun=self.noun,
            told=[
                journal.Told(
                    start.record.pk, start.subject_id, start.structure_id, _told_of(start.record, start.beside)
                )
                for start in starts
            ],
        )
        insert_columns(
            Move,
            {
                "at": Same(actor.at),
                "noun": Same(self.noun),
                "object_id": [start.record.pk for start in starts],
                "subject_id": [start.subject_id for start in starts],
                "transition": Same(name),
                "target": Same(row.target),
                "actor_id": Same(actor.id),
                "actor_label": Same(actor.label),
                "reason": Same(actor.reason),
            },
        )

    def _log(
        self,
        record: Record,
        row: Transition,
        source: str,
        actor: Actor,
        subject_id: UUID | None,
        structure_id: UUID | None,
        changed: tuple[dict[str, Any], dict[str, Any]],
    ) -> Move:
        journal.record(
            actor,
            f"{self.noun}.{row.name}",
            noun=self.noun,
            object_id=record.pk,
            subject_id=subject_id,
            structure_id=structure_id,
            before=changed[0] or None,
            after=changed[1],
        )
        return insert(
            made(
                Move,
                at=actor.at,
                noun=self.noun,
                object_id=record.pk,
                subject_id=subject_id,
                transition=row.name,
                source=source,
                target=row.target,
                actor_id=actor.id,
                actor_label=actor.label,
                reason=actor.reason,
            )
        )
