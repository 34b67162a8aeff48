"""Making a timetable better without breaking it: lessons moved one by one, a group given to one trainer, as long as it pays."""

from .cost import group_cost, trainer_cost
from .greedy import added
from .problem import Lesson
from .state import Week

_PASSES = 6


def polish(week: Week) -> None:
    """Move lessons, those kept by hand excepted, until no move makes the week cheaper, six rounds at most."""
    kept = set(week.problem.kept)
    for _ in range(_PASSES):
        moved = False
        for group in range(len(week.problem.groups)):
            if _worth_a_look(week, group):
                moved |= _one_trainer(week, group, kept)
                moved |= _move_each(week, group, kept)
        if not moved:
            return


def _worth_a_look(week: Week, group: int) -> bool:
    held = week.of_group[group].values()
    if group_cost(week.problem, held):
        return True
    trainers = {lesson.trainer for lesson in held}
    return any(trainer_cost(week.problem, week.of_trainer[trainer].values()) for trainer in trainers)


def _move_each(week: Week, group: int, kept: set[Lesson]) -> bool:
    moved = False
    for lesson in sorted(week.of_group[group].values()):
        if lesson in kept:
            continue
        week.take(lesson)
        now = added(week, lesson)
        best = min(week.choices(group), key=lambda other: (added(week, other), other), default=lesson)
        better = best if added(week, best) < now else lesson
        week.put(better)
        moved |= better != lesson
    return moved


def _touched(week: Week, group: int, trainers: set[int]) -> int:
    """Return what a group and some trainers cost together."""
    of_trainers = sum(trainer_cost(week.problem, week.of_trainer[trainer].values()) for trainer in trainers)
    return group_cost(week.problem, week.of_group[group].values()) + of_trainers


def _one_trainer(week: Week, group: int, kept: set[Lesson]) -> bool:
    """Try to give all lessons of a group to one of its trainers, in whatever slots; kept where it costs less."""
    before = sorted(week.of_group[group].values())
    if any(lesson in kept for lesson in before):
        return False
    had = {lesson.trainer for lesson in before}
    if len(had) < 2:
        return False
    for trainer, _good in week.problem.groups[group].trainers:
        cost = _touched(week, group, had | {trainer})
        for lesson in sorted(week.of_group[group].values()):
            week.take(lesson)
        _fill(week, group, trainer, len(before))
        if len(week.of_group[group]) == len(before) and _touched(week, group, had | {trainer}) < cost:
            return True
        for lesson in sorted(week.of_group[group].values()):
            week.take(lesson)
        for lesson in before:
            week.put(lesson)
    return False


def _fill(week: Week, group: int, trainer: int, count: int) -> None:
    for _ in range(count):
        choices = [lesson for lesson in week.choices(group) if lesson.trainer == trainer]
        if not choices:
            return
        week.put(min(choices, key=lambda lesson: (added(week, lesson), lesson)))
