"""The shape of a week: its lessons' times, its closed days, half-days; pure, from the dated settings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from baarasira.reference import parameters
from baarasira.reference.queries import value

from .enums import HalfDay

_NOON = 13 * 60
_HALF_DAYS = tuple(HalfDay.values)
DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """A stretch of one day of a week in which one lesson fits."""

    day: date
    starts: time
    ends: time

    @property
    def half_day(self) -> str:
        """The half-day it lies in; empty on a Sunday."""
        return half_day_of(self.day, self.starts)


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def minutes(moment: time) -> int:
    """Return a time of day in minutes from midnight."""
    return moment.hour * 60 + moment.minute


def half_day_of(day: date, starts: time) -> str:
    """Return the `HalfDay` of a lesson; empty on a Sunday."""
    place = 2 * day.weekday() + (minutes(starts) >= _NOON)
    return _HALF_DAYS[place] if place < len(_HALF_DAYS) else ""


def slots_of(monday: date) -> list[WeekSlot]:
    """Return the slots of a week, by the settings of its Monday; days of the week that are closed are left out.

    A lesson that would run past midnight, or into the next one, is cut to what is left.
    """
    starts = sorted({_minutes(number) for number in value(parameters.TIMETABLE_STARTS, monday)})
    length = value(parameters.TIMETABLE_MINUTES, monday)
    closed = set(value(parameters.TIMETABLE_CLOSED, monday))
    found = []
    for offset in range(DAYS):
        if offset + 1 in closed:
            continue
        day = monday + timedelta(days=offset)
        for place, begin in enumerate(starts):
            last = starts[place + 1] if place + 1 < len(starts) else 24 * 60 - 1
            found.append(WeekSlot(day, _time(begin), _time(min(begin + length, last))))
    return found


def lesson_minutes(monday: date) -> int:
    """Return the length of a lesson."""
    return value(parameters.TIMETABLE_MINUTES, monday)


def _minutes(number: int) -> int:
    """Return 830 as minutes: half past eight."""
    return min(number // 100, 23) * 60 + min(number % 100, 59)


def _time(count: int) -> time:
    return time(count // 60, count % 60)


def can(half_days: Collection[str], half_day: str) -> bool:
    """Tell whether a list of half-days, empty for all, holds one."""
    return not half_days or half_day in half_days
