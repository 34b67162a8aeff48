"""Offers and people worked out for the peers that rank by arrays or SQL: whole numbers, bits, tables.

This is the preparation that any of them would be given in earnest. Plain Python and we ourselves do not use it: a mistake
here shows as a difference.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from .register.offers import Asked
from .register.people import ANY_COUNTRY, ANY_REGION, People
from .register.vocabulary import Vocabulary

LEVELS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
WORTHS = (0, 100, 300, 600, 1000)
"""O by the number of first digits in common."""

YEAR_SPAN = 64
"""Years of one occupation lie below this: a pair (unit group, years) is one number, group · 64 + years."""

EMPTY_LAST = 99_999_999


@dataclass(frozen=True, eq=False)
class Question:
    """One offer in numbers.

    groups: its unit groups as numbers. closeness: (groups + 1,) O of every unit group, 0 at the place of none. digits: the first digits of its unit groups.
    place_bit: bit of `Prepared.places`. born_upto, born_after: bounds of `Prepared.birthday` (included, not included),
    None without a bound. place_worths: (regions + 1,) P by region, None abroad. Languages are (place, level).
    """

    groups: tuple[int, ...]
    closeness: npt.NDArray[np.int16]
    digits: tuple[int, ...]
    need: int
    strict: bool
    skills_required: tuple[int, ...]
    skills_wanted: tuple[int, ...]
    languages_required: tuple[tuple[int, int], ...]
    languages_wanted: tuple[tuple[int, int], ...]
    education: int
    licences: int
    place_bit: int
    starts_on: int
    born_upto: int | None
    born_after: int | None
    place_worths: npt.NDArray[np.int16] | None

    @property
    def majors(self) -> int:
        """Bits of the first digits."""
        return sum(1 << digit for digit in self.digits)

    def worth_table(self) -> npt.NDArray[np.int32]:
        """Return what `best_worth` takes the greatest of, by group · 64 + years.

        (45·O + 10·E) << 5 | place in `WORTHS`; the two bits between are for the place among the declared: 0 for O = 0.
        """
        o = self.closeness.astype(np.int32)[:, None]
        e = np.minimum(1000, 1000 * np.arange(YEAR_SPAN, dtype=np.int32) // self.need)[None, :]
        values = ((45 * o + 10 * e) << 5) | np.searchsorted(WORTHS, o).astype(np.int32)
        return np.asarray(np.where(o > 0, values, 0), np.int32).reshape(-1)


def best_worth(table: npt.NDArray[np.int32], codes: npt.NDArray[np.int16]) -> npt.NDArray[np.int32]:
    """Return for (3, n) codes the worth of the occupation that counts, the first declared on a tie; 0 where none does."""
    return np.maximum(np.maximum(_with_place(table[codes[0]], 2), _with_place(table[codes[1]], 1)), table[codes[2]])


def _with_place(values: npt.NDArray[np.int32], place: int) -> npt.NDArray[np.int32]:
    return np.where(values > 0, values | (place << 3), 0)


def occupation_parts(worth: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return O and E of what `best_worth` gave."""
    o = np.array(WORTHS, np.int32)[worth & 7]
    return o, ((worth >> 5) - 45 * o) // 10


