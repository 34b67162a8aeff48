"""What is expected of two files: of one person (M), of two of one household (H), of two strangers, level by level.

The figures carried here are a guess by hand [G], for files too small to tell; `learning` lets a large file correct M and how many
duplicates there are. Strangers need no figures: what they share by chance follows from how common each value is.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from .words import BIT, Ints

SURNAME, GIVEN, ORDER, BORN, SEX, PLACE, PHONE, NATIONAL, MOTHER = range(9)
FIELDS = 9
LEVELS = 14

# Levels. Of names: differ, not known, one slip apart, heard alike, written alike.
DIFFERENT, UNKNOWN, NEAR, HEARD, WRITTEN = range(5)
STRAIGHT, CROSSED = 2, 3
# Of births. Both days known: far, a year or two apart, year alone, day and month with another year, one part of the day, all.
FAR, YEARS_APART, SAME_YEAR, SAME_DAY, NEAR_DATE, SAME_DATE = 0, 4, 5, 6, 7, 8
# A year alone on one side: three to five apart, two, one, the same, far.
BARE_THREE, BARE_TWO, BARE_ONE, BARE_SAME, BARE_FAR = 9, 10, 11, 12, 13
# Of sexes, by whether the given names agree.
SEX_SAME, SEX_SAME_NAMED, SEX_OTHER_NAMED = 2, 3, 4
# Of places. Both communes known: the same, the same region, elsewhere; else the region alone: same, cut out of one, other.
ELSEWHERE, REGION_OTHER, REGION_CUT, COMMUNE_OTHER, REGION_SAME, COMMUNE_SAME = 6, 0, 5, 2, 3, 4
# Of phones and identity numbers.
NUMBER_NEAR, NUMBER_SAME = 2, 3
# Of mothers: nothing in common; some names; all of two; where one name is written: other, the same.
MOTHER_SOME, MOTHER_ALL, MOTHER_ONE_OTHER, MOTHER_ONE = 2, 4, 5, 3

Table = Mapping[int, Mapping[int, float]]

# Shares among the levels that could come about, given what is written; `learning.GROUPS` says which these are.
SAME_PERSON: Table = {
    SURNAME: {DIFFERENT: 0.05, NEAR: 0.07, HEARD: 0.15, WRITTEN: 0.73},
    GIVEN: {DIFFERENT: 0.03, NEAR: 0.07, HEARD: 0.18, WRITTEN: 0.72},
    ORDER: {STRAIGHT: 0.95, CROSSED: 0.05},
    BORN: {
        FAR: 0.03, YEARS_APART: 0.03, SAME_YEAR: 0.04, SAME_DAY: 0.06, NEAR_DATE: 0.06, SAME_DATE: 0.78,
        BARE_FAR: 0.02, BARE_THREE: 0.03, BARE_TWO: 0.04, BARE_ONE: 0.08, BARE_SAME: 0.83,
    },
    SEX: {DIFFERENT: 0.02, SEX_SAME: 0.98, SEX_SAME_NAMED: 0.985, SEX_OTHER_NAMED: 0.015},
    PLACE: {
        ELSEWHERE: 0.15, COMMUNE_OTHER: 0.20, COMMUNE_SAME: 0.65, REGION_OTHER: 0.14, REGION_CUT: 0.02, REGION_SAME: 0.84,
    },
    PHONE: {DIFFERENT: 0.42, NUMBER_NEAR: 0.02, NUMBER_SAME: 0.56},
    NATIONAL: {DIFFERENT: 0.005, NUMBER_NEAR: 0.025, NUMBER_SAME: 0.97},
    MOTHER: {DIFFERENT: 0.08, MOTHER_SOME: 0.15, MOTHER_ALL: 0.77, MOTHER_ONE_OTHER: 0.10, MOTHER_ONE: 0.90},
}  # fmt: skip
HOUSEHOLD: Table = {
    SURNAME: {DIFFERENT: 0.40, NEAR: 0.05, HEARD: 0.12, WRITTEN: 0.43},
    BORN: {
        FAR: 0.83, YEARS_APART: 0.08, SAME_YEAR: 0.03, SAME_DAY: 0.003, NEAR_DATE: 0.007, SAME_DATE: 0.05,
        BARE_FAR: 0.58, BARE_THREE: 0.22, BARE_TWO: 0.08, BARE_ONE: 0.05, BARE_SAME: 0.07,
    },
    PLACE: {
        ELSEWHERE: 0.05, COMMUNE_OTHER: 0.10, COMMUNE_SAME: 0.85, REGION_OTHER: 0.04, REGION_CUT: 0.01, REGION_SAME: 0.95,
    },
    PHONE: {DIFFERENT: 0.64, NUMBER_NEAR: 0.01, NUMBER_SAME: 0.35},
    MOTHER: {DIFFERENT: 0.40, MOTHER_SOME: 0.15, MOTHER_ALL: 0.45, MOTHER_ONE_OTHER: 0.50, MOTHER_ONE: 0.50},
}  # fmt: skip
# A few rows are taken out of a country, not all there is: as if so many people stood in the file, less and less as it grows.
SMALLEST_REGISTER, SPEAKS_FOR_ITSELF = 20_000, 3000
SMALLEST_WHOLE = 20
DUPLICATES_EACH = 0.06
# How many sure pairs what is carried here weighs as much as, when a file corrects it.
PAIRS = 200.0
# Slope and offset of a model that a large file has corrected; those of `Model` are of what is carried.
LEARNED_LINE = (1.05, 0.5)
HOUSEHOLD_EACH = 2.0
# Of those who come to an office, far more have a file already than of those who stand in one [G].
DUPLICATES_AT_THE_DESK = 0.25


@dataclass(frozen=True)
class Model:
    """M by field and level, how many duplicates and how many of the same household a person has in the register.

    whole: the register is all there is (an office's own), not a few rows out of a country.
    slope, offset: what turns the evidence, in bits, into the odds that hold (`benchmarks/link/calibrating.py`).
    """

    same: Table = field(default_factory=lambda: SAME_PERSON)
    duplicates: float = DUPLICATES_EACH
    household: float = HOUSEHOLD_EACH
    whole: bool = False
    slope: float = 1.2
    offset: float = 1.3

    def with_same(self, same: Table, duplicates: float, pairs: float) -> "Model":
        """Return the model with what was learned from so many pairs; the more, the more what it says is taken as it is."""
        weight = pairs / (pairs + PAIRS)
        slope, offset = (
            weight * learned + (1 - weight) * carried
            for learned, carried in zip(LEARNED_LINE, (Model.slope, Model.offset), strict=True)
        )
        return replace(self, same=same, duplicates=duplicates, slope=slope, offset=offset)

    def same_bits(self) -> Ints:
        """Return log2 of M (fields, levels), in 256ths."""
        return _table(self.same)

    def prior_bits(self, people: int) -> tuple[int, int]:
        """Return log2 of the odds, before anything is compared, that two of so many people are one, and of one household."""
        part = round(SMALLEST_REGISTER * (1 - people / SPEAKS_FOR_ITSELF))
        others = max(people, SMALLEST_WHOLE if self.whole else part) - 1
        return _bits(2 * self.duplicates / others), _bits(2 * self.household / others)


def household_bits() -> Ints:
    """Return log2 of H (fields, levels), in 256ths; given names are as between strangers: a child bears a grandparent's, no sibling's."""
    return _table(HOUSEHOLD)


def _bits(share: float) -> int:
    return round(math.log2(share) * BIT)


def _table(told: Table) -> Ints:
    found = np.zeros((FIELDS, LEVELS), np.int32)
    for which, levels in told.items():
        for level, share in levels.items():
            found[which, level] = _bits(share)
    return found
