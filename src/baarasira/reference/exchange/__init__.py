"""The columns of the files of people and offers that `rank` reads and `import` and `export` share (engine.md, rank).

Known columns stand in the order of engine.md, which is the order in which the first fault of a row is named. Needs no
Django.
"""

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from baarasira.engine import LEVELS, MOST_OCCUPATIONS, Declared, Neighbours, Offer, Person, Spoken, neighbours_of
from baarasira.kernel.tables import (
    CODES,
    DAY,
    TEXT,
    YEAR_OR_DAY,
    Column,
    Fault,
    Kind,
    Row,
    listed,
    parse_whole,
    read_table,
    whole,
)


def gettext_noop(text: str) -> str:
    """Mark an English sentence as one to translate where it is shown."""
    return text


ONE_PLACE = gettext_noop("either a region or a country, and only one of them")


def parse_unit_group(text: str) -> str:
    """Return a unit group of four ASCII digits as it is; else ValueError. It is not looked up."""
    if len(text) != 4 or not (text.isascii() and text.isdigit()):
        raise ValueError(text[:20])
    return text


def parse_declared(text: str) -> Declared:
    """Return the occupation and years of ``7212:5``; the years are 0 where left out, never negative; else ValueError."""
    group, _, years = text.partition(":")
    return Declared(parse_unit_group(group), parse_whole(years, low=0) if years else 0)


def parse_spoken(text: str) -> Spoken:
    """Return the language and level of ``fr:B1``; ValueError without a code or with an unknown level."""
    language, _, level = text.partition(":")
    if not language or level not in LEVELS:
        raise ValueError(text[:20])
    return Spoken(language, level)


UNIT_GROUP = Kind(parse_unit_group, gettext_noop("the four digits of an ISCO-08 unit group"), "")
UNIT_GROUPS = listed(parse_unit_group, gettext_noop("unit groups of four digits separated by ;"))
OCCUPATIONS = listed(
    parse_declared,
    gettext_noop("at most %(most)s occupations separated by ;, each four digits, a colon and whole years: 7212:5;9313"),
    MOST_OCCUPATIONS,
)
LANGUAGES = listed(
    parse_spoken, gettext_noop("languages separated by ;, each a code, a colon and a level from A1 to C2: fr:B1;bm:C2")
)
EDUCATION = whole(0, 8, empty=0)
YEARS = whole(low=0)
AGE = whole(0, 150)

PEOPLE = (
    Column("id", required=True, unique=True),
    Column("occupations", OCCUPATIONS, unit_group=True),
    Column("skills", CODES),
    Column("languages", LANGUAGES),
    Column("education", EDUCATION),
    Column("region"),
    Column("mobility", CODES),
    Column("destinations", CODES),
    Column("licences", CODES),
    Column("born", YEAR_OR_DAY),
    Column("available_from", DAY),
    Column("registered_on", DAY),
)

OFFERS = (
    Column("id", required=True, unique=True),
    Column("occupation", UNIT_GROUP, required=True, unit_group=True),
    Column("starts_on", DAY, required=True),
    Column("region"),
    Column("country"),
    Column("alternatives", UNIT_GROUPS, unit_group=True),
    Column("seats", whole(low=1, empty=1)),
    Column("min_years", YEARS),
    Column("min_years_strict", whole(0, 1, empty=0)),
    Column("skills_required", CODES),
    Column("skills_wanted", CODES),
    Column("languages_required", LANGUAGES),
    Column("languages_wanted", LANGUAGES),
    Column("min_education", EDUCATION),
    Column("licences", CODES),
    Column("min_age", AGE),
    Column("max_age", AGE),
)

NEIGHBOURS = (Column("a", TEXT, required=True), Column("b", TEXT, required=True))

RELATED = (
    Column("a", UNIT_GROUP, required=True, unit_group=True),
    Column("b", UNIT_GROUP, required=True, unit_group=True),
    Column("closeness", whole(0, 1000), required=True),
)


def one_place(values: Mapping[str, Any]) -> Fault | None:
    """Return the fault of an offer without exactly one of region and country; it lies in `region`."""
    return None if bool(values["region"]) != bool(values["country"]) else Fault("region", ONE_PLACE)


_PERSON_FIELDS = tuple(column.name for column in PEOPLE)
_OFFER_FIELDS = tuple(column.name for column in OFFERS if column.name != "seats")


def person_of(row: Row) -> Person:
    """Return the person that ranking sees in a row of `PEOPLE`."""
    return Person(*(row.values[name] for name in _PERSON_FIELDS))


def offer_of(row: Row) -> Offer:
    """Return the offer that ranking sees in a row of `OFFERS` that passed `one_place`."""
    return Offer(**{name: row.values[name] for name in _OFFER_FIELDS})


def _pairs(rows: list[Row]) -> Iterator[tuple[str, str]]:
    return ((row["a"], row["b"]) for row in rows)


def own_neighbours() -> Neighbours:
    """Return the product's own table of regions that touch: 37 pairs, 20 regions."""
    file = resources.files("baarasira.reference").joinpath("data", "region_neighbours.csv")
    return neighbours_of(_pairs(read_table(file.read_bytes(), NEIGHBOURS).rows))
