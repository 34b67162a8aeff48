"""What a pay slip says, in the conditions of the contract: the fourth of offered, signed, found, paid; what it lacks (C05)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from baarasira.reference.enums import Period

from ..enums import DeductionKind
from ..models import PaySlip, WorkContract

_MONTHS = 12
_TAKEN = {
    DeductionKind.RENT: "rent",
    DeductionKind.UTILITIES: "utilities",
    DeductionKind.FOOD: "food_cost",
}


def compared_slip(contract: WorkContract, slips: Sequence[PaySlip]) -> PaySlip | None:
    """Return the latest slip of a month worked whole, the only one whose amounts can be held to those of a month; else None.

    `slips` the latest first.
    """
    return next((slip for slip in slips if _whole(contract, slip.month)), None)


def _whole(contract: WorkContract, month: date) -> bool:
    first, last = month.replace(day=1), month.replace(day=monthrange(month.year, month.month)[1])
    return contract.starts_on <= first and (contract.ends_on is None or contract.ends_on >= last)


def paid_terms(contract: WorkContract, slip: PaySlip) -> dict[str, Any]:
    """Return the conditions a slip tells of, by name, amounts in small units of its currency; what it is silent on is left out.

    The wage of a contract that is not by the month is not compared: a slip does not tell hours and days apart. Rent, water
    and food are compared where the slip takes them from the pay.
    """
    found: dict[str, Any] = {"wage_currency": slip.currency, "net_wage": slip.net}
    if contract.wage_period == Period.MONTH:
        found |= {
            "wage": slip.gross, "wage_period": contract.wage_period, "payments_per_year": contract.payments_per_year,
        }  # fmt: skip
    taken = {line.kind: line.amount for line in slip.deductions.all()}
    found |= {name: taken[kind] for kind, name in _TAKEN.items() if kind in taken}
    return {**found, "rent_deducted": DeductionKind.RENT in taken}


def due_of_month(contract: WorkContract, month: date, hours: Decimal | None) -> int | None:
    """Return the gross wage that a contract promises for a calendar month, in small units; None where it cannot be said.

    `month` is any day of it, `hours` what was worked. A wage by the month or the year is due for months worked whole (the first
    and the last one of a contract may not be), a year cut into the payments that were signed (12 unless said); one by the hour for the hours of the slip; a wage by the day or the week is not
    held against a month, whose days of work nobody noted. Fractions of a small unit are left to the employer.
    """
    if contract.wage is None:
        return None
    whole = _whole(contract, month)
    if contract.wage_period == Period.MONTH and whole:
        return contract.wage
    if contract.wage_period == Period.YEAR and whole:
        return contract.wage // (contract.payments_per_year or _MONTHS)
    if contract.wage_period == Period.HOUR and hours is not None:
        return int((contract.wage * hours).to_integral_value(rounding=ROUND_FLOOR))
    return None


def shortfall(contract: WorkContract, month: date, hours: Decimal | None, gross: int) -> int:
    """Return what a slip lacks of the wage promised for its month, in small units; 0 when nothing does or none can be said."""
    due = due_of_month(contract, month, hours)
    return max(0, due - gross) if due is not None else 0
