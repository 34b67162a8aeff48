"""Statements whose SQL is written once in a process: for a short one, building and compiling it takes most of the time.

The queryset stays the only description of a read. It is built with stand-ins for the values it will be asked about; what
the database's own compiler makes of it is kept, and each use puts its values where the stand-ins stood. Writes are in
`stored`.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections, models
from django.db.models.query import ValuesListIterable, get_related_populators

Row = TypeVar("Row")
_FIRST_NUMBER = 0x5EA1_0000_0000_0000
_FIRST_DAY = date(1, 2, 3)
_FIRST_MOMENT = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)
_MARK = 0x5EA1_0000_0000_0000_0000_0000_0000_0000
_numbers = count(1)

_STAND_INS: dict[type[models.Field[Any, Any]], Callable[[int], Any]] = {
    models.UUIDField: lambda number: UUID(int=_MARK + number),
    models.BigIntegerField: lambda number: _FIRST_NUMBER + number,
    models.CharField: lambda number: f"stand-in {number} of a value",
    models.DateField: lambda number: _FIRST_DAY + timedelta(days=number),
    models.DateTimeField: lambda number: _FIRST_MOMENT + timedelta(microseconds=number),
}


@dataclass(frozen=True, slots=True)
class _Statement:
    """What was compiled: the SQL, its values in order (a constant, or the slot that gives it), how rows are read.

    places: for each value None and its constant, or the name of a slot and the place in its list.
    """

    sql: str
    places: Sequence[tuple[str | None, Any]]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
    read: Callable[[Sequence[Any]], Any]
    none: type[ObjectDoesNotExist]


_remembered: ContextVar[dict[object, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def once() -> Iterator[None]:
    """Ask each `steady` read once for the same values until the block ends (work on many records at once)."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


class Prepared(Generic[Row]):
    """A read made on nearly every request: ``Prepared(build, person_id=UUIDField())`` is called with ``person_id=…``.

    build: takes a value for each slot and returns a queryset of records (with `select_related`) or of `values_list` of
    columns; it must not look at the values, and does the same whatever they are. slots: a field of the kind of each value. A
    slot may be given a list, for a condition ``__in``: it is lengthened to a power of two by its own last value, so that
    few statements are compiled. steady: what is read does not change within an action, and `once` may keep it. as_stored: rows are given as the database's driver gives them, an id as `stored_id` says.
    """

    def __init__(
        self,
        build: "Callable[..., models.QuerySet[Any, Row]]",
        *,
        as_stored: bool = False,
        steady: bool = False,
        **slots: models.Field[Any, Any],
    ) -> None:
        self.build = build
        self.slots = slots
        self.as_stored = as_stored
        self.steady = steady
        self._statements: dict[tuple[object, ...], _Statement] = {}
        self._lock = threading.Lock()

    def __call__(self, *, using: str = "default", **values: Any) -> list[Row]:
        """Return the rows of these values; none where a list is empty. TypeError when a slot lacks its value."""
        remembered = _remembered.get() if self.steady else None
        if remembered is None:
            return self._asked(using, values)
        key = (self, using, *(tuple(held) if isinstance(held, list) else held for held in values.values()))
        if key not in remembered:
            remembered[key] = self._asked(using, values)
        return list(remembered[key])

    def _asked(self, using: str, values: dict[str, Any]) -> list[Row]:
        if values.keys() != self.slots.keys():
            raise TypeError(f"values for {', '.join(self.slots)} are needed, not for {', '.join(values)}")
        lists = {
            name: list(value)
            for name, value in values.items()
            if isinstance(value, Collection) and not isinstance(value, str)
        }
        if not all(lists.values()):
            return []
        statement = self.statement({name: 1 << (len(held) - 1).bit_length() for name, held in lists.items()}, using)
        connection = connections[using]
        given = {
            name: [field.get_db_prep_value(value, connection) for value in lists.get(name, (values[name],))]
            for name, field in self.slots.items()
        }
        put = [
            place if name is None else given[name][min(place, len(given[name]) - 1)] for name, place in statement.places
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, put)
            rows: list[Any] = cursor.fetchall()
        if self.as_stored:
            return rows
        return [statement.read(row) for row in _converted(rows, statement.converters, connection)]

    def one(self, *, using: str = "default", **values: Any) -> Row:
        """Return the first row of these values; raises the model's DoesNotExist when there is none, as `get` does."""
        for row in self(using=using, **values):
            return row
        raise self.statement({}, using).none(f"nothing stands under {values}")

    def statement(self, sizes: dict[str, int], using: str = "default") -> _Statement:
        """Return what is compiled for lists of these sizes, the first time after compiling it."""
        key = (using, connections[using].vendor, *sizes.items())
        with self._lock:
            if key not in self._statements:
                self._statements[key] = self._compile(using, sizes)
            return self._statements[key]

    def _compile(self, using: str, sizes: dict[str, int]) -> _Statement:
        connection = connections[using]
        stand_ins: dict[Any, tuple[str, int]] = {}
        values: dict[str, Any] = {}
        for name, field in self.slots.items():
            made = [_stand_in(field) for _ in range(sizes.get(name, 1))]
            stand_ins |= {field.get_db_prep_value(value, connection): (name, n) for n, value in enumerate(made)}
            values[name] = made if name in sizes else made[0]
        rows = self.build(**values)
        compiler = rows.query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        places = [stand_ins.get(value, (None, value)) for value in parameters]
        if {place for place in places if place[0] is not None} != set(stand_ins.values()):
            raise TypeError("a value of a slot does not stand in the query as it was given")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return _Statement(
            sql=sql,
            places=places,
            converters=[(place, held[0], held[1]) for place, held in converters.items()],
            read=_reader(rows, compiler, using),
            none=rows.model.DoesNotExist,
        )


def stored_id(key: UUID, *, using: str = "default") -> str | UUID:
    """Return an id as the rows of an `as_stored` read hold it: hexadecimal digits where the database has no such type."""
    return key if connections[using].features.has_native_uuid_field else key.hex


def _stand_in(field: models.Field[Any, Any]) -> Any:
    make = next((make for kind, make in _STAND_INS.items() if type(field) is kind), None)
    if make is None:
        raise TypeError(f"no stand-in is known for {type(field).__name__}")
    return make(next(_numbers))


def _converted(
    rows: Sequence[Sequence[Any]], converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]], connection: Any
) -> Iterator[Sequence[Any]]:
    if not converters:
        yield from rows
        return
    for row in map(list, rows):
        for place, convert, expression in converters:
            value = row[place]
            for step in convert:
                value = step(value, expression, connection)
            row[place] = value
        yield row


def _reader(rows: "models.QuerySet[Any, Any]", compiler: Any, using: str) -> Callable[[Sequence[Any]], Any]:
    """Return what makes of a row what the queryset would: a tuple of values, or a record with its related ones."""
    if rows._iterable_class is ValuesListIterable:
        return tuple
    about = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, using)  # type: ignore[call-arg] # the stubs are of Django 6

    def record(row: Sequence[Any]) -> Any:
        made = about["model"].from_db(using, names, row[first:last])
        for populator in related:
            populator.populate(row, made)
        return made

    return record
