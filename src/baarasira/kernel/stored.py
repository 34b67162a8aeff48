"""Storing records by a statement written once in a process: building and compiling it costs several times what it does.

The model stays the only description: `insert` and `update` do what ``save(force_insert=True)`` and ``save()`` do, and leave
it to them where they would do more (a column the database fills, columns not read). Inside `together` new records wait,
and are stored a table at a time when the block ends: many people at once cost a fraction of what they cost one by one.
Records that change can wait there too.
"""

import json
import math
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DatabaseError, connections, models, transaction
from django.db.backends.utils import CursorDebugWrapper
from django.db.models.base import ModelState
from django.db.models.signals import post_init, post_save, pre_init, pre_save

Model = TypeVar("Model", bound=models.Model)
Column = models.Field[Any, Any]
Columns = Mapping[str, Sequence[Any]]
_Changing = dict[type[models.Model], dict[Any, tuple[models.Model, set[str]]]]
_changing: ContextVar[_Changing | None] = ContextVar("changing", default=None)


class _Waiting:
    """What waits to be stored: records by model and key, and after them those that were given a column at a time."""

    def __init__(self) -> None:
        self.records: dict[type[models.Model], dict[Any, models.Model]] = {}
        self.columns: list[tuple[type[models.Model], Columns]] = []


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)

_COPIED_FROM = 4
"""So many rows and more go to PostgreSQL as a stream (COPY), fewer by a statement each."""

_UNREAD = object()
"""Stands for a value that a record does not hold: its column is asked for it, and reads it."""

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
    plan = _plan(model, using, numbered=True, as_text=_is_streamed(connection, len(records)))
    if plan is None:
        for record in records:
            record.save(force_insert=True, using=using)
        return
    if pre_save.has_listeners(model):
        for record in records:
            _before(record, using)
    _write(model, using, [_values(record, plan, connection, add=True) for record in records])
    if not post_save.has_listeners(model):
        for record in records:
            _is_stored(record, using)
        return
    with together(using=using):  # what the listeners store of each
        for record in records:
            _after(record, using)


def insert_columns(model: type[models.Model], columns: Columns, *, using: str = "default") -> None:
    """Store new records of one model given a column at a time, under the names of the columns (``person_id``).

    All columns named have as many values as there are records; the others hold their defaults. Nothing is made of a record
    but its row: for many small ones, of which nobody needs the record. TypeError for a name that is no column, ValueError for
    columns of different lengths, IntegrityError as `insert`.
    """
    count = len(next(iter(columns.values()), ()))
    if not count:
        return
    held, connection = _waiting.get(), connections[using]
    if held is not None:
        held.columns.append((model, columns))
        return
    making, plan = _making(model), _plan(model, using, numbered=True, as_text=_is_streamed(connection, count))
    if making is None or plan is None or _told_of(model) or plan.by_record:
        rows = zip(*columns.values(), strict=True)
        insert_all([made(model, **dict(zip(columns, row, strict=True))) for row in rows], using=using)
        return
    if not columns.keys() <= set(_names(model)):
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(columns.keys() - set(_names(model))))}")
    asked = dict(making.asked)
    prepared: list[Sequence[Any]] = []
    for item in plan.columns:
        if (values := columns.get(item.held)) is None:
            if item.held not in asked:
                prepared.append(_column(item, [making.plain[item.held]], connection) * count)
                continue
            values = [asked[item.held]() for _ in range(count)]
        prepared.append(_column(item, values, connection))
    _write(model, using, list(zip(*prepared, strict=True)))


def _column(item: "Prepare", values: Sequence[Any], connection: Any) -> list[Any]:
    """Return the values of one column as the database is given them."""
    kinds = set(map(type, values))
    if item.plain is None or not kinds <= {item.plain, type(None)}:
        return [item.column.get_db_prep_save(value, connection) for value in values]
    if item.given is None:
        return list(values)
    return [None if value is None else item.given(value) for value in values]


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
        plan = _changes(model, using, names) or Plan(())
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


class Steps(NamedTuple):
    """What is to be done to the values of a record of certain types, by their places: by a function, or by the column."""

    quick: list[tuple[int, Callable[[Any], Any]]]
    others: list[tuple[int, Column]]


