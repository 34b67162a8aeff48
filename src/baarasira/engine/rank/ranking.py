"""Ranking: for each offer the best eligible people, in an order without ties."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import compiled, days
from .asking import NotPackable, pack
from .items import Flags, Ints, Rows
from .register import Register
from .scoring import CONDITIONS, Question, Used, has_years
from .segment import UNIT_GROUPS, Segment
from .terms import EVERYONE, FULL, Mark, Neighbours, Offer, Only, Related, Weights

# Bands of O, (above, up to): people of a lower band are looked at only while they could still enter the list.
BANDS = ((600, 1000), (300, 600), (100, 300), (0, 100))

_KEY_LIMIT = 2**62
_AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class Ranking:
    """The best people of one offer, first to last; may be fewer than asked for.

    scores: (k,) whole numbers; parts: (k, 5) in the order O, S, E, L, P; declared: (k,) place among the person's
    occupations, from 0, of the one that counts. segments, rows: (k,) of each the segment of the register, from 0 (one
    number where all are of one), and the row in it.
    """

    offer_id: str
    person_ids: Sequence[str]
    scores: Ints
    parts: Ints
    declared: Ints
    segments: Ints | int
    rows: Rows

    @property
    def where(self) -> list[tuple[int, int]]:
        """Return of each person the segment of the register and the row in it."""
        segments = np.broadcast_to(np.asarray(self.segments), len(self.rows))
        return list(zip(segments.tolist(), self.rows.tolist(), strict=True))

    def __len__(self) -> int:
        return len(self.person_ids)


@dataclass(frozen=True, eq=False)
class _Found:
    """Eligible rows of one segment with their scores, best first."""

    rows: Rows
    scores: Ints
    parts: Ints
    declared: Ints

    def take(self, places: npt.NDArray[np.intp]) -> "_Found":
        return _Found(self.rows[places], self.scores[places], self.parts[places], self.declared[places])

    def plus(self, other: "_Found") -> "_Found":
        return _Found(
            np.concatenate((self.rows, other.rows)),
            np.concatenate((self.scores, other.scores)),
            np.concatenate((self.parts, other.parts)),
            np.concatenate((self.declared, other.declared)),
        )


def best_places(scores: Ints, tie: Rows, top: int, people: int) -> npt.NDArray[np.intp]:
    """Return the places of the `top` best, best first: score, greatest first, then `tie` (0 ≤ tie < people), least first.

    Score and tie become one whole number, so that no two are equal; where 63 bits do not hold it, two keys are sorted.
    """
    reach = (int(np.abs(scores).max()) + 1) * (people + 1) if len(scores) else 0
    if reach >= _KEY_LIMIT:
        return np.asarray(np.lexsort((tie, -scores))[:top], np.intp)
    keys = scores * people + (people - 1 - tie)
    if len(keys) > top:
        best = np.argpartition(keys, len(keys) - top)[len(keys) - top :]
        return best[np.argsort(-keys[best])]
    return np.argsort(-keys)


# -- the plain path: whole columns at a time


def _candidates(question: Question, segment: Segment, band: tuple[int, int]) -> Rows:
    """Return the rows whose closest declared occupation lies in the band of O, each once."""
    above, up_to = band
    closeness = question.closeness
    rows = segment.postings.rows_of(
        (closeness[:UNIT_GROUPS] > above) & (closeness[:UNIT_GROUPS] <= up_to), len(segment)
    )
    if not len(rows):
        return rows
    return np.asarray(rows[closeness[segment.occupations[rows]].max(axis=1) <= up_to], np.intp)


def _eligible(question: Question, segment: Segment, rows: Rows, allowed: Flags | None) -> tuple[Rows, Used]:
    if allowed is not None:
        rows = rows[allowed[rows]]
    for condition in CONDITIONS.values():
        rows = rows[condition(question, segment, rows)]
    used = question.used(segment, rows)
    long_enough = has_years(question, used)
    if long_enough.all():
        return rows, used
    return rows[long_enough], Used(*(column[long_enough] for column in used))


def _bound(weights: Weights, most: int) -> int:
    """Return the greatest score of a person whose O is at most `most`."""
    return max(weights.occupation, 0) * most + FULL * sum(max(weight, 0) for weight in weights[1:])


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a list goes on, in one segment: below this score, or at it from this row on."""

    score: int
    row: int

    @classmethod
    def of(cls, mark: Mark | None, segment: Segment) -> "Behind | None":
        """Return where the list goes on in a segment, None for a list from its beginning."""
        if mark is None:
            return None
        day = days.number_of(mark.registered_on) or days.LAST
        return cls(mark.score, segment.row_after(day, mark.person_id))

    def ceilings(self, offers: int) -> Ints:
        """Return the greatest key that comes behind, once for each of the offers (`compiled.search`)."""
        return np.full(offers, compiled.key_of(self.score, self.row), np.int64)

    def flags(self, scores: Ints, rows: Rows) -> Flags:
        """Tell of each row with its score whether it comes behind."""
        return np.asarray((scores < self.score) | ((scores == self.score) & (rows >= self.row)), np.bool_)


