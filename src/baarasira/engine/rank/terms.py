"""The words of ranking: a person, an offer, the weights and the five parts (engine.md, rank)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

LEVELS: Mapping[str, int] = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
"""The levels of the European framework, from the lowest."""

LEVEL_NAMES = ("", *LEVELS)

CODES = ("OCCUPATION", "YEARS", "SKILL", "LANGUAGE", "EDUCATION", "LICENCE", "PLACE", "DATE", "AGE")
"""The codes of the nine conditions of eligibility, in the order of engine.md."""

ANY = "*"
"""Among the regions or countries of a person: all of them."""

MOST_OCCUPATIONS = 3
UNIT_GROUP_DIGITS = 4
DEFAULT_NEED = 3
FULL = 1000


class Weights(NamedTuple):
    """The weights of the score in the order O, S, E, L, P; version 1 by default."""

    occupation: int = 45
    skills: int = 25
    experience: int = 10
    languages: int = 10
    place: int = 10


class Parts(NamedTuple):
    """The five parts of a score, each 0–1000, in the order O, S, E, L, P."""

    occupation: int
    skills: int
    experience: int
    languages: int
    place: int


class Declared(NamedTuple):
    """An occupation that a person declares: four digits of an ISCO-08 unit group, and whole years in it."""

    occupation: str
    years: int = 0


class Spoken(NamedTuple):
    """A language code and a level, A1 to C2: held by a person or asked for by an offer."""

    language: str
    level: str


class Person(NamedTuple):
    """What ranking knows of a person; everything but the id may be left out.

    occupations: at most three, in order of preference. education: ISCED 0–8, 0 where unknown. region: "" where unknown.
    mobility, destinations: codes, `ANY` for all. born: a day, or a year alone. registered_on: breaks ties. office: the
    service that follows the person; it changes no rank, a list can be kept to it (`Only`).
    """

    id: str
    occupations: tuple[Declared, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[Spoken, ...] = ()
    education: int = 0
    region: str = ""
    mobility: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    born: date | int | None = None
    available_from: date | None = None
    registered_on: date | None = None
    office: str = ""


class Only(NamedTuple):
    """Whom a list is kept to: those who live in a region, those an office follows; "" keeps everyone."""

    region: str = ""
    office: str = ""


EVERYONE = Only()


class Mark(NamedTuple):
    """A place in the order of one offer's list: the list goes on after it (score, then registered_on, then id)."""

    score: int
    registered_on: date | None
    person_id: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What ranking knows of an offer; exactly one of `region` and `country` is given, else ValueError.

    None leaves a number out; a bound of 0 is a bound.
    """

    id: str
    occupation: str
    starts_on: date
    region: str = ""
    country: str = ""
    alternatives: tuple[str, ...] = ()
    min_years: int | None = None
    min_years_strict: bool = False
    skills_required: tuple[str, ...] = ()
    skills_wanted: tuple[str, ...] = ()
    languages_required: tuple[Spoken, ...] = ()
    languages_wanted: tuple[Spoken, ...] = ()
    min_education: int = 0
    licences: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None

    def __post_init__(self) -> None:
        if bool(self.region) == bool(self.country):
            raise ValueError("an offer is in a region or in a country, one of the two")
        if (self.min_years or 0) < 0:
            raise ValueError("min_years is not below 0")

    @property
    def foreign(self) -> bool:
        """Whether the offer is abroad."""
        return bool(self.country)

    @property
    def unit_groups(self) -> tuple[str, ...]:
        """The occupation and the alternatives, each once."""
        return tuple(dict.fromkeys((self.occupation, *self.alternatives)))

    @property
    def need(self) -> int:
        """The years that make E full: `min_years`, or 3 where that is empty or 0."""
        return self.min_years or DEFAULT_NEED


def group_number(group: str) -> int:
    """Return the number 0–9999 of a unit group of four digits; ValueError for any other text."""
    if len(group) != UNIT_GROUP_DIGITS or not (group.isascii() and group.isdigit()):
        raise ValueError(f"not a unit group of four digits: {group[:20]!r}")
    return int(group)


Neighbours = Mapping[str, frozenset[str]]
"""For each region the regions that touch it; symmetric."""

Related = Mapping[str, Mapping[str, int]]
"""For each unit group those related to it, with their closeness 0–1000; symmetric."""


def neighbours_of(pairs: Iterable[tuple[str, str]]) -> Neighbours:
    """Return the symmetric table of regions that touch, from pairs (a, b) in either order."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        table[a].add(b)
        table[b].add(a)
    return {region: frozenset(others) for region, others in table.items()}


def related_of(triples: Iterable[tuple[str, str, int]]) -> Related:
    """Return the symmetric table of related unit groups; a pair given twice has its greatest closeness.

    ValueError for a closeness outside 0–1000."""
    table: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for a, b, closeness in triples:
        if not 0 <= closeness <= FULL:
            raise ValueError(f"a closeness is 0–1000, not {closeness}")
        table[a][b] = max(closeness, table[a].get(b, 0))
        table[b][a] = max(closeness, table[b].get(a, 0))
    return dict(table)
