"""Working days as an administration counts them here: Monday to Friday.

Public holidays are not counted out: the product carries no list of them, so a deadline may end on one; it never ends earlier
than the rule says it may.
"""

from datetime import date, timedelta

_SATURDAY = 5


def working_day_after(start: date, days: int) -> date:
    """Return the last of so many working days after a day, that day not counted."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            days -= 1
    return day
