"""Lists page by page from a key, never from a count of rows to skip: the tenth page costs what the first does."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

SIZE = 30
COUNT_LIMIT = 10_000
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list: its rows, how many were found (`at_least` when counting stopped) and the links around."""

    rows: Sequence[Row]
    found: int
    at_least: bool
    previous_url: str
    next_url: str

    @property
    def shown(self) -> int:
        """How many rows stand on this page."""
        return len(self.rows)


def _pack(row: Model, fields: Sequence[str]) -> str:
    values: list[Any] = []
    for name in fields:
        value: Any = row
        for part in name.split("__"):
            value = getattr(value, part)
        if isinstance(value, date):
            value = value.isoformat()
        values.append(str(value) if isinstance(value, UUID | Decimal) else value)
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _unpack(key: str, count: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (ValueError, binascii.Error) as error:
        raise BadRequest(_("This address of a page is damaged. Go back to the first page of the list.")) from error
    if (
        not isinstance(values, list)
        or len(values) != count
        or not all(isinstance(v, str | int | float) for v in values)
    ):
        raise BadRequest(_("This address of a page is damaged. Go back to the first page of the list."))
    return values


def _beyond(fields: Sequence[str], descending: Sequence[bool], values: Sequence[Any]) -> Q:
    """Return the rows after the key in the given order: greater first field, or equal and greater second, and so on."""
    condition = Q()
    equal = Q()
    for name, down, value in zip(fields, descending, values, strict=True):
        condition |= equal & Q(**{f"{name}__{'lt' if down else 'gt'}": value})
        equal &= Q(**{name: value})
    return condition


def _address(request: HttpRequest, parameter: str, key: str) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query[parameter] = key
    return f"{request.path}?{query.urlencode()}"


def _ordered(rows: QuerySet[Row], fields: Sequence[str], descending: Sequence[bool]) -> QuerySet[Row]:
    return rows.order_by(*(F(n).desc() if down else F(n).asc() for n, down in zip(fields, descending, strict=True)))


def paginate(
    rows: QuerySet[Row], *, order: Sequence[str], request: HttpRequest, size: int = SIZE, found: int | None = None
) -> Page[Row]:
    """Return the page that the address asks for (``after=`` or ``before=`` a key).

    `order` names fields that hold no NULL, ``-`` for descending, the last one unique (``("-registered_on", "id")``).
    Counting stops at COUNT_LIMIT and the page then says "more than". `found` gives a count already known.
    Raises BadRequest for a damaged key.
    """
    fields = [name.lstrip("-") for name in order]
    down = [name.startswith("-") for name in order]
    if found is None:
        found = rows.order_by()[: COUNT_LIMIT + 1].count()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    backwards = bool(before) and not after
    key = before if backwards else after
    reading = [not descending for descending in down] if backwards else down
    limits = _beyond(fields, reading, _unpack(key, len(fields))) if key else Q()
    taken = list(_ordered(rows.filter(limits), fields, reading)[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if backwards:
        taken.reverse()
    has_previous, has_next = (more, True) if backwards else (bool(after), more)
    return Page(
        rows=taken,
        found=min(found, COUNT_LIMIT),
        at_least=found > COUNT_LIMIT,
        previous_url=_address(request, "before", _pack(taken[0], fields)) if taken and has_previous else "",
        next_url=_address(request, "after", _pack(taken[-1], fields)) if taken and has_next else "",
    )
