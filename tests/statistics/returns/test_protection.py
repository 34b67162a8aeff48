"""What is held back is not found again: somebody who knows all the sums, and solves them in whole numbers, tries."""

from collections import Counter
from collections.abc import Mapping, Sequence

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.statistics.returns.protection import Sum, withheld
from baarasira.statistics.returns.tables import GRAND, Cell, cells_of, sums_of

SMALLEST = 5


class Reader:
    """Somebody who knows the sums, the cells shown, and that every count is a whole number; not how cells are chosen."""

    def __init__(self, values: Mapping[Cell, int], sums: Sequence[Sum[Cell]], held: frozenset[Cell]) -> None:
        self.cells = list(values)
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self.solver = highspy.Highs()
        self.solver.silent()
        infinite = self.solver.inf
        for cell in self.cells:
            # A zero is shown, so what is held is one at least.
            low, high = (1, infinite) if cell in held else (values[cell], values[cell])
            self.solver.addVar(low, min(high, 10_000))
        whole = np.full(len(self.cells), highspy.HighsVarType.kInteger)
        self.solver.changeColsIntegrality(len(whole), np.arange(len(whole), dtype=np.int32), whole)
        for item in sums:
            columns = [self.place[cell] for cell in item.members]
            signs = [-1.0, *[1.0] * len(item.parts)]
            self.solver.addRow(0, 0, len(columns), np.array(columns, dtype=np.int32), np.array(signs))

    def could_be(self, cell: Cell) -> tuple[int, int]:
        """Return the least and the most that a cell could hold."""
        found = []
        costs = np.zeros(len(self.cells))
        costs[self.place[cell]] = 1.0
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.solver.changeObjectiveSense(sense)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(round(self.solver.getObjectiveValue()))
        return found[0], found[1]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([2024, 2025, 2026]),
        st.sampled_from(["business", "business", "social", "placement"]),
        st.sampled_from(["Kayes", "Kayes", "Kayes", "Ségou", "Ségou", "Sikasso"]),
        st.sampled_from("MMMF"),
    ),
    max_size=90,
)


@settings(max_examples=30, deadline=None)
@given(PEOPLE)
def test_nobody_finds_a_held_count_again_from_totals_margins_and_other_tables(
    people: list[tuple[int, str, str, str]],
) -> None:
    rows = [{"year": year, "axis": axis, "region": region, "sex": sex} for year, axis, region, sex in people]
    sums = sums_of(rows)
    values = {cell: 0 for item in sums for cell in item.members} | Counter(
        cell for row in rows for cell in cells_of([row])
    )
    held = withheld(values, sums, SMALLEST)
    assert {cell for cell, count in values.items() if 0 < count < SMALLEST} <= held
    assert not any(values[cell] == 0 for cell in held)
    reader = Reader(values, sums, held)
    for cell in held:
        least, most = reader.could_be(cell)
        assert most > least, f"{cell} can only be {least}"
    for item in sums:
        if item.whole not in held and (hidden := [cell for cell in item.parts if cell in held]):
            assert sum(values[cell] for cell in hidden) >= SMALLEST, "what is left of a total is a crowd"


def _table(*rows: Sequence[int]) -> tuple[dict[Cell, int], list[Sum[Cell]]]:
    """Return a table of one row a year and one column a region, with its margins."""
    people = [
        {"year": 2020 + year, "region": f"r{region}"}
        for year, row in enumerate(rows)
        for region, count in enumerate(row)
        for _one in range(count)
    ]
    return dict(Counter(cell for row in people for cell in cells_of([row]))), sums_of(people)


def test_one_small_cell_takes_a_second_with_it() -> None:
    values, sums = _table([3, 20, 30])
    assert withheld(values, sums, SMALLEST) == {
        Cell("region", "r0", 2020), Cell("region", "r0", 0), Cell("region", "r1", 2020), Cell("region", "r1", 0),
    }  # fmt: skip


def test_two_small_cells_that_are_no_crowd_together_take_a_third() -> None:
    values, sums = _table([1, 1, 30])
    held = withheld(values, sums, SMALLEST)
    assert Cell("region", "r2", 2020) in held, "the rest of the total would say two, one each"


def test_a_square_is_held_for_one_small_cell_inside_a_table() -> None:
    values, sums = _table([3, 20, 30], [40, 25, 60], [50, 70, 80])
    held = withheld(values, sums, SMALLEST)
    assert held == {
        Cell("region", "r0", 2020), Cell("region", "r1", 2020), Cell("region", "r0", 2021), Cell("region", "r1", 2021),
    }  # fmt: skip
    assert Cell("region", "r0", 0) not in held, "the totals are shown"


def test_a_total_of_few_is_held_with_all_it_is_made_of() -> None:
    values, sums = _table([2, 1])
    assert withheld(values, sums, SMALLEST) == frozenset(values)
    assert GRAND in values


def test_what_is_large_everywhere_is_shown_everywhere() -> None:
    values, sums = _table([5, 20], [0, 9])
    assert withheld(values, sums, SMALLEST) == frozenset()


@pytest.mark.parametrize("smallest", [2, 5, 12])
def test_the_setting_says_what_is_small(smallest: int) -> None:
    values, sums = _table([smallest - 1, 40, 50], [40, 30, 60])
    held = withheld(values, sums, smallest)
    assert Cell("region", "r0", 2020) in held
    assert len(held) == 4


def test_a_count_bounded_by_one_that_is_shown_is_let_loose_again() -> None:
    """Ten planned, three and seven of them, of three and seven that came: who knew those would know both."""
    planned, sums = _table([3, 7])
    assert GRAND not in withheld(planned, sums, SMALLEST)
    values = {(name, cell): count for name in ("came", "planned") for cell, count in planned.items()}
    both = [
        Sum((name, item.whole), tuple((name, part) for part in item.parts))
        for name in ("came", "planned")
        for item in sums
    ]
    held = withheld(values, both, 3, sensitive=[("planned", Cell("region", "r0", 2020))],
                    parts=[(("planned", cell), ("came", cell)) for cell in planned])  # fmt: skip
    assert ("planned", GRAND) in held, "with the total, three and seven would be all they could be"
    assert not any(name == "came" for name, _cell in held)
