"""What the minutes of a selection say: counts and bounds of every quota, and what one more seat of it would change."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .applicants import Ints
from .choosing import Best, Selection, moved, optimum
from .program import limits_of

ENGINE = "baarasira 1"
"""The name and version of the published rules; a release that answers otherwise under the same rules must change it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One quota of the minutes. one_more: the change of (filled, total), None where there is then no answer."""

    name: str
    available: int
    selected: int
    least: int | None
    most: int | None
    one_more: tuple[int, int] | None

    @property
    def binding(self) -> bool:
        """Whether the count is at a bound."""
        return self.selected in (self.least, self.most)


def minutes(selection: Selection, applicants_sha256: str) -> dict[str, Any]:
    """Return the document of ``minutes.json``, its keys in order."""
    conflict = None
    if selection.conflict:
        conflict = [
            {"name": selection.rules.quotas[one.quota].name, "bound": one.bound, "change": one.change}
            for one in selection.conflict
        ]
    return {
        "engine": ENGINE,
        "kind": selection.kind,
        "rules": dict(selection.rules.as_read),
        "applicants_sha256": applicants_sha256,
        "applicants": len(selection.applicants),
        "filled": selection.filled,
        "total": selection.total,
        "bound": selection.total,
        "quotas": [_written(tally) for tally in tallies(selection)],
        "conflict": conflict,
    }


def _written(tally: Tally) -> dict[str, Any]:
    more = tally.one_more
    return {
        "name": tally.name,
        "available": tally.available,
        "selected": tally.selected,
        "min": tally.least,
        "max": tally.most,
        "binding": tally.binding,
        "one_more": None if more is None else {"filled": more[0], "total": more[1]},
    }


def tallies(selection: Selection) -> list[Tally]:
    """Return the count, the bounds and the cost of every quota. Raises NotProven."""
    quotas, groups = selection.rules.quotas, selection.groups
    counts = _counts(selection)
    selected = [0] * len(quotas) if groups is None else (groups.member @ counts).tolist()
    available = [0] * len(quotas) if groups is None else groups.available()
    return [
        Tally(
            name=quota.name,
            available=available[place],
            selected=selected[place],
            least=quota.least(selection.filled),
            most=quota.most(selection.filled),
            one_more=one_more(selection, place, int(selected[place])),
        )
        for place, quota in enumerate(quotas)
    ]


def _counts(selection: Selection) -> Ints:
    """Return how many of each group are chosen."""
    if selection.groups is None:
        return np.zeros(0, np.int64)
    of = selection.groups.of[np.array(selection.chosen, dtype=np.int64)]
    return np.bincount(of, minlength=len(selection.groups.sizes))


def one_more(selection: Selection, quota: int, selected: int) -> tuple[int, int] | None:
    """Return how (filled, total) change if the quota's maximum, or without one its minimum, were one higher.

    None where there is then no answer, and for a quota without a bound.
    """
    rules, groups = selection.rules, selection.groups
    if groups is None or not rules.seats:
        return None
    limits = limits_of(rules.quotas)
    own = [limit for limit in limits if limit.quota == quota]
    if not own:
        return None
    least = all(limit.least for limit in own)
    if selection.best is None:
        if all(one.quota != quota for one in selection.conflict):
            return None
    elif _unchanged(
        selection.best, _full(selection), quota, least, selected, rules.quotas[quota].least(selection.filled)
    ):
        return 0, 0
    near = None if selection.best is None else selection.best.counts
    best = optimum(groups, moved(limits, quota, least=least, by=1), rules.seats, near)
    return None if best is None else (best.filled - selection.filled, best.total - selection.total)


def _full(selection: Selection) -> bool:
    """Say whether no answer could fill more seats, whatever the quotas."""
    return selection.filled == min(selection.rules.seats, len(selection.applicants))


def _unchanged(best: Best, full: bool, quota: int, least: bool, selected: int, bound: int | None) -> bool:
    """Say whether the proof at hand already tells that one more changes nothing."""
    if least:
        # The answer itself still meets the bound, and fewer answers cannot make a better one.
        return bound is not None and selected > bound
    proof = best.found
    if not full or proof.bound is None or proof.bound.whole > best.total:
        return False
    used = {best.program.source[row] for row in proof.multipliers.used()}
    # The proof does not use the quota, so it proves as much without it.
    return quota not in used
