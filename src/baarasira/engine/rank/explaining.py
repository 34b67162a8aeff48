"""Why a person fits an offer, what is missing, and who nearly fits."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from . import compiled
from .asking import NotPackable, pack
from .items import Flags, Ints, Rows
from .ranking import Behind, best_places, rank
from .register import Register
from .scoring import CONDITIONS, Question, failing, has_years
from .segment import Segment
from .terms import (
    CODES,
    EVERYONE,
    LEVELS,
    Declared,
    Mark,
    Neighbours,
    Offer,
    Only,
    Parts,
    Related,
    Spoken,
    Weights,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A condition that does not hold: its code, and what is lacking in the words of the offer (codes, not sentences).

    SKILL, LICENCE: the codes not held. LANGUAGE: ``code:level``. YEARS, EDUCATION: the minimum. PLACE: the region or
    country. OCCUPATION: the offer's unit groups. DATE: the day the work starts. AGE: the bounds, "" for one not given.
    """

    code: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One person put to one offer.

    declared: the occupation that counts, None where no declared one is close; declared_place: its place among the
    person's, from 0, -1 for none. The wanted skills and languages are parted into held and missing, in offer order.
    """

    offer_id: str
    person_id: str
    score: int
    parts: Parts
    failures: tuple[Failure, ...]
    declared: Declared | None
    declared_place: int
    skills_held: tuple[str, ...]
    skills_missing: tuple[str, ...]
    languages_held: tuple[Spoken, ...]
    languages_missing: tuple[Spoken, ...]

    @property
    def eligible(self) -> bool:
        """Whether every condition holds."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class _Held:
    """What one row holds, looked up when a question needs it: most offers ask about little of it."""

    segment: Segment
    row: int

    @property
    def skills(self) -> tuple[str, ...]:
        return self.segment.lists["skills"].of(self.row)

    @property
    def licences(self) -> tuple[str, ...]:
        return self.segment.lists["licences"].of(self.row)

    @property
    def languages(self) -> dict[str, int]:
        """Each language with its level, 1 to 6."""
        held = self.segment.lists["languages"]
        return dict(zip(held.of(self.row), held.levels_of(self.row), strict=True))

    def declared(self, place: int) -> Declared | None:
        """Return the occupation at a place, None for place -1."""
        if place < 0:
            return None
        return Declared(f"{self.segment.occupations[self.row, place]:04d}", int(self.segment.years[self.row, place]))


def _missing_languages(person: _Held, asked: Sequence[Spoken]) -> tuple[Spoken, ...]:
    if not asked:
        return ()
    held = person.languages
    return tuple(Spoken(*item) for item in dict.fromkeys(asked) if held.get(item[0], 0) < LEVELS[item[1]])


def _not_in(held: Collection[str], asked: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(asked) if code not in held)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


_LACKING: dict[str, Callable[[_Held, Offer], tuple[str, ...]]] = {
    "OCCUPATION": lambda person, offer: offer.unit_groups,
    "YEARS": lambda person, offer: (_text(offer.min_years),),
    "SKILL": lambda person, offer: _not_in(person.skills, offer.skills_required),
    "LANGUAGE": lambda person, offer: tuple(
        f"{code}:{level}" for code, level in _missing_languages(person, offer.languages_required)
    ),
    "EDUCATION": lambda person, offer: (str(offer.min_education),),
    "LICENCE": lambda person, offer: _not_in(person.licences, offer.licences),
    "PLACE": lambda person, offer: (offer.country or offer.region,),
    "DATE": lambda person, offer: (offer.starts_on.isoformat(),),
    "AGE": lambda person, offer: (_text(offer.min_age), _text(offer.max_age)),
}


def _explained(question: Question, segment: Segment, rows: Rows) -> list[Explanation]:
    """Explain rows of one segment, all their numbers worked out together."""
    used = question.used(segment, rows)
    failed = failing(question, segment, rows, used)
    parts = question.parts(segment, rows, used)
    scores = question.scores(parts).tolist()
    return [
        _in_words(
            question.offer,
            _Held(segment, row),
            int(used.place[n]),
            np.flatnonzero(failed[:, n]).tolist(),
            parts[n].tolist(),
            scores[n],
        )
        for n, row in enumerate(rows.tolist())
    ]


def _in_words(
    offer: Offer, person: _Held, place: int, failed: Sequence[int], parts: Sequence[int], score: int
) -> Explanation:
    """Explain one row. failed: the places in `CODES` of the conditions that do not hold."""
    skills_missing = _not_in(person.skills, offer.skills_wanted) if offer.skills_wanted else ()
    languages_missing = _missing_languages(person, offer.languages_wanted)
    return Explanation(
        offer_id=offer.id,
        person_id=person.segment.id_of(person.row),
        score=score,
        parts=Parts(*parts),
        failures=tuple(Failure(CODES[n], _LACKING[CODES[n]](person, offer)) for n in failed),
        declared=person.declared(place),
        declared_place=place,
        skills_held=_not_in(skills_missing, offer.skills_wanted),
        skills_missing=skills_missing,
        languages_held=tuple(Spoken(*i) for i in dict.fromkeys(offer.languages_wanted) if i not in languages_missing),
        languages_missing=languages_missing,
    )


