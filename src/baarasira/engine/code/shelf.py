"""The labels of one language, inverted: for the words typed, how well every unit group answers.

All arithmetic is on whole numbers, so that one input has one answer on every machine.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .lexicon import Lexicon, Likenesses
from .profiles import Profiles
from .weights import WHOLE, Numbers, Runs, rarities
from .words import Word, joined, parted, words

# A word no label knows (a workplace, a village) counts this much beside known ones, in hundredths of a bit.
_UNKNOWN_RARITY = 350
_LEAST_RARITY = 120
# What a label keeps (thousandths) when it begins with another word than was typed first.
_OTHER_FIRST = 970
# A group whose label has nothing of what was typed could not score more than this, however usual the words are there.
_MOST_UNSAID = 300
# Half of what two texts have in common comes by chance: up to there the score shown stays under a tenth.
_CHANCE, _BY_CHANCE = 500, 100
# Bits for the number of a label beside its score: a million labels.
_PLACES = 20


class OccupationLabel(NamedTuple):
    """A name of work: its unit group (four digits), the words, `fr` or `en`, and how much it is to be trusted.

    weight: 1000 for what names the group itself, less for a second sense or a remoter source. Of two labels with the
    same words in one group the heavier counts.
    """

    code: str
    text: str
    lang: str
    weight: int = WHOLE


class Found(NamedTuple):
    """How one group answers: its score (0–1000) and the number of its best label."""

    score: int
    label: int


class Shelf:
    """Labels of one language and their groups; `look_up` scores the groups for typed words."""

    def __init__(self, labels: Sequence[OccupationLabel], codes: Sequence[str]) -> None:
        """labels: of one language. codes: every group, sorted; groups are numbered by their place in it."""
        self.labels: list[OccupationLabel] = []
        contents = self._collect(labels)
        self._lexicon = Lexicon(word for content in contents for word in content)
        numbered = [[self._lexicon.number(word) for word in content] for content in contents]
        places = {code: place for place, code in enumerate(codes)}
        self._groups = np.array([places[label.code] for label in self.labels], dtype=np.int64)
        self._in_groups = np.argsort(self._groups, kind="stable")
        self._group_starts = np.flatnonzero(np.diff(self._groups[self._in_groups], prepend=-1))
        self._trust = np.array([label.weight for label in self.labels], dtype=np.int64)
        self._first = np.array([content[0] for content in numbered], dtype=np.int64)
        self._invert(numbered)
        self._profiles = Profiles(numbered, self._groups, self._lexicon.roots, len(codes))

    def _collect(self, labels: Sequence[OccupationLabel]) -> list[list[Word]]:
        """Keep the heaviest of the labels with the same words in one group; return the words of each kept label."""
        kept: dict[tuple[str, frozenset[str]], int] = {}
        contents: list[list[Word]] = []
        for label in labels:
            content = words(label.text)
            if not content:
                continue
            key = (label.code, frozenset(word.stem for word in content))
            place = kept.setdefault(key, len(self.labels))
            if place == len(self.labels):
                self.labels.append(label)
                contents.append(content)
            elif self.labels[place].weight < label.weight:
                self.labels[place] = label
        return contents

    def _invert(self, numbered: list[list[int]]) -> None:
        """Fill the lists word → labels, what each word weighs (rare words more), and what each label weighs."""
        label_of = np.repeat(np.arange(len(numbered), dtype=np.int64), [len(content) for content in numbered])
        word_of = np.array([number for content in numbered for number in content], dtype=np.int64)
        size = len(self._lexicon)
        self._rarity = rarities(np.bincount(word_of, minlength=size), len(numbered), _LEAST_RARITY)
        self._weights = np.zeros(len(numbered), dtype=np.int64)
        np.add.at(self._weights, label_of, self._rarity[word_of])
        self._runs = Runs(word_of, size)
        self._label_of = label_of[self._runs.order]

    def look_up(self, typed: Sequence[Word], *, unfinished: bool = False) -> dict[int, Found]:
        """Return {group number: score and best label} for typed words, the last of which may be unfinished."""
        typed = self._fitted(typed, unfinished)
        last = len(typed) - 1
        finds = [self._lexicon.find(word, unfinished=unfinished and at == last) for at, word in enumerate(typed)]
        if not any(finds):
            return {}
        # One word says nothing beside its labels that the group's words could confirm; half of it is taken.
        roots = [self._lexicon.root(word) for word in typed]
        weights = [word.weight for word in typed]
        usual = self._profiles.match(finds, roots, weights) // (2 if len(finds) == 1 else 1)
        return self._by_group(self._label_scores(finds, weights), usual)

    def _fitted(self, typed: Sequence[Word], unfinished: bool) -> list[Word]:
        """Join neighbours that labels write as one word, and part a word that they write as two."""
        fitted: list[Word] = []
        waiting = list(reversed(typed))
        while waiting:
            word = waiting.pop()
            if waiting and not (self._lexicon.knows(word) and self._lexicon.knows(waiting[-1])):
                together = joined(word, waiting[-1])
                if self._lexicon.knows(together):
                    waiting.pop()
                    fitted.append(together)
                    continue
            halves = [] if self._lexicon.knows(word) or (unfinished and not waiting) else self._halves(word)
            fitted += halves or [word]
        return fitted

    def _halves(self, word: Word) -> list[Word]:
        """Return the two words of labels that a word no label is like is made of, none where it is not."""
        both = [pair for pair in parted(word) if self._lexicon.knows(pair[0]) and self._lexicon.knows(pair[1])]
        return list(both[0]) if both and not self._lexicon.find(word) else []

    def _typed_rarity(self, found: Likenesses) -> int:
        """Return what a typed word weighs: as the word it is likest to; a fixed little where it is like none."""
        if not found:
            return _UNKNOWN_RARITY
        best = max(found.values())
        return min(int(self._rarity[number]) for number, like in found.items() if like == best)

    def _label_scores(self, finds: Sequence[Likenesses], weights: Sequence[int]) -> Numbers:
        """Return, per label, 0–1000: the harmonic mean of how much of the typed words it has, and they of it."""
        asked = np.zeros(len(self.labels), dtype=np.int64)
        covered = np.zeros(len(self.labels), dtype=np.int64)
        total = 0
        for found, weight in zip(finds, weights, strict=True):
            like_of = np.zeros(len(self.labels), dtype=np.int64)
            part_of = np.zeros(len(self.labels), dtype=np.int64)
            for number, like in sorted(found.items(), key=lambda item: (item[1], item[0])):
                rows = self._label_of[self._runs.of(number)]
                like_of[rows] = like
                part_of[rows] = like * self._rarity[number]
            rarity = self._typed_rarity(found) * weight // WHOLE
            total += rarity
            asked += like_of * rarity
            covered += part_of
        asked //= max(total, 1)
        covered = np.minimum(covered // np.maximum(self._weights, 1), WHOLE)
        mean: Numbers = 2 * asked * covered // np.maximum(asked + covered, 1)
        return mean * self._trust // WHOLE * self._agree_first(next(found for found in finds if found)) // WHOLE

    def _agree_first(self, found: Likenesses) -> Numbers:
        """Return, per label, 1000 where its first word is like the first known one typed, a little less elsewhere.

        French says first what a person is: a secrétaire-comptable is another than a comptable secrétaire.
        """
        known = np.full(len(self._lexicon), _OTHER_FIRST, dtype=np.int64)
        known[list(found)] = WHOLE
        return known[self._first]

    def _by_group(self, scores: Numbers, usual: Numbers) -> dict[int, Found]:
        """Return each group's best label (the first on a tie) and its score, raised where the words are the group's."""
        if not len(scores):
            return {}
        # The greatest of (score, place from the end) of each group's run: its best label, the first on a tie.
        keys = (scores[self._in_groups] << _PLACES) | ((1 << _PLACES) - 1 - self._in_groups)
        greatest = np.maximum.reduceat(keys, self._group_starts)
        greatest = greatest[greatest >> _PLACES > 0]
        best = (1 << _PLACES) - 1 - (greatest & ((1 << _PLACES) - 1))
        groups = self._groups[best]
        raised = scores[best] + (WHOLE - scores[best]) * usual[groups] // WHOLE
        above = _BY_CHANCE + (raised - _CHANCE) * (WHOLE - _BY_CHANCE) // (WHOLE - _CHANCE)
        shown = np.where(raised < _CHANCE, raised * _BY_CHANCE // _CHANCE, above)
        shown = np.minimum(shown, _MOST_UNSAID + (WHOLE - _MOST_UNSAID) * scores[best] // WHOLE)
        return {
            int(group): Found(int(score), int(label))
            for group, score, label in zip(groups, shown, best, strict=True)
            if score > 0
        }
