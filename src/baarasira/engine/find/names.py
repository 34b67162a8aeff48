"""Finding people by what was typed of their names: as typed, spelt otherwise, or with the letters mistaken.

A typed word is *borne as typed* by whoever has that word among their names; *in any spelling* by whoever has a word that
begins with it, or whose canonical form begins with its own; *corrected* by whoever has a word of the canonical form of
one of its corrections (see `Names._corrections`). A person is found at the first rank that holds for every typed word:

0. as typed, the last word perhaps only begun;
1. in any spelling, any word perhaps only begun;
2. in any spelling or corrected; looked for only when the first two ranks find at most `FEW` people.

Within a rank people come by sort key, then id. Whoever is not to be shown is not counted anywhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..link import canonical_name
from .segment import Bearer, Flags, Places, Segment, build_segment, first_places

FEW = 300
COMMONER = 20
"""A correction is borne by at least this many times as many people as what was typed, in any spelling."""
_SHORTEST, _SHORTEST_TWO = 4, 6
_MERGE_FACTOR = 4
_MOST_TOLD = 3
RANKS = (0, 1, 2)

Position = tuple[int, str, bytes]


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """What is looked for: folded words (at least one), the birth years all of which must hold, the offices of the asker.

    `own`: the offices whose hidden people are shown; None is every office.
    """

    words: tuple[str, ...]
    years: tuple[int, ...] = ()
    own: Collection[bytes] | None = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """A page of people in order, as (rank, sort key, id), and how many there are in all at each rank.

    `corrections`: each word that was corrected, with the words taken for it, the commonest first (three at most).
    """

    page: Sequence[Position]
    counts: tuple[int, int, int]
    more: bool
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def found(self) -> int:
        """How many people were found in all."""
        return sum(self.counts)


def letters_off(word: str) -> int:
    """Return how many letters may be mistaken in a word (left out, added, changed, or two swapped)."""
    return 0 if len(word) < _SHORTEST else 1 if len(word) < _SHORTEST_TWO else 2


@dataclass(frozen=True, eq=False)
class Names:
    """People in segments, the largest first; a person counts in one of them. Never changed: changing gives a new one.

    Threads may ask one while another makes the next.
    """

    segments: tuple[Segment, ...]

    @classmethod
    def build(cls, people: Iterable[Bearer]) -> "Names":
        """Lay out people, each id once, in one segment."""
        return cls((build_segment(people),))

    def __len__(self) -> int:
        return sum(segment.living for segment in self.segments)

    def with_changes(self, changed: Iterable[Bearer] = (), removed: Collection[bytes] = ()) -> "Names":
        """Return the names in which `changed` are new or as given now and `removed` are gone.

        The changed go into a small segment of their own, which takes in the small ones before it: the cost follows the
        number of changed people, not of all. An id both changed and removed is changed; an unknown removed id is passed
        over.
        """
        fresh = list(changed)
        gone = {person.id for person in fresh} | set(removed)
        segments = [segment.without(gone) for segment in self.segments]
        while (
            fresh and segments and segments[-1].kept is not None and segments[-1].living <= _MERGE_FACTOR * len(fresh)
        ):
            fresh = [*segments.pop().people(), *fresh]
        if fresh:
            segments.append(build_segment(fresh))
        return Names(tuple(segments))

    def find(self, question: NameQuestion, *, after: Position | None = None, size: int = 30) -> Named:
        """Return the page of `size` people that follows a position, or the first."""
        shut = [segment.shut(question.own) for segment in self.segments]
        asked = [_Asked(segment, question, closed) for segment, closed in zip(self.segments, shut, strict=True)]
        ranks = [[each.as_typed for each in asked], [np.greater(each.spelt, each.as_typed) for each in asked]]
        corrections: dict[str, tuple[str, ...]] = {}
        if sum(_count(flags) for flags in ranks) <= FEW:
            for place, word in enumerate(question.words):
                if found := self._corrections(word, sum(each.known(place) for each in asked), shut):
                    corrections[word] = found
        if corrections:
            ranks.append([np.greater(each.corrected(corrections), each.spelt) for each in asked])
        counts = [_count(flags) for flags in ranks] + [0] * (len(RANKS) - len(ranks))
        page = self._page(ranks, after, size + 1)
        told = {word: found[:_MOST_TOLD] for word, found in corrections.items()} if counts[2] else {}
        return Named(page[:size], (counts[0], counts[1], counts[2]), len(page) > size, told)

    def namesakes(self, forms: Iterable[Collection[str]], years: Collection[int] | None, most: int) -> list[bytes]:
        """Return the ids of at most `most` people who bear a word of some canonical form of every collection.

        Only those born in `years` where they are given; hidden people among them.
        """
        wanted = [list(some) for some in forms]
        found: list[bytes] = []
        for segment in self.segments:
            words = [segment.bearing(segment.vocabulary.of_forms(some)) for some in wanted]
            flags = np.logical_and.reduce(words)
            if years is not None:
                flags &= np.isin(segment.years, list(years))
            flags[segment.gone] = False
            found += [segment.id_at(place) for place in first_places(flags, 0, most - len(found))]
        return found

    def bearers_of(self, form: str) -> int:
        """Return how many people bear a word of a canonical form, hidden people among them."""
        total = 0
        for segment in self.segments:
            flags = segment.bearing(segment.vocabulary.of_forms([form]))
            flags[segment.gone] = False
            total += int(np.count_nonzero(flags))
        return total

    def _corrections(self, word: str, known: int, shut: Sequence[Places]) -> tuple[str, ...]:
        """Return the words that may have been meant by a mistyped one, the commonest first.

        They are the nearest, by letters left out, added, changed or swapped with the next, at most `letters_off`, of the
        borne words that are not it in any spelling and are `COMMONER` times as common as the `known` who bear it so.
        """
        limit, least = letters_off(word), max(1, COMMONER * known)
        if not limit or least > sum(segment.commonest for segment in self.segments):
            return ()
        canonical = canonical_name(word)
        near = dict(pair for segment in self.segments for pair in segment.vocabulary.near(word, limit))
        for distance in range(1, limit + 1):
            borne = {
                other: bearers
                for other, off in near.items()
                if off == distance
                and not (other.startswith(word) or canonical_name(other).startswith(canonical))
                and (bearers := self._bearers(other, shut)) >= least
            }
            if borne:
                return tuple(sorted(borne, key=lambda other: (-borne[other], other)))
        return ()

    def _bearers(self, word: str, shut: Sequence[Places]) -> int:
        return sum(
            segment.bearers(number, closed)
            for segment, closed in zip(self.segments, shut, strict=True)
            if (number := segment.vocabulary.number(word)) is not None
        )

    def _page(self, ranks: Sequence[Sequence[Flags]], after: Position | None, size: int) -> list[Position]:
        page: list[Position] = []
        for rank, flags_of in enumerate(ranks):
            if len(page) >= size or (after is not None and rank < after[0]):
                continue
            rows: list[Position] = []
            for segment, flags in zip(self.segments, flags_of, strict=True):
                start = segment.place_after(after[1], after[2]) if after is not None and rank == after[0] else 0
                places = first_places(flags, start, size)
                rows += [(rank, segment.key_at(place), segment.id_at(place)) for place in places]
            page += sorted(rows)[: size - len(page)]
        return page


def _count(flags_of: Sequence[Flags]) -> int:
    return sum(int(np.count_nonzero(flags)) for flags in flags_of)


class _Asked:
    """A question put to one segment: flags of those found as typed, and of those found in any spelling."""

    def __init__(self, segment: Segment, question: NameQuestion, shut: Places) -> None:
        self.segment, self.question, self.shut = segment, question, shut
        vocabulary, last = segment.vocabulary, len(question.words) - 1
        same = [
            vocabulary.begun(word) if place == last else vocabulary.same(word)
            for place, word in enumerate(question.words)
        ]
        self.numbers = [vocabulary.begun(word) | vocabulary.sounding(canonical_name(word)) for word in question.words]
        typed = [segment.bearing(numbers) for numbers in same]
        self._words = [
            flags if len(every) == len(some) else segment.bearing(every - some, flags)
            for flags, some, every in zip(typed, same, self.numbers, strict=True)
        ]
        self.as_typed, self.spelt = self._all(typed), self._all(self._words)

    def known(self, place: int) -> int:
        """Return how many people who may be shown bear the word at this place of the question, in any spelling."""
        flags = self._words[place]
        return int(np.count_nonzero(flags)) - int(np.count_nonzero(flags[self.shut]))

    def corrected(self, corrections: Mapping[str, Sequence[str]]) -> Flags:
        """Return flags of those found with these words taken, each for the typed one it stands under, as well."""
        words = []
        for word, numbers, flags in zip(self.question.words, self.numbers, self._words, strict=True):
            meant = {canonical_name(other) for other in corrections.get(word, ())}
            added = self.segment.vocabulary.of_forms(meant) - numbers
            words.append(self.segment.bearing(added, flags) if added else flags)
        return self._all(words)

    def _all(self, words: Sequence[Flags]) -> Flags:
        """Return flags of those flagged for every word, born in the years asked and to be shown."""
        flags = words[0].copy() if len(words) == 1 else words[0] & words[1]
        for more in words[2:]:
            flags &= more
        for year in self.question.years:
            flags &= self.segment.years == year
        flags[self.shut] = False
        return flags