def _best_of(question: Question, segment: Segment, top: int, allowed: Flags | None, behind: Behind | None) -> _Found:
    empty = np.zeros(0, np.int64)
    found = _Found(np.zeros(0, np.intp), empty, np.zeros((0, 5), np.int64), empty)
    for band in BANDS:
        if len(found.rows) == top and found.scores[-1] > _bound(question.weights, band[1]):
            break
        rows, used = _eligible(question, segment, _candidates(question, segment, band), allowed)
        if not len(rows):
            continue
        parts = question.parts(segment, rows, used)
        new = _Found(rows, question.scores(parts), parts, used.place)
        found = found.plus(new if behind is None else new.take(np.flatnonzero(behind.flags(new.scores, rows))))
        found = found.take(best_places(found.scores, found.rows, top, len(segment)))
    return found


# -- one list of several segments


@dataclass(frozen=True, slots=True)
class _Settings:
    """What a ranking is made under, besides the offers."""

    top: int
    weights: Weights
    neighbours: Neighbours
    related: Related
    only: Only
    after: Mark | None = None


def _joined(
    offer: Offer, segments: Sequence[Segment], founds: Sequence[_Found], top: int, ids: Sequence[Sequence[str]]
) -> Ranking:
    """Merge the best of every segment into one list; ids: of each of the founds."""
    filled = [number for number, found in enumerate(founds) if len(found.rows)]
    if len(filled) <= 1:
        number = filled[0] if filled else 0
        found = founds[number]
        return Ranking(offer.id, ids[number], found.scores, found.parts, found.declared, number, found.rows)
    entries = sorted(
        (-score, registered_on, person_id, number, place)
        for number in filled
        for place, (score, registered_on, person_id) in enumerate(
            zip(
                founds[number].scores.tolist(),
                segments[number].registered_on[founds[number].rows].tolist(),
                ids[number],
                strict=True,
            )
        )
    )[:top]
    places = [(number, place) for *_, number, place in entries]
    return Ranking(
        offer_id=offer.id,
        person_ids=[entry[2] for entry in entries],
        scores=np.array([-entry[0] for entry in entries], np.int64),
        parts=np.array([founds[number].parts[place] for number, place in places], np.int64).reshape(-1, 5),
        declared=np.array([founds[number].declared[place] for number, place in places], np.int64),
        segments=np.array([number for number, _place in places], np.int64),
        rows=np.array([founds[number].rows[place] for number, place in places], np.intp),
    )