def shortlist(
    register: Register,
    offer: Offer,
    *,
    top: int = 50,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
    only: Only = EVERYONE,
    after: Mark | None = None,
) -> list[Explanation]:
    """Return what `explain_each` says of the people `rank` gives for one offer, best first: nothing is worked out twice."""
    (ranking,) = rank(
        register, [offer], top=top, weights=weights, neighbours=neighbours, related=related, only=only, after=after
    )
    each = zip(ranking.where, ranking.declared.tolist(), ranking.parts.tolist(), ranking.scores.tolist(), strict=True)
    return [
        _in_words(offer, _Held(register.segments[number], row), place, (), parts, score)
        for (number, row), place, parts, score in each
    ]


def explain_each(
    register: Register,
    person_ids: Iterable[str],
    offer: Offer,
    *,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
) -> dict[str, Explanation]:
    """Return why each of these people fits an offer or not; those who are not in the register are left out."""
    question = Question(offer, weights, neighbours or {}, related or {})
    found: dict[int, tuple[Segment, list[int]]] = {}
    asked = list(dict.fromkeys(person_ids))
    for person_id in asked:
        place = register.find(person_id)
        if place is not None:
            found.setdefault(id(place[0]), (place[0], []))[1].append(place[1])
    explained = {
        explanation.person_id: explanation
        for segment, rows in found.values()
        for explanation in _explained(question, segment, np.array(rows, np.intp))
    }
    return {person_id: explained[person_id] for person_id in asked if person_id in explained}


def explain(
    register: Register,
    person_id: str,
    offer: Offer,
    *,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
) -> Explanation:
    """Return why a person fits an offer or not; KeyError for a person who is not in the register."""
    return explain_each(register, [person_id], offer, weights=weights, neighbours=neighbours, related=related)[
        person_id
    ]


def offers_for(
    register: Register,
    person_id: str,
    offers: Iterable[Offer],
    *,
    top: int = 50,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
) -> list[Explanation]:
    """Return the offers a person is eligible for: greatest score first, then in the order given; KeyError as above."""
    found = register.find(person_id)
    if found is None:
        raise KeyError(person_id)
    segment, row = found
    rows = np.array([row], np.intp)
    suiting = []
    for offer in offers:
        question = Question(offer, weights, neighbours or {}, related or {})
        used = question.used(segment, rows)
        if used.place[0] >= 0 and not failing(question, segment, rows, used).any():
            suiting += _explained(question, segment, rows)
    return sorted(suiting, key=lambda explanation: -explanation.score)[:top]


def _nearly(question: Question, segment: Segment, allowed: Flags | None) -> Rows:
    """Return the rows for which exactly one condition fails."""
    rows = np.arange(len(segment), dtype=np.intp)
    if allowed is not None:
        rows = rows[allowed]
    fails: Ints = np.zeros(len(rows), np.int64)
    for condition in CONDITIONS.values():
        fails += ~condition(question, segment, rows)
        near = fails < 2
        rows, fails = rows[near], fails[near]
    used = question.used(segment, rows)
    fails += used.place < 0
    fails += ~has_years(question, used)
    return np.asarray(rows[fails == 1], np.intp)


def near_misses(
    register: Register,
    offer: Offer,
    *,
    top: int = 20,
    weights: Weights = Weights(),  # noqa: B008 - immutable
    neighbours: Neighbours | None = None,
    related: Related | None = None,
    only: Only = EVERYONE,
    after: Mark | None = None,
) -> list[Explanation]:
    """Return the `top` people for whom exactly one condition fails, in the order of ranking.

    Each explanation has one failure, with its code and what is lacking. only: a region or an office the list is kept to.
    after: where the list goes on instead of beginning.
    """
    question = Question(offer, weights, neighbours or {}, related or {})
    found: list[tuple[int, int, str, Segment, int]] = []
    for segment in register.segments:
        rows, scores = _nearest(question, segment, top, only, Behind.of(after, segment))
        found += [
            (-score, int(segment.registered_on[row]), segment.id_of(row), segment, row)
            for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
        ]
    found.sort(key=lambda entry: entry[:3])
    best = found[:top]
    explained = {
        explanation.person_id: explanation
        for segment in register.segments
        if (here := [row for *_, at, row in best if at is segment])
        for explanation in _explained(question, segment, np.array(here, np.intp))
    }
    return [explained[person_id] for _, _, person_id, *_ in best]


def _nearest(question: Question, segment: Segment, top: int, only: Only, behind: Behind | None) -> tuple[Rows, Ints]:
    """Return the rows of a segment for which one condition alone fails, best first, and their scores."""
    if compiled.can_rank([segment], question.weights, top):
        try:
            packed = pack(
                segment,
                [question.offer],
                neighbours=question.neighbours,
                related=question.related,
                only=only,
                nearly=True,
            )
        except NotPackable:
            pass
        else:
            floors, ceilings = np.zeros(1, np.int64), behind.ceilings(1) if behind is not None else None
            answer = compiled.search(segment, packed, question.weights, floors, top, ceilings)
            size = int(answer.sizes[0])
            return answer.rows[0, :size].astype(np.intp), answer.scores[0, :size]
    rows = _nearly(question, segment, segment.allowed(only))
    scores = question.scores(question.parts(segment, rows, question.used(segment, rows)))
    if behind is not None:
        kept = behind.flags(scores, rows)
        rows, scores = rows[kept], scores[kept]
    places = best_places(scores, rows, top, len(segment))
    return rows[places], scores[places]
