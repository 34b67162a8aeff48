"""The words of all labels of one language, and how like a typed word is to each of them.

Likeness is a whole number from 0 to 1000: 1000 the same word but for accents, gender and number; less for a word that
sounds the same, begins with what was typed, shares the root (soudure, soudeur), or is a few letters away.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from .words import Word

SAME, SOUNDS, SHORT_SOUND, ROOT = 1000, 940, 550, 700
# A word just begun counts from _PREFIX_LOW up; from _PREFIX_LOWEST where what was typed is a word already.
_PREFIX_LOW, _PREFIX_LOWEST, _PREFIX_SPAN = 700, 500, 240
_ONE_LETTER, _TWO_LETTERS = 860, 690
_SHORTEST_FUZZY, _SHORTEST_TWO = 5, 8
_SHORTEST_PREFIX = 3
_LEAST_SOUND, _SURE_SOUND = 3, 4
_MOST_BY_PREFIX = 240
_MOST_BY_LETTERS = 40

Likenesses = dict[int, int]


def _trigrams(text: str) -> set[str]:
    padded = f"^{text}$"
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


class Lexicon:
    """Every word of the labels, numbered from 0; built once, then only read."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._ids: dict[str, int] = {}
        self._by_sound: defaultdict[str, list[int]] = defaultdict(list)
        self._by_root: defaultdict[str, list[int]] = defaultdict(list)
        self._root_ids: dict[str, int] = {}
        self.roots: list[int] = []
        """The number of each word's root."""
        surfaces: dict[str, int] = {}
        for word in words:
            number = self._ids.get(word.stem)
            if number is None:
                number = self._ids[word.stem] = len(self._ids)
                self._by_root[word.root].append(number)
                self.roots.append(self._root_ids.setdefault(word.root, len(self._root_ids)))
            if number not in self._by_sound[word.sound]:
                self._by_sound[word.sound].append(number)
            surfaces.setdefault(word.folded, number)
        self._stems = list(self._ids)
        self._surfaces = sorted(surfaces)
        self._surface_ids = [surfaces[surface] for surface in self._surfaces]
        self._trigrams = _posting_lists(self._stems)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._stems)

    def number(self, word: Word) -> int:
        """Return the number of a word of the labels, whatever its gender and plural; KeyError for any other."""
        return self._ids[word.stem]

    def knows(self, word: Word) -> bool:
        """Tell whether labels have a word, whatever its gender and plural."""
        return word.stem in self._ids

    def root(self, word: Word) -> int | None:
        """Return the number of a word's root, None when no label has it."""
        return self._root_ids.get(word.root)

    def find(self, word: Word, *, unfinished: bool = False) -> Likenesses:
        """Return {word number: likeness} of every word like the one typed; empty when none is.

        unfinished: it may be the beginning of a word still being typed.
        """
        found: Likenesses = {}
        exact = self._ids.get(word.stem)
        self._add(found, self._by_root.get(word.root, ()), ROOT)
        if len(word.sound) >= _LEAST_SOUND:
            likeness = SOUNDS if len(word.sound) >= _SURE_SOUND else SHORT_SOUND
            self._add(found, self._by_sound.get(word.sound, ()), likeness)
        if unfinished and len(word.folded) >= _SHORTEST_PREFIX:
            self._add_prefixed(found, word.folded, _PREFIX_LOW if exact is None else _PREFIX_LOWEST)
        if exact is None:
            self._add_misspelt(found, word)
        else:
            found[exact] = SAME
        return found

    @staticmethod
    def _add(found: Likenesses, numbers: Iterable[int], likeness: int) -> None:
        for number in numbers:
            if found.get(number, 0) < likeness:
                found[number] = likeness

    def _add_prefixed(self, found: Likenesses, typed: str, low: int) -> None:
        """Add the words that begin with what was typed: the more of the word is there, the liker, from `low` up."""
        place = bisect_left(self._surfaces, typed)
        matches: list[tuple[int, int]] = []
        while place < len(self._surfaces) and self._surfaces[place].startswith(typed):
            share = len(typed) * _PREFIX_SPAN // len(self._surfaces[place])
            matches.append((low + share, self._surface_ids[place]))
            place += 1
        for likeness, number in sorted(matches, key=lambda match: (-match[0], match[1]))[:_MOST_BY_PREFIX]:
            self._add(found, (number,), likeness)

    def _add_misspelt(self, found: Likenesses, word: Word) -> None:
        """Add the words one letter away (two for long ones), by spelling; a swap of neighbours is one letter."""
        typed = word.stem
        if len(typed) < _SHORTEST_FUZZY:
            return
        allowed = 2 if len(typed) >= _SHORTEST_TWO else 1
        for number in self._similar(typed):
            distance = OSA.distance(typed, self._stems[number], score_cutoff=allowed)
            if distance <= allowed:
                self._add(found, (number,), _ONE_LETTER if distance <= 1 else _TWO_LETTERS)

    def _similar(self, typed: str) -> list[int]:
        """Return the words that share most trigrams with the one typed, best first."""
        grams = _trigrams(typed)
        lists = [self._trigrams[gram] for gram in sorted(grams) if gram in self._trigrams]
        if not lists:
            return []
        counts = np.bincount(np.concatenate(lists), minlength=len(self._stems))
        best = np.flatnonzero(counts >= max(1, len(grams) // 4))
        order = np.lexsort((best, -counts[best]))
        return [int(number) for number in best[order[:_MOST_BY_LETTERS]]]


def _posting_lists(stems: list[str]) -> dict[str, npt.NDArray[np.int32]]:
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, stem in enumerate(stems):
        for gram in _trigrams(stem):
            lists[gram].append(number)
    return {gram: np.array(numbers, dtype=np.int32) for gram, numbers in lists.items()}
