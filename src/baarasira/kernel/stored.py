"""Storing one record by a statement written once in a process: building and compiling it costs several times what it does.

The model stays the only description: `insert` and `update` do what ``save(force_insert=True)`` and ``save()`` do, and leave
it to them where they would do more (a signal to send, a column the database fills, columns not read).
"""

from functools import lru_cache
from typing import Any, TypeVar

from django.db import DatabaseError, connections, models, transaction
from django.db.models.signals import post_save, pre_save

Model = TypeVar("Model", bound=models.Model)
Column = models.Field[Any, Any]


def insert(record: Model, *, using: str = "default") -> Model:
    """Store a new record and return it. IntegrityError when the database refuses it."""
    columns = _columns(type(record))
    if columns is None or _told_of(type(record)):
        record.save(force_insert=True, using=using)
        return record
    _execute(_insert_into(type(record), using), record, columns, using, add=True)
    record._state.adding, record._state.db = False, using
    return record


def update(record: models.Model, *, using: str = "default") -> None:
    """Store every column of a record that stands in the database. DatabaseError when it does not stand there any more."""
    columns = _columns(type(record))
    if columns is None or _told_of(type(record)) or record.get_deferred_fields():
        record.save(force_update=True, using=using)
        return
    changed = [column for column in columns if not column.primary_key]
    statement = _update_of(type(record), using)
    if _execute(statement, record, [*changed, _key(record)], using, add=False) == 0:
        raise DatabaseError(f"{record!r} does not stand in the database")


def _execute(statement: str, record: models.Model, columns: list[Column], using: str, *, add: bool) -> int:
    """Run the statement with the values of these columns, in order; return how many rows it touched."""
    record._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
    connection = connections[using]
    values = [column.get_db_prep_save(column.pre_save(record, add), connection) for column in columns]
    with transaction.mark_for_rollback_on_error(using=using), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _told_of(model: type[models.Model]) -> bool:
    return pre_save.has_listeners(model) or post_save.has_listeners(model)


def _key(record: models.Model) -> Column:
    key = record._meta.pk
    if key is None:
        raise TypeError(f"{record!r} has no key")
    return key


@lru_cache(maxsize=256)
def _columns(model: type[models.Model]) -> list[Column] | None:
    """Return the columns of a model, None where the database has its own part in filling them."""
    columns = list(model._meta.concrete_fields)
    plain = not model._meta.parents and all(
        not isinstance(column, models.AutoField)
        and not getattr(column, "generated", False)
        and not column.has_db_default()
        and not hasattr(column, "get_placeholder")
        for column in columns
    )
    return columns if plain else None


@lru_cache(maxsize=256)
def _insert_into(model: type[models.Model], using: str) -> str:
    quote = connections[using].ops.quote_name
    names = [quote(str(column.column)) for column in _columns(model) or ()]
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608


@lru_cache(maxsize=256)
def _update_of(model: type[models.Model], using: str) -> str:
    quote = connections[using].ops.quote_name
    columns = _columns(model) or ()
    key = next(quote(str(column.column)) for column in columns if column.primary_key)
    changed = ", ".join(f"{quote(str(column.column))} = %s" for column in columns if not column.primary_key)
    return f"UPDATE {quote(model._meta.db_table)} SET {changed} WHERE {key} = %s"  # noqa: S608
