"""Currencies (ISO 4217), how an amount is shown, and the fixed parity of the CFA francs with the euro."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .codelist import CodeList, Term, in_french

NBSP = "\u00a0"
CFA_FRANCS_PER_EURO = Decimal("655.957")
"""Fixed parity of both CFA francs (domain.md A.9)."""
_CFA = frozenset({"XOF", "XAF"})


@dataclass(frozen=True, slots=True)
class Currency(Term):
    """A currency; `sign` is written after the amount, `decimals` is how many digits its small unit has."""

    sign: str = ""
    decimals: int = 2

    @property
    def spellings(self) -> tuple[str, ...]:
        """Code, names and sign."""
        return (self.code, self.name_fr, self.name_en, self.sign)


def _currency(row: Mapping[str, str]) -> Currency:
    return Currency(
        code=row["code"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        sign=row["sign"],
        decimals=int(row["decimals"]),
    )


CURRENCIES: CodeList[Currency] = CodeList("currencies.csv", _currency)


def show_amount(amount: Decimal | int, currency: str) -> str:
    """Return « 40 000 FCFA », « 230,77 FCFA », « 1 221 € » with no-break spaces; "40,000 FCFA" in English.

    A whole amount is shown without decimals; any other with the currency's decimals, two at least (an hourly minimum in
    FCFA has two), rounded half up. An unknown currency shows its code.
    """
    known = CURRENCIES.get(currency)
    sign = known.sign if known is not None else currency
    value = Decimal(amount)
    decimals = 0 if value == value.to_integral_value() else max(2, known.decimals if known is not None else 2)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{decimals}f}"
    if in_french():
        text = text.replace(",", NBSP).replace(".", ",")
    return f"{text}{NBSP}{sign.replace(' ', NBSP)}"


def convert_at_fixed_parity(amount: Fraction, source: str, target: str) -> Fraction | None:
    """Return the amount in another currency where law fixes the rate (CFA francs and euro); None where none does."""
    if source == target or {source, target} == _CFA:
        return amount
    parity = Fraction(CFA_FRANCS_PER_EURO)
    if source == "EUR" and target in _CFA:
        return amount * parity
    if source in _CFA and target == "EUR":
        return amount / parity
    return None
