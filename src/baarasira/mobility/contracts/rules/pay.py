"""Tests of pay, lodging and journeys: the minimum wage of the day (C05), rents (C08, C09, R-20), food, travel (C10 to C12)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baarasira.cooperation.enums import Payer, TermKind
from baarasira.reference.amounts import from_minor, show_minor
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.currencies import convert_at_fixed_parity, show_amount
from baarasira.reference.enums import Certainty, DestinationKind, WageScope
from baarasira.reference.models import DestinationParameter
from baarasira.reference.queries import destination_parameters, minimum_wage
from baarasira.reference.wages import MinimumWage

from ..enums import PayMethod, Provision
from .checks import Check, failed, passed, unknown, warned
from .clauses import CLAUSES, SPAIN
from .law import source_of, wage_scope
from .subject import Subject

_PERCENT = Decimal(100)


def pay_checks(subject: Subject) -> Iterator[Check]:
    """Yield the tests of wage, way of payment, rent, food and journeys."""
    yield from wage_checks(subject)
    yield from method_checks(subject)
    yield from rent_checks(subject)
    yield from food_checks(subject)
    yield from travel_checks(subject)


def wage_checks(subject: Subject) -> Iterator[Check]:
    """C05: at or above the minimum of the country in force on the first day of work, then of each change before the end."""
    contract = subject.contract
    if contract.wage is None or not contract.wage_currency or not contract.wage_period:
        yield failed(
            "C05",
            "minimum_wage",
            _("The contract does not say the wage, its currency and its period."),
            "valeurs du pays",
        )
        return
    least = _minimum(subject, contract.starts_on)
    yield _compared(subject, least)
    if contract.ends_on is None:
        return
    later = destination_parameters(contract.country, kind=DestinationKind.MINIMUM_WAGE).filter(
        valid_from__gt=contract.starts_on, valid_from__lte=contract.ends_on
    )
    for day in sorted({row.valid_from for row in later}):
        check = _compared(subject, _minimum(subject, day))
        if check.against:
            sentence = _("From %(day)s on: %(sentence)s") % {
                "day": date_format(day, "SHORT_DATE_FORMAT"), "sentence": check.sentence,
            }  # fmt: skip
            yield warned("C05", "minimum_wage_later", sentence, check.source, **check.values)


def _minimum(subject: Subject, on: date) -> MinimumWage | None:
    contract = subject.contract
    return minimum_wage(
        contract.country, contract.wage_period, on, contract.weekly_hours,
        days_per_week=contract.days_per_week, payments_per_year=contract.payments_per_year,
        scope=wage_scope(contract.scope, contract.starts_on, contract.ends_on),
    )  # fmt: skip


def _compared(subject: Subject, least: MinimumWage | None) -> Check:
    contract = subject.contract
    wage = from_minor(contract.wage or 0, contract.wage_currency)
    values: dict[str, object] = {
        "wage": str(wage), "currency": contract.wage_currency, "period": contract.wage_period,
        "hours_per_week": str(contract.weekly_hours) if contract.weekly_hours is not None else None,
    }  # fmt: skip
    if least is None:
        sentence = _("No minimum wage is known %(place)s: the agreement sets the wage.") % {"place": place(subject)}
        agreement = subject.campaign.agreement
        if agreement is not None and agreement.terms.filter(kind=TermKind.WAGE).exists():
            # The wage is held against that term by `favour`: nothing is left to look at here.
            return passed("C05", "minimum_wage", sentence, agreement.reference, **values)
        return unknown("C05", "minimum_wage", sentence, "valeurs du pays", **values)
    values |= {
        "minimum": str(least.amount), "minimum_currency": least.currency, "valid_from": least.basis.valid_from.isoformat(),
        "printed": str(least.basis.amount), "printed_period": least.basis.period, "certainty": least.basis.certainty,
    }  # fmt: skip
    words = {**least.words(), "wage": show_amount(wage, contract.wage_currency)}
    offered = convert_at_fixed_parity(Fraction(wage), contract.wage_currency, least.currency)
    if offered is None:
        sentence = _(
            "The wage is in %(currency)s and the minimum %(place)s in %(other)s: they cannot be compared. Have the contract "
            "written in %(other)s."
        )
        named = {**words, "currency": contract.wage_currency, "other": least.currency}
        return failed("C05", "wage_currency", sentence % named, least.law, **values)
    if offered >= least.exact:
        sentence = _("%(wage)s %(period)s; the minimum %(place)s is %(amount)s for the same work.") % words
        return passed("C05", "minimum_wage", sentence, least.law, **values)
    sentence = _("The contract pays %(wage)s %(period)s; for this work the minimum %(place)s is %(amount)s (%(law)s).")
    if least.basis.certainty == Certainty.UNVERIFIED:
        return warned("C05", "minimum_wage", sentence % words, least.law, **values)
    return failed("C05", "minimum_wage", sentence % words, least.law, **values)


def place(subject: Subject) -> str:
    """Return the country of work inside a sentence: « en Espagne »."""
    country = COUNTRIES.get(subject.contract.country)
    return country.place if country is not None else subject.contract.country


def method_checks(subject: Subject) -> Iterator[Check]:
    """C05: not in cash alone."""
    match subject.contract.pay_method:
        case "":
            yield unknown(
                "C05", "pay_method", _("The contract does not say how the wage is paid."), "grille des clauses"
            )
        case PayMethod.CASH:
            sentence = _("The wage is paid in cash only: ask for a bank or mobile account in the worker’s name.")
            yield warned("C05", "pay_method", sentence, "grille des clauses", method=PayMethod.CASH.value)
        case method:
            yield passed(
                "C05",
                "pay_method",
                _("The wage reaches the worker’s own account."),
                "grille des clauses",
                method=method,
            )


def rent_checks(subject: Subject) -> Iterator[Check]:
    """R-20: rent and rent with charges within their shares of the index; never taken from the pay. Where the law says so."""
    contract, law = subject.contract, subject.law
    share = law.row(DestinationKind.RENT_SHARE, contract.scope)
    if share is None:
        return
    if contract.rent_deducted:
        yield failed("C08", "R-20", _("The rent is taken from the pay: the law forbids it."), source_of(share))
    elif contract.rent_deducted is None and contract.rent:
        yield unknown(
            "C08", "R-20", _("The contract does not say whether the rent is taken from the pay."), source_of(share)
        )
    index = law.row(DestinationKind.INCOME_INDEX, WageScope.ALL)
    if index is None:
        yield unknown("C09", "R-20", _("The index that bounds rents is not known on that day."), source_of(share))
        return
    if contract.rent is None:
        yield unknown("C09", "R-20", _("The contract does not say the price of the lodging."), source_of(share))
        return
    yield _rent(subject, contract.rent, DestinationKind.RENT_SHARE, index)
    yield _rent(subject, contract.rent + (contract.utilities or 0), DestinationKind.HOUSING_SHARE, index)


def _rent(subject: Subject, paid: int, kind: str, index: DestinationParameter) -> Check:
    contract, row = subject.contract, subject.law.row(kind, subject.contract.scope)
    amount, currency = index.amount, index.currency
    if row is None:
        return unknown("C09", "R-20", _("The ceiling of rent with charges is not known."), "R-20")
    most = amount * row.amount / _PERCENT
    values = {
        "paid": str(from_minor(paid, contract.wage_currency)), "currency": contract.wage_currency, "most": str(most),
        "index": str(amount), "share": str(row.amount), "index_since": index.valid_from.isoformat(),
    }  # fmt: skip
    source = f"{source_of(row)} ; {source_of(index)}"
    if contract.wage_currency != currency:
        sentence = _("The rent is in %(currency)s and its ceiling in %(other)s: they cannot be compared.")
        return failed(
            "C09", "R-20", sentence % {"currency": contract.wage_currency, "other": currency}, source, **values
        )
    words = {
        "paid": show_minor(paid, currency),
        "most": show_amount(most, currency),
        "share": f"{row.amount.normalize():f}",
    }
    with_charges = kind == DestinationKind.HOUSING_SHARE
    if from_minor(paid, currency) <= most:
        sentence = (
            _("Rent with charges %(paid)s a month; at most %(most)s (%(share)s %% of the index).")
            if with_charges
            else _("Rent %(paid)s a month; at most %(most)s (%(share)s %% of the index).")
        )
        return passed("C09", "R-20", sentence % words, source, **values)
    sentence = (
        _("Rent with charges is %(paid)s a month, and may be %(most)s at most (%(share)s %% of the index).")
        if with_charges
        else _("The rent is %(paid)s a month, and may be %(most)s at most (%(share)s %% of the index).")
    )
    return failed("C09", "R-20", sentence % words, source, **values)


def food_checks(subject: Subject) -> Iterator[Check]:
    """C10: where it applies, food and lodging are provided or an allowance is paid."""
    contract = subject.contract
    if contract.scope != WageScope.DOMESTIC:
        return
    source = CLAUSES["C10"].source
    if contract.food in (Provision.PROVIDED, Provision.ALLOWANCE):
        yield passed("C10", "food", _("Food is provided, or an allowance is paid."), source, food=contract.food)
    else:
        sentence = _("Food is neither provided nor paid by an allowance, as domestic work asks for.")
        yield failed("C10", "food", sentence, source, food=contract.food)


def travel_checks(subject: Subject) -> Iterator[Check]:
    """C11, C12: the worker does not pay the journey out; the journey back only where the law lets it be agreed (Spain)."""
    contract, source = subject.contract, CLAUSES["C11"].source
    if contract.travel_out == "":
        yield unknown("C11", "travel_out", _("The contract does not say who pays the journey out."), source)
    elif contract.travel_out == Payer.WORKER:
        yield failed("C11", "travel_out", _("The worker pays the journey out."), source, payer=contract.travel_out)
    else:
        yield passed(
            "C11", "travel_out", _("The worker does not pay the journey out."), source, payer=contract.travel_out
        )
    if contract.travel_back == "":
        yield unknown("C12", "travel_back", _("The contract does not say who pays the journey back."), source)
    elif contract.travel_back != Payer.WORKER:
        yield passed(
            "C12", "travel_back", _("The worker does not pay the journey back."), source, payer=contract.travel_back
        )
    elif contract.country in SPAIN:
        sentence = _("The worker pays the journey back: the law allows it only when it is expressly agreed.")
        yield warned("C12", "travel_back", sentence, source, payer=contract.travel_back)
    else:
        yield failed("C12", "travel_back", _("The worker pays the journey back."), source, payer=contract.travel_back)
