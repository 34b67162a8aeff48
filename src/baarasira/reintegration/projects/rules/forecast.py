"""The twelve months of a business project, pure: whole francs in, whole francs and exact shares out (domain.md C.5).

result of a month = sales − costs that follow the sales − other charges − loan
rate of margin    = (sales − costs that follow the sales) ÷ sales, over the twelve months
threshold         = other charges and loan of an average month ÷ rate of margin: the sales from which a month loses nothing
monthly capacity  = what an average month leaves, the loan paid
break-even month  = the first from which the results added up are not below zero, and stay so to the twelfth
own share         = own contribution ÷ whole cost;  cover of the loan = what is left before the loan ÷ the loan
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month in whole francs; `cash` is what is in hand at its end."""

    number: int
    revenue: int
    purchases: int
    charges: int
    loan: int
    cash: int

    @property
    def margin(self) -> int:
        """What the sales leave once what follows them is paid."""
        return self.revenue - self.purchases

    @property
    def result(self) -> int:
        """What the month leaves."""
        return self.margin - self.charges - self.loan


@dataclass(frozen=True, slots=True)
class Forecast:
    """The twelve months and what they come to. Shares are exact; None where nothing can be said (no sales, no cost, no loan)."""

    months: tuple[Month, ...]
    opening: int
    revenue: int
    result: int
    margin_rate: Fraction | None
    threshold: int | None
    capacity: int
    break_even: int | None
    own_share: Fraction | None
    loan_cover: Fraction | None
    lowest_cash: int


def forecast_of(
    *,
    revenue: Sequence[int],
    purchases: Sequence[int],
    charges: Sequence[int],
    loan_month: int = 0,
    opening: int = 0,
    own: int = 0,
    cost: int = 0,
) -> Forecast:
    """Return what twelve months come to.

    `opening` is the cash in hand at the start (contribution and grant, less the equipment), `own` the contribution, `cost` the
    whole cost of the project. Raises ValueError for a list that has not twelve amounts, or one below zero.
    """
    for values in (revenue, purchases, charges):
        if len(values) != MONTHS or any(value < 0 for value in values):
            raise ValueError("a forecast has twelve amounts of zero or more")
    results = [
        sold - bought - fixed - loan_month for sold, bought, fixed in zip(revenue, purchases, charges, strict=True)
    ]
    running = list(accumulate(results))
    months = tuple(
        Month(place + 1, revenue[place], purchases[place], charges[place], loan_month, opening + running[place])
        for place in range(MONTHS)
    )
    sold, margin = sum(revenue), sum(revenue) - sum(purchases)
    rate = Fraction(margin, sold) if sold else None
    loan = loan_month * MONTHS
    return Forecast(
        months=months,
        opening=opening,
        revenue=sold,
        result=running[-1],
        margin_rate=rate,
        threshold=_threshold(sum(charges) + loan, rate),
        capacity=running[-1] // MONTHS,
        break_even=_break_even(running),
        own_share=Fraction(own, cost) if cost else None,
        loan_cover=Fraction(running[-1] + loan, loan) if loan else None,
        lowest_cash=min(month.cash for month in months),
    )


def _threshold(fixed: int, rate: Fraction | None) -> int | None:
    """Return the sales of an average month from which it loses nothing, rounded up; None when no sales would do."""
    if rate is None or rate <= 0:
        return None
    return -(-Fraction(fixed, MONTHS) // rate)


def _break_even(running: Sequence[int]) -> int | None:
    """Return the month from which the sums are not below zero to the end, from 1; None when the last is."""
    below = [place for place, total in enumerate(running) if total < 0]
    first = below[-1] + 2 if below else 1
    return first if first <= len(running) else None
