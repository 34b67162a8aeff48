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
from .words import Floats, Longs


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
    wanted = min(bits_of(used, threshold), 0) - used.prior_bits(people)[0]
    left, right = candidates(records, wanted, threads)
    evidence = _compared(records, left, right, threads)
    if model is None and len(left):
        used = learn(used, people, evidence)
    found = probability(used, odds(used, people, evidence))
    kept = np.flatnonzero(found >= threshold)
    kept = kept[np.lexsort((right[kept], left[kept], -found[kept]))]
    levels = evidence.levels[:, kept].T
    different, which = np.unique(levels, axis=0, return_inverse=True)
    told = [reasons(one) for one in different.tolist()]
    return Linked(left[kept], right[kept], found[kept], [told[at] for at in which.tolist()], used)


def _compared(records: Records, left: Longs, right: Longs, threads: int) -> Evidence:
    starts = range(0, max(1, len(left)), AT_ONCE)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda at: compare(records, left[at : at + AT_ONCE], right[at : at + AT_ONCE]), starts))
    return Evidence(
        np.concatenate([part.levels for part in parts], axis=1),
        np.concatenate([part.by_chance for part in parts]),
        np.concatenate([part.at_home for part in parts]),
    )
