"""What a worker would really gain by an offer, in FCFA (domain.md A.9): told to the candidate before they choose.

net gain = net wage × months − lodging − food − what the worker pays − what they would have earned in Mali.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from baarasira.reference.amounts import from_minor
from baarasira.reference.countries import HOME
from baarasira.reference.currencies import convert_at_fixed_parity
from baarasira.reference.enums import DestinationKind, Period, WageScope
from baarasira.reference.queries import minimum_wage

from ..enums import Provision
from .comparing import yearly
from .law import Law

_DAYS_A_MONTH = Fraction(365, 12)
_MONTHS = 12
FCFA = "XOF"


@dataclass(frozen=True, slots=True)
class Gain:
    """The estimate, whole FCFA over the whole contract. `net_known` whether the employer announced a net wage (else the
    gross one is counted, which is too much); `rate` FCFA for one unit of the wage's currency, with where it comes from."""

    months: Decimal
    wages: int
    lodging: int
    food: int
    paid: int
    home: int
    net_known: bool
    food_known: bool
    rate: Decimal
    rate_source: str

    @property
    def total(self) -> int:
        """What is left over what the worker would have earned here."""
        return self.wages - self.lodging - self.food - self.paid - self.home


def gain_of(terms: Mapping[str, Any], law: Law, starts_on: date, ends_on: date | None, *, paid: int = 0) -> Gain | None:
    """Return the estimate of an offer or a contract; None when the wage, the end or the rate of its currency is not known.

    `paid` is what the worker pays before leaving, in FCFA. The income in Mali is the minimum wage of the first day.
    """
    if ends_on is None or terms.get("wage") is None:
        return None
    currency = str(terms["wage_currency"])
    rate, source = rate_of(currency, law)
    year = yearly({**terms, "wage": terms["net_wage"]}) if terms.get("net_wage") else yearly(terms)
    if rate is None or year is None:
        return None
    months = Fraction((ends_on - starts_on).days + 1) / _DAYS_A_MONTH

    def over(amount: int | None) -> int:
        return _whole(_units(amount or 0, currency) * rate * months)

    free_food = terms.get("food") in (Provision.PROVIDED, Provision.ALLOWANCE)
    home = minimum_wage(HOME, Period.MONTH, starts_on)
    return Gain(
        months=_tenth(months),
        wages=_whole(Fraction(year) / 10 ** _decimals(currency) / _MONTHS * rate * months),
        lodging=over(terms.get("rent")) + over(terms.get("utilities")),
        food=0 if free_food else over(terms.get("food_cost")),
        paid=paid,
        home=_whole(home.exact * months) if home is not None else 0,
        net_known=bool(terms.get("net_wage")),
        food_known=free_food or terms.get("food_cost") is not None,
        rate=Decimal(rate.numerator) / Decimal(rate.denominator),
        rate_source=source,
    )


def rate_of(currency: str, law: Law) -> tuple[Fraction | None, str]:
    """Return how many FCFA one unit of a currency is worth: by law for the euro and the francs, else as the department
    entered it for the country of work (dated); None where nobody did, or where the wage is in another currency than the
    country's own, of which that rate says nothing."""
    fixed = convert_at_fixed_parity(Fraction(1), currency, FCFA)
    if fixed is not None:
        return fixed, "1 € = 655,957 FCFA" if currency == "EUR" else ""
    row = law.row(DestinationKind.EXCHANGE_RATE, WageScope.ALL)
    own = {known.currency for known in law.rows if known.currency}
    if row is None or (own and currency not in own):
        return None, ""
    return Fraction(row.amount), f"{row.legal_reference or row.note} ({row.valid_from:%d/%m/%Y})"


def _decimals(currency: str) -> int:
    return -int(from_minor(1, currency).as_tuple().exponent)


def _units(amount: int, currency: str) -> Fraction:
    return Fraction(from_minor(amount, currency))


def _whole(value: Fraction) -> int:
    return int((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _tenth(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
