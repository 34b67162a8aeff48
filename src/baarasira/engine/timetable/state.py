"""A timetable under construction: who and what is taken in which slot, and whether one lesson more would clash."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .problem import Lesson, TimetableProblem, in_order


class Week:
    """The lessons put so far. `fits` and `choices` say what may still be put without a clash."""

    def __init__(self, problem: TimetableProblem, lessons: Iterable[Lesson] = ()) -> None:
        self.problem = problem
        self.of_group: dict[int, dict[int, Lesson]] = defaultdict(dict)
        self.of_trainer: dict[int, dict[int, Lesson]] = defaultdict(dict)
        self.of_room: dict[int, dict[int, Lesson]] = defaultdict(dict)
        self.rooms = [
            [room for room in range(len(problem.rooms)) if problem.suits(group, room)]
            for group in range(len(problem.groups))
        ]
        # The smallest room first: large ones stay free for those who need them.
        for rooms in self.rooms:
            rooms.sort(key=lambda room: (problem.rooms[room].seats, len(problem.rooms[room].equipment), room))
        self.slots = [problem.open_slots(group) for group in range(len(problem.groups))]
        self._rivals: dict[int, list[int]] = defaultdict(list)
        for one, other in problem.rivals():
            self._rivals[one].append(other)
            self._rivals[other].append(one)
        for lesson in lessons:
            self.put(lesson)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson put, in order."""
        return in_order([lesson for held in self.of_group.values() for lesson in held.values()])

    def put(self, lesson: Lesson) -> None:
        """Put a lesson that fits."""
        self.of_group[lesson.group][lesson.slot] = lesson
        self.of_trainer[lesson.trainer][lesson.slot] = lesson
        self.of_room[lesson.room][lesson.slot] = lesson

    def take(self, lesson: Lesson) -> None:
        """Take a lesson away."""
        del self.of_group[lesson.group][lesson.slot]
        del self.of_trainer[lesson.trainer][lesson.slot]
        del self.of_room[lesson.room][lesson.slot]

    def missing(self, group: int) -> int:
        """Return how many lessons a group still needs."""
        return self.problem.groups[group].lessons - len(self.of_group[group])

    def group_free(self, group: int, slot: int) -> bool:
        """Tell whether a group can take one more lesson in a slot, its day's most included."""
        held = self.of_group[group]
        if slot in held:
            return False
        day, slots = self.problem.slots[slot].day, self.problem.slots
        return sum(1 for other in held if slots[other].day == day) < self.problem.groups[group].most_a_day

    def trainer_free(self, group: int, trainer: int, slot: int) -> bool:
        """Tell whether a trainer can teach a group in a slot: may, is free, has hours left, gets there in time."""
        held = self.of_trainer[trainer]
        if slot in held or len(held) >= self.problem.trainers[trainer].most:
            return False
        if not self.problem.teaches(group, trainer, slot):
            return False
        here = self.problem.groups[group].place
        return not any(
            other in held and self.problem.too_far(slot, other, here, self.problem.groups[held[other].group].place)
            for other in self._rivals.get(slot, ())
        )

    def free_rooms(self, group: int, slot: int) -> list[int]:
        """Return the rooms that suit a group and are free in a slot, the smallest first."""
        return [
            room for room in self.rooms[group] if slot not in self.of_room[room] and self.problem.room_free(room, slot)
        ]

    def choices(self, group: int) -> Iterator[Lesson]:
        """Yield every lesson that may still be put for a group, one room a slot and trainer (the one it has, if free)."""
        had = {lesson.room for lesson in self.of_group[group].values()}
        for slot in self.slots[group]:
            if not self.group_free(group, slot):
                continue
            rooms = self.free_rooms(group, slot)
            if not rooms:
                continue
            room = next((room for room in rooms if room in had), rooms[0])
            for trainer, _good in self.problem.groups[group].trainers:
                if self.trainer_free(group, trainer, slot):
                    yield Lesson(group, slot, room, trainer)
