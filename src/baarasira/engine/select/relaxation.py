"""The linear program behind a box of answers, solved by HiGHS; what it says is a hint, and is proven in whole numbers.

Only the cells near the price of a seat are given to the solver (`Window`): those above are taken, those below left. The
proof is made over everybody, and a window that hid something is widened and solved again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from .applicants import Ints
from .program import FAR, Bound, Box, Multipliers, Program

Floats = NDArray[np.float64]

_DENOMINATORS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 60, 2520)
_FINE = 1 << 22
_EXACTLY = 1e-6
_FEW_CELLS = 3000
_ROUNDS = 200
_TIMES_EVEN = 4
_NEAR = 1
_FIRST_CORE, _CORE_ROUNDS, _CORE_SEATS, _NODES = 1, 60, 200, 500


class NotProven(Exception):
    """No proof was found within the limits; nothing may be said about the answer."""


class _Solver(highspy.Highs):
    """HiGHS without its callbacks, whose setting up prints a banner on standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("random_seed", 0)):
            self.setOptionValue(option, value)


@dataclass(frozen=True, slots=True)
class Hint:
    """What was learnt of a box: no answer in it exceeds `bound` (None: it holds no answer), by these multipliers.

    counts: what the solver would take, in fractions; None where the box holds no answer.
    """

    multipliers: Multipliers
    bound: Bound | None
    counts: Floats | None


def between(begin: Ints, end: Ints) -> Ints:
    """Return the whole numbers from each of `begin` up to the `end` beside it, one range after the other."""
    lengths = np.maximum(end - begin, 0)
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.asarray(within + np.repeat(begin, lengths), dtype=np.int64)


class _Matrix:
    """The rows of a program in a solver, and the columns' coefficients ready to be added as often as they have pieces."""

    def __init__(self, program: Program) -> None:
        column, self._row = np.nonzero(program.coefficients.T)
        self._value = program.coefficients[self._row, column].astype(np.float64)
        self._start = np.searchsorted(column, np.arange(program.coefficients.shape[1] + 1))
        self.solver = _Solver()
        count = len(program.low)
        low = np.where(program.low <= -FAR, -highspy.kHighsInf, program.low.astype(np.float64))
        high = np.where(program.high >= FAR, highspy.kHighsInf, program.high.astype(np.float64))
        self.solver.addRows(count, low, high, 0, np.zeros(count, np.int32), np.zeros(0, np.int32), np.zeros(0))

    def add(self, columns: Ints, costs: Floats, most: NDArray[Any]) -> None:
        """Add pieces of columns to the solver: the column each is of, its cost, how many it holds at most."""
        begin, end = self._start[columns], self._start[columns + 1]
        places = between(begin, end)
        starts = (np.cumsum(end - begin) - (end - begin)).astype(np.int32)
        nothing, upper = np.zeros(len(columns)), most.astype(np.float64)
        rows, values = self._row[places].astype(np.int32), self._value[places]
        self.solver.addCols(len(columns), costs, nothing, upper, len(places), starts, rows, values)


def expected(program: Program) -> Ints | None:
    """Return about how many of each column a best answer takes: the program with its cells put together coarsely.

    A column is cut where it has held 1, 2, 4, 8… and each piece is worth what its cells are worth on average. None where
    the program is small enough as it is; nobody at all where there is no answer.
    """
    if len(program.score) <= _FEW_CELLS:
        return None
    size = program.box.high
    marks = 1 << np.arange(int(size.max()).bit_length())
    column, mark = np.nonzero(marks[None, :] < size[:, None])
    column = np.concatenate((column, np.arange(len(size))))
    upto = np.concatenate((marks[mark], size))
    order = np.lexsort((upto, column))
    column, upto = column[order], upto[order]
    begins = np.concatenate(([True], column[1:] != column[:-1]))
    start = np.where(begins, 0, np.concatenate(([0], upto[:-1])))
    # Pieces far beyond a column's even share of the seats are left out: the hint may be wrong there, no answer is.
    near = start <= _TIMES_EVEN * int(program.high[program.source.index(-1)]) / int(size.sum()) * size[column]
    column, start, upto = column[near], start[near], upto[near]
    worth = _worth_at(program, column, upto) - _worth_at(program, column, start)
    matrix = _Matrix(program)
    matrix.add(column, -worth / (upto - start), upto - start)
    solver = matrix.solver
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return np.zeros(len(size), np.int64)
    prices = -np.asarray(solver.getSolution().row_dual) @ program.coefficients
    return program.more_than(np.floor(prices).astype(np.int64))


