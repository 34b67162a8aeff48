"""From final marks to ranks and seats, in exact fractions (domain.md C.8). Pure; the same answer on every machine.

The rule, as it is published with each list (`METHOD`):

1. Mean = Σ(mark × coefficient) ÷ Σ coefficients, an exact fraction; shown to two decimals, it is compared unrounded.
2. Absent from a paper: no rank. A mark below the eliminatory mark of its paper, or a paper annulled: eliminated.
3. Mean below the pass mean: not admissible. Seats stay vacant rather than that the mean is lowered.
4. Ranks by mean; ties by the main paper, then the younger or the older as the notice says, then by lot: the SHA-256 of the
   number of the competition and the receipt, the smaller first, which anybody can compute again.
5. Reserved seats are filled first, in the order of the notice, each by merit among those who belong to it; what nobody
   takes is released. The other seats go by merit.
6. The waiting list is the next by merit: a share of the seats, rounded up.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .marks import EIGHTHS

ADMITTED, WAITING, NOT_ADMITTED = "admitted", "waiting", "not_admitted"
BELOW, ELIMINATED, ABSENT, EXCLUDED = "below", "eliminated", "absent", "excluded"
ANNULLED = -1
"""Stands for the mark of a paper annulled for fraud."""


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper: how much it counts, the mark in eighths under which one is out (0 for none), whether ties look at it first."""

    key: str
    coefficient: int
    eliminatory: int = 0
    main: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """Seats kept for those who belong to `group`."""

    group: str
    seats: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What the notice says. `pass_mean` in points; `waiting_percent` of the seats; `younger_first` for equal main papers."""

    number: str
    papers: Sequence[PaperRule]
    seats: int
    pass_mean: Fraction = Fraction(10)
    reserved: Sequence[Reserved] = ()
    waiting_percent: int = 20
    younger_first: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who sat: `marks` {paper: eighths of a point, ANNULLED, or None when absent}; `groups` of reserved seats."""

    receipt: str
    marks: Mapping[str, int | None]
    born: date
    groups: frozenset[str] = frozenset()
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """What the rules give a candidate: the mean (None where there is none), the rank from 1, the result, the reserve it came by."""

    receipt: str
    mean: Fraction | None
    rank: int | None
    result: str
    by: str = ""


@dataclass(slots=True)
class _Standing:
    candidate: Candidate
    mean: Fraction
    order: tuple[object, ...] = field(default=())


def mean_of(candidate: Candidate, papers: Sequence[PaperRule]) -> Fraction:
    """Return the weighted mean in points, an exact fraction; a paper annulled counts nothing."""
    total = sum(paper.coefficient * max(candidate.marks[paper.key] or 0, 0) for paper in papers)
    return Fraction(total, EIGHTHS * sum(paper.coefficient for paper in papers))


def rank(candidates: Iterable[Candidate], rules: Rules) -> list[Placed]:
    """Return everybody in the order of the list: those ranked, then the others by receipt. Raises ValueError without papers."""
    if not rules.papers:
        raise ValueError("a competition has a paper at least")
    standing: list[_Standing] = []
    out: list[Placed] = []
    for candidate in candidates:
        result = _out(candidate, rules)
        mean = None if result in {ABSENT, EXCLUDED} else mean_of(candidate, rules.papers)
        if mean is not None and not result:
            if mean >= rules.pass_mean:
                standing.append(_Standing(candidate, mean, _order(candidate, mean, rules)))
                continue
            result = BELOW
        out.append(Placed(candidate.receipt, mean, None, result))
    standing.sort(key=lambda one: one.order)
    given = _seats([one.candidate for one in standing], rules)
    ranked = [
        Placed(one.candidate.receipt, one.mean, place, *given[one.candidate.receipt])
        for place, one in enumerate(standing, 1)
    ]
    return [*ranked, *sorted(out, key=lambda one: one.receipt)]


def _out(candidate: Candidate, rules: Rules) -> str:
    if candidate.excluded:
        return EXCLUDED
    marks = [candidate.marks.get(paper.key) for paper in rules.papers]
    if any(mark is None for mark in marks):
        return ABSENT
    for paper in rules.papers:
        mark = candidate.marks[paper.key]
        if mark is not None and (mark == ANNULLED or mark < paper.eliminatory):
            return ELIMINATED
    return ""


def _order(candidate: Candidate, mean: Fraction, rules: Rules) -> tuple[object, ...]:
    main = [candidate.marks[paper.key] or 0 for paper in rules.papers if paper.main]
    age = -candidate.born.toordinal() if rules.younger_first else candidate.born.toordinal()
    return (-mean, tuple(-mark for mark in main), age, lot(rules.number, candidate.receipt))


def lot(number: str, receipt: str) -> str:
    """Return what decides between people whom nothing else tells apart."""
    return hashlib.sha256(f"{number}:{receipt}".encode()).hexdigest()


def _seats(ordered: Sequence[Candidate], rules: Rules) -> dict[str, tuple[str, str]]:
    """Return {receipt: (result, reserve)} of those who may have a seat, in the order of merit."""
    given: dict[str, tuple[str, str]] = {}
    left = rules.seats
    for reserve in rules.reserved:
        free = [one for one in ordered if reserve.group in one.groups and one.receipt not in given]
        for one in free[: min(reserve.seats, left)]:
            given[one.receipt] = (ADMITTED, reserve.group)
            left -= 1
    others = [one for one in ordered if one.receipt not in given]
    waiting = -(-rules.seats * rules.waiting_percent // 100)
    for place, one in enumerate(others):
        result = ADMITTED if place < left else WAITING if place < left + waiting else NOT_ADMITTED
        given[one.receipt] = (result, "")
    return given
