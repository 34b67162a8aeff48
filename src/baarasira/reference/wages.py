"""Comparing a wage with the legal minimum: pure arithmetic in exact fractions, no database (domain.md A.9, C05, D.2).

The rule in words. A wage is compared over its own period. Where the offer gives its hours, the minimum is in proportion
to them, that is, by the hour: 20 hours a week need half of what 40 need, 48 hours need 48/40 of it. The law's amount for
the same period is preferred, because the others it prints are roundings of it (40 000 FCFA a month, 230.77 FCFA an
hour); otherwise it is derived over the legal hours, from the hourly amount for a day or a week, from the monthly one for a year.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Finding

from .countries import COUNTRIES
from .currencies import convert_at_fixed_parity, show_amount
from .enums import Certainty, Period, WageScope

RULE = "minimum_wage"
WEEKS_PER_MONTH = Fraction(52, 12)

PER_PERIOD: dict[str, Promise] = {
    Period.HOUR: pgettext_lazy("wage", "per hour"),
    Period.DAY: pgettext_lazy("wage", "per day"),
    Period.WEEK: pgettext_lazy("wage", "per week"),
    Period.MONTH: pgettext_lazy("wage", "per month"),
    Period.YEAR: pgettext_lazy("wage", "per year"),
}


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The legal hours a minimum is given for: of a week, of a month, of a day."""

    weekly: Decimal = Decimal(40)
    monthly: Decimal = Decimal("173.33")
    daily: Decimal = Decimal(8)

    @property
    def days_per_week(self) -> Fraction:
        """Days of a legal week: 40 hours at 8 a day are 5."""
        return Fraction(self.weekly) / Fraction(self.daily)


@dataclass(frozen=True, slots=True)
class LegalWage:
    """One amount as a law prints it."""

    country: str
    amount: Decimal
    currency: str
    period: str
    valid_from: date
    valid_to: date | None = None
    scope: str = WageScope.ALL
    payments_per_year: int | None = None
    legal_reference: str = ""
    source_url: str = ""
    certainty: str = Certainty.SOURCE_READ

    @property
    def yearly_factor(self) -> Fraction:
        """How much a month weighs in a year's twelfth: 14/12 where the law pays fourteen months."""
        return Fraction(self.payments_per_year or 12, 12)


@dataclass(frozen=True, slots=True)
class Wage:
    """What an offer pays; `hours_per_week`, `days_per_week` and `payments_per_year` are None where it does not say."""

    amount: Decimal
    currency: str
    period: str
    hours_per_week: Decimal | None = None
    days_per_week: Decimal | None = None
    payments_per_year: int | None = None


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """The least a wage may be over one period, exactly, with the legal amount it comes from.

    `hours_per_week` is None when the legal hours were taken.
    """

    exact: Fraction
    period: str
    basis: LegalWage
    hours_per_week: Decimal | None = None

    @property
    def currency(self) -> str:
        """Currency of the minimum."""
        return self.basis.currency

    @property
    def amount(self) -> Decimal:
        """The minimum to two decimals, rounded up so that the amount shown is never below it."""
        scaled = Decimal(self.exact.numerator) / Decimal(self.exact.denominator)
        return scaled.quantize(Decimal("0.01"), rounding=ROUND_CEILING).normalize() + 0

    @property
    def derived(self) -> bool:
        """True when the law prints another amount, over another period or for other hours."""
        return self.exact != Fraction(self.basis.amount)

    @property
    def law(self) -> str:
        """The legal reference; where none is known, since when the amount holds."""
        if self.basis.legal_reference:
            return self.basis.legal_reference
        return _("in force since %(date)s") % {"date": date_format(self.basis.valid_from, "SHORT_DATE_FORMAT")}

    @property
    def sentence(self) -> str:
        """The minimum in one sentence with its law, for a form's help text."""
        return _("The minimum %(place)s is %(amount)s %(period)s (%(law)s).") % self.words()

    def words(self) -> dict[str, str]:
        """Return the parts of a sentence: place, amount, period, hours, law, printed (the amount as the law has it)."""
        country = COUNTRIES.get(self.basis.country)
        return {
            "place": country.place if country is not None else self.basis.country,
            "amount": show_amount(self.amount, self.currency),
            "period": str(PER_PERIOD[self.period]),
            "hours": _hours(self.hours_per_week) if self.hours_per_week is not None else "",
            "law": self.law,
            "printed": f"{show_amount(self.basis.amount, self.currency)} {PER_PERIOD[self.basis.period]}",
        }


def _hours(value: Decimal) -> str:
    return number_format(value.normalize() + 0, use_l10n=True)


def in_force(legal: Iterable[LegalWage], on: date) -> list[LegalWage]:
    """Keep the amounts that hold on a date: those of the newest date of each scope.

    An hourly amount older than the monthly one of its scope is left out: a law that raised the month and whose hour was
    not entered yet must not be read as having kept the hour.
    """
    begun = [amount for amount in legal if amount.valid_from <= on <= (amount.valid_to or on)]
    newest: dict[str, date] = {}
    for amount in begun:
        newest[amount.scope] = max(newest.get(amount.scope, amount.valid_from), amount.valid_from)
    return [amount for amount in begun if amount.valid_from == newest[amount.scope]]


_SHORT_FIRST = (Period.HOUR, Period.MONTH, Period.DAY, Period.WEEK, Period.YEAR)
_LONG_FIRST = (Period.MONTH, Period.YEAR, Period.HOUR, Period.WEEK, Period.DAY)


