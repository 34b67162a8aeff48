"""Less than the whole program, and solved at once: what cannot be met here cannot be met at all.

Three questions, the cheapest first: the sums of the week (rooms and trainers' hours, whatever the slot), the rooms slot by slot
without the trainers, the trainers slot by slot without the rooms. Most weeks that cannot be filled fail one of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from .problem import TimetableProblem
from .program import Columns, Program, Requirement, Row, kinds_of_rooms


def relaxations(problem: TimetableProblem) -> Iterator[Program]:
    """Yield the programs that ask less, the cheapest first."""
    yield _sums(problem)
    yield _rooms(problem)
    yield _trainers(problem)


def _program(
    problem: TimetableProblem, rows: list[Row], count: int, by_group: dict[int, list[int]], most: Iterable[int]
) -> Program:
    """Return the program of these rows, each group's columns coming to its lessons; `most` of each column."""
    kinds, kinds_of = kinds_of_rooms(problem)
    short = {group: count + group for group in range(len(problem.groups))}
    for group, asks in enumerate(problem.groups):
        source = Requirement("group", group)
        rows.append(Row((*by_group.get(group, ()), short[group]), (), asks.lessons, asks.lessons, source))
    columns = Columns({}, {}, short, count + len(short), tuple(most))
    return Program(problem, columns, tuple(rows), kinds, kinds_of)


def _sums(problem: TimetableProblem) -> Program:
    kinds, kinds_of = kinds_of_rooms(problem)
    rows: list[Row] = []
    by_group: dict[int, list[int]] = defaultdict(list)
    by_trainer: dict[int, list[int]] = defaultdict(list)
    by_kind: dict[int, list[int]] = defaultdict(list)
    most: list[int] = []
    for group, asks in enumerate(problem.groups):
        slots = problem.open_slots(group)
        held: list[int] = []
        for trainer, _good in asks.trainers if kinds_of[group] else ():
            by_trainer[trainer].append(len(most))
            by_group[group].append(len(most))
            most.append(sum(problem.teaches(group, trainer, slot) for slot in slots))
        for kind in kinds_of[group]:
            by_kind[kind].append(len(most))
            held.append(len(most))
            most.append(len(slots))
        rows.append(Row(tuple(by_group[group]), tuple(held), 0, 0, Requirement("group", group)))
    for trainer, there in by_trainer.items():
        free = problem.trainers[trainer].free
        slots_free = len(problem.slots) if free is None else len(free)
        rows.append(Row(tuple(there), (), -np.inf, problem.trainers[trainer].most, Requirement("hours", trainer)))
        rows.append(Row(tuple(there), (), -np.inf, slots_free, Requirement("trainer", trainer)))
    for kind, there in by_kind.items():
        free_rooms = sum(
            problem.room_free(room, slot)
            for room in kinds[kind]
            for slot in range(len(problem.slots))
            if not problem.slots[slot].closed
        )
        rows.append(Row(tuple(there), (), -np.inf, free_rooms, Requirement("rooms", kind)))
    return _program(problem, rows, len(most), by_group, most)


def _rooms(problem: TimetableProblem) -> Program:
    kinds, kinds_of = kinds_of_rooms(problem)
    rows: list[Row] = []
    by_group: dict[int, list[int]] = defaultdict(list)
    by_room: dict[tuple[int, int], list[int]] = defaultdict(list)
    count = 0
    for group, asks in enumerate(problem.groups):
        days: dict[int, list[int]] = defaultdict(list)
        source = Requirement("group", group)
        for slot in problem.open_slots(group):
            if not any(problem.teaches(group, trainer, slot) for trainer, _good in asks.trainers):
                continue
            held = range(count, count + len(kinds_of[group]))
            for kind, column in zip(kinds_of[group], held, strict=True):
                by_room[kind, slot].append(column)
            count += len(held)
            rows.append(Row(tuple(held), (), -np.inf, 1, source))
            by_group[group] += held
            days[problem.slots[slot].day] += held
        rows += [Row(tuple(held), (), -np.inf, asks.most_a_day, source) for held in days.values()]
    for (kind, slot), there in by_room.items():
        free = sum(1 for room in kinds[kind] if problem.room_free(room, slot))
        rows.append(Row(tuple(there), (), -np.inf, free, Requirement("rooms", kind)))
    return _program(problem, rows, count, by_group, [1] * count)


def _trainers(problem: TimetableProblem) -> Program:
    _kinds, kinds_of = kinds_of_rooms(problem)
    rows: list[Row] = []
    by_group: dict[int, list[int]] = defaultdict(list)
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    whole: dict[int, list[int]] = defaultdict(list)
    count = 0
    for group, asks in enumerate(problem.groups):
        days: dict[int, list[int]] = defaultdict(list)
        source = Requirement("group", group)
        for slot in problem.open_slots(group) if kinds_of[group] else ():
            may = [trainer for trainer, _good in asks.trainers if problem.teaches(group, trainer, slot)]
            held = range(count, count + len(may))
            for trainer, column in zip(may, held, strict=True):
                at[trainer, slot].append(column)
                whole[trainer].append(column)
            count += len(held)
            rows.append(Row(tuple(held), (), -np.inf, 1, source))
            by_group[group] += held
            days[problem.slots[slot].day] += held
        rows += [Row(tuple(held), (), -np.inf, asks.most_a_day, source) for held in days.values()]
    rows += [Row(tuple(held), (), -np.inf, 1, Requirement("trainer", trainer)) for (trainer, _slot), held in at.items()]
    for trainer, taught in whole.items():
        most = problem.trainers[trainer].most
        rows.append(Row(tuple(taught), (), -np.inf, most, Requirement("hours", trainer)))
    return _program(problem, rows, count, by_group, [1] * count)
