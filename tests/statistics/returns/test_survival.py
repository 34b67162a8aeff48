"""Kaplan–Meier against values worked out by hand and published ones; what holds whatever comes in."""

from itertools import pairwise
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.statistics.returns.survival import DEVIATIONS, Life, grouped, survival

LIVES = st.lists(st.builds(Life, st.integers(0, 400), st.booleans()), max_size=60)
# Remission under 6-MP (Freireich et al., 1963; the example of Kaplan–Meier in every textbook), weeks; True: relapse.
FREIREICH = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False), (13, True),
    (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False), (32, False),
    (34, False), (35, False),
]  # fmt: skip


def test_the_shares_are_those_published_of_freireich() -> None:
    steps = survival([Life(days, ceased) for days, ceased in FREIREICH])
    assert [(step.day, step.followed, step.ceased) for step in steps] == [
        (6, 21, 3), (7, 17, 1), (10, 15, 1), (13, 12, 1), (16, 11, 1), (22, 7, 1), (23, 6, 1),
    ]  # fmt: skip
    assert [round(step.share, 4) for step in steps] == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]


def test_five_businesses_worked_out_by_hand_with_greenwoods_band() -> None:
    """Ceased at 30 and 90 days, still at work when last seen at 60, 180, 360.

    Day 30: 5 followed, 1 ceased: 4/5 = 0.8. Day 90: 3 followed (one ceased, one left at 60): 0.8 × 2/3 = 0.5333.
    Greenwood's sums: 1/(5·4) = 0.05; 0.05 + 1/(3·2) = 0.21667.
    """
    steps = survival([Life(30, True), Life(60, False), Life(90, True), Life(180, False), Life(360, False)])
    assert [(step.day, step.followed) for step in steps] == [(30, 5), (90, 3)]
    assert [step.share for step in steps] == pytest.approx([0.8, 0.8 * 2 / 3])
    spread = DEVIATIONS * sqrt(0.05 + 1 / 6) / -log(0.8 * 2 / 3)
    assert (steps[1].low, steps[1].high) == pytest.approx(((0.8 * 2 / 3) ** exp(spread), (0.8 * 2 / 3) ** exp(-spread)))
    assert (round(steps[1].low, 3), round(steps[1].high, 3)) == (0.068, 0.863)


def test_all_ceased_leaves_nobody_and_none_ceased_leaves_no_step() -> None:
    assert [step.share for step in survival([Life(10, True), Life(10, True)])] == [0.0]
    assert survival([Life(10, False)]) == []
    assert survival([]) == []
    with pytest.raises(ValueError, match="zero days"):
        survival([Life(-1, True)])


@given(LIVES)
def test_the_curve_never_rises_and_its_band_holds_it(lives: list[Life]) -> None:
    steps = survival(lives)
    shares = [1.0, *[step.share for step in steps]]
    assert all(after < before for before, after in pairwise(shares))
    assert all(0 <= step.low <= step.share <= step.high <= 1 for step in steps)
    assert sum(step.ceased for step in steps) == sum(life.ceased for life in lives)
    assert survival(list(reversed(lives))) == steps


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_without_anybody_leaving_it_is_the_plain_share(days: list[int]) -> None:
    for step in survival([Life(day, True) for day in days]):
        assert step.share == pytest.approx(sum(day > step.day for day in days) / len(days))


@given(LIVES, st.integers(1, 8))
def test_a_step_put_together_stands_for_enough_that_ceased(lives: list[Life], smallest: int) -> None:
    steps = survival(lives)
    kept = grouped(steps, smallest)
    assert all(step.ceased >= smallest for step in kept)
    assert sum(step.ceased for step in steps) - sum(step.ceased for step in kept) < smallest
    assert {(step.day, step.share) for step in kept} <= {(step.day, step.share) for step in steps}
