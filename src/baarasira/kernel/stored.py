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
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import DatabaseError, connections, models, transaction
from django.db.backends.utils import CursorDebugWrapper
from django.db.models.base import ModelState
from django.db.models.signals import post_init, post_save, pre_init, pre_save

from .columns import Plan, changes_of, column_of, columns_of, plan_of, values_of
from .ids import uuid7, uuid7_texts

Model = TypeVar("Model", bound=models.Model)
_Changing = dict[type[models.Model], dict[Any, tuple[models.Model, set[str]]]]
_changing: ContextVar[_Changing | None] = ContextVar("changing", default=None)


class Same(NamedTuple):
    """A column that holds one value in every record (`insert_columns`)."""

    value: Any


Columns = Mapping[str, Sequence[Any] | Same]


class _Waiting:
    """What waits to be stored: records by model and key, and after them those that were given a column at a time."""

    def __init__(self) -> None:
        self.records: dict[type[models.Model], dict[Any, models.Model]] = {}
        self.columns: list[tuple[type[models.Model], Columns]] = []


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)

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
    """Keep what `insert`, `insert_all` and `insert_columns` are given until the block ends, then store it, a table at a time.

    updates: what `update` is given waits as well, is stored before what is new, and only the columns that changed are
    written. Nothing is stored when the block raises. A read inside the block does not see what waits; `waiting` does. Raises
    IntegrityError at its end when the database refuses one of the records, DatabaseError when one that changed stands there
    no more: then all of the transaction is lost.
    """
    if _waiting.get() is not None:
        yield
        return
    held = _Waiting()
    changing: _Changing = {}
    token, changes = _waiting.set(held), _changing.set(changing if updates else None)
    try:
        yield
    finally:
        _waiting.reset(token)
        _changing.reset(changes)
    for model, changed in changing.items():
        _update_all(model, changed.values(), using)
    for records in held.records.values():
        insert_all(list(records.values()), using=using)
    for model, columns in held.columns:
        insert_columns(model, columns, using=using)


def waiting(model: type[Model], key: Any) -> Model | None:
    """Return the new record of this key that waits to be stored, None when none does."""
    held = _waiting.get()
    return None if held is None else held.records.get(model, {}).get(key)  # type: ignore[return-value]


def made(model: type[Model], **values: Any) -> Model:
    """Return a new record, as ``model(**values)`` does; the values stand under the names of the columns (``person_id``).

    A record made by the model's own way looks at each of its columns by several steps, which costs more than storing it.
    Raises TypeError for a name that is no column.
    """
    plan = _making(model)
    if plan is None:
        return model(**values)
    held = {**plan.plain, **values}
    for name, default in plan.asked:
        if name not in values:
            held[name] = default()
    if len(held) != plan.size:
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(values.keys() - set(_names(model))))}")
    held["_state"] = ModelState()
    record = model.__new__(model)
    record.__dict__ = held
    return record


def _names(model: type[models.Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields]


class _Making(NamedTuple):
    """What the columns of a new record hold before anything is given: as it is, and what is asked for each time; how many."""

    plain: dict[str, Any]
    asked: list[tuple[str, Callable[[], Any]]]
    size: int


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
    return _Making(plain, asked, len(_names(model)))


def insert_all(records: Sequence[models.Model], *, using: str = "default") -> None:
    """Store new records of one model; a key that the database numbers is not read back. IntegrityError as `insert`."""
    if not records:
        return
    model, held = type(records[0]), _waiting.get()
    if held is not None:
        table, key = held.records.setdefault(model, {}), model._meta.pk.attname
        table.update({record.__dict__.get(key) or object(): record for record in records})
        return
    connection = connections[using]
    plan = plan_of(model, using, numbered=True, as_text=_is_streamed(connection, len(records)))
    if plan is None:
        for record in records:
            record.save(force_insert=True, using=using)
        return
    if pre_save.has_listeners(model):
        for record in records:
            _before(record, using)
    _write(model, using, [values_of(record, plan, connection, add=True) for record in records])
    if not post_save.has_listeners(model):
        for record in records:
            _is_stored(record, using)
        return
    with together(using=using):  # what the listeners store of each
        for record in records:
            _after(record, using)


def insert_columns(model: type[models.Model], columns: Columns, *, using: str = "default") -> None:
    """Store new records of one model given a column at a time, under the names of the columns (``person_id``).

    All columns named have as many values as there are records, or the same for all (`Same`); the others hold their defaults.
    Nothing is made of a record but its row: for many small ones, of which nobody needs the record. TypeError for a name that
    is no column, ValueError for columns of different lengths, IntegrityError as `insert`.
    """
    count = next((len(values) for values in columns.values() if not isinstance(values, Same)), 0)
    if not count:
        return
    held, connection = _waiting.get(), connections[using]
    if held is not None:
        held.columns.append((model, columns))
        return
    making, plan = _making(model), plan_of(model, using, numbered=True, as_text=_is_streamed(connection, count))
    if making is None or plan is None or _told_of(model) or plan.by_record:
        whole = [[each.value] * count if isinstance(each, Same) else each for each in columns.values()]
        rows = zip(*whole, strict=True)
        insert_all([made(model, **dict(zip(columns, row, strict=True))) for row in rows], using=using)
        return
    if not columns.keys() <= set(_names(model)):
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(columns.keys() - set(_names(model))))}")
    asked = dict(making.asked)
    prepared: list[Sequence[Any]] = []
    for item in plan.columns:
        values = columns.get(item.held)
        if values is None and item.held not in asked:
            values = Same(making.plain[item.held])
        if isinstance(values, Same):
            prepared.append(column_of(item, [values.value], connection) * count)
            continue
        if values is None:
            if asked[item.held] is uuid7 and item.given is not None:
                prepared.append(uuid7_texts(count))
                continue
            values = [asked[item.held]() for _ in range(count)]
        prepared.append(column_of(item, values, connection))
    _write(model, using, list(zip(*prepared, strict=True)))


