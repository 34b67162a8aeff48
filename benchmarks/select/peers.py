"""Others who choose under the same quotas: one boolean per applicant, in a solver used as its manual says.

Each is told the quotas as counts at all seats filled, and asked for the greatest sum of scores.
"""

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baarasira.engine import Applicants, Quota, Rules


class Answer(NamedTuple):
    """What a peer found: the sum of scores, whether it says that none is better, seconds to build the model and to solve."""

    total: int
    proven: bool
    build: float
    solve: float


def matching(applicants: Applicants, quota: Quota) -> NDArray[np.int64]:
    """Return the places of those whom a quota matches, worked out column by column."""
    found = np.ones(len(applicants), dtype=np.bool_)
    for column, wanted in quota.where.items():
        attribute = applicants.attributes[column]
        found &= np.isin(
            attribute.codes, [attribute.values.index(value) for value in wanted if value in attribute.values]
        )
    return np.flatnonzero(found)


def cpsat(applicants: Applicants, rules: Rules) -> Answer:
    """OR-tools CP-SAT, on both cores."""
    from ortools.sat.python import cp_model

    begun = time.perf_counter()
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(len(applicants))]
    model.add(cp_model.LinearExpr.sum(chosen) == rules.seats)
    for quota in rules.quotas:
        count = cp_model.LinearExpr.sum([chosen[place] for place in matching(applicants, quota)])
        least, most = quota.least(rules.seats), quota.most(rules.seats)
        model.add_linear_constraint(count, 0 if least is None else least, rules.seats if most is None else most)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, applicants.scores.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    built = time.perf_counter()
    status = solver.solve(model)
    solved = time.perf_counter()
    return Answer(round(solver.objective_value), status == cp_model.OPTIMAL, built - begun, solved - built)


def highs(applicants: Applicants, rules: Rules) -> Answer:
    """HiGHS as a mixed-integer program, its own settings, no gap allowed."""
    import highspy

    begun = time.perf_counter()
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("mip_rel_gap", 0.0)
    size = len(applicants)
    rows = [np.arange(size), *(matching(applicants, quota) for quota in rules.quotas)]
    least = [rules.seats, *(quota.least(rules.seats) or 0 for quota in rules.quotas)]
    most = [rules.seats, *(_or_all(quota.most(rules.seats), rules.seats) for quota in rules.quotas)]
    nothing = np.zeros(0, np.int32)
    solver.addCols(
        size,
        -applicants.scores.astype(float),
        np.zeros(size),
        np.ones(size),
        0,
        np.zeros(size, np.int32),
        nothing,
        np.zeros(0),
    )
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows])[:-1])).astype(np.int32)
    index = np.concatenate(rows).astype(np.int32)
    solver.addRows(
        len(rows), np.array(least, float), np.array(most, float), len(index), starts, index, np.ones(len(index))
    )
    solver.changeColsIntegrality(size, np.arange(size, dtype=np.int32), [highspy.HighsVarType.kInteger] * size)
    built = time.perf_counter()
    solver.run()
    solved = time.perf_counter()
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Answer(round(-solver.getInfo().objective_function_value), optimal, built - begun, solved - built)


def _or_all(bound: int | None, seats: int) -> int:
    return seats if bound is None else bound


PEERS = {"cpsat": cpsat, "highs": highs}
