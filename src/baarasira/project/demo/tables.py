"""Rows as plain tuples, written by the thousand: the columns come from the models, so that no field is forgotten."""

import json
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection, models

from baarasira.kernel.journal.write import said, snapshot

Row = tuple[Any, ...]
"""One value a column, as text, int, bytes or None, in a form that both databases read."""


class Table:
    """One model's table: makes its rows from what is given, the other columns taking the model's own defaults."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        """`given`: the columns (field attnames) every row brings.

        Raises TypeError when the model has no such column, or has one more that a row must bring.
        """
        fields = {field.attname: field for field in model._meta.concrete_fields if not _numbered(field)}
        if unknown := set(given) - set(fields):
            raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
        self.model = model
        self.defaults = {name: _default(field) for name, field in fields.items() if name not in given}
        self._names = list(fields)
        self._size = len(fields)
        self._pick = itemgetter(*fields)
        blank = snapshot(model())
        self._told = said({name: blank[name] for name in self.defaults if name in blank})
        self._columns = [str(field.column) for field in fields.values()]

    def row(self, values: Mapping[str, Any]) -> Row:
        """Return one row; raises TypeError when `values` are not those promised."""
        full = {**self.defaults, **values}
        if len(full) != self._size:
            raise TypeError(f"{self.model.__name__} takes other columns than {', '.join(sorted(values))}")
        picked: Row = self._pick(full)
        return picked

    def place_of(self, name: str) -> int:
        """Return where a row has the column of that name."""
        return self._names.index(name)

    def told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the journal says of a new record: every column that has a value, in its plain form.

        `values` are those given, in the journal's plain form (`kernel.journal.write.snapshot`).
        """
        return {**self._told, **said(values)}

    def write(self, rows: Sequence[Row]) -> None:
        """Insert the rows, inside the caller's transaction: COPY on PostgreSQL, one prepared statement on SQLite."""
        if not rows:
            return
        name = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(column) for column in self._columns)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * self._size)
        # Django's own cursor would look through every value for its kind again.
        connection.connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _numbered(field: models.Field[Any, Any]) -> bool:
    """Tell whether the database itself numbers this column."""
    return isinstance(field, models.AutoField | models.BigAutoField)


def _default(field: models.Field[Any, Any]) -> Any:
    if not (field.has_default() or field.null or field.blank) or (field.unique and not field.null):
        raise TypeError(f"every row of {field.model.__name__} must bring {field.attname}")
    value = field.get_default()
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)  # a choice becomes the plain text it is stored as
    raise TypeError(f"the default of {field.model.__name__}.{field.attname} has no plain form: every row must bring it")
