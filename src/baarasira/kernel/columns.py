"""How the columns of a record are prepared for the database: what each needs is found out once, not for every record."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections, models

Column = models.Field[Any, Any]
_UNREAD = object()
"""Stands for a value that a record does not hold: its column is asked for it, and reads it."""


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

    by_record: whether one of them is filled from the record as a whole. Which of them need anything follows from the types
    of their values alone, and records of one model are nearly all alike in those: it is found out once for all that are.
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
            elif item.plain is str and issubclass(kind, str):  # one of a list of choices
                steps.quick.append((place, str.__str__))
            elif item.plain is None or kind is not type(None):
                steps.others.append((place, item.column))
        return steps


def values_of(record: models.Model, plan: Plan, connection: Any, *, add: bool) -> list[Any]:
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


def column_of(item: Prepare, values: Sequence[Any], connection: Any) -> list[Any]:
    """Return the values of one column as the database is given them."""
    kinds = set(map(type, values))
    if item.plain is None or not kinds <= {item.plain, type(None)}:
        return [item.column.get_db_prep_save(value, connection) for value in values]
    if item.given is None:
        return list(values)
    return [None if value is None else item.given(value) for value in values]


def _moved(item: Prepare, held: Mapping[str, Any], related: Mapping[str, Any]) -> bool:
    """Tell whether a record leads to another that has no key yet, or whose key it does not hold."""
    other = related[item.relation]
    return other is not None and (other.pk is None or other.pk != held.get(item.held))


@lru_cache(maxsize=256)
def plan_of(model: type[models.Model], using: str, *, numbered: bool = False, as_text: bool = False) -> Plan | None:
    """Return how the columns of a new record are prepared, None where the database has its own part in filling them.

    as_text: what the database reads as text in any case (ids, moments, JSON) is written as text here, at less cost.
    """
    columns = columns_of(model, numbered=numbered)
    as_text = as_text or connections[using].vendor == "sqlite"
    return None if columns is None else Plan(_prepare(column, using, as_text=as_text) for column in columns)


@lru_cache(maxsize=256)
def changes_of(model: type[models.Model], using: str, names: tuple[str, ...] = ()) -> Plan | None:
    """Return how the columns of these names (every column) of a changed record are prepared, its key at the end."""
    columns = columns_of(model)
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
        return Prepare(column, held, list, partial(_list_text, (target.encoder or json.JSONEncoder)().encode), relation)
    return Prepare(column, held, None, None, relation)


def _list_text(encode: Callable[[Any], str], values: list[Any]) -> str:
    return encode(values) if values else "[]"


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


@lru_cache(maxsize=256)
def columns_of(model: type[models.Model], *, numbered: bool = False) -> list[Column] | None:
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
