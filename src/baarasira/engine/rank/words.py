"""Three words per person that a whole list is sifted by: what they hold, at which levels, and a shadow of their skills.

A condition asks for bits; whoever lacks one of them fails it for certain. Codes too rare for a bit of their own share the
last bit of their kind: for those, and only for those, having the bit says "perhaps" and the lists are read.

fits    bits 0–23 regions the person would work in, 24–39 countries, 40–55 licences, 56–63 education (bit k: at least k + 1)
levels  bits 0–53 nine languages, six bits each (bit l: at level l + 1 or above), 54–58 the region of living
shadow  one bit of 64 per skill held, shared by many skills (`columns.py` has a second one beside it)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .items import ItemLists, Words
from .terms import ANY

REGION_BITS, COUNTRY_BITS, LICENCE_BITS = (0, 24), (24, 16), (40, 16)
EDUCATION_BIT = 56
MOST_EDUCATION = 8
LANGUAGES, LEVELS_EACH = 9, 6
LIVING_BIT, LIVING_SLOTS = 54, 32
OTHER_LANGUAGES = 16
"""Languages too rare for bits of their own share so many, by their numbers, whatever the level."""
GOLDEN = 0x9E3779B97F4A7C15
_ALL = 2**64 - 1


@dataclass(frozen=True, eq=False)
class Bits:
    """Which bit each code of a table has: `bit` by the code's number; `last` is shared by the rare ones.

    any_bits: the bits set by the code that stands for all of them; 0 where there is none.
    """

    bit: npt.NDArray[np.int64]
    last: int
    any_bits: int = 0

    @classmethod
    def by_frequency(cls, counts: npt.NDArray[np.int64], span: tuple[int, int], any_number: int = -1) -> "Bits":
        """Give the commonest codes a bit of their own within ``(first, how many)``, the others the last one."""
        first, width = span
        order = np.argsort(-counts, kind="stable")
        order = order[order != any_number]
        bit = np.full(len(counts), first + width - 1, np.int64)
        bit[order[: width - 1]] = first + np.arange(min(width - 1, len(order)))
        return cls(bit, first + width - 1, ((1 << width) - 1) << first if any_number >= 0 else 0)

    def words(self, any_number: int = -1) -> Words:
        """Return the word of each code: its bit, or all of them for the code that stands for all."""
        words = np.left_shift(np.uint64(1), self.bit.astype(np.uint64))
        if any_number >= 0:
            words[any_number] = np.uint64(self.any_bits)
        return np.asarray(words, np.uint64)

    def of(self, number: int) -> tuple[int, bool]:
        """Return the bit that a code asks for (-1: a code nobody has) and whether the bit says it all."""
        bit = self.last if number < 0 else int(self.bit[number])
        return bit, bit != self.last


def or_by_row(words: Words, starts: npt.NDArray[np.integer]) -> Words:
    """Return for each row the OR of its words, row r having ``words[starts[r]:starts[r + 1]]``."""
    out = np.zeros(len(starts) - 1, np.uint64)
    filled = np.flatnonzero(np.diff(starts.astype(np.int64)))
    if len(filled):
        out[filled] = np.bitwise_or.reduceat(words, starts[:-1][filled].astype(np.int64))
    return out


def shadow_bits(skill: int) -> tuple[int, int]:
    """Return the two bits, 0–63 each, of a skill's number: two skills that share one seldom share the other."""
    mixed = (skill * GOLDEN) & _ALL
    return mixed >> 58, (mixed >> 52) & 63


def _shadow_words(count: int, *, second: bool) -> Words:
    mixed = np.arange(count, dtype=np.uint64) * np.uint64(GOLDEN)
    bits = (mixed >> np.uint64(52)) & np.uint64(63) if second else mixed >> np.uint64(58)
    return np.asarray(np.left_shift(np.uint64(1), bits), np.uint64)


@dataclass(frozen=True, eq=False)
class Coding:
    """How the words of one segment are written: fixed when it is laid out, kept beside it."""

    regions: Bits
    countries: Bits
    licences: Bits
    language_slot: npt.NDArray[np.int64]
    living_slot: npt.NDArray[np.int64]
    parts: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict)


