"""Selection under quotas and public draw: the best answer, proven, or why there is none (engine.md, select and draw)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from .applicants import Applicants, Ints, Tickets
from .branching import Found, greatest
from .conflict import Conflicting, contradiction
from .groups import Groups, group
from .order import Standing, earliest
from .program import Limit, Program, levelled, limits_of, rows_when_filled, rows_when_open, scored
from .relaxation import Relaxation, expected
from .rules import Rules


@dataclass(frozen=True, slots=True)
class Best:
    """A proven best: seats filled, sum of scores, counts of each group, and what the proof stands on."""

    filled: int
    total: int
    counts: Ints
    program: Program
    found: Found


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen.

    chosen: places in the list, by score, greatest first, then ticket. total: the sum of their scores, equal to the proven
    bound. conflict: where there is no answer, a minimal contradicting set of quotas; empty otherwise.
    """

    rules: Rules
    applicants: Applicants
    chosen: tuple[int, ...]
    total: int
    conflict: tuple[Conflicting, ...] = ()
    kind: str = "select"
    best: Best | None = field(default=None, compare=False, repr=False)
    groups: Groups | None = field(default=None, compare=False, repr=False)

    @property
    def filled(self) -> int:
        """How many seats are filled."""
        return len(self.chosen)


def optimum(groups: Groups, limits: Sequence[Limit], seats: int, near: Ints | None = None) -> Best | None:
    """Return the most seats with the greatest sum of scores under the limits, proven; None where there is no answer.

    near: counts of each group that the answer is likely to be close to, where some are known. All seats are tried first;
    only where they cannot be filled are the most that can be looked for. Raises NotProven.
    """
    most = min(seats, int(groups.sizes.sum()))
    best = _filling(groups, limits, most, near)
    if best is not None or most <= 1:
        return best
    program = levelled(groups, rows_when_open(groups, limits, most - 1), 1)
    found = greatest(Relaxation(program), program.box, enough=most - 1)
    if found.counts is None:
        return None
    return _filling(groups, limits, found.total, near)


def _filling(groups: Groups, limits: Sequence[Limit], filled: int, near: Ints | None) -> Best | None:
    program = scored(groups, rows_when_filled(groups, limits, filled))
    relaxation = Relaxation(program, expected(program) if near is None else near)
    known = near is not None and program.holds(near)
    found = greatest(relaxation, program.box, above=program.total(near) if near is not None and known else None)
    counts = near if known and found.counts is None else found.counts
    # `found` then says what was proven of the answer known already.
    return None if counts is None else Best(filled, program.total(counts), counts, program, found)


def select(applicants: Applicants, rules: Rules) -> Selection:
    """Choose under quotas: the most seats, then the greatest sum of scores, then the earliest; the same everywhere.

    Raises NotProven where no proof was found: nothing may then be published.
    """
    return _chosen(applicants, rules, "select")


def draw(applicants: Applicants, rules: Rules) -> Selection:
    """Choose by lot: `select` with every score taken as 0, so that only quotas and tickets decide."""
    return _chosen(applicants.without_scores(), rules, "draw")


def what_if(selection: Selection, quota: int, *, least: bool, by: int) -> Selection:
    """Choose again with one bound of one quota (its minimum if `least`, else its maximum) moved by so many seats."""
    limits = moved(limits_of(selection.rules.quotas), quota, least=least, by=by)
    return _chosen(selection.applicants, selection.rules, selection.kind, limits)


def moved(limits: Sequence[Limit], quota: int, *, least: bool, by: int) -> list[Limit]:
    """Return the limits with one bound of one quota moved by so many seats, whatever is filled."""
    return [
        replace(limit, seats=limit.seats + by) if (limit.quota, limit.least) == (quota, least) else limit
        for limit in limits
    ]


def _chosen(applicants: Applicants, rules: Rules, kind: str, limits: Sequence[Limit] | None = None) -> Selection:
    if not len(applicants):
        return Selection(rules, applicants, (), 0, kind=kind)
    groups = group(applicants, rules.quotas)
    if not rules.seats:
        return Selection(rules, applicants, (), 0, kind=kind, groups=groups)
    best = optimum(groups, limits_of(rules.quotas) if limits is None else limits, rules.seats)
    if best is None:
        conflict = contradiction(groups, rules.quotas, rules.seats) if limits is None else ()
        return Selection(rules, applicants, (), 0, conflict, kind, groups=groups)
    standing = Standing(groups, applicants, Tickets(rules.seed, applicants.ids))
    box = best.program.box
    if best.found.bound is not None:
        box = best.program.worthwhile(best.found.multipliers, best.found.bound, box, best.total)
    parted = best.found.bound is not None and best.found.bound.whole > best.total
    counts = earliest(standing, best.program, box, best.counts, best.total, parted=parted)
    chosen = standing.foremost(counts)
    ordered = in_order(applicants, standing.tickets, chosen)
    return Selection(rules, applicants, tuple(ordered), best.total, kind=kind, best=best, groups=groups)


def in_order(applicants: Applicants, tickets: Tickets, places: Sequence[int]) -> list[int]:
    """Return places by score, greatest first, then ticket; tickets are looked at among equals alone."""
    found = np.array(places, dtype=np.int64)
    scores = applicants.scores[found]
    by_score = np.argsort(-scores, kind="stable")
    found = found[by_score]
    edges = np.flatnonzero(np.diff(scores[by_score])) + 1
    for begin, end in pairwise([0, *edges.tolist(), len(found)]):
        if end - begin > 1:
            found[begin:end] = tickets.ordered(found[begin:end].tolist())
    return list(found.tolist())