class Plan:
    """How the columns of a record are prepared, in their order.

    by_record: whether one of them is filled from the record as a whole. Which of them need anything follows from the types of their values alone, and records of one model are nearly all alike in
    those: it is found out once for all that are.
    """

    def __init__(self, columns: Iterable[Prepare]) -> None:
        self.columns = list(columns)
        self.names = [item.held for item in self.columns]
        self.relations = [item for item in self.columns if item.relation]
        self.by_record = any(
            item.plain is None and type(item.column).pre_save is not models.Field.pre_save for item in self.columns
        )
        self._steps: dict[tuple[type, ...], Steps] = {}

    def steps(self, values: Sequence[Any]) -> Steps:
        """Return what is to be done to these values."""
        kinds = tuple(map(type, values))
        found = self._steps.get(kinds)
        if found is None:
            found = self._steps[kinds] = self._found(kinds)
        return found

    def _found(self, kinds: Sequence[type]) -> Steps:
        steps = Steps([], [])
        for place, (item, kind) in enumerate(zip(self.columns, kinds, strict=True)):
            if kind is item.plain:
                if item.given is not None:
                    steps.quick.append((place, item.given))
            elif item.plain is None or kind is not type(None):
                steps.others.append((place, item.column))
        return steps


def _values(record: models.Model, plan: Plan, connection: Any, *, add: bool) -> list[Any]:
    """Return what the database is given for these columns, as the columns themselves would prepare it."""
    held, related = record.__dict__, record._state.fields_cache
    if related and any(item.relation in related and _moved(item, held, related) for item in plan.relations):
        record._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    values = [held.get(name, _UNREAD) for name in plan.names]
    quick, others = plan.steps(values)
    for place, given in quick:
        values[place] = given(values[place])
    for place, column in others:
        values[place] = column.get_db_prep_save(column.pre_save(record, add), connection)
    return values


def _moved(item: Prepare, held: Mapping[str, Any], related: Mapping[str, Any]) -> bool:
    """Tell whether a record leads to another that has no key yet, or whose key it does not hold."""
    other = related[item.relation]
    return other is not None and (other.pk is None or other.pk != held.get(item.held))


@lru_cache(maxsize=256)
def _plan(model: type[models.Model], using: str, *, numbered: bool = False, as_text: bool = False) -> Plan | None:
    """Return how the columns of a new record are prepared, None where the database has its own part in filling them.

    as_text: what the database reads as text in any case (ids, moments, JSON) is written as text here, at less cost.
    """
    columns = _columns(model, numbered=numbered)
    as_text = as_text or connections[using].vendor == "sqlite"
    return None if columns is None else Plan(_prepare(column, using, as_text=as_text) for column in columns)


@lru_cache(maxsize=256)
def _changes(model: type[models.Model], using: str, names: tuple[str, ...] = ()) -> Plan | None:
    """Return how the columns of these names (every column) of a changed record are prepared, its key at the end."""
    columns = _columns(model)
    if columns is None:
        return None
    changing = [column for column in columns if not column.primary_key and (not names or column.attname in names)]
    key = next(column for column in columns if column.primary_key)
    as_text = connections[using].vendor == "sqlite"
    return Plan(_prepare(column, using, as_text=as_text) for column in (*changing, key))


_AS_THEY_ARE: dict[type[Column], type] = {
    models.CharField: str,
    models.EmailField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}


def _prepare(column: Column, using: str, *, as_text: bool) -> Prepare:
    """Return how one column is prepared: keys of others as the column they lead to."""
    target: Any = column
    while target.is_relation:
        target = target.target_field
    kind, relation = type(target), column.name if column.is_relation else ""
    held = column.attname
    if kind in _AS_THEY_ARE:
        return Prepare(column, held, _AS_THEY_ARE[kind], None, relation)
    if kind is models.UUIDField:
        return Prepare(column, held, UUID, attrgetter("hex") if as_text else None, relation)
    if kind is models.DateTimeField and not (target.auto_now or target.auto_now_add):
        return Prepare(column, held, datetime, _moment(column, using, as_text=as_text), relation)
    if kind is models.DateField and not (target.auto_now or target.auto_now_add):
        return Prepare(column, held, date, date.isoformat if as_text else None, relation)
    if kind is models.JSONField and as_text:
        return Prepare(column, held, list, partial(json.dumps, cls=target.encoder), relation)
    return Prepare(column, held, None, None, relation)


def _moment(column: Column, using: str, *, as_text: bool) -> Callable[[datetime], Any]:
    """Return what prepares the moments of a column: those in UTC, as ours are, need no turning into another zone."""
    connection = connections[using]
    is_sqlite = connection.vendor == "sqlite"
    written = (_without_zone if is_sqlite else _with_zone) if as_text else None
    as_others = is_sqlite and connection.timezone is not UTC

    def prepared(value: datetime) -> Any:
        if as_others or value.tzinfo is not UTC:
            return column.get_db_prep_save(value, connections[using])
        return value if written is None else written(value)

    return prepared


@lru_cache(maxsize=64)
def _without_zone(moment: datetime) -> str:
    return str(moment.replace(tzinfo=None))


@lru_cache(maxsize=64)
def _with_zone(moment: datetime) -> str:
    return str(moment)


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
