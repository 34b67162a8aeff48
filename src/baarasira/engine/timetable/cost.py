"""What makes one timetable better than another: few idle slots, few journeys, few trainers and few rooms for one group."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .problem import Lesson, TimetableProblem

GROUP_GAP, TRAINER_GAP, JOURNEY, ANOTHER_TRAINER, ANOTHER_ROOM = 10, 4, 20, 8, 1
"""What one costs: an idle slot between two lessons of a group's day, of a trainer's day, a change of branch in a trainer's day,
each trainer of a group beyond the first, each room beyond the first."""


@dataclass(frozen=True, slots=True)
class TimetableCost:
    """The parts of the cost, counted: idle slots of groups, of trainers, journeys, trainers and rooms beyond the first."""

    group_gaps: int
    trainer_gaps: int
    journeys: int
    more_trainers: int
    more_rooms: int

    @property
    def total(self) -> int:
        """The weighted sum: less is better."""
        return (
            GROUP_GAP * self.group_gaps
            + TRAINER_GAP * self.trainer_gaps
            + JOURNEY * self.journeys
            + ANOTHER_TRAINER * self.more_trainers
            + ANOTHER_ROOM * self.more_rooms
        )


def cost_of(problem: TimetableProblem, lessons: Iterable[Lesson]) -> TimetableCost:
    """Count what a timetable costs."""
    groups: dict[int, list[Lesson]] = defaultdict(list)
    trainers: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        groups[lesson.group].append(lesson)
        trainers[lesson.trainer].append(lesson)
    return TimetableCost(
        group_gaps=sum(gaps(problem, held) for held in groups.values()),
        trainer_gaps=sum(gaps(problem, held) for held in trainers.values()),
        journeys=sum(journeys(problem, held) for held in trainers.values()),
        more_trainers=sum(len({lesson.trainer for lesson in held}) - 1 for held in groups.values()),
        more_rooms=sum(len({lesson.room for lesson in held}) - 1 for held in groups.values()),
    )


def group_cost(problem: TimetableProblem, held: Iterable[Lesson]) -> int:
    """Return what the lessons of one group cost on their own side."""
    kept = list(held)
    if not kept:
        return 0
    more = len({lesson.trainer for lesson in kept}) - 1
    rooms = len({lesson.room for lesson in kept}) - 1
    return GROUP_GAP * gaps(problem, kept) + ANOTHER_TRAINER * more + ANOTHER_ROOM * rooms


def trainer_cost(problem: TimetableProblem, held: Iterable[Lesson]) -> int:
    """Return what the lessons of one trainer cost on their own side."""
    kept = list(held)
    return TRAINER_GAP * gaps(problem, kept) + JOURNEY * journeys(problem, kept)


def gaps(problem: TimetableProblem, held: Iterable[Lesson]) -> int:
    """Return the idle slots between the first and the last lesson of each day."""
    days: dict[int, set[int]] = {}
    for lesson in held:
        days.setdefault(problem.slots[lesson.slot].day, set()).add(problem.ranks[lesson.slot])
    return sum(max(ranks) - min(ranks) + 1 - len(ranks) for ranks in days.values())


def journeys(problem: TimetableProblem, held: Iterable[Lesson]) -> int:
    """Return how often a trainer changes branch within a day."""
    kept = list(held)
    if len({problem.groups[lesson.group].place for lesson in kept}) < 2:
        return 0
    order = sorted(kept, key=lambda lesson: (problem.slots[lesson.slot].day, problem.slots[lesson.slot].starts))
    count = 0
    for one, other in pairwise(order):
        same = problem.slots[one.slot].day == problem.slots[other.slot].day
        count += same and problem.groups[one.group].place != problem.groups[other.group].place
    return count
