"""What words a unit group usually takes: the group's view, beside that of its single labels.

A trade nobody wrote down (« conducteur de presse à tuiles ») has no near label, but its words are those of a group. Each label
is taken apart into features: its words; the first and the last once more, where French and English put what a person is
(opérateur, vendeur; assistant, operator); pairs of neighbours; roots. How many labels of a group have a feature says how much the
feature speaks for the group (a multinomial naive Bayes, in hundredths of a bit, so that one input has one answer everywhere).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .lexicon import Likenesses
from .weights import WHOLE, Numbers, Runs, hundredths_of_bits, rarities

# A feature a group never showed counts as a twentieth of a label.
_UNSEEN = 20
_LEAST_RARITY = 40
_UNKNOWN_RARITY = 700
# A group this many hundredths of a bit behind the best has no say.
SPAN = 2000

Feature = tuple[int, int]


class Profiles:
    """For each feature, how strongly it speaks for each group, from all labels of the group."""

    def __init__(
        self, contents: Sequence[Sequence[int]], groups: Numbers, roots: Sequence[int], group_count: int
    ) -> None:
        """contents: the word numbers of each label, in order; groups: the group of each label; roots: the root of each word."""
        self._words, self._roots = len(roots), np.array(roots, dtype=np.int64)
        self._group_count = group_count
        self._root_features = 3 * self._words
        self._pair_features = self._root_features + (max(roots) + 1 if roots else 0)
        features = [list(self._features(content)) for content in contents]
        neighbours = [[self._neighbours(*two) for two in pairwise(content)] for content in contents]
        self._pairs, pair_places = np.unique(_flat(neighbours), return_inverse=True)
        size = self._pair_features + len(self._pairs)
        rows = np.concatenate([_rows(features), _rows(neighbours)])
        flat = np.concatenate([_flat(features), self._pair_features + pair_places])
        pairs, counts = np.unique(flat * max(group_count, 1) + groups[rows], return_counts=True)
        kept = pairs // max(group_count, 1)
        self._group_of: npt.NDArray[np.int32] = (pairs % max(group_count, 1)).astype(np.int32)
        self._speaks: npt.NDArray[np.int32] = _logarithms(1 + _UNSEEN * counts).astype(np.int32)
        self._runs = Runs(kept, size, sorted_already=True)
        self._rarity = rarities(np.bincount(kept, minlength=size)[: self._words], group_count, _LEAST_RARITY)
        taken = np.bincount(groups[rows], minlength=group_count).astype(np.int64)
        self._spread = _logarithms(_UNSEEN * taken + size)
        self._usual = _logarithms(np.maximum(np.bincount(groups, minlength=group_count), 1).astype(np.int64))

    def _features(self, content: Sequence[int]) -> Iterator[int]:
        """Yield the features of a label but for its pairs of neighbours."""
        yield from content
        if content:
            yield self._words + content[0]
            yield 2 * self._words + content[-1]
        for root in dict.fromkeys(int(self._roots[number]) for number in content):
            yield self._root_features + root

    def _neighbours(self, left: int, right: int) -> int:
        """Return one number for a pair of words."""
        return left * self._words + right

    def match(self, finds: Sequence[Likenesses], roots: Sequence[int | None], weights: Sequence[int]) -> Numbers:
        """Return, per group, 0–1000: how far the typed words are the group's usual words.

        finds: for each typed word the words of labels like it; roots: the root each typed word has, if labels have it;
        weights: what each typed word counts for, in thousandths.
        """
        said = np.zeros(self._group_count, dtype=np.int64)
        held = np.zeros(self._group_count, dtype=np.int64)
        asked, whole = 0, 0
        last = max((place for place, weight in enumerate(weights) if weight == WHOLE), default=-1)
        for place, (found, weight) in enumerate(zip(finds, weights, strict=True)):
            rarity = self._typed_rarity(found) * weight // WHOLE
            whole += rarity
            if not found:
                continue
            here = self._strongest(found, 0)
            held += np.where(here > 0, rarity * max(found.values()) // WHOLE, 0)
            for offset in (0, *((1,) if place == 0 else ()), *((2,) if place == last else ())):
                strongest = here if offset == 0 else self._strongest(found, offset * self._words)
                said += strongest * weight // WHOLE
                asked += weight
        for feature in self._exact(finds, roots):
            run = self._runs.of(feature)
            said[self._group_of[run]] += self._speaks[run]
            asked += WHOLE
        if not asked or not self._group_count:
            return held
        said += self._usual - asked * self._spread // WHOLE
        behind = int(said.max()) - said
        near = np.maximum(WHOLE - behind * WHOLE // SPAN, 0)
        answer: Numbers = near * (held * WHOLE // max(whole, 1)) // WHOLE
        return answer

    def _exact(self, finds: Sequence[Likenesses], roots: Sequence[int | None]) -> Iterator[int]:
        """Yield the roots and the pairs of neighbours that labels have too."""
        for root in dict.fromkeys(roots):
            if root is not None:
                yield self._root_features + root
        best = [max(found.items(), key=lambda item: (item[1], -item[0]))[0] if found else -1 for found in finds]
        for left, right in pairwise(best):
            key = self._neighbours(left, right)
            place = int(np.searchsorted(self._pairs, key))
            if left >= 0 and right >= 0 and place < len(self._pairs) and int(self._pairs[place]) == key:
                yield self._pair_features + place

    def _typed_rarity(self, found: Likenesses) -> int:
        if not found:
            return _UNKNOWN_RARITY
        best = max(found.values())
        return min(int(self._rarity[number]) for number, like in found.items() if like == best)

    def _strongest(self, found: Likenesses, offset: int) -> Numbers:
        """Return, per group, the strongest of the words like the one typed, less where it is less like it."""
        here = np.zeros(self._group_count, dtype=np.int64)
        for number, like in found.items():
            run = self._runs.of(number + offset)
            groups = self._group_of[run]
            here[groups] = np.maximum(here[groups], self._speaks[run].astype(np.int64) * like // WHOLE)
        return here


def _rows(lists: Sequence[Sequence[int]]) -> Numbers:
    """Return, for each number of the lists, the place of its list."""
    return np.repeat(np.arange(len(lists), dtype=np.int64), [len(numbers) for numbers in lists])


def _flat(lists: Sequence[Sequence[int]]) -> Numbers:
    """Return the numbers of the lists, one after the other."""
    return np.array([number for numbers in lists for number in numbers], dtype=np.int64)


def _logarithms(values: Numbers) -> Numbers:
    """Return ⌊100·log2⌋ of whole numbers from 1 on."""
    known = {value: hundredths_of_bits(value, 1) for value in set(values.tolist())}
    return np.array([known[value] for value in values.tolist()], dtype=np.int64)
