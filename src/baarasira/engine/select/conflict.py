"""Why there is no answer: a minimal contradicting set of quotas, and what would free each of them (engine.md, select)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .branching import Found, greatest
from .groups import Groups
from .program import Program, levelled, limits_of, loosening, narrowed, rows_when_open
from .relaxation import Relaxation
from .rules import Quota


@dataclass(frozen=True, slots=True)
class Conflicting:
    """A quota of the contradicting set.

    quota: its place in the rules. bound: "min" or "max", the bound whose change is the least; change: by how many seats
    it would have to move for the set to hold, below 0 for a minimum. Both None where neither bound alone is enough.
    """

    quota: int
    bound: str | None
    change: int | None


def contradiction(groups: Groups, quotas: Sequence[Quota], seats: int) -> tuple[Conflicting, ...]:
    """Return a minimal set of quotas that no answer meets: from all, each from the last is dropped if the rest still fails.

    Call it only where all quotas together have no answer. Raises NotProven.
    """
    program = levelled(groups, rows_when_open(groups, limits_of(quotas), seats), 0)
    kept = set(range(len(quotas)))
    reason = _reason(program, kept) or set()
    for quota in reversed(range(len(quotas))):
        # A proof that does not use a quota is a proof without it: only those in use are worth a question.
        if quota not in reason:
            kept.discard(quota)
        elif (other := _reason(program, kept - {quota})) is not None:
            kept.discard(quota)
            reason = other
    return tuple(_conflicting(groups, quotas, seats, kept, quota) for quota in sorted(kept))


def _rows(program: Program, quotas: Collection[int]) -> list[int]:
    return [row for row, source in enumerate(program.source) if source < 0 or source in quotas]


def _reason(program: Program, quotas: Collection[int]) -> set[int] | None:
    """Return the quotas on which a proof stands that these have no answer; None where they have one."""
    rows = _rows(program, quotas)
    part = narrowed(program, rows)
    found: Found = greatest(Relaxation(part), part.box, enough=0)
    if found.counts is not None:
        return None
    return {part.source[row] for row in found.rows} - {-1}


def _conflicting(groups: Groups, quotas: Sequence[Quota], seats: int, kept: Collection[int], quota: int) -> Conflicting:
    """Find the lesser of lowering the minimum and raising the maximum; the minimum where both are the same."""
    changes = []
    for least, bounds in (
        (True, (quotas[quota].minimum, quotas[quota].minimum_share)),
        (False, (quotas[quota].maximum, quotas[quota].maximum_share)),
    ):
        if bounds == (None, None):
            continue
        program = loosening(groups, limits_of(quotas), seats, quota, least=least)
        part = narrowed(program, _rows(program, kept))
        found = greatest(Relaxation(part), part.box)
        if found.counts is not None:
            changes.append((-found.total, "min" if least else "max"))
    if not changes:
        return Conflicting(quota, None, None)
    change, bound = min(changes, key=lambda one: one[0])
    return Conflicting(quota, bound, -change if bound == "min" else change)
