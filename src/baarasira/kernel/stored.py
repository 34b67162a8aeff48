"""Storing records by a statement written once in a process: building and compiling it costs several times what it does.

The model stays the only description: `insert` and `update` do what ``save(force_insert=True)`` and ``save()`` do, and leave
it to them where they would do more (a column the database fills, columns not read). Inside `together` new records wait,
and are stored a table at a time when the block ends: many people at once cost a fraction of what they cost one by one.
Records that change can wait there too.
"""

import math
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DatabaseError, connections, models, transaction
from django.db.backends.utils import CursorDebugWrapper
from django.db.models.base import ModelState
from django.db.models.signals import post_init, post_save, pre_init, pre_save

Model = TypeVar("Model", bound=models.Model)
Column = models.Field[Any, Any]
_Waiting = dict[type[models.Model], dict[Any, models.Model]]
_Changing = dict[type[models.Model], dict[Any, tuple[models.Model, set[str]]]]
_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)
_changing: ContextVar[_Changing | None] = ContextVar("changing", default=None)


_COPIED_FROM = 4
"""So many rows and more go to PostgreSQL as a stream (COPY), fewer by a statement each."""

_written_at = -math.inf


def written_at() -> float:
    """Return when this process last stored something, in monotonic seconds."""
    return _written_at


def _note_writing() -> None:
    global _written_at  # noqa: PLW0603 - the one clock of the process
    _written_at = time.monotonic()


@contextmanager
def together(*, updates: bool = False, using: str = "default") -> Iterator[None]:
    """Keep what `insert` and `insert_all` are given until the block ends, then store it, a table at a time.

    updates: what `update` is given waits as well, is stored before what is new, and only the columns that changed are
    written. Nothing is stored when the block raises. A read inside the block does not see what waits; `waiting` does. Raises
    IntegrityError at its end when the database refuses one of the records, DatabaseError when one that changed stands there
    no more: then all of the transaction is lost.
    """
    if _waiting.get() is not None:
        yield
        return
    held: _Waiting = {}
    changing: _Changing = {}
    token, changes = _waiting.set(held), _changing.set(changing if updates else None)
    try:
        yield
    finally:
        _waiting.reset(token)
        _changing.reset(changes)
    for model, changed in changing.items():
        _update_all(model, changed.values(), using)
    for records in held.values():
        insert_all(list(records.values()), using=using)


def waiting(model: type[Model], key: Any) -> Model | None:
    """Return the new record of this key that waits to be stored, None when none does."""
    held = _waiting.get()
    return None if held is None else held.get(model, {}).get(key)  # type: ignore[return-value]


def made(model: type[Model], **values: Any) -> Model:
    """Return a new record, as ``model(**values)`` does; the values stand under the names of the columns (``person_id``).

    A record made by the model's own way looks at each of its columns by several steps, which costs more than storing it.
    Raises TypeError for a name that is no column.
    """
    plan = _making(model)
    if plan is None:
        return model(**values)
    plain, asked, names = plan
    if not values.keys() <= names:
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(values.keys() - names))}")
    record = model.__new__(model)
    record._state = ModelState()
    held = record.__dict__
    held.update(plain)
    for name, default in asked:
        if name not in values:
            held[name] = default()
    held.update(values)
    return record


class _Making(NamedTuple):
    """What the columns of a new record hold before anything is given: as it is, and what is asked for each time; their names."""

    plain: dict[str, Any]
    asked: list[tuple[str, Callable[[], Any]]]
    names: frozenset[str]


@lru_cache(maxsize=256)
def _making(model: type[models.Model]) -> _Making | None:
    """Return how new records of a model are made.

    None where making a record does more.
    """
    told = pre_init.has_listeners(model) or post_init.has_listeners(model)
    if told or model.__init__ is not models.Model.__init__ or model._meta.private_fields:
        return None
    plain: dict[str, Any] = {}
    asked: list[tuple[str, Callable[[], Any]]] = []
    for column in model._meta.concrete_fields:
        if column.has_default() and callable(column.default):
            asked.append((column.attname, column.default))
        elif column.has_db_default():
            asked.append((column.attname, column.get_default))
        else:
            plain[column.attname] = column.get_default()
    return _Making(plain, asked, frozenset(column.attname for column in model._meta.concrete_fields))


def insert_all(records: Sequence[models.Model], *, using: str = "default") -> None:
    """Store new records of one model; a key that the database numbers is not read back. IntegrityError as `insert`."""
    if not records:
        return
    model, held = type(records[0]), _waiting.get()
    if held is not None:
        table, key = held.setdefault(model, {}), model._meta.pk.attname
        table.update({record.__dict__.get(key) or object(): record for record in records})
        return
    plan = _plan(model, using, numbered=True)
    if plan is None:
        for record in records:
            record.save(force_insert=True, using=using)
        return
    if pre_save.has_listeners(model):
        for record in records:
            _before(record, using)
    connection = connections[using]
    rows = [_values(record, plan, connection, add=True) for record in records]
    _note_writing()
    with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) >= _COPIED_FROM:
            _copy(model, using, rows, cursor)
        else:
            cursor.executemany(_insert_into(model, using, numbered=True), rows)
    if not post_save.has_listeners(model):
        for record in records:
            _is_stored(record, using)
        return
    with together(using=using):  # what the listeners store of each
        for record in records:
            _after(record, using)


