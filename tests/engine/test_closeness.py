"""How near unit groups are by the skills they use (issue 8)."""

from hypothesis import given
from hypothesis import strategies as st

from baarasira.engine import SkillUse, near_groups, related_of

GROUPS = ["7112", "7113", "7122", "7123", "9313", "2211", "2212", "2221", "7549"]


def uses(of: dict[str, str], *, essential: bool = True) -> list[SkillUse]:
    """Return ten skills and more for each group: `of` gives a letter a group, which stands for twelve skills of that name."""
    return [
        SkillUse(group, f"{letter}{number}", 1, essential)
        for group, letters in of.items()
        for letter in letters
        for number in range(12)
    ]


def closeness(of: dict[str, str], apart: tuple[str, ...] = ()) -> dict[tuple[str, str], int]:
    return {(near.a, near.b): near.closeness for near in near_groups(uses(of), apart)}


USUAL = {"7112": "mp", "7113": "mc", "7122": "mt", "7123": "mo", "2211": "hd", "2212": "hs", "2221": "hn"}


def test_groups_that_share_their_skills_are_near_across_the_first_digits_and_others_are_not() -> None:
    found = closeness(USUAL | {"9313": "mp"})
    assert found["7112", "9313"] > found["2211", "2221"] > 0
    assert ("2211", "7112") not in found


def test_never_as_near_as_the_same_occupation_and_never_said_below_two_digits() -> None:
    found = closeness(USUAL | {"9313": "mp"})
    assert found["7112", "9313"] == 900
    assert all(300 <= worth <= 900 for worth in found.values())


def test_a_group_of_what_has_no_group_is_near_nobody() -> None:
    assert any("7549" in pair for pair in closeness(USUAL | {"7549": "mp"}))
    assert not any("7549" in pair for pair in closeness(USUAL | {"7549": "mp"}, apart=("7549",)))


def test_a_list_of_few_skills_is_not_compared() -> None:
    few = [use for use in uses(USUAL | {"9313": "mp"}) if use.group != "9313" or use.skill in {"m1", "p1", "m2"}]
    assert not any("9313" in (near.a, near.b) for near in near_groups(few))


def test_nothing_gives_nothing() -> None:
    assert near_groups([]) == []
    assert near_groups(uses({"7112": "m"})) == []


@given(st.dictionaries(st.sampled_from(GROUPS), st.text("mpctohdsn", min_size=1, max_size=4), max_size=9), st.randoms())
def test_symmetric_once_a_pair_and_whatever_the_order(of: dict[str, str], chance: object) -> None:
    rows = sorted(set(uses(of)))
    found = near_groups(rows)
    chance.shuffle(rows)  # type: ignore[attr-defined]
    assert near_groups(rows) == found
    assert all(near.a < near.b and 1 <= near.closeness <= 1000 for near in found)
    assert len({(near.a, near.b) for near in found}) == len(found)
    table = related_of(found)
    assert all(table[near.a][near.b] == table[near.b][near.a] == near.closeness for near in found)
