"""Us: `baarasira.engine`, through its public face alone. The only file to touch when that face changes."""

import json
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from baarasira.engine import (
    Declared,
    Neighbours,
    Offer,
    Person,
    Ranking,
    Register,
    Weights,
    load_compiled,
    neighbours_of,
    rank,
)

from ..answers import Answer
from ..register.store import Data
from ..register.texts import offer_of, people_of, person_of, rows_of
from ..register.vocabulary import Vocabulary
from .base import Settings

_WARM_UP = 20
_THREADS = 2
_PLACE, _NAMES = "index", "names.json"


def prepare(data: Data, folder: Path) -> None:
    """Lay the register out and write its arrays, as the application's index does."""
    place = folder / _PLACE
    place.mkdir(parents=True, exist_ok=True)
    register = Register.build(people_of(data))
    for name, array in register.arrays():
        np.save(place / f"{name}.npy", array)
    (place / _NAMES).write_text(json.dumps({table: list(names) for table, names in register.names.items()}))


def open_register(data: Data, folder: Path) -> Register:
    """Map what `prepare` wrote."""
    place = folder / _PLACE
    arrays = {path.stem: np.asarray(np.load(path, mmap_mode="r")) for path in place.glob("*.npy")}
    return Register.of_arrays(arrays, json.loads((place / _NAMES).read_text()))


def rank_all(register: Register, offers: Sequence[Offer], context: dict[str, Any]) -> list[Ranking]:
    """Rank many offers in one call."""
    return rank(register, offers, **context, threads=_THREADS)


def rank_one(register: Register, offer: Offer, context: dict[str, Any]) -> Ranking:
    """Rank one offer in one call."""
    return rank(register, [offer], **context)[0]


def changed(register: Register, person: Person) -> Register:
    """Return the register in which this person is new, or as given now."""
    return register.with_changes([person])


def _neighbours(words: Vocabulary) -> Neighbours:
    return neighbours_of(
        (words.regions[place], words.regions[other]) for place, others in enumerate(words.touching) for other in others
    )


class Ours:
    """See the module."""

    shapes = ("one call",)
    register: Register

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        neighbours = _neighbours(settings.data.words)
        self.context = {"top": settings.top, "weights": Weights(*settings.weights), "neighbours": neighbours}
        self.offers = [offer_of(asked) for asked in settings.data.offers]

    def prepare(self) -> None:
        """Do what is done once."""
        prepare(self.settings.data, self.settings.folder)

    def load(self) -> None:
        """Open the register, and the compiled search."""
        load_compiled()
        self.register = open_register(self.settings.data, self.settings.folder)

    def use(self, shape: str) -> None:
        """There is one shape."""

    def warm_up(self) -> None:
        """Rank a few offers in both ways, so that nothing is compiled or mapped while the clock runs."""
        rank_all(self.register, self.offers[:_WARM_UP], self.context)
        for offer in self.offers[:_WARM_UP]:
            rank_one(self.register, offer, self.context)

    def rank(self, offers: Sequence[int]) -> list[Ranking]:
        """Rank all these offers in one call."""
        return rank_all(self.register, [self.offers[offer] for offer in offers], self.context)

    def answers(self, offers: Sequence[int], found: list[Ranking]) -> list[Answer]:
        """Return rows for ids."""
        ids = [person for ranking in found for person in ranking.person_ids]
        rows = rows_of(ids, self.settings.data.people)
        ends = np.cumsum([len(ranking.person_ids) for ranking in found])
        return [
            Answer.of(part, ranking.scores, ranking.parts)
            for part, ranking in zip(np.split(rows, ends[:-1]), found, strict=True)
        ]

    def singles(self, offers: Sequence[int]) -> list[float]:
        """Rank the offers one call at a time; return the seconds of each call."""
        seconds = []
        for offer in offers:
            asked = self.offers[offer]
            begun = time.perf_counter()
            rank_one(self.register, asked, self.context)
            seconds.append(time.perf_counter() - begun)
        return seconds

    def changes(self, offers: Sequence[int]) -> dict[str, Any]:
        """For each offer change one person so that they suit it, rank it, and check the list against what it must be.

        One in two is new, the other known with another trade until then. Returns the seconds of each change, of each
        ranking after it, and a line for every list that was not as it must be.
        """
        change_seconds, rank_seconds, wrong = [], [], []
        for turn, place in enumerate(offers):
            offer = self.offers[place]
            before = rank_one(self.register, offer, self.context | {"top": self.settings.top + 1})
            person = self._suited(offer, turn)
            begun = time.perf_counter()
            self.register = changed(self.register, person)
            between = time.perf_counter()
            after = rank_one(self.register, offer, self.context)
            rank_seconds.append(time.perf_counter() - between)
            change_seconds.append(between - begun)
            others = [other for other in before.person_ids if other != person.id]
            if list(after.person_ids) != [person.id, *others][: self.settings.top]:
                wrong.append(f"offer {place}: the change of {person.id} does not show as it must")
        return {"change": change_seconds, "rank": rank_seconds, "wrong": wrong}

    def _suited(self, offer: Offer, turn: int) -> Person:
        """Return somebody whom nobody can precede for this offer: everything it asks, registered before all others."""
        row = (turn * 7919) % len(self.settings.data.people)
        known = person_of(self.settings.data, row)
        return known._replace(
            id=f"N{turn:08d}" if turn % 2 else known.id,
            occupations=(Declared(offer.occupation, 40),),
            skills=(*offer.skills_required, *offer.skills_wanted),
            languages=(*offer.languages_required, *offer.languages_wanted),
            education=8,
            region=offer.region,
            destinations=("*",),
            licences=offer.licences,
            born=date(offer.starts_on.year - (offer.min_age or offer.max_age or 30), 1, 1),
            available_from=None,
            registered_on=date(1999, 12, 31) - timedelta(days=turn),
        )

    def memory(self) -> dict[str, int]:
        """Nothing is held elsewhere."""
        return {}

    def close(self) -> None:
        """Nothing was started."""


def make(settings: Settings) -> Ours:
    """Return the peer."""
    return Ours(settings)
