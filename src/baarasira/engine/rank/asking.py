"""An offer as the whole numbers that the compiled search reads, for one segment (`layout.py` says which stand where)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import days, layout
from .columns import OF_LEVELS, OF_OTHERS
from .scoring import TOUCHING
from .segment import Segment
from .terms import ANY, FULL, LEVELS, Neighbours, Offer, Only, Related, Spoken, group_number
from .words import EDUCATION_BIT, LEVELS_EACH, LIVING_SLOTS, MOST_EDUCATION, OTHER_LANGUAGES, shadow_bits

_ABROAD = "\0abroad"
_SIGN = 1 << 63


class NotPackable(Exception):
    """The offer asks for what whole numbers of 64 bits do not hold; the plain path answers it."""


@dataclass(frozen=True, eq=False)
class Packed:
    """Questions for one segment: offer n's numbers are ``numbers[starts[n]:starts[n + 1]]``, none where nobody can be eligible.

    near, near_slots: P of each region of living (by its number, by its slot in the word of levels) per row that a question
    names.
    """

    numbers: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    near: npt.NDArray[np.int64]
    near_slots: npt.NDArray[np.int64]


def pack(
    segment: Segment,
    offers: Iterable[Offer],
    *,
    neighbours: Neighbours,
    related: Related,
    only: Only,
    nearly: bool = False,
) -> Packed:
    """Pack offers for one segment; `nearly` asks for those who fail one condition alone. Raises NotPackable."""
    packer = _Packer(segment, neighbours, related, only, nearly)
    starts, numbers = [0], []
    for offer in offers:
        numbers += packer.question(offer)
        starts.append(len(numbers))
    rows = packer.near_rows
    return Packed(
        np.array(numbers, np.int64),
        np.array(starts, np.int64),
        np.stack([row[0] for row in rows]) if rows else np.zeros((1, 1), np.int64),
        np.stack([row[1] for row in rows]) if rows else np.zeros((1, LIVING_SLOTS), np.int64),
    )


def _signed(word: int) -> int:
    return word - (_SIGN << 1) if word & _SIGN else word


def _shadow_of(skills: Iterable[int]) -> int:
    word = 0
    for number in skills:
        word |= 1 << shadow_bits(number)[0]
    return word


def _columns_asked(fits: int, licences: int, levels: int, languages: Sequence[int]) -> list[int]:
    """Return the columns that every eligible person has, as condition, column, condition, …; skills are not among them.

    The highest bit of education says all.
    """
    asked: list[int] = []
    for bit in _bits(fits & layout.PLACE_BITS):
        asked += (0, bit)
    for bit in _bits(licences):
        asked += (1, bit)
    if education := fits >> EDUCATION_BIT:
        asked += (2, EDUCATION_BIT + education.bit_length() - 1)
    for bit in _bits(levels):
        asked += (3, OF_LEVELS + bit)
    for number in languages:
        if number >= 0:
            asked += (3, OF_OTHERS + number % OTHER_LANGUAGES)
    return asked


def _bits(word: int) -> Iterator[int]:
    while word:
        lowest = word & -word
        yield lowest.bit_length() - 1
        word ^= lowest


class _Nobody(Exception):
    """Something is asked for that nobody in the segment has."""


class _Packer:
    """Packs offer after offer for one segment; `near_rows` gathers the rows of P met on the way."""

    def __init__(self, segment: Segment, neighbours: Neighbours, related: Related, only: Only, nearly: bool) -> None:
        self.segment = segment
        self.neighbours = neighbours
        self.related = related
        self.only = only
        self.nearly = nearly
        self.near_rows: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
        self._near_place: dict[str, int] = {}

    def question(self, offer: Offer) -> list[int]:
        """Return the numbers of an offer, none where nobody can be eligible."""
        if offer.min_education > MOST_EDUCATION:
            raise NotPackable
        try:
            return self._question(offer)
        except _Nobody:
            return []

    def _question(self, offer: Offer) -> list[int]:
        fits, place = self._place(offer)
        fits |= ((1 << max(offer.min_education, 0)) - 1) << EDUCATION_BIT
        licence_bits, licences = self._licences(offer.licences)
        need_levels, languages = self._required_languages(offer.languages_required)
        wanted_levels, spoken, languages_wanted = self._wanted_languages(offer.languages_wanted)
        required = [self._asked("skills", code) for code in dict.fromkeys(offer.skills_required)]
        wanted = dict.fromkeys(offer.skills_wanted)
        skills = self.segment.numbers("skills")
        wished = sorted([skills[code] for code in wanted if code in skills])
        need_shadow = _shadow_of(number for number in required if number >= 0)
        unit_groups = offer.unit_groups
        groups = [group_number(group) for group in unit_groups]
        related = self._related(unit_groups) if self.related else []
        asked = _columns_asked(fits, licence_bits, need_levels, languages[::2])
        return [
            _signed(fits | licence_bits), need_levels, _signed(need_shadow), wanted_levels,
            *place, self._near(offer),
            days.number_of(offer.starts_on),
            -1 if offer.min_age is None else offer.min_age,
            -1 if offer.max_age is None else offer.max_age,
            offer.need, (offer.min_years or 0) if offer.min_years_strict else 0,
            len(wanted), max(0, len(wished) - layout.MOST_HOPED), languages_wanted, len(spoken) // 2,
            self._kept("regions", self.only.region), self._kept("offices", self.only.office), int(self.nearly),
            len(groups), len(related) // 2, len(required), len(wished), len(languages) // 2, len(spoken) // 2,
            len(licences), len(asked) // 2,
            *groups, *related, *required, *wished, *languages, *spoken, *licences, *asked,
        ]  # fmt: skip

    def _asked(self, table: str, code: str) -> int:
        """Return the number of a code asked for; of one nobody has, -1 where who lacks it is looked for."""
        number = self.segment.number(table, code)
        if number < 0 and not self.nearly:
            raise _Nobody
        return number

    def _kept(self, table: str, name: str) -> int:
        if not name:
            return -1
        number = self.segment.number(table, name)
        if number < 0:
            raise _Nobody
        return number

    def _place(self, offer: Offer) -> tuple[int, tuple[int, int, int]]:
        """Return the bit asked for, and how the lists are read where it does not say it all: kind, code, code for all."""
        table, code, bits, kind = (
            ("countries", offer.country, self.segment.coding.countries, layout.BY_COUNTRY)
            if offer.foreign
            else ("regions", offer.region, self.segment.coding.regions, layout.BY_REGION)
        )
        number = self.segment.number(table, code)
        bit, says_all = bits.of(number)
        return 1 << bit, (layout.BY_BITS if says_all else kind, number, self.segment.number(table, ANY))

    def _licences(self, codes: Sequence[str]) -> tuple[int, list[int]]:
        word = 0
        listed: list[int] = []
        for code in dict.fromkeys(codes):
            number = self._asked("licences", code)
            bit, says_all = self.segment.coding.licences.of(number)
            word |= 1 << bit
            if not says_all:
                listed.append(number)
        return word, listed

    def _level(self, number: int, level: str) -> int:
        """Return the bit of a language at a level; 0 for a language without bits."""
        slot = -1 if number < 0 else int(self.segment.coding.language_slot[number])
        return 0 if slot < 0 else 1 << (slot * LEVELS_EACH + LEVELS[level] - 1)

    def _required_languages(self, asked: Sequence[Spoken]) -> tuple[int, list[int]]:
        word = 0
        listed: list[int] = []
        for code, level in dict.fromkeys(asked):
            number = self._asked("languages", code)
            bit = self._level(number, level)
            word |= bit
            if not bit:
                listed += (number, LEVELS[level])
        return word, listed

    def _wanted_languages(self, asked: Sequence[Spoken]) -> tuple[int, list[int], int]:
        word = 0
        listed: list[int] = []
        wanted = dict.fromkeys(asked)
        for code, level in wanted:
            number = self.segment.number("languages", code)
            if number >= 0:
                bit = self._level(number, level)
                word |= bit
                if not bit:
                    listed += (number, LEVELS[level])
        return word, listed, len(wanted)

    def _related(self, unit_groups: Iterable[str]) -> list[int]:
        pairs: dict[int, int] = {}
        for group in unit_groups:
            for other, worth in self.related.get(group, {}).items():
                number = group_number(other)
                pairs[number] = max(worth, pairs.get(number, 0))
        return [value for pair in pairs.items() for value in pair]

    def _near(self, offer: Offer) -> int:
        """Return the place of the offer's row of P, made at the first offer of its region."""
        key = _ABROAD if offer.foreign else offer.region
        place = self._near_place.get(key)
        if place is None:
            place = self._near_place[key] = len(self.near_rows)
            touching = frozenset() if offer.foreign else self.neighbours.get(key, frozenset())
            note = ("near", key, touching)
            row: Any = self.segment.notes.get(note)
            if row is None:
                row = self.segment.notes[note] = self._near_row(key, touching)
            self.near_rows.append(row)
        return place

    def _near_row(self, region: str, touching: frozenset[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        names = self.segment.names["regions"]
        if region == _ABROAD:
            return np.full(len(names), FULL, np.int64), np.full(LIVING_SLOTS, FULL, np.int64)
        worths = dict.fromkeys(touching, TOUCHING) | {region: FULL, "": 0}
        near = np.array([worths.get(name, 0) for name in names], np.int64)
        slots = np.zeros(LIVING_SLOTS, np.int64)
        np.maximum.at(slots, self.segment.coding.living_slot, near)
        return near, slots
