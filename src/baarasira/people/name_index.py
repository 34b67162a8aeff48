"""The index of names: built once a process from what is committed, kept current by the rows of NameChange.

A search reads the rows that came since the last one and puts those people in anew: one short query when nobody changed.
On PostgreSQL a row may be committed after one with a greater number; numbers passed over are asked for again until they
come, or until the longest transaction there may be is over. On SQLite writers queue, and no number is passed over.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, CharField, QuerySet, UUIDField
from django.db.models.functions import Cast

from baarasira.engine import Bearer, Names
from baarasira.kernel.pace import Pace
from baarasira.kernel.prepared import Prepared

from .enums import PersonState
from .models import NameChange, NameWord, Person
from .queries import IN_FORCE
from .rows import words_of_key

# Seconds: how long a transaction may last; for how long a number passed over is asked for at every search, then how often.
_LONGEST_TRANSACTION, _EACH_SEARCH, _THEN_EVERY = 3600.0, 10.0, 1.0
_MOST_MISSING = 2000
# Above this many changed people everybody is read again, beside the searches that go on.
_REBUILD_ABOVE = 20_000
_ALL_ANEW_ABOVE = 5000
_FROM_OUTSIDE_ABOVE = 200
_AT_ONCE = 500

_Row = tuple[str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a process holds of one database.

    newest: the newest change held, with its person; 0 before the first. missing: numbers below it that have not come,
    with when they were first passed over; asked: when all of them were last asked for (monotonic seconds). changed: how
    many people were put in since the building.
    """

    names: Names
    newest: int = 0
    person_id: UUID | None = None
    missing: dict[int, float] = field(default_factory=dict)
    asked: float = 0.0
    changed: int = 0


class _Replaced(Exception):
    """What is held is of another database (a restore), too old, or a load told nobody whom it wrote."""


_held: dict[str, _Held] = {}
_paces: defaultdict[str, Pace] = defaultdict(Pace)
_lock = threading.Lock()
_building: set[str] = set()


def current_names() -> Names:
    """Return the names as committed now, or at most a second ago (`kernel.pace`); the first search reads everybody.

    Asked inside a transaction, the answer holds what that transaction has written so far and is not kept: it may be
    undone.
    """
    database = str(connection.settings_dict["NAME"])
    if connection.in_atomic_block:
        with _lock:
            return _caught_up(database, _first(database)).names
    if (kept := _held.get(database)) and _paces[database].can_wait(_as_committed):
        return kept.names
    return _as_committed()


def _as_committed() -> Names:
    """Return the names as committed now, or as another thread has just read them."""
    database = str(connection.settings_dict["NAME"])
    pace = _paces[database]
    with _lock:
        held = _first(database)
        if not pace.is_due():  # another thread has just done it
            return held.names
        with pace.catching_up():
            return _caught_up(database, held).names


def _first(database: str) -> _Held:
    return _held.get(database) or _keep(database, _from_outside(_build))


def _caught_up(database: str, held: _Held) -> _Held:
    """Return what is held with what came since, and keep it unless it may be undone."""
    try:
        fresh = _refresh(held)
        if connection.in_atomic_block and fresh.changed - held.changed > _FROM_OUTSIDE_ABOVE:
            fresh = _refresh(_keep(database, _from_outside(lambda: _refresh(held))))
    except _Replaced:
        fresh = _anew(database)
    if not connection.in_atomic_block:
        _keep(database, fresh)
    if fresh.changed > _REBUILD_ABOVE and database not in _building:
        _building.add(database)
        threading.Thread(target=_rebuild, args=(database,), name="names", daemon=True).start()
    return fresh


def _anew(database: str) -> _Held:
    held = _keep(database, _from_outside(_build))
    try:
        return _refresh(held)
    except _Replaced:  # it is this very transaction that wrote too much to be put in
        return _build()


def forget() -> None:
    """Drop what this process holds (tests that put another database under the same name)."""
    with _lock:
        _held.clear()
        _paces.clear()


def _keep(database: str, held: _Held) -> _Held:
    _held[database] = held
    return held


def _from_outside(read: Callable[[], _Held]) -> _Held:
    """Run a reading on a connection of its own, which sees what is committed and nothing else."""

    def run() -> _Held:
        try:
            return read()
        finally:
            connection.close()

    with ThreadPoolExecutor(1, "names") as pool:
        return pool.submit(run).result()


def _rebuild(database: str) -> None:
    try:
        built = _build()
        with _lock:
            _keep(database, built)
    finally:
        _building.discard(database)
        connection.close()


def _build() -> _Held:
    """Read everybody. What is committed meanwhile has a change with a greater number, or one that is missing here."""
    rows = list(NameChange.objects.order_by("-id").values_list("id", "person_id")[:_MOST_MISSING])
    if not rows:
        return _Held(Names.build(_everybody()))
    newest, person_id = rows[0]
    missing = _passed_over(rows[-1][0], newest, {number for number, _person in rows})
    return _Held(Names.build(_everybody()), newest, person_id, missing)


