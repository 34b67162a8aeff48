"""The tables of the committee together: all measures, all tables and what is a part of what give no held count away."""

import random
from uuid import UUID, uuid5

import highspy
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.statistics.returns.board import _PART_OF, Board, Measure, board_of
from baarasira.statistics.returns.outcomes import Money, Outcome
from baarasira.statistics.returns.tables import GRAND, Cell, sums_of

SMALLEST = 5
COUNTS = [
    measure for measure in Measure if measure not in {Measure.COMMITTED, Measure.PAID, Measure.COST, Measure.JOBS}
]
NAMESPACE = UUID(int=7)


def outcome(
    number: int,
    stage: int,
    *,
    axis: str = "business",
    year: int = 2026,
    region: str = "ML-1",
    sex: str = "M",
    alive: tuple[bool | None, bool | None] = (None, None),
    failed: str = "",
    problems: tuple[str, ...] = (),
) -> Outcome:
    """Return a case brought to a stage: 0 received, 1 planned, 2 funded, 3 started and seen."""
    known = alive if stage == 3 else (None, None)
    return Outcome(
        uuid5(NAMESPACE, str(number)), year, axis, region, sex, planned=stage > 0, funded=stage > 1, started=stage > 2,
        alive6=known[0], alive12=known[1], seen=stage > 2, jobs=stage if stage > 2 else 0,
        money=Money(1_000_000, 400_000 if stage > 2 else 0) if stage > 1 else Money(), failed=failed, problems=problems,
    )  # fmt: skip


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2, 3, 3, 3, 3]),
        st.sampled_from(["business", "business", "social"]),
        st.sampled_from([2025, 2026]),
        st.sampled_from(["ML-1", "ML-1", "ML-1", "ML-2", "ML-3"]),
        st.sampled_from("MMF"),
        st.sampled_from([(None, None), (True, None), (True, True), (True, False), (False, False)]),
    ),
    max_size=80,
)


class Reader:
    """Somebody with every table on the desk: every sum of each measure, and which count is a part of which."""

    def __init__(self, board: Board, rows: list[Outcome]) -> None:
        sums = sums_of([{"year": row.year, "axis": row.axis, "region": row.region, "sex": row.sex} for row in rows])
        cells = list(dict.fromkeys(cell for item in sums for cell in item.members))
        self.place = {}
        self.solver = highspy.Highs()
        self.solver.silent()
        for measure in COUNTS:
            for cell in cells:
                shown = board.show(measure, cell)
                self.place[measure, cell] = len(self.place)
                # A zero is shown, so what is held is one at least.
                self.solver.addVar(*((1, 10_000) if shown.held else (shown.value, shown.value)))
            for item in sums:
                self._row(
                    [(self.place[measure, cell], 1) for cell in item.parts] + [(self.place[measure, item.whole], -1)], 0
                )
        for part, whole in _PART_OF.items():
            for cell in cells:
                self._row([(self.place[whole, cell], 1), (self.place[part, cell], -1)], self.solver.inf)
        kinds = np.full(len(self.place), highspy.HighsVarType.kInteger)
        self.solver.changeColsIntegrality(len(kinds), np.arange(len(kinds), dtype=np.int32), kinds)

    def _row(self, terms: list[tuple[int, int]], high: float) -> None:
        columns = np.array([column for column, _sign in terms], dtype=np.int32)
        self.solver.addRow(0, high, len(terms), columns, np.array([float(sign) for _column, sign in terms]))

    def could_be(self, measure: Measure, cell: Cell) -> tuple[int, int]:
        """Return the least and the most that a cell could hold."""
        costs, found = np.zeros(len(self.place)), []
        costs[self.place[measure, cell]] = 1.0
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.solver.changeObjectiveSense(sense)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(round(self.solver.getObjectiveValue()))
        return found[0], found[1]


@settings(max_examples=12, report_multiple_bugs=False, deadline=None)
@given(PEOPLE, st.integers(0, 10))
def test_all_tables_together_give_no_held_count_away(people: list, seed: int) -> None:
    rows = [
        outcome(number, stage, axis=axis, year=year, region=region, sex=sex, alive=alive)
        for number, (stage, axis, year, region, sex, alive) in enumerate(people)
    ]
    board = board_of(rows, SMALLEST)
    for measure in COUNTS:
        for cell, count in board.counts[measure].items():
            assert board.show(measure, cell).held or count == 0 or count >= SMALLEST
    hidden = [(measure, cell) for measure in COUNTS for cell in board.held[measure]]
    if hidden:
        reader = Reader(board, rows)
        for measure, cell in random.Random(seed).sample(hidden, min(8, len(hidden))):
            least, most = reader.could_be(measure, cell)
            assert most > least, f"{measure} of {cell} can only be {least}"


def test_few_that_ceased_hold_those_alive_too_for_the_one_would_give_the_other() -> None:
    rows = [outcome(number, 3, alive=(number > 1, None)) for number in range(20)]
    board = board_of(rows, SMALLEST)
    assert board.show(Measure.KNOWN6, GRAND).value == 20
    assert board.show(Measure.ALIVE6, GRAND).held, "eighteen of twenty: two ceased"
    assert board.share(Measure.ALIVE6, Measure.KNOWN6, GRAND).held


def test_an_amount_is_held_where_few_share_it_and_the_cost_where_few_are_alive() -> None:
    rows = [outcome(number, 3, alive=(True, True)) for number in range(8)]
    rows += [outcome(number, 1) for number in range(8, 17)]
    rows += [outcome(number, 3 if number < 20 else 1, region="ML-2") for number in range(17, 29)]
    board = board_of(rows, SMALLEST)
    assert board.show(Measure.REFERRED, Cell("region", "ML-2", 2026)).value == 12
    assert board.show(Measure.COMMITTED, Cell("region", "ML-2", 2026)).held, "three share it"
    assert board.show(Measure.COMMITTED, Cell("region", "ML-1", 2026)).held, "the total less this would say it"
    assert board.show(Measure.COMMITTED, GRAND).value == 11_000_000
    assert board_of(rows[:17], SMALLEST).show(Measure.COST, GRAND).value == 400_000


def test_reasons_of_failure_are_held_one_with_another() -> None:
    reasons = ["ceased"] * 9 + ["lost"] * 6 + ["death"]
    rows = [outcome(number, 3, failed=reason, problems=("sales",)) for number, reason in enumerate(reasons)]
    board = board_of(rows, SMALLEST)
    assert board.failure(GRAND).value == 16
    assert board.failure(Cell("reason", "ceased", 2026)).value == 9
    assert board.failure(Cell("reason", "death", 2026)).held
    assert board.failure(Cell("reason", "lost", 2026)).held
    assert board.failure(Cell("problem", "sales", 2026)).value == 16


def test_no_case_makes_no_table_and_no_error() -> None:
    board = board_of([], SMALLEST)
    assert board.years == ()
    assert board.show(Measure.REFERRED, GRAND).value == 0
    assert board.show(Measure.COST, GRAND).value is None
