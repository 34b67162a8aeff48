"""Until when a worker is barred: known by a room above, asked where eligibility is decided (R-07).

The project wires the answer (`project.wiring`); without one nobody is barred, as where no such room is installed.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

Answer = Callable[[UUID, date], date | None]
_wired: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Say who answers: a function of a person and a day that returns the last day of a bar standing then, or None."""
    _wired[:] = [answer]


def until(person_id: UUID, on: date) -> date | None:
    """Return the last day of the bar of a person that stands on a day, None without one."""
    return _wired[0](person_id, on) if _wired else None
