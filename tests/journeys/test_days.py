"""Days abroad of each calendar year (domain.md R-05): a property of any stays, whatever the files say."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.candidacies.stays import Stay, days_abroad
from baarasira.mobility.journeys.days import used_by_year, with_stay

_DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
_STAYS = st.lists(
    st.builds(lambda first, length: Stay(first, first + timedelta(days=length)), _DAYS, st.integers(0, 500)), max_size=6
)
ON = date(2030, 12, 31)


def counted(stays: list[Stay]) -> set[date]:
    """Every day abroad, one by one: what the counter must agree with."""
    return {
        stay.first + timedelta(days=number)
        for stay in stays
        for number in range(((stay.last or ON) - stay.first).days + 1)
    }


@settings(max_examples=60, deadline=None)
@given(_STAYS)
def test_r_05_each_day_abroad_counts_once_in_its_calendar_year(stays: list[Stay]) -> None:
    days = counted(stays)
    found = used_by_year(stays, ON)
    assert found == {year: n for year in range(2023, 2031) if (n := sum(day.year == year for day in days))}
    assert all(number <= 366 for number in found.values())


@settings(max_examples=60, deadline=None)
@given(_STAYS, _DAYS)
def test_r_05_what_is_still_to_come_does_not_count_yet(stays: list[Stay], on: date) -> None:
    assert days_abroad(stays, on.year, on) == sum(day.year == on.year and day <= on for day in counted(stays))


@settings(max_examples=40, deadline=None)
@given(_STAYS, _DAYS, st.integers(0, 300))
def test_r_05_a_stay_more_never_makes_days_fewer(stays: list[Stay], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    more = with_stay(stays, first, last)
    for year, days in used_by_year(stays, last).items():
        assert more[year] >= days
    assert more[first.year] >= min(length + 1, (date(first.year, 12, 31) - first).days + 1)


def test_r_05_arrival_and_leaving_both_count_across_the_new_year() -> None:
    assert used_by_year([Stay(date(2026, 12, 30), date(2027, 1, 2))], ON) == {2026: 2, 2027: 2}
    assert used_by_year([Stay(date(2027, 3, 1), date(2027, 3, 1))], ON) == {2027: 1}
    # Two files that overlap, as when a worker changes employer: the common days are not counted twice.
    change = [Stay(date(2027, 1, 1), date(2027, 1, 31)), Stay(date(2027, 1, 31), date(2027, 2, 2))]
    assert used_by_year(change, ON) == {2027: 33}


def test_r_05_nine_months_of_a_year_are_the_whole_bound() -> None:
    first = date(2027, 1, 1)
    assert with_stay([], first, first + timedelta(days=269)) == {2027: 270}
