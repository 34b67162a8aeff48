"""Who is there twice: the pairs of a register that are likely to be one person, most certain first, with reasons."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from .comparing import AT_ONCE, Evidence, compare
from .learning import learn
from .pairing import candidates
from .parameters import Model
from .records import Records
from .scoring import bits_of, odds, probability, reasons
from .words import BIT, Floats, Longs

_BELOW = 8 * BIT  # below the odds wanted, by the figures carried: nothing that is learned lifts a pair so far


@dataclass(frozen=True, eq=False)
class Linked:
    """The pairs found: rows (left below right), probability to four decimals, codes of the reasons; and the model used."""

    left: Longs
    right: Longs
    probability: Floats
    reasons: list[tuple[str, ...]]
    model: Model

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.left)


def link(records: Records, threshold: float = 0.5, model: Model | None = None, threads: int = 2) -> Linked:
    """Return the pairs from a probability on, most certain first, then by ids. model: used as it is; without, the file is learned."""
    used = Model() if model is None else model
    people = len(records)
    wanted = min(bits_of(used, threshold), 0)
    left, right = candidates(records, wanted - used.prior_bits(people)[0], threads)
    left, right, evidence = _compared(_Task(records, used, wanted - _BELOW), left, right, threads)
    if model is None and len(left):
        used = learn(used, people, evidence)
    found = probability(used, odds(used, people, evidence))
    kept = np.flatnonzero(found >= threshold)
    kept = kept[np.lexsort((right[kept], left[kept], -found[kept]))]
    levels = evidence.levels[:, kept].T
    different, which = np.unique(levels, axis=0, return_inverse=True)
    told = [reasons(one) for one in different.tolist()]
    return Linked(left[kept], right[kept], found[kept], [told[at] for at in which.tolist()], used)


@dataclass(frozen=True, eq=False)
class _Task:
    """The records, the model as it is before it has learned, and the odds by it below which a pair is dropped at once."""

    records: Records
    model: Model
    least: int

    def part(self, left: Longs, right: Longs) -> tuple[Longs, Longs, Evidence]:
        found = compare(self.records, left, right)
        kept = np.flatnonzero(odds(self.model, len(self.records), found) >= self.least)
        evidence = Evidence(found.levels[:, kept], found.by_chance[kept], found.at_home[kept])
        return left[kept], right[kept], evidence


def _compared(task: _Task, left: Longs, right: Longs, threads: int) -> tuple[Longs, Longs, Evidence]:
    """Compare the pairs in threads; return those worth learning from and showing."""
    starts = range(0, max(1, len(left)), AT_ONCE)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda at: task.part(left[at : at + AT_ONCE], right[at : at + AT_ONCE]), starts))
    evidence = Evidence(
        np.concatenate([part[2].levels for part in parts], axis=1),
        np.concatenate([part[2].by_chance for part in parts]),
        np.concatenate([part[2].at_home for part in parts]),
    )
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]), evidence
