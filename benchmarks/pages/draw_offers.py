"""Questions for shortlists, and offers that somebody new can suit best. Imported where Django is set up."""

import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from baarasira import engine
from baarasira.kernel.actor import Actor
from baarasira.matching.index import current_register
from baarasira.matching.loading import offer_of
from baarasira.matching.queries import neighbours, weights
from baarasira.network.models import Structure
from baarasira.openings.models import Opening
from baarasira.openings.queries import is_published, readable_by
from baarasira.people.models import Person
from baarasira.web.matching.views import SIZE

from . import addresses

MOST = 200
DEEP_PAGE = 20
_REGIONS = 6
_CHECKED = 5
_FITS = 30
_YEARS = 20
_BEST = engine.Weights._fields

Question = dict[str, Any]


class OfferQuestions:
    """Draws questions from the offers whose shortlists an agent may open: published ones first, then the office's own."""

    def __init__(self, actor: Actor, office: Structure, seed: int) -> None:
        self.actor, self.office, self.dice = actor, office, random.Random(seed)
        self.register, self.scale = current_register(), weights(actor)
        offers = list(readable_by(actor).order_by("pk"))
        self.dice.shuffle(offers)
        self.offers = sorted(offers, key=lambda offer: not is_published(offer, actor.today))[:MOST]

    def all(self) -> dict[str, list[Question]]:
        """Return the questions of each kind but the deep pages, which are reached by following the list."""
        firsts = self._ranked(self.offers, top=1)
        return {
            "shortlist_first": [
                {"path": self._path(offer), "first": first[0] if first else None}
                for offer, first in zip(self.offers, firsts, strict=True)
            ],
            "shortlist_near": [{"path": self._path(offer, view="near"), "near": True} for offer in self.offers],
            "shortlist_region": self._of_regions(),
        }

    def starts(self) -> list[Question]:
        """Return the first pages, with who must be on page `DEEP_PAGE` of some; the others may end before."""
        found: list[Question] = [{"path": self._path(offer)} for offer in self.offers]
        for place, people in enumerate(self._ranked(self.offers[:_CHECKED], top=DEEP_PAGE * SIZE)):
            pages = {page: people[(page - 1) * SIZE : page * SIZE] for page in (2, DEEP_PAGE)}
            found[place]["people_at"] = {str(page): row for page, row in pages.items() if row}
        return found

    def fits(self) -> list[dict[str, Any]]:
        """Return published offers, the roomiest first, whose list within the agent's office has room at its head, with who would stand there.

        The list is kept to the office because in a large register hundreds have the full score, and the newest come last.
        """
        office = engine.Only(office=str(self.office.pk))
        best = sum(getattr(self.scale, name) for name in _BEST) * 1000
        found: list[tuple[int, str, Any]] = []
        for opening in self.offers:
            if not is_published(opening, self.actor.today):
                continue
            (ranking,) = self._rank([opening], top=SIZE, only=office)
            room = SIZE - int((ranking.scores >= best).sum())
            path = self._path(opening, office=self.office.pk.hex)
            found.append((-room, path, _who_suits(offer_of(opening))))
        roomiest = sorted(found, key=lambda fit: fit[:2])[:_FITS]
        return [{"path": path, "person": person} for full, path, person in roomiest if full]

    def _path(self, opening: Opening, **choices: str) -> str:
        return addresses.shortlist(str(opening.pk), **choices)

    def _of_regions(self) -> list[Question]:
        regions = dict(
            Person.objects.filter(region__isnull=False).order_by().values_list("region_id", "region__name").distinct()
        )
        pairs = [
            (opening, code)
            for opening in self.offers
            for code in self.dice.sample(sorted(regions), min(_REGIONS, len(regions)))
        ]
        self.dice.shuffle(pairs)
        return [{"path": self._path(opening, region=code), "region": regions[code]} for opening, code in pairs[:MOST]]

    def _rank(
        self, openings: Sequence[Opening], *, top: int, only: engine.Only = engine.EVERYONE
    ) -> list[engine.Ranking]:
        offers = [offer_of(opening) for opening in openings]
        return engine.rank(
            self.register, offers, top=top, weights=self.scale, neighbours=neighbours(), only=only, threads=2
        )

    def _ranked(self, openings: Sequence[Opening], *, top: int) -> list[list[tuple[str, int]]]:
        """Return the best people of each offer, in order, as a page names them: name and birth year."""
        rankings = self._rank(openings, top=top)
        ids = {UUID(person_id) for ranking in rankings for person_id in ranking.person_ids}
        named: dict[str, tuple[str, int]] = {}
        wanted = sorted(ids)
        for start in range(0, len(wanted), 500):
            for person in Person.objects.filter(pk__in=wanted[start : start + 500]):
                named[str(person.pk)] = (str(person), person.born.year)
        return [[named[person_id] for person_id in ranking.person_ids] for ranking in rankings]


def _who_suits(offer: engine.Offer) -> dict[str, Any]:
    """Return the part of a file that gives the full score for an offer; plain values."""
    spoken = dict((*offer.languages_required, *offer.languages_wanted))
    return {
        "occupation": offer.occupation,
        "years": max(_YEARS, offer.min_years or 0),
        "skills": list(dict.fromkeys((*offer.skills_required, *offer.skills_wanted))),
        "languages": sorted(dict.fromkeys(spoken, "C2").items()),
        "education": offer.min_education or None,
        "licences": list(offer.licences),
        "region": offer.region or "ML-BKO",
        "destinations": [offer.country] if offer.country else [],
        "born": _birth_year(offer),
    }


def _birth_year(offer: engine.Offer) -> int:
    """Return a birth year inside the ages the offer asks for, if it does."""
    oldest, youngest = offer.max_age or 60, offer.min_age or 20
    return offer.starts_on.year - (oldest + youngest) // 2
