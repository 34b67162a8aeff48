"""Room made for a lesson that found none: one that stands in its way is moved, and what stood in that one's way, three deep."""

from collections.abc import Iterator

from .greedy import added
from .problem import Lesson
from .state import Week

_DEEP = 3
_TRIES = 4000


class Tries:
    """How many lessons may still be taken up: what ends a search, the same on every machine."""

    def __init__(self, left: int = _TRIES) -> None:
        self.left = left

    def spend(self) -> bool:
        """Take one; False when none is left."""
        self.left -= 1
        return self.left >= 0


def make_room(week: Week, least: int = 0) -> None:
    """Put lessons still missing by moving others, those kept by hand excepted; what is put is never taken away again.

    least: how many are missing whatever is done; no more is tried then.
    """
    kept = frozenset(week.problem.kept)
    left = sum(week.missing(group) for group in range(len(week.problem.groups)))
    for group in range(len(week.problem.groups)):
        while left > least and week.missing(group) > 0 and _insert(week, group, kept, _DEEP, Tries()):
            left -= 1


def _insert(week: Week, group: int, kept: frozenset[Lesson], deep: int, tries: Tries) -> bool:
    best = min(week.choices(group), key=lambda lesson: (added(week, lesson), lesson), default=None)
    if best is not None:
        week.put(best)
        return True
    if deep == 0:
        return False
    for lesson, in_the_way in list(_blocked(week, group)):
        if in_the_way in kept or in_the_way.group == group:
            continue
        if not tries.spend():
            return False
        week.take(in_the_way)
        if _fits(week, lesson):
            week.put(lesson)
            if _insert(week, in_the_way.group, kept | {lesson}, deep - 1, tries):
                return True
            week.take(lesson)
        week.put(in_the_way)
    return False


def _fits(week: Week, lesson: Lesson) -> bool:
    return (
        week.group_free(lesson.group, lesson.slot)
        and week.trainer_free(lesson.group, lesson.trainer, lesson.slot)
        and lesson.slot not in week.of_room[lesson.room]
        and week.problem.room_free(lesson.room, lesson.slot)
    )


def _blocked(week: Week, group: int) -> Iterator[tuple[Lesson, Lesson]]:
    """Yield lessons that one other lesson alone keeps out, with that one: it has the room, or the trainer."""
    problem = week.problem
    for slot in week.slots[group]:
        if not week.group_free(group, slot):
            continue
        rooms = week.free_rooms(group, slot)
        for trainer, _good in problem.groups[group].trainers:
            if not problem.teaches(group, trainer, slot):
                continue
            if week.trainer_free(group, trainer, slot):
                for room in week.rooms[group]:
                    if slot in week.of_room[room]:
                        yield Lesson(group, slot, room, trainer), week.of_room[room][slot]
            elif rooms:
                lesson = Lesson(group, slot, rooms[0], trainer)
                held = week.of_trainer[trainer]
                if slot in held:
                    yield lesson, held[slot]
                else:
                    yield from ((lesson, other) for other in list(held.values()))
