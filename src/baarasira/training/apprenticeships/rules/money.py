"""The allowance of a month by attendance."""

from collections.abc import Mapping
from datetime import date, timedelta

from baarasira.kernel.dates import add_months
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..enums import Presence
from ..models import Contract
from .merging import Day

COUNTED = frozenset({Presence.PRESENT, Presence.LATE, Presence.EXCUSED})


def month_days(contract: Contract, month: date) -> list[date]:
    """Return the days of a month that the contract plans, in the workshop or at the centre."""
    first = month.replace(day=1)
    last = min(add_months(first, 1) - timedelta(days=1), contract.ended_on or contract.ends_on)
    begin = max(first, contract.starts_on)
    wanted = {*contract.workshop_days, *contract.centre_days}
    span = (last - begin).days + 1
    return [day for day in (begin + timedelta(days=step) for step in range(max(0, span))) if day.weekday() in wanted]


def month_planned(contract: Contract, month: date) -> int:
    """Return how many days the contract would plan in the whole calendar month, whatever day it began or ended."""
    first = month.replace(day=1)
    wanted = {*contract.workshop_days, *contract.centre_days}
    span = (add_months(first, 1) - first).days
    return sum((first + timedelta(days=step)).weekday() in wanted for step in range(span))


def due_of(contract: Contract, month: date, marks: Mapping[date, Day]) -> tuple[int, int, int]:
    """Return the days planned, the days counted and the amount due of a month, in whole francs.

    Counted: present, late, absent with a reason; a day nobody noted does not count. From the share of the setting
    apprenticeship.allowance_share on, the month is paid whole; below, day by day, rounded down.
    """
    planned = month_days(contract, month)
    counted = sum(day in marks and marks[day].mark in COUNTED for day in planned)
    whole = month_planned(contract, month)
    if not planned or not whole:
        return 0, 0, 0
    full = contract.allowance * len(planned) // whole
    if 100 * counted >= value(parameters.APPRENTICE_ALLOWANCE_SHARE, month) * len(planned):
        return len(planned), counted, full
    return len(planned), counted, contract.allowance * counted // whole
