"""Whether two written names are one person's: however spelt, in whatever order (C02)."""

from difflib import SequenceMatcher

from baarasira.engine import canonical_words

_NEAR = 0.8
"""From this share of common letters, two words count as one mistyped, for that share."""


def name_likeness(one: str, other: str) -> float:
    """Return how alike two full names are, 0 to 1: twice the words that answer each other over all the words.

    Words are compared in the canonical form of the engine (Traoré and Traore are one), then letter by letter. The order does
    not matter, and the measure is symmetric.
    """
    left, right = sorted((list(canonical_words(one)), list(canonical_words(other))))
    if not left or not right:
        return 0.0
    total = len(left) + len(right)
    pairs = sorted(
        ((-_alike(mine, theirs), mine, theirs, i, j) for i, mine in enumerate(left) for j, theirs in enumerate(right)),
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    shared = 0.0
    for minus, _mine, _theirs, i, j in pairs:
        if -minus < _NEAR or i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        shared -= minus
    return min(1.0, 2 * shared / total)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
