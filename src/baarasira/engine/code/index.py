"""Free text, as people say it, to the unit groups of ISCO-08 (engine.md, code)."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .shelf import OccupationLabel, Shelf
from .words import LONGEST_TEXT, Word, words

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)

# When the best suggestion is below this, none is worth a look. Beside a best of 1000, one under LEAST_BESIDE is not; the less
# sure the best, the more of the others are shown (by its square).
LEAST_SCORE = 235
LEAST_BESIDE = 150
# What the other language's labels are worth when the one asked for has nothing clear.
_CLEAR = 500
_OTHER_LANGUAGE = 850
# A text whose whole is nearly a label is one trade, whatever joins its words (« fruits et légumes »).
_ONE_TRADE = 950
_MOST_TRADES = 6
_PART_DROP = (1000, 800, 700, 650, 600)

_JOINTS = re.compile(r"[,;/+&|\n]|\s-\s|\s–\s|\s(?:et|ou|puis|ainsi que|and|or)\s", re.IGNORECASE)


Answers = dict[int, tuple[int, str]]
"""For each group that answers: its score and the words of its best label."""


class OccupationSuggestion(NamedTuple):
    """A unit group worth a look: its code, the label that answers best, and the score, 0–1000."""

    code: str
    label: str
    score: int


class OccupationIndex:
    """Labels made ready to be searched. `build` it once; it is never changed and may be shared between threads."""

    def __init__(self, shelves: dict[str, Shelf], codes: Sequence[str]) -> None:
        self._shelves = shelves
        self._codes = codes

    @classmethod
    def build(
        cls, labels: Iterable[OccupationLabel | tuple[str, str, str] | tuple[str, str, str, int]]
    ) -> "OccupationIndex":
        """Return the index over labels: (code, text, `fr` or `en`, weight 0–1000, 1000 where left out).

        The order of the labels matters only between equals: the first is the one shown.
        """
        kept = [OccupationLabel(*label) for label in labels]
        codes = sorted({label.code for label in kept})
        shelves = {lang: Shelf([label for label in kept if label.lang == lang], codes) for lang in LANGUAGES}
        return cls(shelves, codes)

    def suggest(
        self, text: str, lang: str = FRENCH, top: int = 5, *, unfinished: bool = True
    ) -> list[OccupationSuggestion]:
        """Return at most `top` suggestions for a text, best first, each group once; none when nothing is worth a look.

        text: as typed, one trade or several, of which the first 300 characters count. lang: whose labels come first,
        `fr` or `en`; the other's serve when it has nothing clear. unfinished: the last word may still be being typed.
        """
        return self._worth_a_look(self._search(text, lang, unfinished), top)

    def _worth_a_look(self, scored: Answers, top: int) -> list[OccupationSuggestion]:
        best = max((score for score, _label in scored.values()), default=0)
        if best < LEAST_SCORE:
            return []
        least = best * best * LEAST_BESIDE // 1_000_000
        kept = [
            OccupationSuggestion(self._codes[group], label, score)
            for group, (score, label) in scored.items()
            if score >= least
        ]
        kept.sort(key=lambda suggestion: (-suggestion.score, suggestion.code))
        return kept[:top]

    def _search(self, text: str, lang: str, unfinished: bool) -> Answers:
        """Score the whole text, and its parts when it names several trades; each part brings its best group forward."""
        result = self._look_up(words(text), lang, unfinished)
        parts = [part for part in map(words, _JOINTS.split(text[:LONGEST_TEXT])) if part][:_MOST_TRADES]
        if len(parts) > 1 and max((score for score, _label in result.values()), default=0) < _ONE_TRADE:
            for part in parts:
                self._add_part(result, self._look_up(part, lang, unfinished and part is parts[-1]))
        return result

    def _look_up(self, typed: list[Word], lang: str, unfinished: bool) -> Answers:
        """Score words by the labels of a language, and by the other's where it has nothing clear."""
        answers = self._answers(lang, typed, unfinished)
        if max((score for score, _label in answers.values()), default=0) < _CLEAR:
            other = ENGLISH if lang == FRENCH else FRENCH
            for group, (score, label) in self._answers(other, typed, unfinished).items():
                lowered = score * _OTHER_LANGUAGE // 1000
                if lowered > answers.get(group, (0, ""))[0]:
                    answers[group] = (lowered, label)
        return answers

    def _answers(self, lang: str, typed: list[Word], unfinished: bool) -> Answers:
        shelf = self._shelves[lang]
        found = shelf.look_up(typed, unfinished=unfinished)
        return {group: (score, shelf.labels[label].text) for group, (score, label) in found.items()}

    @staticmethod
    def _add_part(result: Answers, answers: Answers) -> None:
        found = sorted(answers.items(), key=lambda item: (-item[1][0], item[0]))
        for place, (group, (score, label)) in enumerate(found[: len(_PART_DROP)]):
            lowered = score * _PART_DROP[place] // 1000
            if group not in result or result[group][0] < lowered:
                result[group] = (lowered, label)
