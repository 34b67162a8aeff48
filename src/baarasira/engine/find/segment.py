"""A block of people by the words of their names: posting lists over everyone in the order of lists, never changed."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..link import canonical_name

ID_BYTES = 16
_AFTER_ALL = chr(0x10FFFF)
# Below this size a segment keeps the people it was made of, so that it can be taken into a greater one.
_KEPT_WHOLE = 20_000
# Lists that hold more than one place in so many are put together by flags, not by sorting.
_DENSE = 16
_A_YEAR = 10_000

Places = npt.NDArray[np.uint32]
Spans = list[tuple[int, int]]


class Bearer(NamedTuple):
    """One person as the search knows them.

    id: 16 bytes; key: the text by which lists sort; words: the folded words of all names, each once, spaces between;
    born: date of birth as the number YYYYMMDD (see `birth_number`); office: 16 bytes; hidden: shown only to whoever works in that office.
    """

    id: bytes
    key: str
    words: str
    born: int
    office: bytes
    hidden: bool = False


def birth_number(born: date) -> int:
    """Return a date of birth as the number YYYYMMDD, by which days and years can be compared."""
    return born.year * _A_YEAR + born.month * 100 + born.day


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The different words of a segment, sorted and numbered from 0, and their canonical forms, sorted likewise.

    canonicals[i] is the form of the word numbers[i]. lengths and letters (see `_letters`) are by word.
    """

    words: list[str]
    canonicals: list[str]
    numbers: list[int]
    lengths: npt.NDArray[np.int16]
    letters: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """Number these different words."""
        ordered = sorted(words)
        pairs = sorted((canonical_name(word), number) for number, word in enumerate(ordered))
        return cls(
            ordered,
            [form for form, _number in pairs],
            [number for _form, number in pairs],
            np.array([len(word) for word in ordered], np.int16),
            np.array([_letters(word) for word in ordered], np.uint64),
        )

    def number(self, word: str) -> int | None:
        """Return the number of a word, None when nobody bears it."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def same(self, word: str) -> set[int]:
        """Return the word itself, if it is borne."""
        number = self.number(word)
        return set() if number is None else {number}

    def begun(self, text: str) -> set[int]:
        """Return the words that begin with a text."""
        return set(range(bisect_left(self.words, text), bisect_left(self.words, text + _AFTER_ALL)))

    def sounding(self, canonical: str) -> set[int]:
        """Return the words whose canonical form begins with this one."""
        first = bisect_left(self.canonicals, canonical)
        return set(self.numbers[first : bisect_left(self.canonicals, canonical + _AFTER_ALL)])

    def of_forms(self, canonicals: Iterable[str]) -> set[int]:
        """Return the words of these canonical forms."""
        found: set[int] = set()
        for form in canonicals:
            found.update(self.numbers[bisect_left(self.canonicals, form) : bisect_right(self.canonicals, form)])
        return found

    def near(self, word: str, limit: int) -> Iterator[tuple[str, int]]:
        """Yield the words at most `limit` mistaken letters away, each with how many."""
        # One mistaken letter changes which letters a word has by two at most, and its length by one.
        alike = np.bitwise_count(self.letters ^ np.uint64(_letters(word))) <= 2 * limit
        alike &= np.abs(self.lengths - len(word)) <= limit
        words = [self.words[number] for number in np.flatnonzero(alike).tolist()]
        if words:
            (off,) = process.cdist([word], words, scorer=OSA.distance, score_cutoff=limit, dtype=np.uint8)
            yield from ((words[place], int(off[place])) for place in np.flatnonzero(off <= limit).tolist())


@lru_cache(maxsize=65536)
def _letters(word: str) -> int:
    """Return which letters a word has, as bits of 64; letters far from a to z share bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


