"""The index over the register: built once a process, kept current by the journal.

Whatever changes a person writes a journal entry in the same transaction, with that person as its subject: the journal is
the list of what changed. Each question reads the entries that came since the last one and puts those people in anew.
"""

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from baarasira import engine
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Entry

from .loading import load_people

# An entry may be confirmed after one with a greater id: entries younger than this are read again at every question.
LAG = timedelta(minutes=10)
# Above this many changed people a new index is quicker than a patched one.
_REBUILD_ABOVE = 5000
_NONE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class _Index:
    """One process's index over one database: the register, the newest entry it holds, the recent ones it holds."""

    register: engine.Register
    newest: UUID = _NONE
    seen: frozenset[UUID] = field(default_factory=frozenset)


_indexes: dict[str, _Index] = {}
_lock = threading.Lock()


def _entries() -> QuerySet[Entry]:
    return Entry.objects.filter(subject_id__isnull=False, kind="write").order_by("id")


def _since(newest: UUID) -> UUID:
    """Return the id from which entries may still be news: the newest held, or the oldest that may yet be confirmed."""
    milliseconds = max(0, (uuid7().int >> 80) - int(LAG.total_seconds() * 1000))
    return min(newest, UUID(int=milliseconds << 80))


def _build() -> _Index:
    """Read the whole register.

    The entries visible before the reading are in what is read; those confirmed during or after it are met again at the
    next question.
    """
    newest = _entries().order_by("-id").values_list("id", flat=True).first() or _NONE
    seen = frozenset(_entries().filter(id__gte=_since(newest)).values_list("id", flat=True))
    return _Index(engine.Register.build(load_people()), max(seen, default=newest), seen)


def _refresh(index: _Index) -> _Index:
    """Return the index with what was confirmed since put in.

    The journal only grows: where the newest entry held is gone, the database was replaced (a restore), and all is read
    again.
    """
    rows = dict(_entries().filter(id__gte=_since(index.newest)).values_list("id", "subject_id"))
    if index.newest != _NONE and index.newest not in rows:
        return _build()
    changed = {subject for entry, subject in rows.items() if entry not in index.seen}
    if len(changed) > _REBUILD_ABOVE:
        return _build()
    register = index.register
    if changed:
        people = list(load_people(changed))
        register = register.with_changes(people, {str(key) for key in changed} - {person.id for person in people})
    return _Index(register, max(rows, default=index.newest), frozenset(rows))


def current_register() -> engine.Register:
    """Return the register as confirmed now; the first question of a process builds it.

    Asked inside a transaction, the answer holds what that transaction has written so far and is not kept: it may be
    undone.
    """
    name = str(connection.settings_dict["NAME"])
    with _lock:
        index = _indexes.get(name)
        index = _build() if index is None else _refresh(index)
        if not connection.in_atomic_block:
            _indexes[name] = index
        return index.register


def forget() -> None:
    """Drop the index of this process (tests that put another database under the same name)."""
    with _lock:
        _indexes.clear()
