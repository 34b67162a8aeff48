"""The index over the register: mapped from disk, kept current by the journal.

Whatever changes a person writes a journal entry in the same transaction, with that person as its subject: the journal is
the list of what changed. Each question reads the entries that came since the last one and puts those people in anew, beside
what is mapped; the worker writes a new generation when many have come (`keep`).
"""

import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from baarasira import engine
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.ids import uuid7
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.models import Entry
from baarasira.kernel.pace import Pace
from baarasira.kernel.prepared import Prepared

from . import store
from .loading import load_people, rankable

# An entry may be confirmed after one with a greater id: entries younger than this are counted again.
LAG = timedelta(minutes=10)
# Where there are many, those of the last seconds are counted every second, the older ones less often: an entry is confirmed
# late by as long as its transaction lasted, and few last long. (Every so many seconds, those of so long.)
_COUNTED = ((1.0, timedelta(seconds=10)), (10.0, timedelta(minutes=1)), (60.0, LAG))
_FEW = 1000
# A process builds a small register by itself; a large one is built once, by the worker.
BUILT_AT_ONCE = 20_000
# So many people who compete and changed, or one in so many of a large register, are put beside what is mapped before the
# worker writes a new generation: writing costs what the register's size costs, and beside what is mapped they cost little.
WRITE_ABOVE, _WRITE_ABOVE_SHARE = 2000, 50
# And where few of those who changed compete (an import of people without cards): after so many times as many entries, which
# each new process reads.
_ENTRIES_FOR_ONE = 5
# A question puts in no more entries than this: after a large import the next ones and the worker do the rest.
_MOST_ENTRIES = 2000
_AT_ONCE = 1000
_NONE = UUID(int=0)


class IndexNotReady(BusinessError):
    """The register is large and its index is being built for the first time."""

    default_code = "index.not_ready"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The ranking is being prepared from the whole register. It takes a few minutes, once: come back to this page."
            )
        )


@dataclass(slots=True)
class _Index:
    """One process's index over one database.

    held: ids of recent entries that are in it, of whatever kind, ascending, the newest last. changed: how many people were put in or
    taken out since the generation; read: how many entries were read for that.
    counted_at: when the entries of each span were last counted, in monotonic seconds. tried: the newer generation on disk that was
    opened, or could not be, so that it is tried once. coming: the index of that one, until it holds what this one holds.
    """

    register: engine.Register
    held: list[UUID] = field(default_factory=list)
    generation: str = ""
    changed: int = 0
    read: int = 0
    counted_at: list[float] = field(default_factory=lambda: [0.0] * len(_COUNTED))
    tried: str = ""
    coming: "_Index | None" = None

    @property
    def newest(self) -> UUID:
        """The newest entry held; the least id there is while there is none."""
        return self.held[-1] if self.held else _NONE


_indexes: dict[str, _Index] = {}
_followed: dict[str, _Index] = {}
"""The index by which the worker sees how much changed since a generation, kept from one look to the next."""
_paces: defaultdict[str, Pace] = defaultdict(Pace)
_lock = threading.Lock()


def _entries() -> QuerySet[Entry]:
    return Entry.objects.filter(subject_id__isnull=False, kind="write").order_by("id")


# Asked at each question, and most often answered by the newest alone.
_FRESH: Prepared[tuple[UUID, UUID | None, str]] = Prepared(
    lambda newest: (
        Entry.objects.filter(id__gte=newest).order_by("id").values_list("id", "subject_id", "kind")[:_MOST_ENTRIES]
    ),
    newest=UUIDField(),
)
# Ids alone, of whatever kind: they stand in the index of the keys, and no entry is read.
_IDS: Prepared[tuple[object]] = Prepared(
    lambda since, newest: Entry.objects.filter(id__gte=since, id__lte=newest).order_by().values_list("id"),
    as_stored=True,
    since=UUIDField(),
    newest=UUIDField(),
)


def _since(newest: UUID, span: timedelta = LAG) -> UUID:
    """Return the id from which entries may still be news: the newest held, or the least of those younger than the span."""
    milliseconds = max(0, (uuid7().int >> 80) - int(span.total_seconds() * 1000))
    return min(newest, UUID(int=milliseconds << 80))


