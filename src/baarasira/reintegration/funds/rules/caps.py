"""What the programme of a case says of its money: purposes, ceiling, shares of the tranches, cash, days to start (C.1, C.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from django.db.models import Q, Sum

from baarasira.programmes.enums import Axis
from baarasira.reference.currencies import CURRENCIES, convert_at_fixed_parity
from baarasira.reference.parameters import GRANT_TRANCHES, SUPPORT_START_DAYS
from baarasira.reference.queries import value
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.rules.caps import case_cap, terms_of

from ..enums import GrantState
from ..models import Grant

_HOME = "XOF"


@dataclass(frozen=True, slots=True)
class MoneyTerms:
    """What the programme of a case allows on a day.

    `cap` is the ceiling of the whole case in whole francs, None without one; `shares` those of the tranches, of a hundred.
    """

    purposes: tuple[str, ...]
    cap: int | None
    shares: tuple[int, ...]
    cash: bool
    start_days: int


def money_terms(case: Case, on: date) -> MoneyTerms | None:
    """Return what the programme of a case allows on a day; None for a case without a programme of support."""
    if case.programme is None:
        return None
    terms = terms_of(case.programme, on)
    if terms is None:
        return None
    return MoneyTerms(
        purposes=terms.purposes,
        cap=case_cap(case, terms),
        shares=_shares(case, on),
        cash=terms.cash,
        start_days=terms.start_days or value(SUPPORT_START_DAYS, on),
    )


def _shares(case: Case, on: date) -> tuple[int, ...]:
    """Return the shares that the tranches of the programme file have, in its order; the setting where it has none."""
    steps = case.programme.compiled.steps.values() if case.programme is not None else ()
    found = tuple(int(Decimal(str(step.parameters["share"])) * 100) for step in steps if step.kind == "tranche")
    if found and sum(found) == 100:
        return found
    return value(GRANT_TRANCHES, on) if case.axis == Axis.BUSINESS else (100,)


def in_currency(francs: int, currency: str) -> int | None:
    """Return whole francs in whole small units of a currency, rounded down; None where no law fixes the rate."""
    known = CURRENCIES.get(currency)
    amount = convert_at_fixed_parity(Fraction(francs), _HOME, currency)
    if known is None or amount is None:
        return None
    scaled = amount * 10**known.decimals
    return int((Decimal(scaled.numerator) / Decimal(scaled.denominator)).quantize(Decimal(1), ROUND_DOWN))


def in_francs(amount: int, currency: str) -> int | None:
    """Return whole small units of a currency in whole francs, rounded down; None where no law fixes the rate."""
    known = CURRENCIES.get(currency)
    if known is None:
        return None
    francs = convert_at_fixed_parity(Fraction(amount, 10**known.decimals), currency, _HOME)
    return int(francs) if francs is not None else None


def committed_francs(case: Case, *, leave_out: Sequence[Grant] = ()) -> int:
    """Return what the grants of a case come to in whole francs: those under way and completed, what was paid of the others."""
    rows = Grant.objects.filter(case=case).exclude(pk__in=[grant.pk for grant in leave_out])
    whole = rows.filter(state__in=[GrantState.PROPOSED, GrantState.GRANTED, GrantState.COMPLETED])
    total = sum(in_francs(amount, currency) or 0 for amount, currency in whole.values_list("amount", "fund__currency"))
    stopped = rows.filter(state=GrantState.STOPPED)
    gone = Q(holdings__account__in=["paid", "in_transit"])
    paid = stopped.order_by().values_list("fund__currency").annotate(sum=Sum("holdings__amount", filter=gone))
    return total + sum(in_francs(amount or 0, currency) or 0 for currency, amount in paid)


def room_of(case: Case, terms: MoneyTerms, currency: str) -> int | None:
    """Return what the ceiling of a case still leaves, in whole small units of a currency; None without a ceiling or a rate."""
    if terms.cap is None:
        return None
    return in_currency(max(0, terms.cap - committed_francs(case)), currency)
