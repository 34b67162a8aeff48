"""Ranking: for each offer the best eligible people, in an order without ties."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .columns import Flags, Ints, Rows
from .register import Register
from .scoring import CONDITIONS, Question, Used, has_years
from .segment import UNIT_GROUPS, Segment
from .terms import FULL, Neighbours, Offer, Related, Weights

# Bands of O, (above, up to): people of a lower band are looked at only while they could still enter the list.
BANDS = ((600, 1000), (300, 600), (100, 300), (0, 100))

_KEY_LIMIT = 2**62


@dataclass(frozen=True, eq=False)
class Ranking:
    """The best people of one offer, first to last; may be fewer than asked for.

    scores: (k,) whole numbers; parts: (k, 5) in the order O, S, E, L, P; declared: (k,) place among the person's
    occupations, from 0, of the one that counts.
    """

    offer_id: str
    person_ids: Sequence[str]
    scores: Ints
    parts: Ints
    declared: Ints

    def __len__(self) -> int:
        return len(self.person_ids)


@dataclass(frozen=True, eq=False)
class _Found:
    """Eligible rows of one segment with their scores."""

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


def best_places(scores: Ints, tie: Ints, top: int, people: int) -> npt.NDArray[np.intp]:
    """Return the places of the `top` best, best first: score, greatest first, then `tie` (0 ≤ tie < people), least first.

    Score and tie become one whole number, so that no two are equal; where 63 bits do not hold it, two keys are sorted.
    """
    reach = (int(np.abs(scores).max()) + 1) * (people + 1) if len(scores) else 0
    if reach >= _KEY_LIMIT:
        return np.lexsort((tie, -scores))[:top]
    keys = scores * people + (people - 1 - tie)
    if len(keys) > top:
        best = np.argpartition(keys, len(keys) - top)[len(keys) - top :]
        return best[np.argsort(-keys[best])]
    return np.argsort(-keys)


def _candidates(question: Question, segment: Segment, band: tuple[int, int]) -> Rows:
    """Return the rows whose closest declared occupation lies in the band of O, each once."""
    above, up_to = band
    closeness = question.closeness
    rows, places = segment.index.among((closeness[:UNIT_GROUPS] > above) & (closeness[:UNIT_GROUPS] <= up_to))
    if not len(rows):
        return rows
    # A row stands in the index once per occupation: it is taken at the first of its closest ones alone.
    worths = [closeness[column[rows]] for column in segment.occupations]
    own = np.choose(places, worths)
    first = np.ones(len(rows), np.bool_)
    for place, worth in enumerate(worths):
        first &= (worth < own) | ((worth == own) & (places <= place))
    return rows[first]


def _eligible(question: Question, segment: Segment, rows: Rows, allowed: Flags | None) -> tuple[Rows, Used]:
    for flags in (segment.alive, allowed):
        if flags is not None:
            rows = rows[flags[rows]]
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


def _best_of(question: Question, segment: Segment, top: int, allowed: Flags | None) -> _Found:
    empty = np.zeros(0, np.int64)
    found = _Found(np.zeros(0, np.intp), empty, np.zeros((0, 5), np.int64), empty)
    for band in BANDS:
        if len(found.rows) == top and found.scores[-1] > _bound(question.weights, band[1]):
            break
        rows, used = _eligible(question, segment, _candidates(question, segment, band), allowed)
        if not len(rows):
            continue
        parts = question.parts(segment, rows, used)
        found = found.plus(_Found(rows, question.scores(parts), parts, used.place))
        found = found.take(best_places(found.scores, segment.tie[found.rows], top, len(segment)))
    return found


def _ranking(offer: Offer, segments: Sequence[Segment], founds: Sequence[_Found], top: int) -> Ranking:
    """Merge the best of every segment into one list."""
    if len(founds) == 1:
        order = [(0, place) for place in range(len(founds[0].rows))]
    else:
        entries = [
            (-int(found.scores[place]), int(segment.registered_on[row]), segment.ids[row], number, place)
            for number, (segment, found) in enumerate(zip(segments, founds, strict=True))
            for place, row in enumerate(found.rows)
        ]
        order = [(number, place) for _, _, _, number, place in sorted(entries)[:top]]
    return Ranking(
        offer_id=offer.id,
        person_ids=[segments[number].ids[founds[number].rows[place]] for number, place in order],
        scores=np.array([founds[number].scores[place] for number, place in order], np.int64),
        parts=np.array([founds[number].parts[place] for number, place in order], np.int64).reshape(-1, 5),
        declared=np.array([founds[number].declared[place] for number, place in order], np.int64),
    )


def rank(
    register: Register,
    offers: Iterable[Offer],
    *,
    top: int = 50,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
    among: Collection[str] | None = None,
) -> list[Ranking]:
    """Return for each offer, in the order given, its `top` best eligible people (engine.md, rank).

    weights: of O, S, E, L, P. neighbours: regions that touch. related: closeness 0–1000 of unit groups, beside the
    common digits. among: only these person ids compete. ValueError when `top` is below 1.
    """
    if top < 1:
        raise ValueError("top is at least 1")
    segments = register.segments
    allowed = [None if among is None else segment.only(among) for segment in segments]
    rankings = []
    for offer in offers:
        question = Question(offer, weights, neighbours or {}, related or {})
        founds = [_best_of(question, segment, top, flags) for segment, flags in zip(segments, allowed, strict=True)]
        rankings.append(_ranking(offer, segments, founds, top))
    return rankings
