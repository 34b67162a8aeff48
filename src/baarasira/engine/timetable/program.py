"""The whole-number program of a week, for HiGHS: who teaches which group in which slot, in which kind of room.

Rooms that suit exactly the same groups are one kind, counted and not named: the program stays small, and which of them is taken
is said afterwards. Every row bears the requirement it comes from, so that a proof that there is no answer can be read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import highspy
import numpy as np

from .problem import Lesson, TimetableProblem

_NODES = 400
LONGEST = 20.0
"""Seconds after which the whole program gives what it has."""
_SMALL = 0.5


class Requirement(NamedTuple):
    """What a row asks for. kind: group (its lessons), trainer (one lesson at once), hours, travel (of a trainer), rooms (of a kind)."""

    kind: str
    subject: int


class Row(NamedTuple):
    """A row of the program: the columns with coefficient 1, those with −1, its lower and upper bound, where it comes from."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    low: float
    high: float
    source: Requirement


@dataclass(frozen=True, slots=True)
class Columns:
    """The unknowns: how many of each at the most, and what they are. taught: (group, trainer, slot) → column. housed: (group, kind of room, slot) → column, where it has a choice; short: group → the
    column of the lessons left out, the last ones.
    """

    taught: Mapping[tuple[int, int, int], int]
    housed: Mapping[tuple[int, int, int], int]
    short: Mapping[int, int]
    count: int
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Columns, rows, and the kinds of rooms (places of rooms, and of the groups each suits)."""

    problem: TimetableProblem
    columns: Columns
    rows: tuple[Row, ...]
    kinds: tuple[tuple[int, ...], ...]
    kinds_of: tuple[tuple[int, ...], ...]


def build(problem: TimetableProblem) -> Program:
    """Return the program of a whole week."""
    kinds, kinds_of = kinds_of_rooms(problem)
    columns = _columns(problem, kinds_of)
    rows = [*_group_rows(problem, columns, kinds_of), *_trainer_rows(problem, columns)]
    rows += _room_rows(problem, columns, kinds, kinds_of)
    return Program(problem, columns, tuple(rows), kinds, kinds_of)


def kinds_of_rooms(problem: TimetableProblem) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Return the rooms of each kind, and the kinds that suit each group."""
    by_groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for room in range(len(problem.rooms)):
        suited = tuple(group for group in range(len(problem.groups)) if problem.suits(group, room))
        if suited:
            by_groups[suited].append(room)
    kinds_of: list[list[int]] = [[] for _ in problem.groups]
    for kind, suited in enumerate(by_groups):
        for group in suited:
            kinds_of[group].append(kind)
    return tuple(tuple(rooms) for rooms in by_groups.values()), tuple(tuple(kinds) for kinds in kinds_of)


def _columns(problem: TimetableProblem, kinds_of: tuple[tuple[int, ...], ...]) -> Columns:
    taught: dict[tuple[int, int, int], int] = {}
    housed: dict[tuple[int, int, int], int] = {}
    count = 0
    for group, asks in enumerate(problem.groups):
        if not kinds_of[group]:
            continue
        for slot in problem.open_slots(group):
            may = [key for key, _ in asks.trainers if problem.teaches(group, key, slot)]
            for trainer in may:
                taught[group, trainer, slot] = count
                count += 1
            for kind in kinds_of[group] if len(kinds_of[group]) > 1 and may else ():
                housed[group, kind, slot] = count
                count += 1
    short = {group: count + group for group in range(len(problem.groups))}
    return Columns(taught, housed, short, count + len(short), (1,) * count)


def _group_rows(problem: TimetableProblem, columns: Columns, kinds_of: tuple[tuple[int, ...], ...]) -> Iterable[Row]:
    by_slot: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (group, _trainer, slot), column in columns.taught.items():
        by_slot[group, slot].append(column)
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    every: dict[int, list[int]] = {group: [] for group in range(len(problem.groups))}
    for (group, slot), held in by_slot.items():
        source = Requirement("group", group)
        yield Row(tuple(held), (), -np.inf, 1, source)
        days[group, problem.slots[slot].day] += held
        every[group] += held
        if len(kinds_of[group]) > 1:
            there = tuple(columns.housed[group, kind, slot] for kind in kinds_of[group])
            yield Row(tuple(held), there, 0, 0, source)
    for (group, _day), held in days.items():
        yield Row(tuple(held), (), -np.inf, problem.groups[group].most_a_day, Requirement("group", group))
    for group, held in every.items():
        wanted = problem.groups[group].lessons
        yield Row((*held, columns.short[group]), (), wanted, wanted, Requirement("group", group))