def _plainly(register: Register, offers: Sequence[Offer], settings: _Settings) -> Iterator[Ranking]:
    allowed = [segment.allowed(settings.only) for segment in register.segments]
    for offer in offers:
        question = Question(offer, settings.weights, settings.neighbours, settings.related)
        founds = [
            _best_of(question, segment, settings.top, flags, Behind.of(settings.after, segment))
            for segment, flags in zip(register.segments, allowed, strict=True)
        ]
        ids = [segment.ids_of(found.rows) for segment, found in zip(register.segments, founds, strict=True)]
        yield _joined(offer, register.segments, founds, settings.top, ids)


def _compiled(register: Register, offers: Sequence[Offer], settings: _Settings) -> list[Ranking]:
    """Rank with the compiled search; raises NotPackable."""
    floors = np.zeros(len(offers), np.int64)
    answers = []
    for segment in register.segments:
        packed = pack(segment, offers, neighbours=settings.neighbours, related=settings.related, only=settings.only)
        behind = Behind.of(settings.after, segment)
        ceilings = None if behind is None else behind.ceilings(len(offers))
        answer = compiled.search(segment, packed, settings.weights, floors, settings.top, ceilings)
        answers.append(answer)
        if answer.scores.shape[1] == settings.top:
            # Nobody of a later segment enters a full list below its last score.
            full = np.flatnonzero(answer.sizes == settings.top)
            floors[full] = np.maximum(floors[full], answer.scores[full, -1])
    lists = [list(_lists(segment, answer)) for segment, answer in zip(register.segments, answers, strict=True)]
    return [
        _joined(offer, register.segments, [each[n][0] for each in lists], settings.top, [each[n][1] for each in lists])
        for n, offer in enumerate(offers)
    ]


def _lists(segment: Segment, answer: compiled.Answer) -> Iterator[tuple[_Found, list[str]]]:
    """Yield what was found in a segment for each offer, with the ids."""
    filled = np.arange(answer.rows.shape[1]) < answer.sizes[:, None]
    rows = answer.rows.astype(np.intp)
    ids, start = segment.ids_of(rows[filled]), 0
    for n, size in enumerate(answer.sizes.tolist()):
        found = _Found(rows[n, :size], answer.scores[n, :size], answer.parts[n, :size], answer.places[n, :size])
        yield found, ids[start : start + size]
        start += size


def _ranked(register: Register, offers: Sequence[Offer], settings: _Settings) -> list[Ranking]:
    """Rank with the compiled search where it is loaded and its numbers hold the question, plainly otherwise."""
    if compiled.can_rank(register.segments, settings.weights, settings.top):
        try:
            return _compiled(register, offers, settings)
        except NotPackable:
            pass
    return list(_plainly(register, offers, settings))


def rank(
    register: Register,
    offers: Iterable[Offer],
    *,
    top: int = 50,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
    only: Only = EVERYONE,
    after: Mark | None = None,
    threads: int = 1,
) -> list[Ranking]:
    """Return for each offer, in the order given, its `top` best eligible people (engine.md, rank).

    weights: of O, S, E, L, P. neighbours: regions that touch. related: closeness 0–1000 of unit groups, beside the
    common digits. only: a region or an office the lists are kept to.
    after: where the lists go on instead of beginning. threads: how many rank side by side (they help once
    the compiled search is loaded). ValueError when `top` is below 1.
    """
    if top < 1:
        raise ValueError("top is at least 1")
    settings = _Settings(top, weights, neighbours or {}, related or {}, only, after)
    asked = list(offers)
    # Offers of one occupation and place read the same memory: one after the other, they find it at hand.
    order = sorted(range(len(asked)), key=lambda n: (asked[n].unit_groups, asked[n].country, asked[n].region))
    parts = [order[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE)]
    answers = compiled.in_threads(lambda part: _ranked(register, [asked[n] for n in part], settings), parts, threads)
    ranked: list[Ranking | None] = [None] * len(asked)
    for part, answer in zip(parts, answers, strict=True):
        for n, ranking in zip(part, answer, strict=True):
            ranked[n] = ranking
    return [ranking for ranking in ranked if ranking is not None]
