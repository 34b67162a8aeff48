"""What a pay slip says, in the conditions of the contract: the fourth of offered, signed, found, paid."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from baarasira.reference.enums import Period

from ..enums import DeductionKind
from ..models import PaySlip, WorkContract

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
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return contract.starts_on <= month and (contract.ends_on is None or contract.ends_on >= last)


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
