"""The arithmetic of marks, against fractions: exact in whole thousandths, a half upwards, the two nearest of three."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as some

from baarasira.selection.marks import (
    POINT,
    MarkingRule,
    Standing,
    counted,
    kept,
    mean,
    read_mark,
    settled,
    shown,
    signed,
    standing,
)

MARK = some.integers(0, 100 * POINT)
DOUBLE = MarkingRule(double=True, third_above=4 * POINT)


@given(some.lists(MARK, min_size=1, max_size=15))
def test_a_mean_is_the_exact_one_rounded_to_the_nearest_thousandth_a_half_upwards(marks: list[int]) -> None:
    exact = Fraction(sum(marks), len(marks))
    assert mean(marks) == floor(exact + Fraction(1, 2))
    assert abs(mean(marks) - exact) <= Fraction(1, 2)


@given(some.lists(MARK, min_size=1, max_size=15), some.randoms())
def test_a_mean_does_not_depend_on_the_order_in_which_marks_came(marks: list[int], chance: object) -> None:
    shuffled = list(marks)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert mean(shuffled) == mean(marks)
    assert min(marks) <= mean(marks) <= max(marks)


@given(some.integers(0, 40), some.integers(1, 100), some.integers(0, 1000))
def test_a_counted_line_is_its_exact_part_rounded_down_and_never_above_its_weight(
    count: int, full_at: int, weight: int
) -> None:
    exact = min(Fraction(weight * POINT * count, full_at), Fraction(weight * POINT))
    assert counted(count, full_at, weight) == floor(exact)


@given(some.lists(MARK, min_size=3, max_size=3))
def test_of_three_marks_the_two_nearest_count_and_all_three_when_the_third_lies_in_the_middle(
    totals: list[int],
) -> None:
    places = kept(totals, DOUBLE)
    low, middle, high = sorted(totals)
    if middle - low == high - middle:
        assert places == [0, 1, 2]
        return
    nearest = min(middle - low, high - middle)
    assert len(places) == 2
    assert abs(totals[places[0]] - totals[places[1]]) == nearest


@given(MARK, MARK)
def test_a_third_mark_is_asked_exactly_when_two_differ_by_more_than_the_rule(one: int, other: int) -> None:
    asked = standing([one, other], 0, DOUBLE) is Standing.THIRD
    assert asked == (abs(one - other) > 4 * POINT)


def test_a_panel_waits_for_every_member_who_must_mark() -> None:
    rule = MarkingRule()
    assert standing([], 3, rule) is Standing.WAITING
    assert standing([1, 2], 3, rule) is Standing.WAITING
    assert standing([1, 2, 3], 3, rule) is Standing.COMPLETE
    assert standing([], 0, rule) is Standing.WAITING  # nobody may mark: not complete, but stuck, and said so elsewhere


def test_the_lines_of_the_sheets_that_count_are_averaged_one_by_one() -> None:
    sheets = [{"a": 10_000, "b": 5_000}, {"a": 10_001, "b": 6_000}, {"a": 90_000, "b": 0}]
    assert settled(sheets, ["a", "b"], DOUBLE) == {"a": 10_001, "b": 5_500}
    with pytest.raises(ValueError, match="no mark"):
        settled([], ["a"], MarkingRule())


@pytest.mark.parametrize(
    ("typed", "mark"),
    [("12", 12_000), ("12,5", 12_500), ("12.25", 12_250), (" 7 ", 7_000), ("0", 0), ("20", 20_000), ("1,001", 1_001)],
)
def test_marks_are_read_as_people_type_them(typed: str, mark: int) -> None:
    assert read_mark(typed, 20) == mark


@pytest.mark.parametrize("typed", ["", "21", "20,001", "-1", "douze", "1,2345", "1e1", "٣", "12,", "NaN"])
def test_what_is_no_mark_of_the_line_is_refused(typed: str) -> None:
    assert read_mark(typed, 20) is None


@given(some.integers(0, 1000 * POINT))
def test_points_shown_are_read_back_the_same(points: int) -> None:
    assert read_mark(shown(points), 1000) == points
    assert signed(points) == (f"+{shown(points)}" if points else "0")
    assert signed(-points) == (f"−{shown(points)}" if points else "0")
