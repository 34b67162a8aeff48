"""Plain Python: loops, dicts, sets and dates, from the words of the register, with nothing of ours and no arrays.

What was done to be quick: people are listed by first digit, so OCCUPATION skips nine in ten; the cheapest conditions come
first; the worth of a pair (unit group, years) is worked out once per offer; `heapq` keeps the best. It reads people and
offers as text and dates, so it also checks the numbers that the other peers were given.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ..answers import Answer
from ..register.offers import Asked
from ..register.texts import people_of
from ..register.vocabulary import Vocabulary
from .base import Settings

LEVELS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
NEVER = date.max


class Someone(NamedTuple):
    """A person; sets instead of lists, the highest level of each language."""

    row: int
    id: str
    occupations: tuple[tuple[str, int], ...]
    skills: frozenset[str]
    languages: dict[str, int]
    education: int
    region: str
    mobility: frozenset[str]
    destinations: frozenset[str]
    licences: frozenset[str]
    born: date | int | None
    available_from: date | None
    registered_on: date


@cache
def _set(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(codes)


def _someone(row: int, person: Any) -> Someone:
    return Someone(
        row,
        person.id,
        person.occupations,
        frozenset(person.skills),
        {code: LEVELS[level] for code, level in person.languages},
        person.education,
        person.region,
        _set(person.mobility),
        _set(person.destinations),
        _set(person.licences),
        person.born,
        person.available_from,
        person.registered_on or NEVER,
    )


def close(one: str, other: str) -> int:
    """Return O of two unit groups."""
    for digits, worth in ((4, 1000), (3, 600), (2, 300), (1, 100)):
        if one[:digits] == other[:digits]:
            return worth
    return 0


def completed_years(born: date | int, on: date) -> int:
    """Return the age on a day; a bare year means 1 July, 29 February counts as 1 March."""
    year, birthday = (born, (7, 1)) if isinstance(born, int) else (born.year, (born.month, born.day))
    if birthday == (2, 29):
        birthday = (3, 1)
    return on.year - year - ((on.month, on.day) < birthday)


class Ranker:
    """One offer, ready to look at people one by one."""

    def __init__(self, words: Vocabulary, asked: Asked, weights: Sequence[int]) -> None:
        self.weights = weights
        self.groups = list(dict.fromkeys([asked["occupation"], *asked["alternatives"]]))
        self.starts_on = date.fromisoformat(asked["starts_on"])
        self.asked = asked
        self.required = set(asked["skills_required"])
        self.wanted = set(asked["skills_wanted"])
        self.licences = set(asked["licences"])
        self.languages_required = {(code, LEVELS[level]) for code, level in asked["languages_required"]}
        self.languages_wanted = {(code, LEVELS[level]) for code, level in asked["languages_wanted"]}
        self.need = asked["min_years"] or 3
        self.strict = asked["min_years_strict"] and bool(asked["min_years"])
        self.touching: set[str] = set()
        if asked["region"]:
            home = words.regions.index(asked["region"])
            self.touching = {words.regions[place] for place in words.touching[home]}
        self.worths: dict[tuple[str, int], tuple[int, int, int]] = {}

    def _worth(self, declared: tuple[str, int]) -> tuple[int, int, int]:
        """Return (45·O + 10·E, O, E) of one declared occupation, 0 three times where O is 0."""
        found = self.worths.get(declared)
        if found is None:
            o = max(close(declared[0], group) for group in self.groups)
            e = min(1000, 1000 * declared[1] // self.need)
            found = self.worths[declared] = (45 * o + 10 * e, o, e) if o else (0, 0, 0)
        return found

    def _in_place(self, person: Someone) -> bool:
        if self.asked["country"]:
            return self.asked["country"] in person.destinations or "*" in person.destinations
        region = self.asked["region"]
        return person.region == region or region in person.mobility or "*" in person.mobility

    def _of_age(self, person: Someone) -> bool:
        low, high = self.asked["min_age"], self.asked["max_age"]
        if low is None and high is None:
            return True
        if person.born is None:
            return False
        age = completed_years(person.born, self.starts_on)
        return (low is None or age >= low) and (high is None or age <= high)

    def _speaks(self, person: Someone, asked: Iterable[tuple[str, int]]) -> int:
        return sum(person.languages.get(code, 0) >= level for code, level in asked)

    def _eligible(self, person: Someone) -> bool:
        """Return whether every condition but OCCUPATION and YEARS holds."""
        return (
            self._in_place(person)
            and (person.available_from is None or person.available_from <= self.starts_on)
            and person.education >= self.asked["min_education"]
            and self.licences <= person.licences
            and self.required <= person.skills
            and self._speaks(person, self.languages_required) == len(self.languages_required)
            and self._of_age(person)
        )

    def entry(self, person: Someone) -> tuple[Any, ...] | None:
        """Return what sorts the person, least first, and their parts; None for one who is not eligible."""
        if not self._eligible(person):
            return None
        best, o, e = 0, 0, 0
        for declared in person.occupations:
            worth = self._worth(declared)
            if worth[0] > best:
                best, o, e = worth
        if not o or (self.strict and e < 1000):
            return None
        s = 1000 * len(self.wanted & person.skills) // len(self.wanted) if self.wanted else 1000
        languages = len(self.languages_wanted)
        spoken = 1000 * self._speaks(person, self.languages_wanted) // languages if languages else 1000
        if self.asked["country"] or person.region == self.asked["region"]:
            p = 1000
        else:
            p = 500 if person.region in self.touching else 0
        parts = (o, s, e, spoken, p)
        score = sum(weight * part for weight, part in zip(self.weights, parts, strict=True))
        return -score, person.registered_on, person.id, person.row, parts

    def entries(self, by_digit: dict[str, list[Someone]]) -> Iterator[tuple[Any, ...]]:
        """Yield the entries of everyone eligible; one who stands under two of the digits is looked at once."""
        seen: list[str] = []
        for digit in sorted({group[0] for group in self.groups}):
            for person in by_digit[digit]:
                if seen and any(declared[0][0] in seen for declared in person.occupations):
                    continue
                entry = self.entry(person)
                if entry is not None:
                    yield entry
            seen.append(digit)


class Plain:
    """See the module."""

    shapes = ("loops",)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.by_digit: dict[str, list[Someone]] = defaultdict(list)

    def load(self) -> None:
        """Make a tuple per person and list it under every first digit declared."""
        for row, person in enumerate(people_of(self.settings.data)):
            someone = _someone(row, person)
            for digit in {declared[0][0] for declared in person.occupations}:
                self.by_digit[digit].append(someone)

    def use(self, shape: str) -> None:
        """There is one shape."""

    def rank(self, offers: Sequence[int]) -> list[list[tuple[Any, ...]]]:
        """Rank each offer in a loop over people."""
        data = self.settings.data
        rankers = (Ranker(data.words, data.offers[offer], self.settings.weights) for offer in offers)
        return [heapq.nsmallest(self.settings.top, ranker.entries(self.by_digit)) for ranker in rankers]

    def answers(self, offers: Sequence[int], found: list[list[tuple[Any, ...]]]) -> list[Answer]:
        """Return rows, scores and parts."""
        return [
            Answer.of([entry[3] for entry in best], [-entry[0] for entry in best], [entry[4] for entry in best])
            for best in found
        ]

    def memory(self) -> dict[str, int]:
        """Nothing is held elsewhere."""
        return {}

    def close(self) -> None:
        """Nothing was started."""


def make(settings: Settings) -> Plain:
    """Return the peer."""
    return Plain(settings)
