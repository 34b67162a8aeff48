"""The generated register in words: as the engine's people and offers, and as the files of `baarasira rank`."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from baarasira.engine import Declared, Offer, Person, Spoken

from .offers import Asked
from .people import ANY_COUNTRY, ANY_REGION, People
from .store import Data
from .vocabulary import ANY, Vocabulary, person_id, skill_code

_LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2")
_BLOCK = 20_000
_PEOPLE = (
    "id occupations skills languages education region mobility destinations licences born available_from registered_on"
)
_OFFERS = (
    "id occupation starts_on region country alternatives min_years min_years_strict skills_required skills_wanted "
    "languages_required languages_wanted min_education licences min_age max_age"
)


@cache
def _day(number: int) -> date | None:
    """Return the day of YYYYMMDD, None for 0."""
    return date(number // 10_000, number // 100 % 100, number % 100) if number else None


@cache
def _birth(number: int) -> date | int | None:
    """Return a day of birth, or the year alone of YYYY0000, None for 0."""
    return number // 10_000 if number and not number % 10_000 else _day(number)


@cache
def _codes(codes: tuple[str, ...], bits: int, any_bit: int) -> tuple[str, ...]:
    """Return the codes whose bits are set, with `ANY` for the bit of all."""
    found = tuple(code for place, code in enumerate(codes) if bits >> place & 1)
    return (*found, ANY) if bits >> any_bit & 1 else found


@cache
def _spoken(language: str, level: int) -> Spoken:
    return Spoken(language, _LEVELS[level])


@cache
def _declared(group: str, years: int) -> Declared:
    return Declared(group, years)


def _languages(words: Vocabulary, levels: list[int]) -> tuple[Spoken, ...]:
    return tuple(_spoken(code, level) for code, level in zip(words.languages, levels, strict=True) if level)


def _occupations(words: Vocabulary, groups: list[int], years: list[int]) -> tuple[Declared, ...]:
    return tuple(
        _declared(words.groups[group], count)
        for group, count in zip(groups, years, strict=True)
        if group != words.no_group
    )


def _block_of(data: Data, start: int, end: int) -> Iterator[Person]:
    words, people = data.words, data.people
    span, skills = slice(start, end), [skill_code(number) for number in range(3000)]
    starts = people.skill_starts[start : end + 1].tolist()
    held = people.skills[starts[0] : starts[-1]].tolist()
    regions = (*words.regions, "")
    rows = zip(
        people.number[span].tolist(),
        people.occupations[:, span].T.tolist(),
        people.years[:, span].T.tolist(),
        people.languages[:, span].T.tolist(),
        *(getattr(people, name)[span].tolist() for name in ("education", "region", "mobility", "destinations")),
        *(getattr(people, name)[span].tolist() for name in ("licences", "born", "available_from", "registered_on")),
        strict=True,
    )
    for place, row in enumerate(rows):
        number, groups, years, levels, education, region, mobility, abroad, licences, born, free, since = row
        yield Person(
            person_id(number),
            _occupations(words, groups, years),
            tuple(skills[code] for code in held[starts[place] - starts[0] : starts[place + 1] - starts[0]]),
            _languages(words, levels),
            education,
            regions[region],
            _codes(words.regions, mobility, ANY_REGION),
            _codes(words.countries, abroad, ANY_COUNTRY),
            _codes(words.licences, licences, 63),
            _birth(born),
            _day(free),
            _day(since),
        )


def people_of(data: Data) -> Iterator[Person]:
    """Yield every person as the engine takes them, in the order of the rows."""
    for start in range(0, len(data.people), _BLOCK):
        yield from _block_of(data, start, min(start + _BLOCK, len(data.people)))


def person_of(data: Data, row: int) -> Person:
    """Return the person of one row."""
    return next(_block_of(data, row, row + 1))


def offer_of(asked: Asked) -> Offer:
    """Return an offer as the engine takes it."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items()}
    for name in ("languages_required", "languages_wanted"):
        values[name] = tuple(Spoken(code, level) for code, level in asked[name])
    values["starts_on"] = date.fromisoformat(asked["starts_on"])
    return Offer(**values)  # type: ignore[arg-type]


def rows_of(ids: list[str], people: People) -> np.ndarray:
    """Return the rows of the people with these ids."""
    row_of = np.empty(len(people), np.int32)
    row_of[people.number] = np.arange(len(people), dtype=np.int32)
    return row_of[np.array([int(person[1:]) for person in ids], np.int64)]


def _cell(value: object) -> object:
    if value is None or value is False:
        return ""
    if value is True:
        return 1
    if isinstance(value, tuple):
        return ";".join(":".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in value)
    return value


def _write(file: Path, names: list[str], records: Iterable[object]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_cell(getattr(record, name)) for name in names] for record in records)


def write_people(data: Data, file: Path) -> None:
    """Write everyone as `baarasira rank --people` reads them."""
    _write(file, _PEOPLE.split(), people_of(data))


def write_offers(data: Data, offers: Sequence[int], file: Path) -> None:
    """Write some offers as `baarasira rank --offers` reads them."""
    _write(file, _OFFERS.split(), (offer_of(data.offers[offer]) for offer in offers))
