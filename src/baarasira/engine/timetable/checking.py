"""What is wrong with a timetable, whoever made it: every clash, with the lessons it is between."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .problem import Lesson, TimetableProblem


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that cannot be: its kind, and the lessons (places in the list given) it concerns.

    kind: group_twice, trainer_twice, room_twice, travel, seats, equipment, elsewhere (room of another branch), room_taken,
    trainer_away, not_accredited, closed, group_away, hours (of a trainer's week), day (of a group), too_few and too_many
    (lessons of a group). subject: the group, trainer or room concerned, as the kind says.
    """

    kind: str
    subject: int
    lessons: tuple[int, ...] = ()


def clashes(problem: TimetableProblem, lessons: Sequence[Lesson]) -> list[Clash]:
    """Return every clash of a timetable, in a fixed order; an empty list is a timetable that can be kept."""
    found: list[Clash] = []
    for place, lesson in enumerate(lessons):
        found += [Clash(kind, subject, (place,)) for kind, subject in _alone(problem, lesson)]
    found += _twice(lessons)
    found += _travel(problem, lessons)
    found += _counts(problem, lessons)
    return found


def _alone(problem: TimetableProblem, lesson: Lesson) -> Iterable[tuple[str, int]]:
    """Yield what is wrong with one lesson whatever the others are."""
    asks, room = problem.groups[lesson.group], problem.rooms[lesson.room]
    if problem.slots[lesson.slot].closed:
        yield "closed", lesson.group
    elif asks.slots is not None and lesson.slot not in asks.slots:
        yield "group_away", lesson.group
    if asks.place != room.place:
        yield "elsewhere", lesson.room
    if asks.size > room.seats:
        yield "seats", lesson.room
    if not asks.equipment <= room.equipment:
        yield "equipment", lesson.room
    if not problem.room_free(lesson.room, lesson.slot):
        yield "room_taken", lesson.room
    free = problem.trainers[lesson.trainer].free
    if free is not None and lesson.slot not in free:
        yield "trainer_away", lesson.trainer
    elif not problem.teaches(lesson.group, lesson.trainer, lesson.slot):
        yield "not_accredited", lesson.trainer


def _twice(lessons: Sequence[Lesson]) -> Iterable[Clash]:
    for kind, field in (("group_twice", 0), ("trainer_twice", 3), ("room_twice", 2)):
        held: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, lesson in enumerate(lessons):
            held[lesson.slot, lesson[field]].append(place)
        for (_slot, subject), places in sorted(held.items()):
            if len(places) > 1:
                yield Clash(kind, subject, tuple(places))


def _travel(problem: TimetableProblem, lessons: Sequence[Lesson]) -> Iterable[Clash]:
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, lesson in enumerate(lessons):
        days[lesson.trainer, problem.slots[lesson.slot].day].append(place)
    for (trainer, _day), places in sorted(days.items()):
        for one, other in combinations(places, 2):
            first, second = lessons[one], lessons[other]
            here, there = problem.rooms[first.room].place, problem.rooms[second.room].place
            if first.slot != second.slot and problem.too_far(first.slot, second.slot, here, there):
                yield Clash("travel", trainer, (one, other))


def _counts(problem: TimetableProblem, lessons: Sequence[Lesson]) -> Iterable[Clash]:
    of_group: dict[int, list[int]] = defaultdict(list)
    of_trainer: dict[int, list[int]] = defaultdict(list)
    of_day: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, lesson in enumerate(lessons):
        of_group[lesson.group].append(place)
        of_trainer[lesson.trainer].append(place)
        of_day[lesson.group, problem.slots[lesson.slot].day].append(place)
    for trainer, places in sorted(of_trainer.items()):
        if len(places) > problem.trainers[trainer].most:
            yield Clash("hours", trainer, tuple(places))
    for (group, _day), places in sorted(of_day.items()):
        if len(places) > problem.groups[group].most_a_day:
            yield Clash("day", group, tuple(places))
    for group, asks in enumerate(problem.groups):
        count = len(of_group[group])
        if count != asks.lessons:
            yield Clash("too_few" if count < asks.lessons else "too_many", group, tuple(of_group[group]))
