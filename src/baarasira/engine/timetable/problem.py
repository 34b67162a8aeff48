"""What a timetable is made of: the slots of a week, rooms, trainers and groups, and the lessons that put them together.

Everything is named by its place in the tuple that holds it. A slot is one lesson long; a group is taught at one place (its
branch) and a trainer may go from one to another, which takes minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a day in which one lesson fits: the day (0, 1, 2…), first and last minute counted from midnight."""

    day: int
    starts: int
    ends: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class RoomFree:
    """A room: its branch, its seats, what it holds in words, the slots in which it is free (None: all)."""

    place: int
    seats: int
    equipment: frozenset[str] = frozenset()
    free: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class TrainerFree:
    """A trainer: the most lessons of the week, the slots in which they may teach (None: all)."""

    most: int
    free: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class GroupAsks:
    """A group: its branch and its size, what its room must hold, how many lessons it needs and at most how many in a day.

    slots: those in which it may have a lesson (None: all). trainers: who may teach it, each with the slots in which their
    accreditation holds (None: all).
    """

    place: int
    size: int
    lessons: int
    trainers: tuple[tuple[int, frozenset[int] | None], ...]
    equipment: frozenset[str] = frozenset()
    slots: frozenset[int] | None = None
    most_a_day: int = 99


class Lesson(NamedTuple):
    """One lesson: group, slot, room, trainer. Ordered by group, then slot."""

    group: int
    slot: int
    room: int
    trainer: int


@dataclass(frozen=True, slots=True)
class TimetableProblem:
    """A week to fill. travel: minutes from branch to branch, square, 0 on the diagonal. kept: lessons that must stay.

    ranks: of each slot, its place among those of its day (worked out). Raises ValueError where two things do not fit together.
    """

    slots: tuple[Slot, ...]
    rooms: tuple[RoomFree, ...]
    trainers: tuple[TrainerFree, ...]
    groups: tuple[GroupAsks, ...]
    travel: tuple[tuple[int, ...], ...] = ((0,),)
    kept: tuple[Lesson, ...] = field(default=())
    ranks: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        places = len(self.travel)
        if any(len(row) != places for row in self.travel):
            raise ValueError("travel must be square")
        named = [room.place for room in self.rooms] + [group.place for group in self.groups]
        if any(not 0 <= place < places for place in named):
            raise ValueError("a place has no row of travel")
        if any(slot.ends <= slot.starts for slot in self.slots):
            raise ValueError("a slot must end after it starts")
        if any(not 0 <= key < len(self.trainers) for group in self.groups for key, _ in group.trainers):
            raise ValueError("a group names a trainer who is not there")
        sizes = (len(self.groups), len(self.slots), len(self.rooms), len(self.trainers))
        if any(not 0 <= value < size for lesson in self.kept for value, size in zip(lesson, sizes, strict=True)):
            raise ValueError("a kept lesson names what is not there")
        ranks = (sum(one.day == slot.day and one.starts < slot.starts for one in self.slots) for slot in self.slots)
        object.__setattr__(self, "ranks", tuple(ranks))

    def open_slots(self, group: int) -> list[int]:
        """Return the slots in which a group may have a lesson, closed days left out."""
        asked = self.groups[group].slots
        return [place for place, slot in enumerate(self.slots) if not slot.closed and (asked is None or place in asked)]

    def suits(self, group: int, room: int) -> bool:
        """Tell whether a room is in the group's branch, large enough, and holds what the group needs."""
        asks, there = self.groups[group], self.rooms[room]
        return asks.place == there.place and asks.size <= there.seats and asks.equipment <= there.equipment

    def teaches(self, group: int, trainer: int, slot: int) -> bool:
        """Tell whether a trainer may teach a group in a slot: named for it, accredited then, free then."""
        free = self.trainers[trainer].free
        if free is not None and slot not in free:
            return False
        return any(key == trainer and (good is None or slot in good) for key, good in self.groups[group].trainers)

    def room_free(self, room: int, slot: int) -> bool:
        """Tell whether a room is free in a slot."""
        free = self.rooms[room].free
        return free is None or slot in free

    def too_far(self, one: int, other: int, here: int, there: int) -> bool:
        """Tell whether nobody can teach at place `here` in slot `one` and at `there` in slot `other` of the same day."""
        first, second = self.slots[one], self.slots[other]
        if first.day != second.day or here == there:
            return False
        if first.starts > second.starts:
            first, second, here, there = second, first, there, here
        return second.starts - first.ends < self.travel[here][there]

    def rivals(self) -> list[tuple[int, int]]:
        """Return the pairs of slots of one day between which some journey is too long for the time there is."""
        longest = max(max(row) for row in self.travel)
        found = []
        for one, first in enumerate(self.slots):
            for other in range(one + 1, len(self.slots)):
                second = self.slots[other]
                gap = max(first.starts, second.starts) - min(first.ends, second.ends)
                if first.day == second.day and gap < longest:
                    found.append((one, other))
        return found


def in_order(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Return lessons by group, then slot."""
    return tuple(sorted(lessons))