def _build() -> _Index:
    """Read the whole register.

    The entries visible before the reading are in what is read; those confirmed during or after it are met again at the
    next question.
    """
    newest = _newest_entry()
    held = list(Entry.objects.filter(id__gte=_since(newest)).order_by("id").values_list("id", flat=True))
    return _Index(engine.Register.build(load_people()), held)


def _open() -> _Index | None:
    """Map the generation in use; None when there is none, or when it is of another database than the one it stands beside."""
    generation = store.describe()
    if generation is None:
        return None
    if generation.held and not Entry.objects.filter(pk=generation.held[-1]).exists():
        return None
    register = store.open_register(generation)
    return None if register is None else _Index(register, list(generation.held), generation.name)


def _first() -> _Index:
    """Return the index of a process that has none yet, with all that came since it was written; raises IndexNotReady."""
    index = _open()
    return _built() if index is None else _with_all(index)


def _with_all(index: _Index) -> _Index:
    """Put in everything that was confirmed since, however much."""
    newest = None
    while newest != index.newest:
        newest, index = index.newest, _refresh(index)
    return index


def _built() -> _Index:
    """Read the whole register where that is quick; raises IndexNotReady where the worker does it."""
    if rankable().order_by()[: BUILT_AT_ONCE + 1].count() > BUILT_AT_ONCE:
        raise IndexNotReady
    return _build()


def _put(index: _Index, changed: Collection[UUID]) -> None:
    """Put people in anew as they are now, or take them out."""
    stream = iter(changed)
    while some := set(islice(stream, _AT_ONCE)):
        people = list(load_people(some))
        gone = {str(key) for key in some} - {person.id for person in people}
        removed = [person_id for person_id in gone if person_id in index.register]
        if people or removed:
            index.register = index.register.with_changes(people, removed)
            index.changed += len(people) + len(removed)


def _refresh(index: _Index) -> _Index:
    """Put in what was confirmed since: one short query when nothing came, and now and then another.

    The recent ones held are counted again: as entries are only ever added, more of them means that one was confirmed late,
    fewer, or the newest gone, that the database was replaced (a restore).
    """
    fresh = _subjects(_FRESH(newest=index.newest)[:_MOST_ENTRIES])
    if index.newest != _NONE:
        if index.newest not in fresh:
            return _built()
        del fresh[index.newest]
    span = _span_to_count(index, time.monotonic())
    if span is not None:
        index.held = index.held[bisect_left(index.held, _since(index.newest)) :]
        late = _late(index, _since(index.newest, span))
        if late is None:
            return _built()
        fresh |= late
    if not fresh:
        return index
    index.read += len(fresh)
    if changed := {subject for subject in fresh.values() if subject is not None}:
        _put(index, changed)
    index.held = sorted((*index.held, *fresh)) if min(fresh) < index.newest else [*index.held, *sorted(fresh)]
    return index


def _subjects(entries: Iterable[tuple[UUID, UUID | None, str]]) -> dict[UUID, UUID | None]:
    """Return whom each entry changed, None for those that changed nobody."""
    return {entry: subject if kind == Kind.WRITE else None for entry, subject, kind in entries}


def _span_to_count(index: _Index, now: float) -> timedelta | None:
    """Return how far back entries are to be counted now, None for not at all."""
    if len(index.held) <= _FEW:
        return LAG
    due = [place for place, (every, _span) in enumerate(_COUNTED) if now - index.counted_at[place] > every]
    if not due:
        return None
    index.counted_at[: due[-1] + 1] = [now] * (due[-1] + 1)
    return _COUNTED[due[-1]][1]


def _late(index: _Index, since: UUID) -> dict[UUID, UUID | None] | None:
    """Return the entries from `since` on that were confirmed after newer ones; None when some are gone."""
    held = index.held[bisect_left(index.held, since) :]
    if not held:
        return {}
    counted = len(_IDS(since=since, newest=index.newest))
    if counted < len(held):
        return None
    if counted == len(held):
        return {}
    known = frozenset(held)
    recent = Entry.objects.filter(id__gte=since, id__lte=index.newest).values_list("id", "subject_id", "kind")
    return _subjects(row for row in recent if row[0] not in known)


