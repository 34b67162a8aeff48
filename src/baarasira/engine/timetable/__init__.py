"""When, where and by whom: the timetable of a week, its clashes, and why one cannot be made."""

from .checking import Clash, clashes
from .conflict import Shortage
from .cost import TimetableCost
from .cost import cost_of as timetable_cost
from .greedy import greedy
from .problem import GroupAsks, Lesson, RoomFree, Slot, TimetableProblem, TrainerFree
from .solving import Timetable, timetable

__all__ = [
    "Clash",
    "GroupAsks",
    "Lesson",
    "RoomFree",
    "Shortage",
    "Slot",
    "Timetable",
    "TimetableCost",
    "TimetableProblem",
    "TrainerFree",
    "clashes",
    "greedy",
    "timetable",
    "timetable_cost",
]
