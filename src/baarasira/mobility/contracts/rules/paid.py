"""What a pay slip should say by the contract that was signed, and what is missing from it (C05; issue 5: the pay slip beside)."""

from calendar import monthrange
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from baarasira.reference.enums import Period

from ..models import WorkContract

_MONTHS = 12


def due_of_month(contract: WorkContract, month: date, hours: Decimal | None) -> int | None:
    """Return the gross wage that a contract promises for a calendar month, in small units; None where it cannot be said.

    `month` is any day of it, `hours` what was worked. A wage by the month or the year is due for months worked whole (the first
    and the last one of a contract may not be), one by the hour for the hours of the slip; a wage by the day or the week is not
    held against a month, whose days of work nobody noted. Fractions of a small unit are left to the employer.
    """
    if contract.wage is None:
        return None
    first = month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    whole = contract.starts_on <= first and (contract.ends_on is None or last <= contract.ends_on)
    if contract.wage_period == Period.MONTH and whole:
        return contract.wage
    if contract.wage_period == Period.YEAR and whole:
        return contract.wage // _MONTHS
    if contract.wage_period == Period.HOUR and hours is not None:
        return int((contract.wage * hours).to_integral_value(rounding=ROUND_FLOOR))
    return None


def shortfall(contract: WorkContract, month: date, hours: Decimal | None, gross: int) -> int:
    """Return what a slip lacks of the wage promised for its month, in small units; 0 when nothing does or none can be said."""
    due = due_of_month(contract, month, hours)
    return max(0, due - gross) if due is not None else 0