def _kept_current(index: _Index) -> _Index:
    """Return the index with what was confirmed since, or that of the generation that the worker wrote since.

    Much may have come while that one was written: it is brought up to this one a step at each question, and takes its place
    only then. Nobody who was in a shortlist is missing from the next.
    """
    coming = _coming(index)
    if coming is not None and coming.newest >= index.newest:
        return coming
    try:
        return _refresh(index)
    except IndexNotReady:
        # Another database stands under this name (a restore): what was written of it is all there is.
        if coming is None:
            raise
        return coming


def _coming(index: _Index) -> _Index | None:
    """Return the index that will take the place of this one, a step further; None while there is none."""
    name = store.current_name()
    if name and name not in (index.generation, index.tried):
        index.tried, index.coming = name, _open()
    if index.coming is not None:
        try:
            index.coming = _refresh(index.coming)
        except IndexNotReady:
            index.coming = None
    return index.coming


def current_register() -> engine.Register:
    """Return the register as confirmed now, or at most a second ago (`kernel.pace`). Raises IndexNotReady.

    The first question of a process maps or builds it.

    Asked inside a transaction, the answer holds what that transaction has written so far and is not kept: it may be
    undone.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.in_atomic_block:
        with _lock:
            index = _indexes.get(name)
            copied = None if index is None else replace(index, held=list(index.held), counted_at=list(index.counted_at))
            return _refresh(copied or _first()).register
    if (kept := _indexes.get(name)) and _paces[name].can_wait(_caught_up):
        return kept.register
    return _caught_up()


def _caught_up() -> engine.Register:
    """Return the register as confirmed now, or as another thread has just read it."""
    name = str(connection.settings_dict["NAME"])
    pace = _paces[name]
    with _lock:
        index = _indexes.get(name)
        if index is None or pace.is_due():
            with pace.catching_up():
                index = _indexes[name] = _refresh(_first()) if index is None else _kept_current(index)
        return index.register


def forget() -> None:
    """Drop the index of this process (tests that put another database under the same name)."""
    with _lock:
        _indexes.clear()
        _followed.clear()
        _paces.clear()


# -- what the worker does


def keep(now: datetime, *, anew: bool = False) -> int:
    """Write a generation where there is none or many people changed since (`anew`: in any case, from the register).

    Returns how many people it holds, 0 when nothing was written: nothing to do, or another process at it.
    """
    with store.only_writer() as ours:
        if not ours:
            return 0
        index = None if anew else _follow()
        if index is None:
            index = _build()
        elif _little_changed(index):
            return 0
        register = index.register.merged()
        store.write(register, index.held or [_newest_entry()], now)
        _followed.clear()
        return len(register)


def _follow() -> _Index | None:
    """Return the generation in use with all that came since; None when there is none, or its entries are gone."""
    name = str(connection.settings_dict["NAME"])
    index = _followed.pop(name, None)
    if index is None or index.generation != store.current_name():
        index = _open()
    if index is None:
        return None
    try:
        index = _with_all(index)
    except IndexNotReady:
        return None
    _followed[name] = index
    return index


def _little_changed(index: _Index) -> bool:
    """Tell whether too little changed since a generation was written to write another."""
    above = _write_above(len(index.register))
    return bool(index.generation) and index.changed < above and index.read < _ENTRIES_FOR_ONE * above


def _write_above(people: int) -> int:
    return max(WRITE_ABOVE, people // _WRITE_ABOVE_SHARE)


def _newest_entry() -> UUID:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or _NONE


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index on disk stands: the generation (None while there is none), the entries that came since, who is rankable."""

    generation: store.Generation | None
    behind: int
    people: int

    @property
    def lags(self) -> bool:
        """Whether the worker should have written a new generation long ago."""
        if self.generation is None:
            return self.people > BUILT_AT_ONCE
        return self.behind > _lags_above(self.people)


_LAGS_AFTER = 20


def _lags_above(people: int) -> int:
    """Return how many entries behind an index of so many people is late: each change of a person writes some."""
    return _LAGS_AFTER * _write_above(people)


def state() -> IndexState:
    """Return how the index stands; counts the people and no more entries than it takes to tell that it lags."""
    generation = store.describe()
    newest = generation.held[-1] if generation is not None and generation.held else _NONE
    people = rankable().order_by().count()
    counted = _entries().order_by().filter(id__gt=newest)[: _lags_above(people) + 1]
    return IndexState(generation, counted.count() if generation is not None else 0, people)
