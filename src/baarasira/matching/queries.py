"""Shortlists, near misses, and the offers that suit a person: the pages ask these, these ask the engine."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from uuid import UUID

from baarasira import engine
from baarasira.kernel.actor import Actor
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.openings.queries import published
from baarasira.people.models import Person
from baarasira.reference import related as related_list
from baarasira.reference.occupation_models import RelatedList
from baarasira.reference.queries import value

from .candidates import Candidate, candidates
from .index import current_register
from .loading import offer_of, rankable
from .policies import SHORTLISTS


@cache
def neighbours() -> engine.Neighbours:
    """Return the product's own table of regions that touch."""
    text = resources.files("baarasira.reference").joinpath("data/region_neighbours.csv").read_text(encoding="utf-8")
    return engine.neighbours_of((row["a"], row["b"]) for row in csv.DictReader(text.splitlines()))


def related() -> engine.Related:
    """Return the published list of near occupations in force, empty without one. One query, one more for a new version."""
    version = related_list.in_force()
    return _RELATED.of(version) if version is not None else {}


class _RelatedHolder:
    """The version read last: it is read again only when another one holds."""

    def __init__(self) -> None:
        self._held: tuple[str, engine.Related] = ("", {})

    def of(self, version: RelatedList) -> engine.Related:
        digest, table = self._held
        if digest != version.sha256:
            table = engine.related_of(related_list.pairs_of(version))
            self._held = (version.sha256, table)
        return table


_RELATED = _RelatedHolder()


def weights(actor: Actor) -> engine.Weights:
    """Return the weights in force on the actor's day (dated setting `ranking.weights`)."""
    return engine.Weights(*value("ranking.weights", actor.today))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person put to one offer, ready to show: who they are and the engine's explanation."""

    person: Candidate
    explanation: engine.Explanation


def _only(region: str, office_id: UUID | None) -> engine.Only:
    return engine.Only(region, str(office_id) if office_id is not None else "")


def _with_people(explanations: Sequence[engine.Explanation]) -> list[Suggestion]:
    people = candidates([UUID(found.person_id) for found in explanations])
    return [
        Suggestion(people[UUID(found.person_id)], found) for found in explanations if UUID(found.person_id) in people
    ]


def _require_offer(actor: Actor, opening: Opening) -> None:
    """Let those who open shortlists rank for an offer that is published, or for any offer of their own offices."""
    SHORTLISTS.require(actor, "view", None if opening.state == OpeningState.PUBLISHED else opening.office_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is made of: so many people, all over the country or of a region or office, from a place in the list on."""

    top: int
    only: engine.Only = engine.EVERYONE
    after: engine.Mark | None = None


def _list(
    find: Callable[..., list[engine.Explanation]], opening: Opening, scale: engine.Weights, asked: Asked
) -> list[engine.Explanation]:
    """Return what the engine finds for an offer: `engine.shortlist`, or `engine.near_misses`."""
    return find(
        current_register(),
        offer_of(opening),
        top=asked.top,
        weights=scale,
        neighbours=neighbours(),
        related=related(),
        only=asked.only,
        after=asked.after,
    )


def _fitting(opening: Opening, scale: engine.Weights, asked: Asked) -> list[engine.Explanation]:
    return _list(engine.shortlist, opening, scale, asked)


def _nearly_fitting(opening: Opening, scale: engine.Weights, asked: Asked) -> list[engine.Explanation]:
    return _list(engine.near_misses, opening, scale, asked)


def shortlist(
    actor: Actor,
    opening: Opening,
    *,
    top: int = 50,
    region: str = "",
    office_id: UUID | None = None,
    after: engine.Mark | None = None,
) -> list[Suggestion]:
    """Return the best people for an offer, in order (engine.md, rank), of the whole country or of a region or office.

    after: the place in the list it goes on from (`mark_of` the last one shown).
    Raises NotAllowed for who may not open shortlists, or not for this offer.
    """
    _require_offer(actor, opening)
    return _with_people(_fitting(opening, weights(actor), Asked(top, _only(region, office_id), after)))


def near_misses(
    actor: Actor, opening: Opening, *, top: int = 20, region: str = "", office_id: UUID | None = None
) -> list[Suggestion]:
    """Return the people who lack exactly one thing for an offer, best first, each with what it is."""
    _require_offer(actor, opening)
    return _with_people(_nearly_fitting(opening, weights(actor), Asked(top, _only(region, office_id))))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: its people in order, the weights they were ranked with, where it goes on (None: it ends here)."""

    suggestions: Sequence[Suggestion]
    scale: engine.Weights
    goes_on: engine.Mark | None


def leaf(
    actor: Actor,
    opening: Opening,
    *,
    size: int,
    near: bool = False,
    region: str = "",
    office_id: UUID | None = None,
    after: engine.Mark | None = None,
) -> Leaf:
    """Return one page of the shortlist, or of those who nearly fit: a page further down costs what the first does.

    after: `goes_on` of the page before, None for the first. Raises NotAllowed as `shortlist` does.
    """
    _require_offer(actor, opening)
    scale = weights(actor)
    ask = _nearly_fitting if near else _fitting
    found = ask(opening, scale, Asked(size + 1, _only(region, office_id), after))
    people = _with_people(found[:size])
    return Leaf(people, scale, mark_of(people[-1]) if len(found) > size and people else None)


def is_ranked(person_id: UUID) -> bool:
    """Tell whether a person competes for offers now: file open, card in force, consent to the register."""
    return rankable().filter(pk=person_id).exists()


def mark_of(suggestion: Suggestion) -> engine.Mark:
    """Return where the list goes on after somebody."""
    person = suggestion.person
    return engine.Mark(suggestion.explanation.score, person.registered_on, str(person.pk))


@dataclass(frozen=True, slots=True)
class SuitableOffer:
    """An offer a person is eligible for, with the engine's explanation."""

    opening: Opening
    explanation: engine.Explanation


def offers_for(actor: Actor, person: Person, *, top: int = 30) -> list[SuitableOffer]:
    """Return the published offers that suit a person, best first; none for one who is not rankable."""
    SHORTLISTS.require(actor, "offers_for", person.office_id)
    register = current_register()
    if str(person.pk) not in register:
        return []
    openings = {str(opening.pk): opening for opening in published(actor.today).select_related("employer", "region")}
    offers = [offer_of(opening) for opening in openings.values()]
    found = engine.offers_for(
        register,
        str(person.pk),
        offers,
        top=top,
        weights=weights(actor),
        neighbours=neighbours(),
        related=related(),
    )
    return [SuitableOffer(openings[explanation.offer_id], explanation) for explanation in found]


def explain_each(actor: Actor, opening: Opening, person_ids: Iterable[UUID]) -> dict[UUID, engine.Explanation]:
    """Return how each of these people fits an offer; those who are not in the register are left out."""
    _require_offer(actor, opening)
    return _explained(actor, opening, person_ids)


def _explained(actor: Actor, opening: Opening, person_ids: Iterable[UUID]) -> dict[UUID, engine.Explanation]:
    found = engine.explain_each(
        current_register(),
        [str(person_id) for person_id in person_ids],
        offer_of(opening),
        weights=weights(actor),
        neighbours=neighbours(),
        related=related(),
    )
    return {UUID(person_id): explanation for person_id, explanation in found.items()}


def explain_candidate(actor: Actor, opening: Opening, person_id: UUID) -> engine.Explanation | None:
    """Return how a candidate fits the offer, None for one no longer in the register; the caller checked the candidacy."""
    return _explained(actor, opening, [person_id]).get(person_id)
