"""Of whom and when: the structures and the period a figure is about."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from baarasira.kernel.actor import Actor, Scope
from baarasira.kernel.policies import PolicyTable
from baarasira.network.queries import subtree_ids

from .policies import FIGURES


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after its first day")

    def months(self) -> Iterator["Period"]:
        """Yield the calendar months it touches, cut to it."""
        first = self.first
        while first <= self.last:
            end = date(first.year, first.month, monthrange(first.year, first.month)[1])
            yield Period(first, min(end, self.last))
            first = end + timedelta(days=1)


def month_of(day: date) -> Period:
    """Return the calendar month of a day."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_to(day: date) -> Period:
    """Return the twelve calendar months that end with the month of a day."""
    last = month_of(day).last
    return Period(date(last.year - 1, last.month, 1) + timedelta(days=monthrange(last.year - 1, last.month)[1]), last)


def scope_of(
    actor: Actor, structure_id: UUID | None = None, action: str = "view", table: PolicyTable = FIGURES
) -> Scope:
    """Return the structures to count: all the actor reaches, or one of them with what is below it.

    Raises NotAllowed for a structure outside the actor's territory, or for who sees no figures.
    """
    table.require(actor, action)
    reach = table.scope(actor, action)
    if structure_id is None:
        return reach
    table.require(actor, action, structure_id)
    return Scope(structures=frozenset(subtree_ids([structure_id])))