def _trainer_rows(problem: TimetableProblem, columns: Columns) -> Iterable[Row]:
    at: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    whole: dict[int, list[int]] = defaultdict(list)
    for (group, trainer, slot), column in columns.taught.items():
        at[trainer, slot].append((problem.groups[group].place, column))
        whole[trainer].append(column)
    for (trainer, _slot), held in at.items():
        yield Row(tuple(column for _place, column in held), (), -np.inf, 1, Requirement("trainer", trainer))
    for trainer, taught in whole.items():
        yield Row(tuple(taught), (), -np.inf, problem.trainers[trainer].most, Requirement("hours", trainer))
    rivals = problem.rivals()
    for trainer in whole:
        for one, other in rivals:
            for here in {place for place, _column in at.get((trainer, one), ())}:
                first = [column for place, column in at[trainer, one] if place == here]
                far = at.get((trainer, other), ())
                second = [column for place, column in far if problem.too_far(one, other, here, place)]
                if second:
                    yield Row((*first, *second), (), -np.inf, 1, Requirement("travel", trainer))


def _room_rows(
    problem: TimetableProblem,
    columns: Columns,
    kinds: tuple[tuple[int, ...], ...],
    kinds_of: tuple[tuple[int, ...], ...],
) -> Iterable[Row]:
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (_group, kind, slot), column in columns.housed.items():
        held[kind, slot].append(column)
    for (group, _trainer, slot), column in columns.taught.items():
        if len(kinds_of[group]) == 1:
            held[kinds_of[group][0], slot].append(column)
    for (kind, slot), there in held.items():
        free = sum(1 for room in kinds[kind] if problem.room_free(room, slot))
        yield Row(tuple(there), (), -np.inf, free, Requirement("rooms", kind))


class Solver(highspy.Highs):
    """HiGHS, silent, on one thread, the same every time; without its callbacks, whose setting up prints a banner."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self.setOptionValue(option, value)

    def load(self, program: Program, kept: Collection[Requirement] | None, *, elastic: bool) -> list[Row]:
        """Fill in the program with the rows of these requirements (None: all); return them.

        elastic: lessons may be left out, at the price of 1 each; otherwise none may.
        """
        columns = program.columns
        upper = np.ones(columns.count)
        upper[: len(columns.most)] = columns.most
        cost, lower = np.zeros(columns.count), np.zeros(columns.count)
        for group, column in columns.short.items():
            upper[column] = program.problem.groups[group].lessons if elastic else 0
            cost[column] = 1
        for lesson in program.problem.kept if columns.taught else ():
            lower[columns.taught[lesson.group, lesson.trainer, lesson.slot]] = 1
        rows = [row for row in program.rows if kept is None or row.source in kept]
        starts = np.zeros(len(rows), np.int32)
        index: list[int] = []
        value: list[float] = []
        for place, row in enumerate(rows):
            starts[place] = len(index)
            index += row.plus + row.minus
            value += [1.0] * len(row.plus) + [-1.0] * len(row.minus)
        nothing = np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
        self.addCols(columns.count, cost, lower, upper, 0, np.zeros(columns.count, np.int32), *nothing[1:])
        low = np.array([row.low for row in rows]).clip(-highspy.kHighsInf)
        high = np.array([float(row.high) for row in rows])
        self.addRows(len(rows), low, high, len(index), starts, np.array(index, np.int32), np.array(value))
        return rows

    def whole(self, program: Program) -> None:
        """Ask for whole numbers."""
        count = program.columns.count
        self.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, np.uint8))
        self.setOptionValue("mip_max_nodes", _NODES)
        self.setOptionValue("time_limit", LONGEST)

    @property
    def impossible(self) -> bool:
        """Whether the last run proved that there is no answer."""
        return bool(self.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    @property
    def optimal(self) -> bool:
        """Whether the last run proved its answer best."""
        return bool(self.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def most_lessons(program: Program, seconds: float = LONGEST) -> tuple[list[Lesson], bool]:
    """Return as many lessons as can be put at once, and whether it is proven that there cannot be more.

    seconds: how long at most; an answer that is not proven by then may be another on a quicker machine.
    """
    solver = Solver()
    solver.load(program, None, elastic=True)
    solver.whole(program)
    solver.setOptionValue("time_limit", float(seconds))
    solver.run()
    values = np.asarray(solver.getSolution().col_value)
    if not len(values):
        return list(program.problem.kept), False
    return _read(program, values > _SMALL), solver.optimal


def _read(program: Program, taken: np.ndarray) -> list[Lesson]:
    """Name a room for each lesson: the kept ones theirs, the others one of their kind that is left."""
    problem, columns = program.problem, program.columns
    kept = {(lesson.group, lesson.slot): lesson for lesson in problem.kept}
    used = {(lesson.slot, lesson.room) for lesson in problem.kept}
    found = list(problem.kept)
    last: dict[int, int] = {}
    for (group, trainer, slot), column in sorted(columns.taught.items()):
        if not taken[column] or (group, slot) in kept:
            continue
        kinds = [kind for kind in program.kinds_of[group] if taken[columns.housed.get((group, kind, slot), column)]]
        rooms = [room for kind in kinds for room in program.kinds[kind]]
        free = [room for room in rooms if (slot, room) not in used and problem.room_free(room, slot)]
        if not free:
            continue  # a kept lesson sits in the only room of the kind: this one is left out
        room = last[group] if last.get(group) in free else free[0]
        last[group] = room
        used.add((slot, room))
        found.append(Lesson(group, slot, room, trainer))
    return found