def choose_basis(legal: Sequence[LegalWage], period: str, scope: str) -> LegalWage | None:
    """Return the amount a minimum is taken from: the period asked before any other, the scope asked before `all`."""
    for wanted in (period, *(_LONG_FIRST if period in (Period.MONTH, Period.YEAR) else _SHORT_FIRST)):
        for covered in (scope, WageScope.ALL):
            for amount in legal:
                if amount.period == wanted and amount.scope == covered:
                    return amount
    return None


def minimum(
    legal: Sequence[LegalWage],
    period: str,
    time: WorkingTime,
    *,
    hours_per_week: Decimal | None = None,
    days_per_week: Decimal | None = None,
    payments_per_year: int | None = None,
    scope: str = WageScope.ALL,
) -> MinimumWage | None:
    """Return the least wage over `period`; None when no law of the list covers it.

    `legal` holds the amounts in force of one country. Without `hours_per_week` the legal hours of `time` are taken.
    `payments_per_year` counts only for monthly wages; without it the offer is read as paying as often as the law says.
    """
    basis = choose_basis(legal, period, scope)
    if basis is None:
        return None
    worked = hours_per_week or None  # nothing, or none at all: the legal hours
    share = Fraction(worked) / Fraction(time.weekly) if worked is not None else Fraction(1)
    days = Fraction(days_per_week) if days_per_week and worked is not None else time.days_per_week
    exact = _derive(basis, period, time, share, days)
    if period == Period.MONTH and payments_per_year:
        exact = exact * (basis.payments_per_year or 12) / payments_per_year
    return MinimumWage(exact, period, basis, worked)


def _derive(basis: LegalWage, period: str, time: WorkingTime, share: Fraction, days: Fraction) -> Fraction:
    """Carry the legal amount to another period; `share` of the legal week is worked, over `days` days."""
    amount = Fraction(basis.amount)
    if basis.period == period:
        if period == Period.HOUR:
            return amount
        return amount * share * (time.days_per_week / days if period == Period.DAY else 1)
    if period == Period.HOUR:
        return amount * _HOURLY[basis.period](basis, time)
    if period == Period.MONTH and basis.period == Period.HOUR:
        return amount * Fraction(time.monthly) * share
    weekly = amount * _WEEKLY[basis.period](basis, time) * share
    per_week = {
        Period.DAY: 1 / days,
        Period.WEEK: Fraction(1),
        Period.MONTH: WEEKS_PER_MONTH,
        Period.YEAR: Fraction(52),
    }
    return weekly * per_week[Period(period)]


_Factor = Callable[[LegalWage, WorkingTime], Fraction]
_HOURLY: dict[str, _Factor] = {
    Period.DAY: lambda basis, time: 1 / Fraction(time.daily),
    Period.WEEK: lambda basis, time: 1 / Fraction(time.weekly),
    Period.MONTH: lambda basis, time: basis.yearly_factor / Fraction(time.monthly),
    Period.YEAR: lambda basis, time: 1 / (12 * Fraction(time.monthly)),
}
"""What one unit of the law's period is worth an hour."""
_WEEKLY: dict[str, _Factor] = {
    Period.HOUR: lambda basis, time: Fraction(time.weekly),
    Period.DAY: lambda basis, time: time.days_per_week,
    Period.WEEK: lambda basis, time: Fraction(1),
    Period.MONTH: lambda basis, time: basis.yearly_factor / WEEKS_PER_MONTH,
    Period.YEAR: lambda basis, time: Fraction(1, 52),
}
"""What one unit of the law's period is worth a full legal week."""


def check(wage: Wage, least: MinimumWage | None, *, field: str = "wage") -> Finding | None:
    """Compare a wage with the minimum over the same period; None when it is enough, or when no minimum is known.

    An amount that is not verified warns and does not block; so does a currency whose rate no law fixes.
    """
    if least is None:
        return None
    offered = convert_at_fixed_parity(Fraction(wage.amount), wage.currency, least.currency)
    if offered is None:
        return _not_comparable(wage, least, field)
    if offered >= least.exact:
        return None
    blocking = least.basis.certainty != Certainty.UNVERIFIED
    words = {**least.words(), "offered": show_amount(wage.amount, wage.currency)}
    advice = (
        _("Correct the wage or refuse the offer.")
        if blocking
        else _("This minimum is not verified: check it before you publish the offer.")
    )
    return Finding(RULE, f"{_comparison(least) % words} {advice}", field, blocking, least.law)


def _comparison(least: MinimumWage) -> str:
    if least.derived and least.hours_per_week is not None and least.period != Period.HOUR:
        return _(
            "This offer pays %(offered)s %(period)s for %(hours)s hours a week; for these hours the minimum "
            "%(place)s is %(amount)s (%(printed)s in the law: %(law)s)."
        )
    if least.derived:
        return _(
            "This offer pays %(offered)s %(period)s; the minimum %(place)s comes to %(amount)s "
            "(%(printed)s in the law: %(law)s)."
        )
    return _("This offer pays %(offered)s %(period)s; the minimum %(place)s is %(amount)s (%(law)s).")


def _not_comparable(wage: Wage, least: MinimumWage, field: str) -> Finding:
    sentence = _(
        "This offer pays %(offered)s %(period)s. The minimum %(place)s is %(amount)s (%(law)s), in another currency: "
        "compare the two yourself before you publish the offer."
    ) % {**least.words(), "offered": show_amount(wage.amount, wage.currency)}
    return Finding(RULE, sentence, field, blocking=False, source=least.law)
