"""The twelve months of a project: worked by hand once, then held to their own arithmetic on random lists."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.kernel.errors import Finding
from baarasira.reintegration.funds.rules.places import metres_between
from baarasira.reintegration.funds.rules.tranches import amounts
from baarasira.reintegration.projects.enums import Outcome
from baarasira.reintegration.projects.rules.forecast import forecast_of
from baarasira.reintegration.projects.rules.grid import advice
from baarasira.reintegration.projects.rules.quotes import Worth, worth
from factories import TODAY

AMOUNT = st.integers(0, 5_000_000)
YEAR = st.lists(AMOUNT, min_size=12, max_size=12)


def test_a_mill_worked_out_by_hand() -> None:
    # 100 000 sold and 40 000 bought each month, 80 000 of charges the first two months and 30 000 afterwards.
    found = forecast_of(
        revenue=[100_000] * 12,
        purchases=[40_000] * 12,
        charges=[80_000] * 2 + [30_000] * 10,
        opening=50_000,
        own=250_000,
        cost=1_000_000,
    )
    assert found.margin_rate == Fraction(3, 5)
    assert found.result == 12 * 60_000 - 160_000 - 300_000 == 260_000
    assert found.capacity == 21_666  # 260 000 ÷ 12, rounded down
    assert found.threshold == 63_889  # 460 000 ÷ 12 ÷ 0,6 = 63 888,9: rounded up
    # −20 000, −40 000, −10 000, +20 000: covered from the fourth month on.
    assert found.break_even == 4
    assert found.own_share == Fraction(1, 4)
    assert found.lowest_cash == 10_000
    assert found.months[-1].cash == 310_000


@settings(max_examples=80, deadline=None)
@given(YEAR, YEAR, YEAR, AMOUNT, st.integers(-1_000_000, 10_000_000))
def test_a_forecast_adds_up(
    revenue: list[int], purchases: list[int], charges: list[int], loan: int, opening: int
) -> None:
    found = forecast_of(revenue=revenue, purchases=purchases, charges=charges, loan_month=loan, opening=opening)
    results = [month.result for month in found.months]
    assert found.result == sum(results) == sum(revenue) - sum(purchases) - sum(charges) - 12 * loan
    assert found.months[-1].cash == opening + found.result
    assert found.lowest_cash == min(month.cash for month in found.months)
    assert 12 * found.capacity <= found.result < 12 * (found.capacity + 1)
    sums = [sum(results[: place + 1]) for place in range(12)]
    if found.break_even is None:
        assert sums[-1] < 0
    else:
        assert all(total >= 0 for total in sums[found.break_even - 1 :])
        assert found.break_even == 1 or sums[found.break_even - 2] < 0
    if found.threshold is not None and found.margin_rate is not None:
        fixed = sum(charges) + 12 * loan
        assert found.threshold * found.margin_rate * 12 >= fixed
        assert (found.threshold - 1) * found.margin_rate * 12 < fixed


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 10**12), st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any))
def test_the_parts_of_a_grant_add_to_the_last_franc(total: int, shares: list[int]) -> None:
    parts = amounts(total, shares)
    assert sum(parts) == total
    whole = sum(shares)
    assert all(abs(part - Fraction(total * share, whole)) < 1 for part, share in zip(parts, shares, strict=True))


def test_a_pro_forma_in_euros_follows_the_parity_and_one_in_dollars_its_dated_rate() -> None:
    euros = worth(100_000, "EUR", dated_on=TODAY)  # 1 000,00 €
    assert isinstance(euros, Worth)
    assert (euros.francs, euros.rate) == (655_957, "655.957")
    refused = worth(100_000, "USD", dated_on=TODAY)
    assert isinstance(refused, list)
    assert isinstance(refused[0], Finding)
    assert refused[0].field == "rate"
    dollars = worth(100_000, "USD", dated_on=TODAY, rate="601,25", rate_on=TODAY, rate_source="BCEAO")
    assert isinstance(dollars, Worth)
    assert dollars.francs == 601_250
    old = worth(1, "USD", dated_on=TODAY, rate="600", rate_on=TODAY.replace(year=2025), rate_source="BCEAO")
    assert isinstance(old, list)


@pytest.mark.parametrize(
    ("points", "adjourned", "outcome"),
    [
        (60_000, 0, Outcome.GRANTED),
        (59_999, 0, Outcome.ADJOURNED),
        (45_000, 0, Outcome.ADJOURNED),
        (59_999, 1, Outcome.REFUSED),
        (44_999, 0, Outcome.REFUSED),
    ],
)
def test_what_the_grid_advises(points: int, adjourned: int, outcome: str) -> None:
    assert advice(points, (60, 45), adjourned) == outcome


def test_a_distance_that_anyone_can_check() -> None:
    # One minute of latitude is a nautical mile, 1 852 m, within a metre or two on this sphere.
    assert abs(metres_between((13_000_000, -6_000_000), (13_016_667, -6_000_000)) - 1853) <= 1
    assert metres_between((13_000_000, -6_000_000), (13_000_000, -6_000_000)) == 0
