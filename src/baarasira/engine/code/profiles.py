"""What words a unit group usually takes: the group's view, beside that of its single labels.

A trade nobody wrote down (« conducteur de presse à tuiles ») has no near label, but its words are those of a group. Each
word counts as a word, and once more when it comes first, where French puts what a person is (opérateur, vendeur).
"""

from collections.abc import Sequence
from math import isqrt

import numpy as np

from .lexicon import Likenesses
from .weights import WHOLE, Numbers, Runs, rarities

_LEAST_RARITY = 40
_UNKNOWN_RARITY = 700
_FINE = 10_000
# A group takes thousands of words; what counts as a full match is two thirds of the cosine.
_STRETCH = 1500


class Profiles:
    """For each word, how strongly it speaks for each group, from all labels of the group."""

    def __init__(self, contents: Sequence[Sequence[int]], groups: Numbers, words: int, group_count: int) -> None:
        """contents: the word numbers of each label, in order; groups: the group of each label."""
        self._words = words
        self._group_count = group_count
        features = [[*content, words + content[0]] for content in contents]
        rows = np.repeat(np.arange(len(features), dtype=np.int64), [len(feature) for feature in features])
        flat = np.array([number for feature in features for number in feature], dtype=np.int64)
        pairs, place = np.unique(flat * group_count + groups[rows], return_inverse=True)
        pair_feature, self._group_of = pairs // group_count, pairs % group_count
        spread = np.bincount(pair_feature, minlength=2 * words)
        self._rarity = rarities(spread, group_count, _LEAST_RARITY)
        strength = self._strength(flat, rows, place, len(pairs))
        self._strength_of = strength * _FINE // np.maximum(self._lengths(strength), 1)[self._group_of]
        self._runs = Runs(pair_feature, 2 * words)

    def _strength(self, flat: Numbers, rows: Numbers, place: Numbers, pairs: int) -> Numbers:
        """Return, per (word, group), the root of the sum of its shares in the group's labels."""
        squares = np.zeros(int(rows[-1]) + 1 if len(rows) else 0, dtype=np.int64)
        np.add.at(squares, rows, self._rarity[flat] ** 2)
        norms = np.array([isqrt(square) for square in squares.tolist()], dtype=np.int64)
        sums = np.zeros(pairs, dtype=np.int64)
        np.add.at(sums, place, self._rarity[flat] * WHOLE // np.maximum(norms[rows], 1))
        return np.array([isqrt(total * WHOLE) for total in sums.tolist()], dtype=np.int64)

    def _lengths(self, strength: Numbers) -> Numbers:
        squares = np.zeros(self._group_count, dtype=np.int64)
        np.add.at(squares, self._group_of, strength**2)
        return np.array([isqrt(square) for square in squares.tolist()], dtype=np.int64)

    def match(self, finds: Sequence[Likenesses]) -> Numbers:
        """Return, per group, 0–1000: how far the typed words are the group's usual words."""
        total = np.zeros(self._group_count, dtype=np.int64)
        square = 0
        asked = [(found, 0) for found in finds] + [(found, self._words) for found in finds[:1]]
        for found, offset in asked:
            rarity = self._typed_rarity(found, offset)
            square += rarity * rarity
            total += self._speaks(found, offset) * rarity
        return np.minimum(total // max(isqrt(square), 1) * _STRETCH // _FINE, WHOLE)

    def _typed_rarity(self, found: Likenesses, offset: int) -> int:
        if not found:
            return _UNKNOWN_RARITY
        best = max(found.values())
        return min(int(self._rarity[number + offset]) for number, like in found.items() if like == best)

    def _speaks(self, found: Likenesses, offset: int) -> Numbers:
        """Return, per group, the strongest of the words like the one typed, less where it is less like it."""
        here = np.zeros(self._group_count, dtype=np.int64)
        for number, like in found.items():
            run = self._runs.of(number + offset)
            groups = self._group_of[run]
            here[groups] = np.maximum(here[groups], self._strength_of[run] * like // WHOLE)
        return here