def _closeness(words: Vocabulary, groups: list[str]) -> npt.NDArray[np.int16]:
    worths = np.zeros(len(words.groups) + 1, np.int16)
    known, asked = np.array(words.groups, np.int64), np.array(groups, np.int64)
    for digits, worth in enumerate(WORTHS[1:], start=1):
        tail = 10 ** (4 - digits)
        worths[:-1][(known[:, None] // tail == asked // tail).any(axis=1)] = worth
    return worths


def _place_worths(words: Vocabulary, region: str) -> npt.NDArray[np.int16]:
    worths = np.zeros(len(words.regions) + 1, np.int16)
    home = words.regions.index(region)
    worths[list(words.touching[home])] = 500
    worths[home] = 1000
    return worths


def question_of(words: Vocabulary, asked: Asked) -> Question:
    """Return an offer in numbers."""
    groups = list(dict.fromkeys([asked["occupation"], *asked["alternatives"]]))
    day = date.fromisoformat(asked["starts_on"])
    starts_on = day.year * 10_000 + day.month * 100 + day.day
    low, high = asked["min_age"], asked["max_age"]
    place = words.regions.index(asked["region"]) if asked["region"] else 20 + words.countries.index(asked["country"])

    def spoken(pairs: list[list[str]]) -> tuple[tuple[int, int], ...]:
        return tuple(dict.fromkeys((words.languages.index(code), LEVELS[level]) for code, level in pairs))

    def skills(codes: list[str]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(int(code[1:]) for code in codes))

    return Question(
        groups=tuple(map(int, groups)),
        closeness=_closeness(words, groups),
        digits=tuple(sorted({int(group[0]) for group in groups})),
        need=asked["min_years"] or 3,
        strict=asked["min_years_strict"] and bool(asked["min_years"]),
        skills_required=skills(asked["skills_required"]),
        skills_wanted=skills(asked["skills_wanted"]),
        languages_required=spoken(asked["languages_required"]),
        languages_wanted=spoken(asked["languages_wanted"]),
        education=asked["min_education"],
        licences=sum(1 << words.licences.index(code) for code in set(asked["licences"])),
        place_bit=1 << place,
        starts_on=starts_on,
        born_upto=None if low is None else starts_on - low * 10_000,
        born_after=None if high is None else starts_on - (high + 1) * 10_000,
        place_worths=_place_worths(words, asked["region"]) if asked["region"] else None,
    )


def birthdays(born: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the day from which a birth counts: 1 July of a bare year, 1 March for 29 February, 0 where unknown."""
    years, days = np.divmod(born, 10_000)
    days = np.where(days == 0, 701, np.where(days == 229, 301, days))
    return np.where(years > 0, years * 10_000 + days, 0).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Prepared:
    """What is worked out of people once. Rows as in `People`.

    tie: place in the order registered_on (empty last), id. majors: bits of first digits declared. places: bits 0–19 the
    regions a person lives in or would move to, 20–31 the countries they would go to, all of them for ``*``. codes: (3, n)
    group · 64 + years. birthday: YYYYMMDD, 0 where unknown.
    """

    tie: npt.NDArray[np.int32]
    majors: npt.NDArray[np.uint16]
    places: npt.NDArray[np.uint32]
    codes: npt.NDArray[np.int16]
    birthday: npt.NDArray[np.int32]


def prepare(words: Vocabulary, people: People) -> Prepared:
    """Work out the columns of `Prepared`."""
    since = np.where(people.registered_on == 0, EMPTY_LAST, people.registered_on)
    tie = np.empty(len(people), np.int32)
    tie[np.lexsort((people.number, since))] = np.arange(len(people), dtype=np.int32)
    digit_bits = np.append(np.uint16(1) << words.majors.astype(np.uint16), np.uint16(0))
    majors = digit_bits[people.occupations[0]] | digit_bits[people.occupations[1]] | digit_bits[people.occupations[2]]
    home = np.append(np.uint32(1) << np.arange(words.no_region, dtype=np.uint32), np.uint32(0))[people.region]
    all_regions, all_countries = np.uint32((1 << 20) - 1), np.uint32((1 << 12) - 1)
    wished = np.where(people.mobility >> np.uint32(ANY_REGION) & 1, all_regions, people.mobility)
    abroad = np.where(people.destinations >> np.uint16(ANY_COUNTRY) & 1, all_countries, people.destinations)
    return Prepared(
        tie=tie,
        majors=majors.astype(np.uint16),
        places=home | wished.astype(np.uint32) | (abroad.astype(np.uint32) << np.uint32(20)),
        codes=(people.occupations * YEAR_SPAN + people.years).astype(np.int16),
        birthday=birthdays(people.born),
    )
