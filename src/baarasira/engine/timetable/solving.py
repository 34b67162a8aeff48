"""The timetable of a week: filled, made better, or why it cannot be."""

from dataclasses import dataclass

from .checking import clashes
from .conflict import Shortage, least_missing, shortages
from .cost import TimetableCost, cost_of
from .ejecting import make_room
from .greedy import greedy
from .polish import polish
from .problem import Lesson, TimetableProblem
from .program import build, most_lessons
from .relaxations import relaxations
from .state import Week


@dataclass(frozen=True, slots=True)
class Timetable:
    """What was found. lessons: without a clash, by group, then slot. missing: of each group, the lessons not put.

    shortages: where some are missing, minimal sets of requirements that cannot be met together; empty where that could not be
    proven. proven: whether more lessons cannot be put.
    """

    lessons: tuple[Lesson, ...]
    missing: tuple[int, ...]
    shortages: tuple[Shortage, ...]
    cost: TimetableCost
    proven: bool

    @property
    def complete(self) -> bool:
        """Whether every group has its lessons."""
        return not any(self.missing)


def timetable(problem: TimetableProblem) -> Timetable:
    """Fill a week: every lesson if that is possible, else as many as possible and why not all; the same every time.

    What is tried first is the way of a hand, and moving what stands in the way; where lessons are left out, less than the whole
    program is asked why, and the whole-number program itself only where that says nothing. Raises ValueError where the kept
    lessons clash with each other or with what there is.
    """
    if any(clash.kind != "too_few" for clash in clashes(problem, problem.kept)):
        raise ValueError("the kept lessons clash")
    week = greedy(problem)
    if _short(week):
        make_room(week, least_missing(next(relaxations(problem))))
    found: list[Shortage] = []
    proven = True
    if _short(week):
        found, proven = _why(problem, _short(week))
        if not found:
            program = build(problem)
            lessons, proven = most_lessons(program)
            if len(lessons) > len(week.lessons):
                week = Week(problem, lessons)
            if _short(week) and proven:
                found = shortages(program)
    polish(week)
    missing = tuple(week.missing(group) for group in range(len(problem.groups)))
    return Timetable(week.lessons, missing, tuple(found), cost_of(problem, week.lessons), proven)


def _why(problem: TimetableProblem, missing: int) -> tuple[list[Shortage], bool]:
    """Return why lessons are missing, as far as less than the whole program can tell, and whether it proves that many must be."""
    for program in relaxations(problem):
        bound = least_missing(program)
        if bound:
            return shortages(program), bound == missing
    return [], False


def _short(week: Week) -> int:
    return sum(week.missing(group) for group in range(len(week.problem.groups)))
