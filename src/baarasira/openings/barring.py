"""Until when an employer is barred or suspended from recruiting for abroad: known by a room above (R-08).

The project wires the answer (`project.wiring`); without one nobody is barred, as where no such room is installed.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

Answer = Callable[[UUID, date], date | None]
_wired: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Say who answers: a function of an employer and a day that returns the last day of a measure standing then, or None."""
    _wired[:] = [answer]


def until(employer_id: UUID, on: date) -> date | None:
    """Return the last day of the measure against an employer that stands on a day, None without one."""
    return _wired[0](employer_id, on) if _wired else None
