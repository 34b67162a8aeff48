"""Events: what happened, told to rooms that may not be imported from here. The project wires the handlers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from .actor import Actor


@dataclass(frozen=True, slots=True)
class Event:
    """Something an action did: a name (``"candidacy.referred"``), by whom, about which record."""

    name: str
    actor: Actor
    object_id: UUID
    subject_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


Handler = Callable[[Event], None]
_handlers: dict[str, list[Handler]] = {}


def on(name: str, handler: Handler) -> None:
    """Call `handler` for every event of that name (wiring of the project, once at start); same handler once."""
    handlers = _handlers.setdefault(name, [])
    if handler not in handlers:
        handlers.append(handler)


def emit(event: Event) -> None:
    """Tell the handlers at once, inside the same transaction: what they write is kept or lost with the action."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("events are emitted inside the action's transaction")
    for handler in _handlers.get(event.name, ()):
        handler(event)
