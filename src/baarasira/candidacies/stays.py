"""Days abroad: how many of each calendar year, counted once whatever the files say (domain.md R-05).

What a file alone knows is the day of the departure and the day its return was proved. A room above that knows when people
arrived and left tells it (`tell_with`, wiring of the project).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay abroad, both days counted; `last` is None while it lasts. `returned_on` is set once the return is proved."""

    first: date
    last: date | None = None
    returned_on: date | None = None


Told = Mapping[UUID, Stay]
_TELLERS: list[Callable[[Collection[UUID]], Told]] = []


def tell_with(teller: Callable[[Collection[UUID]], Told]) -> None:
    """Let a room above tell the stays of files, by file; it takes the place of the former one."""
    _TELLERS[:] = [teller]


def told(candidacy_ids: Collection[UUID]) -> dict[UUID, Stay]:
    """Return the stays that the room above knows of these files; empty without one."""
    return dict(_TELLERS[0](candidacy_ids)) if _TELLERS and candidacy_ids else {}


def days_in_year(first: date, last: date, year: int) -> int:
    """Return how many days from one to the other, both counted, lie in a calendar year (domain.md R-05)."""
    begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return max(0, (ends - begins + timedelta(days=1)).days)


def days_abroad(stays: Iterable[Stay], year: int, on: date) -> int:
    """Return how many days of a calendar year were spent abroad until `on` included; a day of two stays counts once.

    The day of arrival and the day of leaving count. A stay that has begun after `on` counts nothing yet.
    """
    spans = sorted((stay.first, min(stay.last or on, on)) for stay in stays if stay.first <= on)
    days, reached = 0, date.min
    for first, last in spans:
        begins = max(first, reached + timedelta(days=1)) if reached > date.min else first
        if begins <= last:
            days += days_in_year(begins, last, year)
            reached = last
    return days