def _copy(model: type[models.Model], using: str, rows: Sequence[Sequence[Any]], cursor: Any) -> None:
    """Hand the rows of new records over as one stream, of which PostgreSQL reads and plans nothing row by row.

    Who watches or logs the statements of the connection sees the one that the stream stands for.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in _columns(model, numbered=True) or ())
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"

    def streamed(_sql: str, rows: Sequence[Sequence[Any]], _many: bool, _context: Mapping[str, Any]) -> None:
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row(row)

    told = _insert_into(model, using, numbered=True)
    logged = cursor.debug_sql(told, rows, many=True) if isinstance(cursor, CursorDebugWrapper) else nullcontext()
    with logged:
        cursor._execute_with_wrappers(told, rows, many=True, executor=streamed)


def insert(record: Model, *, using: str = "default") -> Model:
    """Store a new record and return it. IntegrityError when the database refuses it."""
    plan = _plan(type(record), using)
    if _waiting.get() is not None:
        insert_all([record], using=using)
        return record
    if plan is None:
        record.save(force_insert=True, using=using)
        return record
    _before(record, using)
    _execute(_insert_into(type(record), using), record, plan, using, add=True)
    _after(record, using)
    return record


def _before(record: models.Model, using: str) -> None:
    pre_save.send(sender=type(record), instance=record, raw=False, using=using, update_fields=None)


def _after(record: models.Model, using: str) -> None:
    """Mark a new record as stored and tell who listens."""
    _is_stored(record, using)
    post_save.send(sender=type(record), instance=record, created=True, raw=False, using=using, update_fields=None)


def _is_stored(record: models.Model, using: str) -> None:
    record._state.adding, record._state.db = False, using


def update(record: models.Model, *, changed: Collection[str] = (), using: str = "default") -> None:
    """Store every column of a record that stands in the database. DatabaseError when it does not stand there any more.

    changed: the fields whose values are new, by either of their names; where updates wait (`together`) they alone are
    written, all of them when none is named.
    """
    model, held = type(record), _changing.get()
    if held is not None and waiting(model, record.pk) is record:  # new, and stored as it stands when the block ends
        return
    plan = _changes(model, using)
    if plan is None or _told_of(model) or record.get_deferred_fields():
        record.save(force_update=True, using=using)
        return
    if held is not None:
        _wait(held, record, changed)
        return
    if _execute(_update_of(model, using), record, plan, using, add=False) == 0:
        raise DatabaseError(f"{record!r} does not stand in the database")


def _wait(held: _Changing, record: models.Model, changed: Collection[str]) -> None:
    """Let a changed record wait. RuntimeError for a second reading of a record that waits: the last to be stored would win."""
    model, wanted = type(record), frozenset(changed)
    names = {column.attname for column in _columns(model) or () if not wanted or {column.name, column.attname} & wanted}
    known, before = held.setdefault(model, {}).setdefault(record.pk, (record, set()))
    if known is not record:
        raise RuntimeError(f"{record!r} waits to be stored as it was read before")
    before |= names


def _update_all(model: type[models.Model], waiting: Collection[tuple[models.Model, set[str]]], using: str) -> None:
    """Store changed records of one model, those that changed in the same columns by one statement."""
    alike: dict[tuple[str, ...], list[models.Model]] = {}
    every = [column for column in _columns(model) or () if not column.primary_key]
    for record, changed in waiting:
        alike.setdefault(tuple(column.attname for column in every if column.attname in changed), []).append(record)
    for names, records in alike.items():
        plan = _changes(model, using, names) or ()
        connection = connections[using]
        rows = [_values(record, plan, connection, add=False) for record in records]
        _note_writing()
        with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
            cursor.executemany(_update_of(model, using, names), rows)
            if cursor.rowcount != len(rows):
                raise DatabaseError(f"{len(rows) - cursor.rowcount} {model.__name__} do not stand in the database")


def _execute(statement: str, record: models.Model, plan: "Plan", using: str, *, add: bool) -> int:
    """Run the statement with the values of these columns, in order; return how many rows it touched."""
    connection = connections[using]
    values = _values(record, plan, connection, add=add)
    _note_writing()
    with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


class Prepare(NamedTuple):
    """How the value of one column is prepared for the database.

    held: under which name a record holds it. plain: the type of the values that `given` prepares (as they are when it is
    None), None when the column itself prepares every value. relation: the name under which the record a key leads to is
    kept, "" for other columns.
    """

    column: Column
    held: str
    plain: type | None
    given: Callable[[Any], Any] | None
    relation: str


Plan = Sequence[Prepare]


def _values(record: models.Model, plan: Plan, connection: Any, *, add: bool) -> list[Any]:
    """Return what the database is given for these columns, as the columns themselves would prepare it."""
    held, related = record.__dict__, record._state.fields_cache
    if related and any(item.relation in related and _moved(item, held, related) for item in plan if item.relation):
        record._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    values: list[Any] = []
    for column, name, plain, given, _relation in plan:
        value = held.get(name, plain)
        if type(value) is plain:
            values.append(value if given is None else given(value))
        elif value is None and plain is not None:
            values.append(None)
        else:
            values.append(column.get_db_prep_save(column.pre_save(record, add), connection))
    return values


def _moved(item: Prepare, held: Mapping[str, Any], related: Mapping[str, Any]) -> bool:
    """Tell whether a record leads to another that has no key yet, or whose key it does not hold."""
    other = related[item.relation]
    return other is not None and (other.pk is None or other.pk != held.get(item.held))


@lru_cache(maxsize=256)
def _plan(model: type[models.Model], using: str, *, numbered: bool = False) -> Plan | None:
    """Return how the columns of a new record are prepared, None where the database has its own part in filling them."""
    columns = _columns(model, numbered=numbered)
    return None if columns is None else [_prepare(column, using) for column in columns]


@lru_cache(maxsize=256)
def _changes(model: type[models.Model], using: str, names: tuple[str, ...] = ()) -> Plan | None:
    """Return how the columns of these names (every column) of a changed record are prepared, its key at the end."""
    columns = _columns(model)
    if columns is None:
        return None
    changing = [column for column in columns if not column.primary_key and (not names or column.attname in names)]
    return [_prepare(column, using) for column in (*changing, next(column for column in columns if column.primary_key))]


_AS_THEY_ARE: dict[type[Column], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}


def _prepare(column: Column, using: str) -> Prepare:
    """Return how one column is prepared: keys of others as the column they lead to."""
    target: Any = column
    while target.is_relation:
        target = target.target_field
    kind, relation = type(target), column.name if column.is_relation else ""
    if kind in _AS_THEY_ARE:
        return Prepare(column, column.attname, _AS_THEY_ARE[kind], None, relation)
    if kind is models.UUIDField:
        native = connections[using].features.has_native_uuid_field
        return Prepare(column, column.attname, UUID, None if native else attrgetter("hex"), relation)
    if kind is models.DateTimeField and not (target.auto_now or target.auto_now_add):
        return Prepare(column, column.attname, datetime, _moment(column, using), relation)
    if kind is models.DateField and not (target.auto_now or target.auto_now_add):
        written = date.isoformat if connections[using].vendor == "sqlite" else None
        return Prepare(column, column.attname, date, written, relation)
    return Prepare(column, column.attname, None, None, relation)


def _moment(column: Column, using: str) -> Callable[[datetime], Any]:
    """Return what prepares the moments of a column: those in UTC, as ours are, need no turning into another zone."""
    connection = connections[using]
    written = _without_zone if connection.vendor == "sqlite" and connection.timezone is UTC else None
    as_others = written is None and connection.vendor == "sqlite"

    def prepared(value: datetime) -> Any:
        if as_others or value.tzinfo is not UTC:
            return column.get_db_prep_save(value, connections[using])
        return value if written is None else written(value)

    return prepared


@lru_cache(maxsize=64)
def _without_zone(moment: datetime) -> str:
    return str(moment.replace(tzinfo=None))


def _told_of(model: type[models.Model]) -> bool:
    return pre_save.has_listeners(model) or post_save.has_listeners(model)


@lru_cache(maxsize=256)
def _columns(model: type[models.Model], *, numbered: bool = False) -> list[Column] | None:
    """Return the columns of a model, None where the database has its own part in filling them.

    numbered: without the key, where it is the database that numbers the rows.
    """
    columns = list(model._meta.concrete_fields)
    if numbered:
        columns = [column for column in columns if not isinstance(column, models.AutoField)]
    plain = not model._meta.parents and all(
        not isinstance(column, models.AutoField)
        and not getattr(column, "generated", False)
        and not column.has_db_default()
        # Bytes have a placeholder of their own only on databases that this product does not run on.
        and (not hasattr(column, "get_placeholder") or isinstance(column, models.BinaryField))
        for column in columns
    )
    return columns if plain else None


@lru_cache(maxsize=256)
def _insert_into(model: type[models.Model], using: str, *, numbered: bool = False) -> str:
    quote = connections[using].ops.quote_name
    names = [quote(str(column.column)) for column in _columns(model, numbered=numbered) or ()]
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608


@lru_cache(maxsize=256)
def _update_of(model: type[models.Model], using: str, names: tuple[str, ...] = ()) -> str:
    """Return the statement that writes every column, or those of these names."""
    quote = connections[using].ops.quote_name
    columns = _columns(model) or ()
    key = next(quote(str(column.column)) for column in columns if column.primary_key)
    written = [column for column in columns if not column.primary_key and (not names or column.attname in names)]
    changed = ", ".join(f"{quote(str(column.column))} = %s" for column in written)
    return f"UPDATE {quote(model._meta.db_table)} SET {changed} WHERE {key} = %s"  # noqa: S608
