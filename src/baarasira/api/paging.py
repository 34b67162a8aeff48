"""Pages by key: each page begins after the id the one before ended with, so that deep pages cost what the first costs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

MOST = 200


def page(rows: QuerySet[Any], after: UUID | None, limit: int, show: Callable[[Any], Any]) -> dict[str, Any]:
    """Return `limit` rows by id after one, and the id to ask the next page with."""
    ordered = rows.order_by("id")
    if after is not None:
        ordered = ordered.filter(id__gt=after)
    found = list(ordered[: limit + 1])
    more = len(found) > limit
    shown = found[:limit]
    return {"items": [show(row) for row in shown], "next": str(shown[-1].pk) if more else None}
