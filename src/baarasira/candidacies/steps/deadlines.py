"""By when a step is due, when its reminders go out, how late it is."""

from datetime import UTC, date, datetime, time, timedelta

from baarasira.programmes.compiled.model import Step
from baarasira.programmes.compiled.values import UnknownValue
from baarasira.programmes.enums import CountedFrom

from .reading import Road

_LAST_MOMENT = time(23, 59, tzinfo=UTC)  # Bamako keeps UTC


def due_of(road: Road, step: Step, opened_at: datetime) -> datetime | None:
    """Return the moment by which a step is due, None without a deadline, or where the day it counts from is not known.

    A deadline in days ends with its last day. Whoever waits on the reserve has none until they are called.
    """
    if step.kind == "reserve_call" or step.deadline_days is None:
        return None
    try:
        days = timedelta(days=road.values.of(step.deadline_days))
    except UnknownValue:
        return None
    start = _counted_from(road, step, opened_at.date())
    if start is None:
        return None
    day = start - days if step.counted_from == CountedFrom.START else start + days
    # Opened after its deadline has passed (counted from another day), a step is due on the day it opens.
    return datetime.combine(max(day, opened_at.date()), _LAST_MOMENT)


def _counted_from(road: Road, step: Step, opened_on: date) -> date | None:
    match step.counted_from:
        case CountedFrom.CLOSING:
            return road.campaign.closes_on
        case CountedFrom.START:
            return road.campaign.opening.starts_on
        case CountedFrom.DEPARTURE:
            return road.candidacy.departed_on
        case CountedFrom.ARRIVAL:
            return road.day_of("arrival", "arrived")
        case CountedFrom.RETURN:
            return road.day_of("return", "returned")
    return opened_on


def moves_with_a_stop(step: Step) -> bool:
    """Tell whether a suspension puts the deadline off: not where it is tied to a day of the calendar."""
    return step.counted_from in {CountedFrom.STEP, CountedFrom.CLOSING}


def reminder_due(step: Step, due_at: datetime, reminded: int | None, at: datetime) -> int | None:
    """Return which reminder (days before the deadline) is to be sent now, None when none is.

    One reminder for each of the step's days; where several were missed, the latest alone.
    """
    left = (due_at - at).days
    fallen = [days for days in step.reminders_days if left < days and (reminded is None or days < reminded)]
    return min(fallen) if fallen and due_at > at else None


def alarm_due(step: Step, due_at: datetime, escalated: int, at: datetime) -> int | None:
    """Return which alarm (days after the deadline) is to be raised now, None when none is; the latest missed alone."""
    late = (at - due_at).days
    raised = [days for days in step.escalate_days if escalated < days <= late]
    return max(raised) if raised else None
