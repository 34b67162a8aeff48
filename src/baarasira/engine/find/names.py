"""Finding people by what was typed of their names: as typed, spelt otherwise, or with the letters mistaken.

A typed word is *borne as typed* by whoever has that word among their names; *in any spelling* by whoever has a word that
begins with it, or whose canonical form begins with its own; *corrected* by whoever has a word of the canonical form of
one of its corrections (see `Names._meant`). A person is found at the first rank that holds for every typed word:

0. as typed, the last word perhaps only begun;
1. in any spelling, any word perhaps only begun;
2. in any spelling or corrected; looked for only when the first two ranks find at most `FEW` people.

Within a rank people come by sort key, then id. Whoever is not to be shown is not counted anywhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..link import canonical_name
from .segment import Bearer, Places, Segment, build_segment, left_out

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
        ranks = [[each.as_typed for each in asked], [each.spelt for each in asked]]
        corrections: Mapping[str, tuple[str, ...]] = {}
        if sum(_count(places) for places in ranks) <= FEW:
            corrections = self._corrections(question, asked, shut)
        ranks.append([each.corrected(corrections) for each in asked] if corrections else [])
        page = self._page(ranks, after, size + 1)
        as_typed, spelt, corrected = (_count(places) for places in ranks)
        told = {word: found[:_MOST_TOLD] for word, found in corrections.items()} if corrected else {}
        return Named(page[:size], (as_typed, spelt, corrected), len(page) > size, told)

    def namesakes(
        self, forms: Iterable[Collection[str]], years: Collection[int] | None, days: Collection[int], most: int
    ) -> list[bytes]:
        """Return the ids of at most `most` people who bear a word of some canonical form of every collection.

        Only those born in `years` or on `days` (YYYYMMDD), unless `years` is None; hidden people among them.
        """
        wanted = [list(some) for some in forms]
        found: list[bytes] = []
        for segment in self.segments:
            sets = [segment.vocabulary.of_forms(some) for some in wanted]
            places, _none = _all_borne(segment, sets, sets)
            if years is not None:
                places = segment.born_in(places, years, days)
            places = left_out(places, segment.gone)
            found += [segment.id_at(place) for place in places[: most - len(found)].tolist()]
        return found

    def bearers_of(self, form: str) -> int:
        """Return how many people bear a word of a canonical form, hidden people among them."""
        words = ((segment, segment.vocabulary.of_forms([form])) for segment in self.segments)
        return sum(len(left_out(segment.bearing(numbers), segment.gone)) for segment, numbers in words)

    def _corrections(
        self, question: NameQuestion, asked: Sequence["_Asked"], shut: Sequence[Places]
    ) -> dict[str, tuple[str, ...]]:
        """Return the words to take for each word of the question that may be mistyped, the commonest first."""
        commonest = sum(segment.commonest for segment in self.segments)
        found: dict[str, tuple[str, ...]] = {}
        for number, word in enumerate(question.words):
            limit = letters_off(word)
            # No word may be common enough: so is it for most words, and who bears them need not be counted.
            if not limit or COMMONER * sum(each.known_at_least(number) for each in asked) > commonest:
                continue
            least = max(1, COMMONER * sum(each.known(number) for each in asked))
            if least <= commonest and (meant := self._meant(word, limit, least, shut)):
                found[word] = meant
        return found

    def _meant(self, word: str, limit: int, least: int, shut: Sequence[Places]) -> tuple[str, ...]:
        """Return the words that may have been meant by a mistyped one, the commonest first.

        They are the nearest, by letters left out, added, changed or swapped with the next, at most `limit`, of the borne
        words that are not it in any spelling and that at least `least` people bear.
        """
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

    def _page(self, ranks: Sequence[Sequence[Places]], after: Position | None, size: int) -> list[Position]:
        page: list[Position] = []
        for rank, places_of in enumerate(ranks):
            if len(page) >= size or (after is not None and rank < after[0]):
                continue
            rows: list[Position] = []
            for segment, places in zip(self.segments, places_of, strict=bool(places_of)):
                first = 0
                if after is not None and rank == after[0]:
                    first = int(np.searchsorted(places, segment.place_after(after[1], after[2])))
                here = places[first : first + size].tolist()
                rows += [(rank, segment.key_at(place), segment.id_at(place)) for place in here]
            page += sorted(rows)[: size - len(page)]
        return page


def _count(places_of: Sequence[Places]) -> int:
    return sum(map(len, places_of))


def _all_borne(segment: Segment, best: Sequence[set[int]], good: Sequence[set[int]]) -> tuple[Places, Places]:
    """Return the places of those who bear a word of every set of `best`, and of the others who do of every set of `good`.

    Each set of `good` holds the one of `best` at its place. Begun with the words that fewest bear.
    """
    first, *others = sorted(range(len(good)), key=lambda number: segment.postings(good[number]))
    top, rest = segment.both(best[first], good[first] - best[first])
    for number in others:
        if not len(top) and not len(rest):
            break
        levels = segment.levels(best[number], good[number] - best[number])
        of_top, of_rest = levels[top], levels[rest]
        rest = np.concatenate((rest[of_rest > 0], top[of_top == 1]))
        rest.sort()
        top = top[of_top == 2]
    return top, rest


class _Asked:
    """A question put to one segment: places of those found as typed, and of the others found in any spelling."""

    def __init__(self, segment: Segment, question: NameQuestion, shut: Places) -> None:
        self.segment, self.question, self.shut = segment, question, shut
        vocabulary, last = segment.vocabulary, len(question.words) - 1
        same = [
            vocabulary.begun(word) if place == last else vocabulary.same(word)
            for place, word in enumerate(question.words)
        ]
        self.numbers = [vocabulary.begun(word) | vocabulary.sounding(canonical_name(word)) for word in question.words]
        as_typed, spelt = _all_borne(segment, same, self.numbers)
        self.as_typed, self.spelt = self._shown(as_typed), self._shown(spelt)

    def known_at_least(self, number: int) -> int:
        """Return a number of people that `known` is not below, found without counting them."""
        return max(0, self.segment.longest(self.numbers[number]) - len(self.shut))

    def known(self, number: int) -> int:
        """Return how many people who may be shown bear the word of this number of the question, in any spelling."""
        return len(left_out(self.segment.bearing(self.numbers[number]), self.shut))

    def corrected(self, corrections: Mapping[str, Sequence[str]]) -> Places:
        """Return the places of the others found with these words taken, each for the typed one it stands under."""
        sets = [
            numbers | self.segment.vocabulary.of_forms({canonical_name(other) for other in corrections.get(word, ())})
            for word, numbers in zip(self.question.words, self.numbers, strict=True)
        ]
        found, _none = _all_borne(self.segment, sets, sets)
        return left_out(left_out(self._shown(found), self.as_typed), self.spelt)

    def _shown(self, places: Places) -> Places:
        """Return those of the places born in the years asked and to be shown."""
        for year in self.question.years:
            places = self.segment.born_in(places, (year,))
        return left_out(places, self.shut)