def _worth_at(program: Program, column: Ints, counts: Ints) -> Ints:
    """Return the worth of taking so many of a column, for each of several columns and counts."""
    low, high = program.first[column], program.first[column + 1] - 1
    while (open_ := low < high).any():
        middle = (low + high) >> 1
        enough = program.upto[middle] >= counts
        high = np.where(open_ & enough, middle, high)
        low = np.where(open_ & ~enough, middle + 1, low)
    return np.where(counts > 0, program.worth[low] - (program.upto[low] - counts) * program.score[low], 0)


def guessed(program: Program, multipliers: Multipliers, bound: Bound, box: Box) -> Ints | None:
    """Return a good answer in whole numbers as the solver finds it among the seats of least reduced cost; unproven.

    None where it finds none within its limits.
    """
    left = _FIRST_CORE * max(1, int(np.abs(program.score).max()))
    core = box
    for _ in range(_CORE_ROUNDS):
        core = program.worthwhile(multipliers, bound, box, bound.whole - left)
        if int((core.high - core.low).sum()) <= _CORE_SEATS:
            break
        left = left * 2 // 3
    open_ = np.flatnonzero(core.low < core.high)
    part = program.part(open_, core.low)
    found = _in_whole_numbers(part, Box(core.low[open_], core.high[open_]))
    if found is None:
        return None
    counts = core.low.copy()
    counts[open_] = found
    return counts


def _in_whole_numbers(program: Program, box: Box) -> Ints | None:
    column = np.repeat(np.arange(len(box.low)), np.diff(program.first))
    start = program.upto - program.size
    low, high = np.clip(box.low[column] - start, 0, program.size), np.clip(box.high[column] - start, 0, program.size)
    cells = np.flatnonzero(high > 0)
    matrix = _Matrix(program)
    solver = matrix.solver
    for option, value in (("presolve", "on"), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5), ("mip_max_nodes", _NODES)):
        solver.setOptionValue(option, value)
    matrix.add(column[cells], -program.score[cells].astype(np.float64), high[cells])
    every = np.arange(len(cells), dtype=np.int32)
    solver.changeColsBounds(len(cells), every, low[cells].astype(np.float64), high[cells].astype(np.float64))
    solver.changeColsIntegrality(len(cells), every, np.ones(len(cells), np.uint8))
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.rint(np.asarray(solver.getSolution().col_value))
    return np.bincount(column[cells], weights=values, minlength=len(box.low)).astype(np.int64)


