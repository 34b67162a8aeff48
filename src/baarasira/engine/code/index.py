"""Free text, as people say it, to the unit groups of ISCO-08 (engine.md, code)."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .shelf import Found, OccupationLabel, Shelf
from .words import LONGEST_TEXT, Word, words

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)

# When the best suggestion is below this, none is worth a look; beside a good best, one under this share of it is not.
LEAST_SCORE = 150
LEAST_SHARE = 150
# What the other language's labels are worth when the one asked for has nothing clear.
_CLEAR = 500
_OTHER_LANGUAGE = 850
# A text whose whole is nearly a label is one trade, whatever joins its words (« fruits et légumes »).
_ONE_TRADE = 850
_MOST_TRADES = 6
_PART_DROP = (1000, 800, 700, 650, 600)

_JOINTS = re.compile(r"[,;/+&|\n]|\s-\s|\s–\s|\s(?:et|ou|puis|ainsi que|and|or)\s", re.IGNORECASE)


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
        other = ENGLISH if lang == FRENCH else FRENCH
        scored = self._search(self._shelves[lang], text, unfinished)
        if max((found.score for found, _ in scored.values()), default=0) < _CLEAR:
            for group, (found, label) in self._search(self._shelves[other], text, unfinished).items():
                score = found.score * _OTHER_LANGUAGE // 1000
                if score > (scored[group][0].score if group in scored else 0):
                    scored[group] = (Found(score, found.label), label)
        return self._worth_a_look(scored, top)

    def _worth_a_look(self, scored: dict[int, tuple[Found, str]], top: int) -> list[OccupationSuggestion]:
        best = max((found.score for found, _ in scored.values()), default=0)
        if best < LEAST_SCORE:
            return []
        least = best * LEAST_SHARE // 1000
        kept = [
            OccupationSuggestion(self._codes[group], label, found.score)
            for group, (found, label) in scored.items()
            if found.score >= least
        ]
        kept.sort(key=lambda suggestion: (-suggestion.score, suggestion.code))
        return kept[:top]

    def _search(self, shelf: Shelf, text: str, unfinished: bool) -> dict[int, tuple[Found, str]]:
        """Score the whole text, and its parts when it names several trades; each part brings its best group forward."""
        typed = words(text)
        whole = shelf.look_up(typed, unfinished=unfinished)
        result = dict(whole)
        parts = [part for part in map(words, _JOINTS.split(text[:LONGEST_TEXT])) if part][:_MOST_TRADES]
        if len(parts) > 1 and max((found.score for found in whole.values()), default=0) < _ONE_TRADE:
            for part in parts:
                self._add_part(result, shelf, part, unfinished and part is parts[-1])
        return {group: (found, shelf.labels[found.label].text) for group, found in result.items()}

    @staticmethod
    def _add_part(result: dict[int, Found], shelf: Shelf, part: list[Word], unfinished: bool) -> None:
        found = sorted(shelf.look_up(part, unfinished=unfinished).items(), key=lambda item: (-item[1].score, item[0]))
        for place, (group, (score, label)) in enumerate(found[: len(_PART_DROP)]):
            lowered = score * _PART_DROP[place] // 1000
            if group not in result or result[group].score < lowered:
                result[group] = Found(lowered, label)