def _passed_over(first: int, last: int, came: Collection[int]) -> dict[int, float]:
    """Return the numbers of a span that have not come: their transaction is not over, or was undone."""
    now = time.monotonic()
    absent = [number for number in range(max(first, last - 10 * _MOST_MISSING), last) if number not in came]
    return dict.fromkeys(absent[-_MOST_MISSING:], now)


# Asked at each search, and most often answered by the newest alone.
_SINCE: Prepared[tuple[int, UUID | None]] = Prepared(
    lambda newest: NameChange.objects.filter(id__gte=newest).order_by("id").values_list("id", "person_id"),
    newest=BigIntegerField(),
)


def _refresh(held: _Held) -> _Held:
    """Return what is held with the changes since put in. Raises _Replaced when everybody must be read."""
    now = time.monotonic()
    asked = now if now - held.asked > _THEN_EVERY else held.asked
    again = [number for number, since in held.missing.items() if asked == now or now - since < _EACH_SEARCH]
    rows = dict(_SINCE(newest=held.newest))
    if again:
        rows = dict(NameChange.objects.filter(id__in=again).values_list("id", "person_id")) | rows
    if held.newest and (held.newest not in rows or rows.pop(held.newest) != held.person_id):
        raise _Replaced
    if not rows:
        return replace(held, asked=asked)
    people = set(rows.values())
    if None in people or len(people) > _ALL_ANEW_ABOVE:
        raise _Replaced
    newest = max(*rows, held.newest)
    oldest = now - _LONGEST_TRANSACTION
    missing = {number: since for number, since in held.missing.items() if number not in rows and since > oldest}
    missing |= _passed_over(held.newest + 1, newest, rows)
    while len(missing) > _MOST_MISSING:
        missing.pop(next(iter(missing)))
    changed = [person_id for person_id in people if person_id is not None]
    return _Held(
        names=held.names.with_changes(_bearers(changed), [person_id.bytes for person_id in changed]),
        newest=newest,
        person_id=rows.get(newest, held.person_id),
        missing=missing,
        asked=asked,
        changed=held.changed + len(changed),
    )


def _in_force() -> QuerySet[Person, _Row]:
    """Return (id, sort key, birth date, office, state, maiden name, name in another script) of the people in force.

    As texts: a million of them are read, and turning each id into an object would take longer than reading it.
    """
    return (
        Person.objects.filter(state__in=IN_FORCE)
        .order_by()
        .values_list(
            Cast("id", CharField()),
            "name_key",
            Cast("born", CharField()),
            Cast("office_id", CharField()),
            "state",
            "maiden_name",
            "other_script_name",
        )
    )


def _everybody() -> Iterator[Bearer]:
    return _as_bearers(_in_force().iterator(chunk_size=10_000), lru_cache(maxsize=500_000)(words_of_key))


_SOME_IN_FORCE: Prepared[_Row] = Prepared(lambda ids: _in_force().filter(pk__in=ids), ids=UUIDField())
_WORDS: Prepared[tuple[UUID, str]] = Prepared(
    lambda ids: NameWord.objects.filter(person__in=ids).order_by().values_list("person_id", "word"), ids=UUIDField()
)


def _bearers(people: Sequence[UUID]) -> Iterator[Bearer]:
    for start in range(0, len(people), _AT_ONCE):
        yield from _as_bearers(_SOME_IN_FORCE(ids=people[start : start + _AT_ONCE]), lambda _key: None)


def _as_bearers(rows: Iterable[_Row], words_of: Callable[[str], str | None]) -> Iterator[Bearer]:
    """Yield the people of the rows; last those whose words their sort key does not tell, read from the database."""
    offices: dict[str, bytes] = {}
    untold: list[Bearer] = []
    for person_id, key, born, office, state, maiden_name, other_script_name in rows:
        if office not in offices:
            offices[office] = _id_bytes(office)
        words = None if maiden_name or other_script_name else words_of(key)
        hidden = state == PersonState.SUSPENDED
        person = Bearer(_id_bytes(person_id), key, words or "", int(born.replace("-", "")), offices[office], hidden)
        if words is None:
            untold.append(person)
        else:
            yield person
    for start in range(0, len(untold), _AT_ONCE):
        yield from _with_words(untold[start : start + _AT_ONCE])


def _with_words(people: Sequence[Bearer]) -> Iterator[Bearer]:
    """Yield the people with the words indexed of them."""
    words: defaultdict[bytes, list[str]] = defaultdict(list)
    ids = [UUID(bytes=person.id) for person in people]
    for person_id, word in _WORDS(ids=ids):
        words[person_id.bytes].append(word)
    return (person._replace(words=" ".join(words[person.id])) for person in people)


def _id_bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))
