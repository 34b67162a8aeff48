"""Months added to dates the way an administration counts them."""

from calendar import monthrange
from datetime import date


def add_months(start: date, months: int) -> date:
    """Return the same day `months` later; where there is none, the month's last (31 August + 6 → 28 February)."""
    years, month0 = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))