class Relaxation:
    """A program in the solver, kept there from one box to the next."""

    def __init__(self, program: Program, near: Ints | None = None) -> None:
        """Load the program. near: how many of each column are expected to be taken, where that is known."""
        self.program = program
        self._from, self._to = self._window(near)
        self._cells = self._columns = np.zeros(0, np.int64)
        self._plain: Relaxation | None = None
        self._matrix = _Matrix(program)
        self._solver = self._matrix.solver
        self._add(between(self._from, self._to))
        self._rows: tuple[list[float], list[float]] | None = None

    def _window(self, near: Ints | None) -> tuple[Ints, Ints]:
        first, last = self.program.first[:-1], self.program.first[1:]
        if near is None or len(self.program.score) <= _FEW_CELLS:
            return first.copy(), last.copy()
        cell = self.program.cell_of(near)
        return np.maximum(first, cell - _NEAR), np.minimum(last, cell + _NEAR + 1)

    def _add(self, cells: Ints) -> None:
        if not len(cells):
            return
        nothing = np.zeros(len(cells))
        columns = np.searchsorted(self.program.first, cells, side="right") - 1
        self._matrix.add(columns, -self.program.score[cells].astype(np.float64), nothing)
        self._cells = np.concatenate((self._cells, cells))
        self._columns = np.concatenate((self._columns, columns))

    def solve(self, box: Box) -> Hint:
        """Return what can be said of a box, proven over every column."""
        if (refuted := self.broken(box)) is not None:
            return refuted
        for _ in range(_ROUNDS):
            taken, cells = self._put(box), len(self._cells)
            self._solver.run()
            hint, wanted = self._learnt(box, taken)
            if not self._widen(wanted) and len(self._cells) == cells:
                return hint or self.little(box)
        return self.little(box)

    def _learnt(self, box: Box, taken: Ints) -> tuple[Hint | None, tuple[Ints, Ints]]:
        """Return what the solver's answer proves, and the counts it would look at if the window were wider."""
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return self._optimal(box, taken)
        if status == highspy.HighsModelStatus.kInfeasible:
            return self._infeasible(box)
        self._solver.clearSolver()
        return None, (box.low, box.high)

    def little(self, box: Box) -> Hint:
        """Return the little that is known of a box without the solver: halving it is then the way on."""
        multipliers = Multipliers((0,) * len(self.program.low), 1)
        return Hint(multipliers, self.program.bound(multipliers, box), box.low.astype(np.float64))

    def broken(self, box: Box) -> Hint | None:
        """Look for a row that no count of the box can meet, or whose own bounds exclude each other."""
        program = self.program
        most, least = program.reach(box)
        found = np.flatnonzero((most < program.low) | (least > program.high) | (program.low > program.high))
        if not len(found):
            return None
        row = int(found[0])
        sign = -1 if most[row] < program.low[row] else 1
        return Hint(Multipliers(tuple(sign if one == row else 0 for one in range(len(most))), 1), None, None)

    def _put(self, box: Box) -> Ints:
        """Set the bounds of the box; return how many of each column are taken outside the solver."""
        cells, columns = self._cells, self._columns
        size = self.program.size[cells]
        start = self.program.upto[cells] - size
        low = np.clip(box.low[columns] - start, 0, size).astype(np.float64)
        high = np.clip(box.high[columns] - start, 0, size).astype(np.float64)
        self._solver.changeColsBounds(len(cells), np.arange(len(cells), dtype=np.int32), low, high)
        begin, end = self._ends()
        taken = np.minimum(begin, box.high) + np.maximum(box.low - end, 0)
        shift = self.program.coefficients @ taken
        least = np.where(self.program.low <= -FAR, -highspy.kHighsInf, self.program.low - shift)
        most = np.where(self.program.high >= FAR, highspy.kHighsInf, self.program.high - shift)
        self._solver.changeRowsBounds(len(shift), np.arange(len(shift), dtype=np.int32), least, most)  # type: ignore[attr-defined]
        return np.asarray(taken)

    def _ends(self) -> tuple[Ints, Ints]:
        """Return how many of each column stand before the window, and up to its end."""
        first, upto = self.program.first[:-1], self.program.upto
        begin = np.where(self._from > first, upto[np.maximum(self._from - 1, 0)], 0)
        return begin, np.where(self._to > first, upto[np.maximum(self._to - 1, 0)], 0)

    def _optimal(self, box: Box, taken: Ints) -> tuple[Hint, tuple[Ints, Ints]]:
        found = self._solver.getSolution()
        values = np.asarray(found.col_value)
        inside = np.bincount(self._columns, weights=values, minlength=len(taken))
        counts = np.asarray(taken + inside, dtype=np.float64)
        multipliers = self._whole(-np.asarray(found.row_dual))
        bound = self.program.bound(multipliers, box)
        return Hint(multipliers, bound, counts), (bound.low, bound.high)

    def _infeasible(self, box: Box) -> tuple[Hint | None, tuple[Ints, Ints]]:
        for multipliers in self._rays(self._ray()):
            if self.program.excess(multipliers, self.program.cheapest(multipliers, box)) < 0:
                return Hint(multipliers, None, None), (box.low, box.high)
        if self._whole_window():
            return None, (box.low, box.high)
        # True of the window only, perhaps: whether there is any answer does not depend on scores, so each column is asked
        # as one piece, and the window is widened to where an answer lies.
        if self._plain is None:
            self._plain = Relaxation(self.program.levelled())
        hint = self._plain.solve(box)
        if hint.counts is None:
            return hint, (box.low, box.high)
        counts = np.clip(hint.counts, box.low, box.high)
        low, high = np.floor(counts).astype(np.int64), np.ceil(counts).astype(np.int64)
        self._let_in(low, high)
        return None, (low, high)

    def _whole_window(self) -> bool:
        return bool((self._from == self.program.first[:-1]).all() and (self._to == self.program.first[1:]).all())

    def _ray(self) -> Floats:
        _status, _there, values = self._solver.getDualRay()  # type: ignore[attr-defined]
        return np.asarray(values, dtype=np.float64)

    def _rays(self, ray: Floats) -> Iterator[Multipliers]:
        largest = float(np.abs(ray).max()) if ray.size else 0.0
        if not largest:
            return
        for sign in (1.0, -1.0):
            yield self._whole(sign * ray)
            yield self._whole(sign * ray / float(np.abs(ray[np.abs(ray) > 1e-9 * largest]).min()))

    def _whole(self, values: Floats) -> Multipliers:
        """Return whole multipliers close to the solver's: exactly its own where they are simple fractions."""
        open_high, open_low = self.program.high >= FAR, self.program.low <= -FAR
        values = np.where((values > 0) & open_high | (values < 0) & open_low, 0.0, values)
        for scale in (*_DENOMINATORS, _FINE):
            scaled = values * scale
            nearest = np.rint(scaled)
            if scale == _FINE or float(np.abs(scaled - nearest).max(initial=0.0)) < _EXACTLY:
                break
        return Multipliers(tuple(int(value) for value in nearest.tolist()), scale)

    def _widen(self, wanted: tuple[Ints, Ints]) -> bool:
        """Let in cells towards those wanted (from the least to the most of each column); say whether there were any."""
        begin, end = self._ends()
        low, high = wanted
        right = (low > end) & (self._to < self.program.first[1:])
        left = (high < begin) & (self._from > self.program.first[:-1])
        if not (right.any() or left.any()):
            return False
        reach = 4 * np.maximum(2, self._to - self._from)
        target = self.program.cell_of(np.where(right, low, high))
        to = np.where(right, np.minimum(target + 2, self._to + reach), self._to)
        from_ = np.where(left, np.maximum(target - 1, self._from - reach), self._from)
        self._open(from_, to)
        return True

    def _let_in(self, low: Ints, high: Ints) -> None:
        """Let in every cell from the window to the counts `low` and `high` of each column."""
        begin, end = self._ends()
        to = np.where(high > end, self.program.cell_of(high) + 1, self._to)
        self._open(np.where(low < begin, self.program.cell_of(low), self._from), to)

    def _open(self, from_: Ints, to: Ints) -> None:
        from_ = np.clip(from_, self.program.first[:-1], self._from)
        to = np.clip(to, self._to, self.program.first[1:])
        new = np.concatenate((between(self._to, to), between(from_, self._from)))
        self._from, self._to = from_, to
        self._add(new)
