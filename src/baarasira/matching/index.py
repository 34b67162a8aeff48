"""The index over the register: built once a process, kept current by the journal.

Whatever changes a person writes a journal entry in the same transaction, with that person as its subject: the journal is
the list of what changed. Each question reads the entries that came since the last one and puts those people in anew.
"""

import threading
from bisect import bisect_left
from dataclasses import dataclass
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
    """One process's index over one database: the register, and in order the recent entries it holds, the newest last."""

    register: engine.Register
    held: tuple[UUID, ...] = ()

    @property
    def newest(self) -> UUID:
        """The newest entry held; the least id there is while there is none."""
        return self.held[-1] if self.held else _NONE


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
    held = tuple(_entries().filter(id__gte=_since(newest)).values_list("id", flat=True))
    return _Index(engine.Register.build(load_people()), held)


def _refresh(index: _Index) -> _Index:
    """Return the index with what was confirmed since put in.

    The new ones are read, and the recent ones held are counted again: as entries are only ever added, more of them means
    that one was confirmed late, fewer that the database was replaced (a restore). Two short queries when nothing came.
    """
    fresh = dict(_entries().filter(id__gt=index.newest).values_list("id", "subject_id"))
    since = _since(index.newest)
    held = index.held[bisect_left(index.held, since) :]
    counted = _entries().order_by().filter(id__gte=since, id__lte=index.newest).count() if held else 0
    if counted < len(held):
        return _build()
    if counted > len(held):
        known = frozenset(held)
        recent = _entries().filter(id__gte=since).values_list("id", "subject_id")
        fresh = {entry: subject for entry, subject in recent if entry not in known}
    if not fresh:
        return _Index(index.register, held)
    changed = set(fresh.values())
    if len(changed) > _REBUILD_ABOVE:
        return _build()
    people = list(load_people(changed))
    removed = {str(key) for key in changed} - {person.id for person in people}
    return _Index(index.register.with_changes(people, removed), tuple(sorted((*held, *fresh))))


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
