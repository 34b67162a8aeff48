"""The minimum wage rule, by hand and by property (domain.md A.9, C05, D.2): pure arithmetic."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.kernel.errors import Finding
from baarasira.reference.enums import Certainty, Period, WageScope
from baarasira.reference.wages import LegalWage, MinimumWage, Wage, WorkingTime, check, in_force, minimum
from french import plain

SINCE = date(2016, 1, 1)
TIME = WorkingTime()
DECREE = "décret 2015-0363/P-RM du 19 mai 2015, art. 1"
SMIG = [
    LegalWage("ML", Decimal(40000), "XOF", Period.MONTH, SINCE, payments_per_year=12, legal_reference=DECREE),
    LegalWage("ML", Decimal("230.77"), "XOF", Period.HOUR, SINCE, legal_reference=DECREE),
]
hours = st.decimals("1", "80", places=1)
amounts = st.decimals("1", "2000000", places=2)
periods = st.sampled_from([Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR])


def verdict(amount: str, period: str, weekly: str | None = None, currency: str = "XOF") -> Finding | None:
    """Check a wage against the Malian minimum."""
    worked = Decimal(weekly) if weekly is not None else None
    least = minimum(SMIG, period, TIME, hours_per_week=worked)
    return check(Wage(Decimal(amount), currency, period, worked), least)


@pytest.mark.parametrize(
    ("amount", "period", "weekly", "enough"),
    [
        ("40000", "month", None, True),
        ("39999", "month", None, False),
        ("40000", "month", "40", True),
        ("39999", "month", "40", False),
        ("20000", "month", "20", True),
        ("19999", "month", "20", False),
        ("40000", "month", "48", False),
        ("48000", "month", "48", True),
        ("35000", "month", "35", True),
        ("230.77", "hour", None, True),
        ("230.76", "hour", None, False),
        ("231", "hour", "10", True),
        ("230", "hour", "10", False),
        ("1847", "day", None, True),
        ("1846", "day", None, False),
        ("9231", "week", None, True),
        ("9230", "week", None, False),
        ("4616", "week", "20", True),
        ("4615", "week", "20", False),
        ("480000", "year", None, True),
    ],
)
def test_the_malian_minimum_over_every_period(amount: str, period: str, weekly: str | None, enough: bool) -> None:
    assert (verdict(amount, period, weekly) is None) is enough


def test_the_sentence_is_the_one_of_the_house() -> None:
    finding = verdict("35000", "month")

    assert finding is not None
    assert plain(finding.sentence) == (
        "Cette offre propose 35 000 FCFA par mois ; le minimum au Mali est de 40 000 FCFA (décret 2015-0363/P-RM du 19 mai "
        "2015, art. 1). Corrigez le salaire ou refusez l’offre."
    )
    assert (finding.code, finding.field, finding.blocking, finding.source) == ("minimum_wage", "wage", True, DECREE)


def test_the_sentence_with_hours_gives_the_minimum_for_these_hours() -> None:
    finding = verdict("40000", "month", "48")

    assert finding is not None
    assert plain(finding.sentence).startswith(
        "Cette offre propose 40 000 FCFA par mois pour 48 heures par semaine ; à ces heures, le minimum au Mali est de "
        "48 000 FCFA (40 000 FCFA par mois dans le texte : décret 2015-0363"
    )


@given(amount=amounts, worked=hours, factor=st.integers(2, 4))
def test_the_same_pay_by_the_hour_gets_the_same_verdict(amount: Decimal, worked: Decimal, factor: int) -> None:
    """A month of twice the hours at twice the pay is the same offer by the hour."""
    one = minimum(SMIG, Period.MONTH, TIME, hours_per_week=worked)
    many = minimum(SMIG, Period.MONTH, TIME, hours_per_week=worked * factor)
    assert one is not None
    assert many is not None

    assert many.exact == one.exact * factor
    first = check(Wage(amount, "XOF", Period.MONTH, worked), one)
    second = check(Wage(amount * factor, "XOF", Period.MONTH, worked * factor), many)
    assert (first is None) == (second is None)


@given(amount=amounts, period=periods, worked=st.none() | hours)
def test_the_verdict_is_whether_the_amount_is_below_the_minimum(
    amount: Decimal, period: str, worked: Decimal | None
) -> None:
    least = minimum(SMIG, period, TIME, hours_per_week=worked)
    assert least is not None

    finding = check(Wage(amount, "XOF", period, worked), least)

    assert (finding is not None) == (Fraction(amount) < least.exact)
    assert Fraction(least.amount) >= least.exact > Fraction(least.amount) - Fraction(1, 100)


@given(period=periods, worked=hours)
def test_the_minimum_shown_is_always_accepted(period: str, worked: Decimal) -> None:
    least = minimum(SMIG, period, TIME, hours_per_week=worked)
    assert least is not None

    assert check(Wage(least.amount, "XOF", period, worked), least) is None


@given(period=periods, worked=st.none() | hours, raised=st.integers(1, 50000))
def test_the_periods_agree_within_the_rounding_of_the_law(period: str, worked: Decimal | None, raised: int) -> None:
    """From the monthly amount or from the hourly one, the minimum differs by less than the decree's own rounding."""
    monthly = minimum([SMIG[0]], period, TIME, hours_per_week=worked)
    hourly = minimum([SMIG[1]], period, TIME, hours_per_week=worked)
    assert monthly is not None
    assert hourly is not None

    assert abs(monthly.exact / hourly.exact - 1) < Fraction(1, 10000)


