"""The index over the register: built once a process, kept current by the journal.

Whatever changes a person writes a journal entry in the same transaction, with that person as its subject: the journal is
the list of what changed. Each question reads the entries that came since the last one and puts those people in anew.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection

from baarasira import engine
from baarasira.kernel.models import Entry

from .loading import load_people

# An entry may be confirmed later than one with a greater id; so far back a long transaction may still surprise us.
_LAG = timedelta(minutes=10)
# Above this many changed people a new index is quicker than a patched one.
_REBUILD_ABOVE = 5000
_MOST_SEEN = 100_000


def _id_before(newest: UUID, lag: timedelta) -> UUID:
    """Return the least UUIDv7 whose time is `lag` before that of another."""
    milliseconds = max(0, (newest.int >> 80) - int(lag.total_seconds() * 1000))
    return UUID(int=milliseconds << 80)


@dataclass
class _Index:
    """One process's index over one database."""

    register: engine.Register
    newest: UUID
    seen: "OrderedDict[UUID, None]" = field(default_factory=OrderedDict)


_indexes: dict[str, _Index] = {}
_lock = threading.Lock()


def _newest_entry() -> UUID:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or UUID(int=0)


def _build() -> _Index:
    """Read the whole register.

    The entries visible before the reading are in what is read; those confirmed during or after it are met again at the
    next question.
    """
    newest = _newest_entry()
    recent = Entry.objects.filter(id__gt=_id_before(newest, _LAG), subject_id__isnull=False, kind="write")
    seen = OrderedDict.fromkeys(recent.order_by("id").values_list("id", flat=True))
    return _Index(engine.Register.build(load_people()), newest, seen)


def _refresh(index: _Index) -> _Index:
    since = _id_before(index.newest, _LAG)
    rows = Entry.objects.filter(id__gt=since, subject_id__isnull=False, kind="write").order_by("id")
    fresh = [(entry, subject) for entry, subject in rows.values_list("id", "subject_id") if entry not in index.seen]
    if not fresh:
        return index
    people = {subject for _entry, subject in fresh}
    if len(people) > _REBUILD_ABOVE:
        return _build()
    changed = list(load_people(people))
    removed = {str(person) for person in people} - {person.id for person in changed}
    index.register = index.register.with_changes(changed, removed)
    index.newest = max(index.newest, fresh[-1][0])
    for entry, _subject in fresh:
        index.seen[entry] = None
    horizon = _id_before(index.newest, 2 * _LAG)
    while index.seen and (len(index.seen) > _MOST_SEEN or next(iter(index.seen)) < horizon):
        index.seen.popitem(last=False)
    return index


def current_register() -> engine.Register:
    """Return the register as confirmed now; the first question of a process builds it."""
    name = str(connection.settings_dict["NAME"])
    with _lock:
        index = _indexes.get(name)
        _indexes[name] = index = _build() if index is None else _refresh(index)
        return index.register


def forget() -> None:
    """Drop the index of this process (after a restore, and between tests)."""
    with _lock:
        _indexes.clear()
