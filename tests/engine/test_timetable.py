"""The timetable of a week: never a clash, as many lessons as brute force finds, and why it cannot be said by a minimal set."""

import random
from itertools import product

import pytest

from baarasira import engine
from baarasira.engine import GroupAsks, Lesson, RoomFree, Slot, TimetableProblem, TrainerFree, clashes, timetable
from baarasira.engine.timetable.conflict import minimal, shortages
from baarasira.engine.timetable.greedy import greedy
from baarasira.engine.timetable.program import Requirement, build

MORNING, AFTERNOON = (480, 720), (810, 1050)


def week(days: int = 5, closed: tuple[int, ...] = ()) -> tuple[Slot, ...]:
    """Return a week of half-days."""
    return tuple(Slot(day, *part, closed=day in closed) for day in range(days) for part in (MORNING, AFTERNOON))


def drawn(seed: int, *, groups: int, days: int = 5, tight: float = 1.0, places: int = 3) -> TimetableProblem:
    """Return a week drawn at random: centres an hour and a half apart, rooms, trainers with half-days off, groups with needs."""
    chance = random.Random(seed)
    slots = week(days, closed=(days - 1,) if days > 4 else ())
    travel = tuple(tuple(0 if one == other else 120 for other in range(places)) for one in range(places))
    count = max(1, round(groups / tight))
    rooms = tuple(
        RoomFree(
            n % places, chance.choice((12, 20, 30)), frozenset({"soudure"} if chance.random() < 0.4 else ()),
            frozenset(slot for slot in range(len(slots)) if chance.random() < 0.9),
        )
        for n in range(max(places, count // 2))
    )  # fmt: skip
    trainers = tuple(
        TrainerFree(chance.choice((4, 5, 6)), frozenset(slot for slot in range(len(slots)) if chance.random() < 0.85))
        for _n in range(count)
    )
    asked = []
    for n in range(groups):
        named = chance.sample(range(len(trainers)), min(len(trainers), 3))
        accredited = tuple(
            (key, None if chance.random() < 0.8 else frozenset(range(len(slots) // 2))) for key in sorted(named)
        )
        asked.append(
            GroupAsks(
                n % places, chance.choice((10, 12, 18)), chance.choice((2, 3, 4)), accredited,
                frozenset({"soudure"} if chance.random() < 0.2 else ()), None, chance.choice((1, 2)),
            )
        )  # fmt: skip
    return TimetableProblem(slots, rooms, trainers, tuple(asked), travel)


@pytest.mark.parametrize("seed", range(12))
def test_a_proposed_week_never_clashes_and_says_what_is_missing(seed: int) -> None:
    problem = drawn(seed, groups=15, tight=0.8 + 0.1 * (seed % 5))
    found = timetable(problem)
    wrong = clashes(problem, found.lessons)
    assert {clash.kind for clash in wrong} <= {"too_few"}
    assert {clash.subject for clash in wrong} == {group for group, count in enumerate(found.missing) if count}
    assert len(found.lessons) >= len(greedy(problem).lessons)
    assert found.cost == engine.timetable_cost(problem, found.lessons)
    assert timetable(problem) == found, "the same every time"


def most_by_brute_force(problem: TimetableProblem) -> int:
    """Return the most lessons that fit, by trying every choice."""
    wanted = [group for group, asks in enumerate(problem.groups) for _n in range(asks.lessons)]
    every = [
        Lesson(group, slot, room, trainer)
        for group, slot, room, trainer in product(
            range(len(problem.groups)),
            range(len(problem.slots)),
            range(len(problem.rooms)),
            range(len(problem.trainers)),
        )
    ]
    alone = [one for one in every if not {c.kind for c in clashes(problem, [one])} - {"too_few"}]
    best = 0

    def put(held: list[Lesson], begin: int) -> None:
        nonlocal best
        best = max(best, len(held))
        if best == len(wanted) or len(held) + len(alone) - begin <= best:
            return
        for place in range(begin, len(alone)):
            both = [*held, alone[place]]
            if not {clash.kind for clash in clashes(problem, both)} - {"too_few"}:
                put(both, place + 1)

    put([], 0)
    return best


@pytest.mark.parametrize("seed", range(25))
def test_on_tiny_weeks_as_many_lessons_are_put_as_brute_force_can(seed: int) -> None:
    chance = random.Random(1000 + seed)
    slots = (Slot(0, *MORNING), Slot(0, *AFTERNOON))
    rooms = (RoomFree(0, 20, frozenset({"soudure"})), RoomFree(1, 20))
    trainers = tuple(TrainerFree(chance.choice((1, 2))) for _n in range(2))
    groups = tuple(
        GroupAsks(
            n % 2, chance.choice((10, 25)) if n == 2 else 10, chance.choice((1, 2)),
            tuple((key, None) for key in chance.choice(((0,), (1,), (0, 1)))),
            frozenset({"soudure"} if n % 2 == 0 and chance.random() < 0.5 else ()),
        )
        for n in range(3)
    )  # fmt: skip
    problem = TimetableProblem(slots, rooms, trainers, groups, ((0, chance.choice((60, 240))), (60, 0)))
    found = timetable(problem)
    assert found.proven
    assert len(found.lessons) == most_by_brute_force(problem)
    assert bool(found.shortages) == bool(sum(found.missing))


def test_three_groups_want_the_welding_shop_on_one_morning_and_there_is_one() -> None:
    trainers = tuple(TrainerFree(10) for _n in range(4))
    rooms = (RoomFree(0, 20, frozenset({"soudure"})), RoomFree(0, 20), RoomFree(0, 20))
    welders = tuple(
        GroupAsks(0, 12, 1, ((n, None),), frozenset({"soudure"}), frozenset({2})) for n in range(3)
    )  # Tuesday morning
    other = GroupAsks(0, 12, 4, ((3, None),))
    found = timetable(TimetableProblem(week(), rooms, trainers, (*welders, other)))
    assert sum(found.missing) == 2
    assert found.proven
    [shortage] = found.shortages
    assert (shortage.rooms, shortage.rivals, shortage.slots) == ((0,), (0, 1, 2), (2,))
    assert (shortage.asked, shortage.there) == (3, 1)
    assert not shortage.trainers
    assert not shortage.hours


def test_a_trainer_without_hours_enough_is_named_and_a_lapsed_accreditation_too() -> None:
    rooms = (RoomFree(0, 20), RoomFree(0, 20))
    groups = (GroupAsks(0, 10, 3, ((0, None),)), GroupAsks(0, 10, 3, ((0, None),)))
    found = timetable(TimetableProblem(week(), rooms, (TrainerFree(5),), groups))
    [shortage] = found.shortages
    assert (shortage.hours, shortage.rooms, shortage.asked, shortage.there) == ((0,), (), 6, 5)
    lapsed = (GroupAsks(0, 10, 3, ((0, frozenset({0, 1})),)),)
    found = timetable(TimetableProblem(week(), rooms, (TrainerFree(5),), lapsed))
    assert found.missing == (1,)
    assert [one.groups for one in found.shortages] == [(0,)]


def test_nobody_teaches_at_two_centres_without_the_time_to_get_there() -> None:
    rooms = (RoomFree(0, 20), RoomFree(1, 20))
    groups = (GroupAsks(0, 10, 1, ((0, None),)), GroupAsks(1, 10, 1, ((0, None),)))
    one_day = (Slot(0, *MORNING), Slot(0, *AFTERNOON))
    near = timetable(TimetableProblem(one_day, rooms, (TrainerFree(9),), groups, ((0, 90), (90, 0))))
    assert near.complete
    assert near.cost.journeys == 1
    far = timetable(TimetableProblem(one_day, rooms, (TrainerFree(9),), groups, ((0, 91), (91, 0))))
    assert sum(far.missing) == 1
    [shortage] = far.shortages
    assert shortage.groups == (0, 1)
    assert 0 in {*shortage.travel, *shortage.trainers, *shortage.hours}


def test_without_any_one_requirement_of_the_set_the_others_can_be_met() -> None:
    problem = drawn(3, groups=15, tight=1.6)
    program = build(problem)
    everything = {row.source for row in program.rows}
    found = minimal(program, everything)
    assert found is not None
    for left_out in found:
        assert minimal(program, set(found) - {left_out}) is None, left_out


def test_kept_lessons_stay_and_clashing_ones_are_refused() -> None:
    rooms, trainers = (RoomFree(0, 20),), (TrainerFree(9),)
    groups = (GroupAsks(0, 10, 2, ((0, None),)), GroupAsks(0, 10, 2, ((0, None),)))
    kept = (Lesson(1, 0, 0, 0),)
    found = timetable(TimetableProblem(week(), rooms, trainers, groups, kept=kept))
    assert kept[0] in found.lessons
    assert found.complete
    with pytest.raises(ValueError, match="clash"):
        timetable(TimetableProblem(week(), rooms, trainers, groups, kept=(Lesson(0, 0, 0, 0), Lesson(1, 0, 0, 0))))


def test_every_kind_of_clash_is_found() -> None:
    slots = (Slot(0, *MORNING), Slot(0, *AFTERNOON), Slot(1, *MORNING, closed=True))
    rooms = (RoomFree(0, 5, frozenset(), frozenset({1})), RoomFree(1, 30))
    trainers = (TrainerFree(1, frozenset({0, 1})), TrainerFree(9, frozenset()))
    groups = (
        GroupAsks(0, 10, 2, ((0, frozenset({0})), (1, None)), frozenset({"soudure"}), frozenset({0, 2}), 1),
        GroupAsks(1, 10, 1, ((0, None),)),
    )
    problem = TimetableProblem(slots, rooms, trainers, groups, ((0, 500), (500, 0)))
    lessons = [
        Lesson(0, 0, 0, 0), Lesson(0, 0, 0, 0), Lesson(0, 1, 1, 0), Lesson(0, 2, 0, 1), Lesson(1, 1, 1, 0),
    ]  # fmt: skip
    kinds = {clash.kind for clash in clashes(problem, lessons)}
    assert kinds == {
        "group_twice", "trainer_twice", "room_twice", "travel", "seats", "equipment", "elsewhere", "room_taken",
        "trainer_away", "not_accredited", "closed", "group_away", "hours", "day", "too_many",
    }  # fmt: skip
    assert [clash.kind for clash in clashes(problem, [])] == ["too_few", "too_few"]


def test_no_shortage_is_told_of_a_week_that_can_be_filled() -> None:
    groups = tuple(GroupAsks(0, 10, 3, ((n, None),)) for n in range(3))
    problem = TimetableProblem(week(), (RoomFree(0, 20),), (TrainerFree(3),) * 3, groups)
    assert timetable(problem).complete
    assert shortages(build(problem)) == []


def test_a_problem_that_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="travel"):
        TimetableProblem(week(), (), (), (), ((0, 1),))
    with pytest.raises(ValueError, match="trainer"):
        TimetableProblem(week(), (), (), (GroupAsks(0, 1, 1, ((3, None),)),))
    assert Requirement("group", 0) < Requirement("rooms", 0)
