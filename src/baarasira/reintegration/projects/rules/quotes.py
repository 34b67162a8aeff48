"""What a pro-forma is worth in francs: at the parity fixed by law, or at a dated rate whose source is written (domain.md A.9)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.reference.amounts import from_minor
from baarasira.reference.currencies import CFA_FRANCS_PER_EURO, CURRENCIES, convert_at_fixed_parity

HOME = "XOF"
_MOST_AGE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Worth:
    """What a pro-forma is worth in whole francs, and by which rate; `rate` is empty for one in francs."""

    francs: int
    rate: str = ""
    rate_on: date | None = None
    rate_source: str = ""


def worth(
    amount: int, currency: str, *, dated_on: date, rate: str = "", rate_on: date | None = None, rate_source: str = ""
) -> Worth | list[Finding]:
    """Return what an amount of whole small units is worth, or what stands against converting it, each beside its field.

    The euro and the CFA franc of Central Africa follow the parity fixed by law. For any other currency the rate is typed,
    with its day and where it was read; without them the pro-forma is refused.
    """
    if currency not in CURRENCIES:
        return [Finding("quote_currency", _("Choose the currency."), "currency")]
    if currency == HOME:
        return Worth(amount)
    value = from_minor(amount, currency)
    fixed = convert_at_fixed_parity(Fraction(value), currency, HOME)
    if fixed is not None:
        parity = str(CFA_FRANCS_PER_EURO) if currency == "EUR" else "1"
        return Worth(max(1, _whole(fixed)), parity, dated_on, _("Fixed parity"))
    return _at_typed_rate(value, currency, dated_on, rate, rate_on, rate_source)


def _at_typed_rate(
    value: Decimal, currency: str, dated_on: date, rate: str, rate_on: date | None, rate_source: str
) -> Worth | list[Finding]:
    source = " ".join(rate_source.split())[:120]
    number = _rate(rate)
    if number is None or rate_on is None or not source:
        sentence = _(
            "No law fixes what %(currency)s is worth in FCFA: write the rate, its day and where you read it, or ask the "
            "supplier for a pro-forma in FCFA."
        )
        return [Finding("quote_rate", sentence % {"currency": currency}, "rate", source="A.9")]
    if abs((rate_on - dated_on).days) > _MOST_AGE_DAYS:
        sentence = _("This rate is of another season than the pro-forma: write one of its own month.")
        return [Finding("quote_rate_old", sentence, "rate_on", source="A.9")]
    return Worth(max(1, _whole(Fraction(value) * Fraction(number))), str(number), rate_on, source)


def _rate(text: str) -> Decimal | None:
    try:
        number = Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number <= 1_000_000 else None


def _whole(amount: Fraction) -> int:
    return int((Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal(1), ROUND_HALF_UP))
