"""The arithmetic of marks and the ranking, against an independent computation."""

import hashlib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.training.competitions import codes
from baarasira.training.competitions.rules.marks import final, read_mark, shown, two_decimals
from baarasira.training.competitions.rules.ranking import (
    ANNULLED,
    Candidate,
    PaperRule,
    Reserved,
    Rules,
    rank,
)


def test_a_mark_is_read_in_quarter_points_and_no_more_than_twenty() -> None:
    assert [read_mark(text) for text in ("20", "12,25", "7.5", " 0 ", "19,75")] == [80, 49, 30, 0, 79]
    wrong = ("21", "20,25", "12,1", "-1", "", "douze", "12,255", "٢")
    assert [read_mark(text) for text in wrong] == [None] * len(wrong)
    assert (shown(49), shown(97, 8), shown(80)) == ("12,25", "12,125", "20")


def test_three_points_of_gap_are_allowed_and_a_quarter_more_calls_a_third() -> None:
    assert final([40, 52], 12) == 92, "10 and 13: the mean, 11,5, in eighths"
    assert final([40, 53], 12) is None, "10 and 13,25: a third marks"
    assert final([40], 12) is None
    assert final([40, 60, 56], 12) == 116, "the closest two: 14 and 15"
    assert final([40, 60, 50], 12) == 110, "both gaps equal: the higher pair, 12,5 and 15 (domain.md C.8)"
    assert final([60, 40, 44], 12) == 84


@given(st.lists(st.integers(0, 80), min_size=3, max_size=3))
def test_the_final_of_three_marks_is_the_mean_of_the_closest_pair_the_higher_when_equal(marks: list[int]) -> None:
    pairs = sorted(combinations(marks, 2), key=lambda pair: (abs(pair[0] - pair[1]), -sum(pair)))
    low, high = min(marks), max(marks)
    middle = sorted(marks)[1]
    if high - middle == middle - low:
        assert final(marks, 0) == middle + high
    else:
        assert final(marks, 0) == sum(pairs[0])


@given(st.fractions(0, 20, max_denominator=400))
def test_a_mean_is_shown_to_two_decimals_a_half_upwards(value: Fraction) -> None:
    exact = Decimal(value.numerator) * 1000 / Decimal(value.denominator)
    if exact == exact.to_integral_value():  # else Decimal itself rounds what it divides
        expected = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert two_decimals(value) == f"{expected}".replace(".", ",")
    assert abs(Fraction(two_decimals(value).replace(",", ".")) - value) <= Fraction(1, 200)


PAPERS = [PaperRule("a", 2, 40, True), PaperRule("b", 1, 40)]
MARK = st.one_of(st.integers(0, 160), st.integers(76, 84), st.just(None), st.just(ANNULLED))
PEOPLE = st.lists(
    st.tuples(MARK, MARK, st.integers(0, 3), st.sampled_from([(), ("women",), ("disability", "women"), ("returnees",)]), st.booleans()),
    max_size=24,
)  # fmt: skip


def _expected(people: list[Candidate], rules: Rules) -> dict[str, tuple[int | None, str]]:
    """Compute ranks and results another way: by counting who is ahead, with fractions of points."""

    def points(mark: int | None) -> Fraction:
        return Fraction(max(mark or 0, 0), 8)

    def mean(one: Candidate) -> Fraction:
        return (points(one.marks["a"]) * 2 + points(one.marks["b"])) / 3

    def ahead(one: Candidate, other: Candidate) -> bool:
        if mean(one) != mean(other):
            return mean(one) > mean(other)
        if points(one.marks["a"]) != points(other.marks["a"]):
            return points(one.marks["a"]) > points(other.marks["a"])
        if one.born != other.born:
            return (one.born > other.born) == rules.younger_first
        lots = [hashlib.sha256(f"{rules.number}:{row.receipt}".encode()).digest() for row in (one, other)]
        return lots[0] < lots[1]

    out: dict[str, tuple[int | None, str]] = {}
    standing = []
    for one in people:
        marks = list(one.marks.values())
        if one.excluded:
            out[one.receipt] = (None, "excluded")
        elif None in marks:
            out[one.receipt] = (None, "absent")
        elif ANNULLED in marks or any(points(mark) < 5 for mark in marks):
            out[one.receipt] = (None, "eliminated")
        elif mean(one) < 10:
            out[one.receipt] = (None, "below")
        else:
            standing.append(one)
    ranks = {one.receipt: 1 + sum(ahead(other, one) for other in standing if other is not one) for one in standing}
    line = sorted(standing, key=lambda one: ranks[one.receipt])
    taken: set[str] = set()
    for reserve in rules.reserved:
        room = min(reserve.seats, rules.seats - len(taken))
        taken |= {
            one.receipt
            for one in [one for one in line if reserve.group in one.groups and one.receipt not in taken][:room]
        }
    for one in line:
        if one.receipt not in taken and len(taken) < rules.seats:
            taken.add(one.receipt)
    left = [one.receipt for one in line if one.receipt not in taken]
    waiting = left[: (rules.seats + 4) // 5]
    for one in line:
        result = "admitted" if one.receipt in taken else "waiting" if one.receipt in waiting else "not_admitted"
        out[one.receipt] = (ranks[one.receipt], result)
    return out


@settings(max_examples=150, deadline=None)
@given(
    PEOPLE,
    st.integers(0, 9),
    st.booleans(),
    st.lists(st.tuples(st.sampled_from(["women", "disability", "returnees"]), st.integers(1, 3)), max_size=3),
)
def test_the_ranking_equals_an_independent_computation(
    rows: list[tuple[int | None, int | None, int, tuple[str, ...], bool]],
    seats: int,
    younger: bool,
    reserved: list[tuple[str, int]],
) -> None:
    people = [
        Candidate(f"R{place:03}", {"a": first, "b": second}, date(1990 + year, 1, 1), frozenset(groups), out and place % 5 == 0)
        for place, (first, second, year, groups, out) in enumerate(rows)
    ]  # fmt: skip
    rules = Rules("CA26-1", PAPERS, seats, reserved=[Reserved(*row) for row in reserved], younger_first=younger)
    found = rank(people, rules)
    assert {row.receipt: (row.rank, row.result) for row in found} == _expected(people, rules)
    assert found == rank(reversed(people), rules), "the order in which people come changes nothing"


def test_what_a_group_does_not_take_is_released() -> None:
    people = [
        Candidate(
            f"R{place}", {"a": 160 - place, "b": 160}, date(1990, 1, 1), frozenset({"women"} if place == 3 else ())
        )
        for place in range(5)
    ]
    rules = Rules("C", PAPERS, 3, reserved=[Reserved("women", 2)])
    assert {row.receipt: (row.result, row.by) for row in rank(people, rules)} == {
        "R0": ("admitted", ""), "R1": ("admitted", ""), "R3": ("admitted", "women"), "R2": ("waiting", ""),
        "R4": ("not_admitted", ""),
    }  # fmt: skip


def test_a_code_read_wrong_is_caught_by_its_check_character() -> None:
    drawn = codes.draw(50)
    assert len(set(drawn)) == 50
    for code in drawn:
        assert codes.read(code.lower().replace("-", " ")) == code
        assert codes.read(("A" if code[0] != "A" else "B") + code[1:]) == "", "one letter wrong"
    assert codes.read("not a code") == ""