def _any(names: Sequence[str]) -> int:
    return names.index(ANY) if ANY in names else -1


def _slots(counts: npt.NDArray[np.int64], slots: int, rest: int) -> npt.NDArray[np.int64]:
    """Number the commonest from 0; the others get `rest`."""
    table = np.full(len(counts), rest, np.int64)
    order = np.argsort(-counts, kind="stable")[:slots]
    table[order] = np.arange(len(order))
    return table


def coding_of(
    region: npt.NDArray[np.int32],
    mobility: ItemLists,
    destinations: ItemLists,
    licences: ItemLists,
    languages: ItemLists,
) -> Coding:
    """Choose the bits by how often each code is held; the tables of names are those of the lists."""
    living = np.bincount(region, minlength=len(mobility.names))
    going = living + np.bincount(mobility.items, minlength=len(mobility.names))
    return Coding(
        regions=Bits.by_frequency(going, REGION_BITS, _any(mobility.names)),
        countries=Bits.by_frequency(_counts(destinations), COUNTRY_BITS, _any(destinations.names)),
        licences=Bits.by_frequency(_counts(licences), LICENCE_BITS),
        language_slot=_slots(_counts(languages), LANGUAGES, -1),
        living_slot=_slots(living, LIVING_SLOTS - 1, LIVING_SLOTS - 1),
    )


def _counts(lists: ItemLists) -> npt.NDArray[np.int64]:
    return np.bincount(lists.items, minlength=len(lists.names))


def fits_words(
    coding: Coding,
    region: npt.NDArray[np.int32],
    education: npt.NDArray[np.int8],
    mobility: ItemLists,
    destinations: ItemLists,
    licences: ItemLists,
) -> Words:
    """Return the first word of each person; region 0 is none."""
    regions, countries = coding.regions.words(_any(mobility.names)), coding.countries.words(_any(destinations.names))
    living = np.left_shift(np.uint64(1), coding.regions.bit.astype(np.uint64))
    living[0] = 0  # no region given
    words = living[region]
    words |= or_by_row(regions[mobility.items], mobility.starts)
    words |= or_by_row(countries[destinations.items], destinations.starts)
    words |= or_by_row(coding.licences.words()[licences.items], licences.starts)
    reached = np.array([((1 << level) - 1) << EDUCATION_BIT for level in range(MOST_EDUCATION + 1)], np.uint64)
    return np.asarray(words | reached[np.clip(education, 0, MOST_EDUCATION)], np.uint64)


def levels_words(coding: Coding, region: npt.NDArray[np.int32], languages: ItemLists) -> Words:
    """Return the second word of each person."""
    slots = coding.language_slot[languages.items]
    levels = np.zeros(0, np.int8) if languages.levels is None else languages.levels
    spoken = (np.left_shift(np.uint64(1), levels.astype(np.uint64)) - np.uint64(1)) << (
        np.maximum(slots, 0) * LEVELS_EACH
    ).astype(np.uint64)
    spoken[slots < 0] = 0
    living = coding.living_slot[region].astype(np.uint64) << np.uint64(LIVING_BIT)
    return or_by_row(spoken, languages.starts) | living


def shadow_words(skills: ItemLists, *, second: bool = False) -> Words:
    """Return the third word of each person; `second`: that of the other shadows."""
    return or_by_row(_shadow_words(len(skills.names), second=second)[skills.items], skills.starts)


def other_language_words(coding: Coding, languages: ItemLists) -> Words:
    """Return a word of the languages of each person that have no bits of their own: bit number % `OTHER_LANGUAGES`."""
    numbers = np.arange(len(languages.names), dtype=np.uint64) % np.uint64(OTHER_LANGUAGES)
    words = np.where(coding.language_slot < 0, np.left_shift(np.uint64(1), numbers), np.uint64(0))
    return or_by_row(words.astype(np.uint64)[languages.items], languages.starts)