def test_a_law_that_raised_the_month_alone_is_not_undone_by_an_older_hour() -> None:
    raised = LegalWage("ML", Decimal(60000), "XOF", Period.MONTH, date(2027, 1, 1))

    held = in_force([*SMIG, raised], date(2027, 5, 1))
    least = minimum(held, Period.HOUR, TIME)

    assert held == [raised]
    assert least is not None
    assert least.exact == Fraction(60000) / Fraction("173.33")
    assert in_force([*SMIG, raised], date(2026, 12, 31)) == SMIG


def test_a_law_that_ended_holds_no_more() -> None:
    ended = LegalWage("LY", Decimal(450), "LYD", Period.MONTH, SINCE, valid_to=date(2020, 12, 31))

    assert in_force([ended], date(2020, 12, 31)) == [ended]
    assert in_force([ended], date(2021, 1, 1)) == []
    assert minimum([], Period.MONTH, TIME) is None
    assert check(Wage(Decimal(1), "LYD", Period.MONTH), None) is None


SPAIN = [
    LegalWage(
        "ES", Decimal(1221), "EUR", Period.MONTH, date(2026, 1, 1), payments_per_year=14, legal_reference="RD 126/2026"
    ),
    LegalWage(
        "ES",
        Decimal("57.82"),
        "EUR",
        Period.DAY,
        date(2026, 1, 1),
        scope=WageScope.SEASONAL,
        legal_reference="RD 126/2026",
    ),
]


def _spain(period: str, scope: str = WageScope.ALL, payments: int | None = None) -> MinimumWage:
    least = minimum(SPAIN, period, TIME, scope=scope, payments_per_year=payments)
    assert least is not None
    return least


def test_fourteen_months_paid_in_twelve_need_more_each() -> None:
    assert _spain("month").exact == 1221
    assert _spain("month", payments=14).exact == 1221
    assert _spain("month", payments=12).exact == Fraction(17094, 12)
    assert _spain("year").exact == 17094


def test_the_day_of_seasonal_work_is_its_own_law_and_its_month_that_of_all() -> None:
    assert _spain("day", WageScope.SEASONAL).exact == Fraction("57.82")
    assert _spain("month", WageScope.SEASONAL).exact == 1221
    assert _spain("day").basis.period == Period.MONTH


def test_six_days_of_eight_hours_need_the_full_day_and_half_days_half() -> None:
    full = minimum(SPAIN, "day", TIME, hours_per_week=Decimal(48), days_per_week=Decimal(6), scope=WageScope.SEASONAL)
    half = minimum(SPAIN, "day", TIME, hours_per_week=Decimal(24), days_per_week=Decimal(6), scope=WageScope.SEASONAL)
    assert full is not None
    assert half is not None

    assert full.exact == Fraction("57.82")
    assert half.exact == Fraction("57.82") / 2


def test_hours_days_and_payments_of_zero_are_read_as_not_given() -> None:
    zero = Decimal(0)

    assert minimum(SMIG, "month", TIME, hours_per_week=zero, days_per_week=zero) == minimum(SMIG, "month", TIME)
    assert _spain("month", payments=0) == _spain("month")


def test_cfa_francs_are_compared_with_euros_at_the_fixed_parity() -> None:
    assert check(Wage(Decimal(800920), "XOF", "month"), _spain("month")) is not None
    assert check(Wage(Decimal(800924), "XOF", "month"), _spain("month")) is None


def test_a_currency_without_a_fixed_rate_warns_and_does_not_block() -> None:
    finding = verdict("200", "month", currency="USD")

    assert finding is not None
    assert not finding.blocking
    assert "autre monnaie" in str(finding.sentence)


def test_a_minimum_that_is_not_verified_warns_and_does_not_block() -> None:
    uncertain = LegalWage("LY", Decimal(1000), "LYD", "month", SINCE, certainty=Certainty.UNVERIFIED)
    finding = check(Wage(Decimal(800), "LYD", "month"), minimum([uncertain], "month", TIME))

    assert finding is not None
    assert not finding.blocking
    assert "n’est pas vérifié" in str(finding.sentence)
    assert "en vigueur depuis le 01/01/2016" in str(finding.sentence)
