"""The split of seats by largest remainder: properties on any weights, and the cases a person checks on paper."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.openings.split import MILLION, inverse, invited, mixed, split

weights = st.dictionaries(st.text("ABCDEF", min_size=1, max_size=3), st.integers(0, 1_000_000), min_size=1).filter(
    lambda held: sum(held.values()) > 0
)
seats = st.integers(0, 5_000)


@given(seats, weights)
def test_the_parts_make_the_seats_and_none_is_a_seat_away_from_its_exact_part(
    places: int, held: dict[str, int]
) -> None:
    parts = split(places, held)
    assert sum(part.seats for part in parts) == places
    for part in parts:
        assert part.exact == Fraction(places * part.weight, sum(held.values()))
        assert part.seats in {int(part.exact), int(part.exact) + 1}
        assert part.extra == (part.seats > int(part.exact))
        assert part.weight or not part.seats


@given(seats, weights)
def test_who_received_a_seat_by_rounding_had_no_smaller_remainder_than_who_did_not(
    places: int, held: dict[str, int]
) -> None:
    parts = split(places, held)
    worst = max(((part.remainder, part.weight) for part in parts if not part.extra), default=None)
    for part in parts:
        if part.extra and worst is not None:
            assert (part.remainder, part.weight) >= worst


@given(seats, weights, st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_in_which_territories_are_given(
    places: int, held: dict[str, int], chance: object
) -> None:
    shuffled = list(held.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert split(places, dict(shuffled)) == split(places, held)


@given(st.integers(1, 500), weights)
def test_a_larger_weight_never_has_fewer_seats(places: int, held: dict[str, int]) -> None:
    parts = sorted(split(places, held), key=lambda part: part.weight)
    for smaller, larger in pairwise(parts):
        assert larger.weight == smaller.weight or larger.seats >= smaller.seats


def test_equal_weights_give_what_is_left_in_code_order() -> None:
    parts = split(45, {"ML-4": 1, "ML-1": 1, "ML-2": 1, "ML-3": 1})
    assert [(part.code, part.seats, part.extra) for part in parts] == [
        ("ML-1", 12, True),
        ("ML-2", 11, False),
        ("ML-3", 11, False),
        ("ML-4", 11, False),
    ]


def test_a_tie_of_remainders_goes_to_the_larger_weight() -> None:
    # 2 × 1/4 = 0.5 and 2 × 3/4 = 1.5: one seat is left for two remainders of a half.
    parts = split(2, {"A": 1, "B": 3})
    assert [(part.code, part.seats) for part in parts] == [("A", 0), ("B", 2)]


@pytest.mark.parametrize(("places", "held"), [(-1, {"A": 1}), (1, {"A": 0}), (1, {"A": -1, "B": 3}), (1, {})])
def test_nothing_to_share_between_is_refused(places: int, held: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="weights are not negative"):
        split(places, held)


def test_a_mix_adds_shares_not_heads_and_is_published_per_million() -> None:
    figures = {
        "registered": {"A": Fraction(900), "B": Fraction(100)},
        "former_departures": inverse({"A": 9, "B": 0}, ["A", "B"]),
    }
    # registered: 0.9 and 0.1; departures: 1/10 against 1, so 1/11 and 10/11; half of each.
    assert mixed(["A", "B"], {"registered": 50, "former_departures": 50}, figures) == {"A": 495_455, "B": 504_545}
    assert sum(mixed(["A", "B"], {"registered": 1}, figures).values()) == MILLION


def test_a_figure_known_nowhere_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match="population"):
        mixed(["A"], {"population": 1}, {"population": {}})


@pytest.mark.parametrize(
    ("places", "ratio", "each", "called"),
    [
        (3, Fraction(3, 2), None, 5),
        (0, Fraction(2), None, 0),
        (1, Fraction(2), 2, 2),
        (4, None, 2, 4),
        (4, None, None, 4),
    ],
)
def test_how_many_are_invited(places: int, ratio: Fraction | None, each: int | None, called: int) -> None:
    assert invited(places, ratio=ratio, each=each) == called
