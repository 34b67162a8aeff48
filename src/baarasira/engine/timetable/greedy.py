"""A first timetable, by hand's way: the group with the least choice first, each lesson where it costs least."""

from .cost import group_cost, trainer_cost
from .problem import Lesson, TimetableProblem
from .state import Week


def greedy(problem: TimetableProblem) -> Week:
    """Put as many lessons as this way finds room for; kept lessons first. Nothing it puts clashes."""
    week = Week(problem, problem.kept)
    order = sorted(range(len(problem.groups)), key=lambda group: (_room_left(week, group), group))
    for group in order:
        while week.missing(group) > 0:
            choices = list(week.choices(group))
            if not choices:
                break
            week.put(min(choices, key=lambda lesson: (added(week, lesson), lesson)))
    return week


def _room_left(week: Week, group: int) -> float:
    """Return how many combinations a group has for each lesson it needs: few is urgent."""
    asks = week.problem.groups[group]
    ways = len(week.rooms[group]) * len(asks.trainers) * len(week.slots[group])
    return ways / max(1, asks.lessons)


def added(week: Week, lesson: Lesson) -> int:
    """Return what one lesson more costs its group and its trainer."""
    group, trainer = week.of_group[lesson.group], week.of_trainer[lesson.trainer]
    before = group_cost(week.problem, group.values()) + trainer_cost(week.problem, trainer.values())
    after = group_cost(week.problem, [*group.values(), lesson])
    return after + trainer_cost(week.problem, [*trainer.values(), lesson]) - before
