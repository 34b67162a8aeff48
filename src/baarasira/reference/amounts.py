"""Amounts in whole small units (cents, whole francs, fils) and as people write them."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .currencies import CURRENCIES, show_amount


def decimals_of(currency: str) -> int:
    """Return how many digits the small unit of a currency has (2 for one the list does not know)."""
    known = CURRENCIES.get(currency)
    return known.decimals if known is not None else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """Return an amount in small units. Raises ValueError, with a sentence, for a negative one or one that is finer."""
    scaled = amount.scaleb(decimals_of(currency))
    if scaled < 0:
        raise ValueError(_("Enter an amount of zero or more."))
    if scaled != scaled.to_integral_value():
        raise ValueError(
            _("%(currency)s is counted with %(count)d decimals at most: correct this amount.")
            % {"currency": currency, "count": decimals_of(currency)}
        )
    return int(scaled)


def from_minor(amount: int, currency: str) -> Decimal:
    """Return an amount of small units as people count it."""
    return Decimal(amount).scaleb(-decimals_of(currency))


def show_minor(amount: int, currency: str) -> str:
    """Return an amount of small units as it is shown: « 1 221 € », « 40 000 FCFA »."""
    return show_amount(from_minor(int(amount), currency), currency)


def read_amount(text: str) -> Decimal:
    """Return the amount somebody typed, with a comma or a point, spaces between thousands. ValueError with a sentence."""
    plain = "".join(text.split()).replace(",", ".").replace("\u202f", "")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ValueError(_("Write the amount in figures, for example 1 221,50.")) from None
    if not amount.is_finite() or amount < 0:
        raise ValueError(_("Enter an amount of zero or more."))
    return amount
