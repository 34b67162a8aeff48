"""How likely it is that two files are one person: evidence in bits, each reason with a code.

The weight of an agreement depends on how rare the value is: sharing the surname Traoré says little, sharing Guindo says
more. Weights are logarithms to base 2 of the odds (a weight of 3 makes the same person eight times likelier); they add
up on the prior odds of two files taken at random out of a register of that size.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .names import canonical_name, canonical_words, fold_name, name_words

SMALLEST_REGISTER = 1000
_LEAST_NAME_BITS, _MOST_NAME_BITS = 2.0, 13.0
_NAME_MISSING, _NAME_DIFFERENT = 0.0, -6.0
_SPELT_OTHERWISE, _SWAPPED = -0.5, -1.5
_YEARS_APART = {0: 5.0, 1: 3.0, 2: 1.5, 3: -1.0, 4: -2.5, 5: -4.0}
_FAR_IN_YEARS = -8.0


@dataclass(frozen=True, slots=True)
class Identity:
    """What is compared of one person; an empty value is not known.

    `born` is a full date, `birth_year` the year alone; 1 January counts as a year alone, as registries write it for an
    unknown day. `phones` are in one form; `national_id` is any text equal for equal numbers (a fingerprint will do).
    """

    given_names: str = ""
    surname: str = ""
    born: date | None = None
    birth_year: int | None = None
    sex: str = ""
    region: str = ""
    commune: str = ""
    phones: frozenset[str] = frozenset()
    national_id: str = ""
    mother_name: str = ""

    @property
    def year(self) -> int | None:
        """The birth year, from the date where there is one."""
        return self.born.year if self.born is not None else self.birth_year

    @property
    def day(self) -> tuple[int, int] | None:
        """The month and day of birth when they are truly known."""
        if self.born is None or (self.born.month, self.born.day) == (1, 1):
            return None
        return self.born.month, self.born.day


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many of `people` bear a name: canonical word → count. A word that is absent counts as borne once."""

    people: int
    counts: Mapping[str, int] = field(default_factory=dict)

    def bits(self, word: str) -> float:
        """Return how much an agreement on this canonical word weighs, between 2 and 13 bits."""
        size = max(self.people, SMALLEST_REGISTER)
        share = max(1, self.counts.get(word, 1)) / size
        return min(_MOST_NAME_BITS, max(_LEAST_NAME_BITS, -math.log2(min(1.0, share))))


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability (0 to 1) that two files are one person, and the codes of the reasons for it, weightiest first.

    Codes: national_id, phone, name, name_spelling, name_swapped, born, year, year_near, sex, region, commune, mother.
    """

    probability: float
    reasons: tuple[str, ...]


def likeness(left: Identity, right: Identity, frequencies: Frequencies) -> Likeness:
    """Compare two people; symmetric in its first two arguments."""
    evidence = [
        *_numbers(left, right),
        *_names(left, right, frequencies),
        *_birth(left, right),
        *_place_and_sex(left, right),
        *_mother(left, right, frequencies),
    ]
    bits = sum(weight for _code, weight in evidence) - math.log2(max(frequencies.people, SMALLEST_REGISTER))
    reasons = sorted((item for item in evidence if item[0] and item[1] > 0), key=lambda item: (-item[1], item[0]))
    return Likeness(_probability(bits), tuple(code for code, _weight in reasons))


def _probability(bits: float) -> float:
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, bits)))


def _numbers(left: Identity, right: Identity) -> Iterable[tuple[str, float]]:
    if left.national_id and right.national_id:
        yield ("national_id", 30.0) if left.national_id == right.national_id else ("", -14.0)
    if left.phones & right.phones:
        # One phone serves a whole household: it brings two files together, it does not make them one.
        yield "phone", 8.0


def _names(left: Identity, right: Identity, frequencies: Frequencies) -> Iterable[tuple[str, float]]:
    straight = _two_names((left.surname, left.given_names), (right.surname, right.given_names), frequencies)
    crossed = _two_names((left.surname, left.given_names), (right.given_names, right.surname), frequencies) + _SWAPPED
    if crossed > straight and crossed > 0:
        yield "name_swapped", crossed
    elif straight > 0:
        yield ("name" if _same_spelling(left, right) else "name_spelling"), straight
    else:
        yield "", straight


def _same_spelling(left: Identity, right: Identity) -> bool:
    return fold_name(f"{left.surname} {left.given_names}") == fold_name(f"{right.surname} {right.given_names}")


def _two_names(left: tuple[str, str], right: tuple[str, str], frequencies: Frequencies) -> float:
    return sum(_one_name(mine, theirs, frequencies) for mine, theirs in zip(left, right, strict=True))


def _one_name(left: str, right: str, frequencies: Frequencies) -> float:
    """Weigh one surname against another, or one set of given names: shared words by rarity, others against."""
    mine, theirs = canonical_words(left), canonical_words(right)
    if not mine or not theirs:
        return _NAME_MISSING
    shared = [word for word in mine if word in theirs]
    if not shared:
        return _NAME_DIFFERENT
    bits = sum(frequencies.bits(word) for word in shared)
    spelt = {canonical_name(word) for word in set(name_words(left)) & set(name_words(right))}
    bits += _SPELT_OTHERWISE * sum(word not in spelt for word in shared)
    return bits - abs(len(mine) - len(theirs))


def _birth(left: Identity, right: Identity) -> Iterable[tuple[str, float]]:
    if left.year is None or right.year is None:
        return
    apart = abs(left.year - right.year)
    if left.day is not None and left.day == right.day:
        # Day and month alike: the year may have been misread, the rest hardly falls together by chance.
        yield ("born", 12.0) if apart == 0 else ("year_near", 6.0 - apart)
        return
    weight = _YEARS_APART.get(apart, _FAR_IN_YEARS)
    if apart == 0 and left.day is not None and right.day is not None:
        yield "year", 1.0
    else:
        yield ("year" if apart == 0 else "year_near"), weight


def _place_and_sex(left: Identity, right: Identity) -> Iterable[tuple[str, float]]:
    if left.sex and right.sex:
        yield ("sex", 1.0) if left.sex == right.sex else ("", -7.0)
    if left.region and right.region:
        yield ("region", 2.0) if left.region == right.region else ("", -1.5)
    if left.commune and right.commune and canonical_words(left.commune) == canonical_words(right.commune):
        yield "commune", 3.0


def _mother(left: Identity, right: Identity, frequencies: Frequencies) -> Iterable[tuple[str, float]]:
    mine, theirs = canonical_words(left.mother_name), canonical_words(right.mother_name)
    if not mine or not theirs:
        return
    shared = [word for word in mine if word in theirs]
    if len(shared) == min(len(mine), len(theirs)):
        yield "mother", min(10.0, sum(frequencies.bits(word) for word in shared))
    else:
        yield "", -4.0
