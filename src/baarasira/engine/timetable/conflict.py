"""Why a week cannot be filled: a minimal set of requirements that no timetable meets, told in what they ask and what there is."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .program import Program, Requirement, Row, Solver

_USED = 1e-7
_EXACTLY = 1e-6
_MOST = 5


@dataclass(frozen=True, slots=True)
class Shortage:
    """Requirements that cannot be met together; without any one of them the others can.

    groups: whose lessons; rooms: places of the rooms they compete for; trainers, hours, travel: trainers who can teach one
    lesson at once, so many a week, so far apart. asked: lessons the groups ask for; rivals: all groups that depend on nothing
    else than these rooms and trainers. there: the lessons these rooms, or these trainers, can give to the groups at the most.
    slots: those in which these groups may have lessons.
    """

    groups: tuple[int, ...]
    rooms: tuple[int, ...]
    trainers: tuple[int, ...]
    hours: tuple[int, ...]
    travel: tuple[int, ...]
    rivals: tuple[int, ...]
    slots: tuple[int, ...]
    asked: int
    there: int


def least_missing(program: Program) -> int:
    """Return a number of lessons that any timetable leaves out at the least."""
    solver = Solver()
    solver.load(program, None, elastic=True)
    solver.run()
    return math.ceil(solver.getInfo().objective_function_value - _EXACTLY) if solver.optimal else 0


def shortages(program: Program) -> list[Shortage]:
    """Return minimal contradicting sets of a week that has no answer, no group in two of them; at most five."""
    left = {Requirement("group", group) for group in range(len(program.problem.groups))}
    others = {row.source for row in program.rows if row.source.kind != "group"}
    found: list[Shortage] = []
    while len(found) < _MOST and left:
        kept = minimal(program, left | others)
        if kept is None:
            break
        found.append(_told(program, kept))
        left -= set(kept)
        left -= {Requirement("group", group) for group in found[-1].rivals}
    return found


def minimal(program: Program, among: set[Requirement]) -> tuple[Requirement, ...] | None:
    """Return a minimal set of requirements that has no answer; None where these have one, or nothing was proven."""
    reason = _reason(program, among)
    if reason is None:
        return None
    order = sorted(reason, key=lambda one: (one.kind == "group", one.kind, one.subject))
    return tuple(sorted(_explain(lambda kept: _reason(program, set(kept)) is not None, [], order, False)))


def _explain(
    fails: Callable[[Sequence[Requirement]], bool],
    sure: list[Requirement],
    open_: list[Requirement],
    grown: bool,
) -> list[Requirement]:
    """Return what of `open_` is needed, beside `sure`, for the whole to fail (QuickXplain, Junker 2004)."""
    if grown and fails(sure):
        return []
    if len(open_) == 1:
        return open_
    half = len(open_) // 2
    first, second = open_[:half], open_[half:]
    of_second = _explain(fails, sure + first, second, bool(first))
    of_first = _explain(fails, sure + of_second, first, bool(of_second))
    return of_first + of_second


def _reason(program: Program, among: set[Requirement]) -> set[Requirement] | None:
    """Return the requirements on which a proof stands that these have no answer; None where they have one."""
    if not among:
        return None
    solver = Solver()
    solver.setOptionValue("presolve", "off")
    rows = solver.load(program, among, elastic=False)
    solver.run()
    if solver.impossible:
        return _of_ray(solver, rows) or among
    if not program.columns.taught:
        return None  # less than the whole program: only what fractions cannot meet either is told
    solver = Solver()
    solver.load(program, among, elastic=False)
    solver.whole(program)
    solver.run()
    return among if solver.impossible else None


def _of_ray(solver: Solver, rows: Sequence[Row]) -> set[Requirement]:
    _status, there, values = solver.getDualRay()  # type: ignore[attr-defined]
    if not there:
        return set()
    used = np.flatnonzero(np.abs(np.asarray(values)) > _USED)
    return {rows[place].source for place in used.tolist()}


def _told(program: Program, kept: Sequence[Requirement]) -> Shortage:
    problem = program.problem
    of = {
        kind: tuple(one.subject for one in kept if one.kind == kind) for kind in ("group", "trainer", "hours", "travel")
    }
    kinds = {one.subject for one in kept if one.kind == "rooms"}
    rooms = tuple(sorted(room for kind in kinds for room in program.kinds[kind]))
    teaching = {*of["trainer"], *of["hours"], *of["travel"]}
    slots = {slot for group in of["group"] for slot in problem.open_slots(group)}
    rivals = tuple(
        group
        for group in range(len(problem.groups))
        if group in of["group"] or _depends(program, group, kinds, teaching, slots)
    )
    asked = sum(problem.groups[group].lessons for group in rivals)
    there = _supply(program, of["group"], rooms, teaching, slots)
    return Shortage(
        of["group"], rooms, of["trainer"], of["hours"], of["travel"], rivals, tuple(sorted(slots)), asked, there
    )


def _depends(program: Program, group: int, kinds: set[int], trainers: set[int], slots: set[int]) -> bool:
    """Tell whether a group can only be taught by what the contradicting set fights for, in its slots."""
    asks = program.problem.groups[group]
    own = {trainer for trainer, _good in asks.trainers}
    if not asks.lessons or (not kinds and not trainers):
        return False
    if kinds and not (program.kinds_of[group] and set(program.kinds_of[group]) <= kinds):
        return False
    if trainers and not (own and own <= trainers):
        return False
    return set(program.problem.open_slots(group)) <= slots


def _supply(program: Program, groups: Sequence[int], rooms: Sequence[int], trainers: set[int], slots: set[int]) -> int:
    """Return the most lessons that these rooms and these trainers can give in these slots, the lesser of the two."""
    problem, bounds = program.problem, []
    if rooms:
        bounds.append(sum(problem.room_free(room, slot) for room in rooms for slot in slots))
    if trainers:
        bounds.append(
            sum(
                min(
                    problem.trainers[trainer].most,
                    sum(any(problem.teaches(group, trainer, slot) for group in groups) for slot in slots),
                )
                for trainer in trainers
            )
        )
    return min(bounds, default=0)
