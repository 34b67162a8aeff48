"""Who is barred from being recalled: asked of the room that decides it (wiring of the project)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in force: its last day, and the decision in words."""

    until: date
    words: str


Asked = Callable[[Collection[UUID], date], Mapping[UUID, Bar]]
_ASKED: list[Asked] = []


def ask_with(asked: Asked) -> None:
    """Let a room answer who is barred on a day, by person; it takes the place of the former one."""
    _ASKED[:] = [asked]


def bars_of(person_ids: Collection[UUID], on: date) -> dict[UUID, Bar]:
    """Return the bars in force on a day, by person: nobody is barred while no room decides bars."""
    return dict(_ASKED[0](person_ids, on)) if _ASKED and person_ids else {}
