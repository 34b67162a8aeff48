"""What was really given of an ordered course, read from its session and from the attendance."""

from datetime import date, datetime

from baarasira.training.courses.enums import CAME, SessionState
from baarasira.training.courses.models import Attendance, Session, SessionDay

from .models import Order
from .rules import Given


def session_of(order: Order) -> Session | None:
    """Return the session that answers an order, the last one when a former was cancelled and another opened."""
    rows = Session.objects.filter(order_id=order.pk).select_related("course", "centre")
    found = list(rows.order_by("id"))
    live = [row for row in found if row.state != SessionState.CANCELLED]
    return (live or found or [None])[-1]


def came(session: Session) -> set[object]:
    """Return the people of a session who were there at least once."""
    rows = Attendance.objects.filter(enrolment__session=session, mark__in=[mark.value for mark in CAME])
    return set(rows.order_by().values_list("enrolment__person_id", flat=True))


def given_of(session: Session) -> Given:
    """Return what was given of a session: people who came, days on which somebody was there, hours of those days.

    Hours are whole ones of all the days held together, a part of an hour left out. Two half days of a date are one day.
    """
    held = SessionDay.objects.filter(session=session, attendance__mark__in=[mark.value for mark in CAME]).distinct()
    rows = list(held.values_list("day", "starts", "ends"))
    minutes = sum(_minutes(day, starts, ends) for day, starts, ends in rows)
    return Given(len(came(session)), len({day for day, _starts, _ends in rows}), minutes // 60)


def _minutes(day: date, starts: object, ends: object) -> int:
    first, last = datetime.combine(day, starts), datetime.combine(day, ends)  # type: ignore[arg-type]
    return int((last - first).total_seconds()) // 60
