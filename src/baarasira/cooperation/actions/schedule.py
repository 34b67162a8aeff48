"""When the joint committee is due next."""

from datetime import date

from baarasira.kernel.dates import add_months

from ..models import Agreement


def meeting_due(agreement: Agreement, *, months: int | None, in_force_on: date | None = None) -> date | None:
    """Return the day by which the committee meets next: the day it fixed itself, or so many months after the last.

    Counted before the first meeting from the entry into force (`in_force_on` while that act is being done). None without a periodicity and a day fixed, and before
    the agreement is in force.
    """
    last = agreement.meetings.first()
    if last is not None and last.next_on is not None:
        return last.next_on
    since = last.held_on if last is not None else in_force_on or agreement.in_force_on
    return add_months(since, months) if since is not None and months else None