def _write(model: type[models.Model], using: str, rows: Sequence[Sequence[Any]]) -> None:
    """Store rows of prepared values."""
    connection = connections[using]
    _note_writing()
    with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
        if _is_streamed(connection, len(rows)):
            _copy(model, using, rows, cursor)
        else:
            cursor.executemany(_insert_into(model, using, numbered=True), rows)


def _is_streamed(connection: Any, count: int) -> bool:
    return connection.vendor == "postgresql" and count >= _COPIED_FROM


def _copy(model: type[models.Model], using: str, rows: Sequence[Sequence[Any]], cursor: Any) -> None:
    """Hand the rows of new records over as one stream, of which PostgreSQL reads and plans nothing row by row.

    Who watches or logs the statements of the connection sees the one that the stream stands for.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns_of(model, numbered=True) or ())
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
    if _waiting.get() is not None:
        insert_all([record], using=using)
        return record
    plan = plan_of(type(record), using)
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
    plan = changes_of(model, using)
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
    names = {
        column.attname for column in columns_of(model) or () if not wanted or {column.name, column.attname} & wanted
    }
    known, before = held.setdefault(model, {}).setdefault(record.pk, (record, set()))
    if known is not record:
        raise RuntimeError(f"{record!r} waits to be stored as it was read before")
    before |= names


def _update_all(model: type[models.Model], waiting: Collection[tuple[models.Model, set[str]]], using: str) -> None:
    """Store changed records of one model, those that changed in the same columns by one statement."""
    alike: dict[tuple[str, ...], list[models.Model]] = {}
    every = [column for column in columns_of(model) or () if not column.primary_key]
    for record, changed in waiting:
        alike.setdefault(tuple(column.attname for column in every if column.attname in changed), []).append(record)
    for names, records in alike.items():
        plan = changes_of(model, using, names) or Plan(())
        connection = connections[using]
        rows = [values_of(record, plan, connection, add=False) for record in records]
        _note_writing()
        with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
            cursor.executemany(_update_of(model, using, names), rows)
            if cursor.rowcount != len(rows):
                raise DatabaseError(f"{len(rows) - cursor.rowcount} {model.__name__} do not stand in the database")


def _execute(statement: str, record: models.Model, plan: Plan, using: str, *, add: bool) -> int:
    """Run the statement with the values of these columns, in order; return how many rows it touched."""
    connection = connections[using]
    values = values_of(record, plan, connection, add=add)
    _note_writing()
    with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _told_of(model: type[models.Model]) -> bool:
    return pre_save.has_listeners(model) or post_save.has_listeners(model)


@lru_cache(maxsize=256)
def _insert_into(model: type[models.Model], using: str, *, numbered: bool = False) -> str:
    quote = connections[using].ops.quote_name
    names = [quote(str(column.column)) for column in columns_of(model, numbered=numbered) or ()]
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608


@lru_cache(maxsize=256)
def _update_of(model: type[models.Model], using: str, names: tuple[str, ...] = ()) -> str:
    """Return the statement that writes every column, or those of these names."""
    quote = connections[using].ops.quote_name
    columns = columns_of(model) or ()
    key = next(quote(str(column.column)) for column in columns if column.primary_key)
    written = [column for column in columns if not column.primary_key and (not names or column.attname in names)]
    changed = ", ".join(f"{quote(str(column.column))} = %s" for column in written)
    return f"UPDATE {quote(model._meta.db_table)} SET {changed} WHERE {key} = %s"  # noqa: S608