@dataclass(frozen=True, eq=False)
class Segment:
    """n people in the order of key, then id; a place is a number from 0 to n - 1 in that order.

    ids: 16 bytes a person; by_id: places in the order of ids. keys: the different sort keys in UTF-8 end to end, the k-th
    being ``keys[key_ends[k]:key_ends[k + 1]]``; key: which one a person has. office: number in `offices`. hidden: places
    of hidden people.
    posts: the places of those who bear a word, ``posts[post_ends[w]:post_ends[w + 1]]`` in order. gone: places that no
    longer count, in order. kept: the people as given, in small segments.
    """

    ids: bytes
    by_id: Places
    keys: bytes
    key_ends: npt.NDArray[np.int64]
    key: Places
    born: npt.NDArray[np.int32]
    offices: Sequence[bytes]
    office: npt.NDArray[np.uint16]
    hidden: Places
    vocabulary: Vocabulary
    posts: Places
    post_ends: npt.NDArray[np.int64]
    gone: Places
    kept: Sequence[Bearer] | None

    def __len__(self) -> int:
        return len(self.born)

    @property
    def living(self) -> int:
        """How many people count."""
        return len(self) - len(self.gone)

    @cached_property
    def commonest(self) -> int:
        """How many people bear the word that most bear, those that no longer count among them."""
        return int(np.diff(self.post_ends).max(initial=0))

    @cached_property
    def last_id(self) -> bytes:
        """The greatest id (there must be people)."""
        return self.id_at(int(self.by_id[-1]))

    def id_at(self, place: int) -> bytes:
        """Return the id of the person at a place."""
        return self.ids[place * ID_BYTES : place * ID_BYTES + ID_BYTES]

    def key_at(self, place: int) -> str:
        """Return the sort key of the person at a place."""
        number = self.key[place]
        return self.keys[self.key_ends[number] : self.key_ends[number + 1]].decode()

    def place_after(self, key: str, person_id: bytes) -> int:
        """Return the first place that comes after this key and id, whether or not someone has them."""
        wanted = (key, person_id)
        return bisect_right(range(len(self)), wanted, key=lambda place: (self.key_at(place), self.id_at(place)))

    def find(self, person_id: bytes) -> int | None:
        """Return the place of a person, counting or gone; None for one who is not here."""
        order = self.by_id
        if not len(order) or person_id > self.last_id:  # as whoever is new: ids are given out in order
            return None
        rank = bisect_left(range(len(order)), person_id, key=lambda rank: self.id_at(int(order[rank])))
        if self.id_at(int(order[rank])) != person_id:
            return None
        return int(order[rank])

    def without(self, ids: Collection[bytes]) -> "Segment":
        """Return the segment in which these people no longer count; it shares every column with this one."""
        places = [place for person_id in ids if (place := self.find(person_id)) is not None]
        if not places:
            return self
        return replace(self, gone=np.union1d(self.gone, np.array(places, np.uint32)))

    def people(self) -> Iterator[Bearer]:
        """Yield the people who count (a segment that kept them only)."""
        gone = set(self.gone.tolist())
        return (person for place, person in enumerate(self.kept or ()) if place not in gone)

    def born_in(self, places: Places, years: Collection[int], days: Collection[int] = ()) -> Places:
        """Return those of the places whose person was born in one of these years, or on one of these days (YYYYMMDD)."""
        born = self.born[places]
        return np.asarray(places[np.isin(born // _A_YEAR, list(years)) | np.isin(born, list(days))])

    def shut(self, own: Collection[bytes] | None) -> Places:
        """Return the places not to be shown, in order: gone, or hidden outside these offices (None: every office)."""
        if own is None or not len(self.hidden):
            return self.gone
        inside = np.array([office in own for office in self.offices], np.bool_)
        closed = self.hidden[~inside[self.office[self.hidden]]]
        return np.union1d(self.gone, closed) if len(self.gone) else closed

    def postings(self, numbers: Collection[int]) -> int:
        """Return how long the posting lists of these words are together."""
        return sum(int(self.post_ends[last] - self.post_ends[first]) for first, last in _spans(numbers))

    def longest(self, numbers: Collection[int]) -> int:
        """Return how long the longest posting list of these words is."""
        return max((int(self.post_ends[number + 1] - self.post_ends[number]) for number in numbers), default=0)

    def bearing(self, numbers: Collection[int]) -> Places:
        """Return the places of those who bear one of these words, in order, each once."""
        if self.postings(numbers) * _DENSE > len(self) and len(numbers) > 1:
            return _flagged(self.levels(numbers, ()) == 2)
        slices = [self.posts[self.post_ends[first] : self.post_ends[last]] for first, last in _spans(numbers)]
        if len(numbers) == 1:
            return slices[0]
        if not slices:
            return np.zeros(0, np.uint32)
        places = np.concatenate(slices)
        places.sort()
        return _each_once(places)

    def both(self, best: Collection[int], good: Collection[int]) -> tuple[Places, Places]:
        """Return the places of those who bear a word of `best`, and of the others who bear one of `good`."""
        if (self.postings(best) + self.postings(good)) * _DENSE > len(self) and good:
            levels = self.levels(best, good)
            return _flagged(levels == 2), _flagged(levels == 1)
        top = self.bearing(best)
        return top, left_out(self.bearing(good), top)

    def levels(self, best: Collection[int], good: Collection[int]) -> npt.NDArray[np.uint8]:
        """Return for each place 2 where a word of `best` is borne, else 1 where one of `good` is, else 0."""
        levels = np.zeros(len(self), np.uint8)
        for level, numbers in ((1, good), (2, best)):
            for first, last in _spans(numbers):
                levels[self.posts[self.post_ends[first] : self.post_ends[last]]] = level
        return levels

    def bearers(self, number: int, shut: Places) -> int:
        """Return how many people bear a word, those at the places `shut` left out."""
        places = self.bearing((number,))
        return len(places) - len(_found_in(places, shut))


def _flagged(flags: npt.NDArray[np.bool_]) -> Places:
    return np.flatnonzero(flags).astype(np.uint32)


def _each_once(ordered: Places) -> Places:
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.asarray(ordered[new])


def _found_in(places: Places, some: Places) -> npt.NDArray[np.int64]:
    """Return where in `places` those of `some` stand that are there; both in order."""
    if not len(places) or not len(some):
        return np.zeros(0, np.int64)
    near = np.minimum(np.searchsorted(places, some), len(places) - 1)
    return np.asarray(near[places[near] == some])


def left_out(places: Places, out: Places) -> Places:
    """Return the places without those of `out`; both in order."""
    if not len(places) or not len(out):
        return places
    if len(out) < len(places):
        found = _found_in(places, out)
        return np.delete(places, found) if len(found) else places
    near = np.minimum(np.searchsorted(out, places), len(out) - 1)
    return np.asarray(places[out[near] != places])


def _spans(numbers: Collection[int]) -> Spans:
    """Return the numbers as half-open spans: words that stand side by side are one slice of the posting lists."""
    spans: Spans = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            spans.append((number, number + 1))
    return spans


class _Columns:
    """The people as they come, before they are put in order. Many share a name: each text is read once."""

    def __init__(self, people: Iterable[Bearer]) -> None:
        self.ids = bytearray()
        self.key, self.keys = array("I"), _Numbered()
        self.office, self.offices = array("I"), _Numbered()
        self.name, self.names = array("I"), _Numbered()
        self.born = array("i")
        self.hidden: list[int] = []
        for row, person in enumerate(people):
            self.ids += person.id
            self.key.append(self.keys[person.key])
            self.office.append(self.offices[person.office])
            self.name.append(self.names[person.words])
            self.born.append(person.born)
            if person.hidden:
                self.hidden.append(row)


class _Numbered(dict[Any, int]):
    """Values numbered from 0 as they are first asked for."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number


def _column(values: "array[int]") -> Places:
    return np.array(values, np.uint32)


def build_segment(people: Iterable[Bearer]) -> Segment:
    """Lay out people, given in any order; each id once."""
    given: Sequence[Bearer] | None = None
    if isinstance(people, Sequence) and len(people) <= _KEPT_WHOLE:
        given = people = sorted(people, key=lambda person: (person.key, person.id))
    columns = _Columns(people)
    ids = np.frombuffer(bytes(columns.ids), f"S{ID_BYTES}")
    by_id = np.argsort(ids, kind="stable")
    keys, rank = _in_order(columns.keys)
    key = rank[_column(columns.key)]
    order = by_id[np.argsort(key[by_id], kind="stable")]
    place = np.empty(len(order), np.uint32)
    place[order] = np.arange(len(order), dtype=np.uint32)
    encoded = [text.encode() for text in keys]
    vocabulary, posts, post_ends = _postings(columns, order)
    return Segment(
        ids=np.frombuffer(ids.tobytes(), np.uint8).reshape(-1, ID_BYTES)[order].tobytes(),
        by_id=place[by_id],
        keys=b"".join(encoded),
        key_ends=_ends([len(text) for text in encoded]),
        key=key[order],
        born=np.array(columns.born, np.int32)[order],
        offices=tuple(columns.offices),
        office=_column(columns.office)[order].astype(np.uint16),
        hidden=np.sort(place[np.array(columns.hidden, np.int64)]),
        vocabulary=vocabulary,
        posts=posts,
        post_ends=post_ends,
        gone=np.zeros(0, np.uint32),
        kept=given,
    )


def _in_order(numbered: dict[str, int]) -> tuple[list[str], Places]:
    """Return the texts sorted, and for the number each had its place among them."""
    ordered = sorted(numbered)
    rank = np.empty(len(ordered), np.uint32)
    rank[[numbered[text] for text in ordered]] = np.arange(len(ordered), dtype=np.uint32)
    return ordered, rank


def _ends(lengths: Sequence[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return where each of the items laid end to end begins, and last where all end."""
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return ends


def _postings(columns: _Columns, order: npt.NDArray[np.int64]) -> tuple[Vocabulary, Places, npt.NDArray[np.int64]]:
    """Return the vocabulary, and for each of its words the places of those who bear it, in order."""
    of_name = [name.split() for name in columns.names]
    vocabulary = Vocabulary.of({word for words in of_name for word in words})
    numbers = {word: number for number, word in enumerate(vocabulary.words)}
    borne = np.array([numbers[word] for words in of_name for word in words], np.uint32)
    starts = _ends([len(words) for words in of_name])
    name = _column(columns.name)[order]
    counts = np.diff(starts)[name]
    # For each person in order, the run of `borne` that is their name's.
    rows = np.repeat(starts[name] - _ends(counts)[:-1], counts)
    rows += np.arange(len(rows))
    word = borne[rows]
    del rows
    place = np.repeat(np.arange(len(order), dtype=np.uint32), counts)
    return vocabulary, place[np.argsort(word, kind="stable")], _ends(np.bincount(word, minlength=len(numbers)))
