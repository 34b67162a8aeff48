"""Pairs of people compared, field by field: a level each, and how little chance would explain what they share.

Everything is whole numbers and symmetric in the two people, so the order and the number of pairs compared at a time change nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import parameters as p
from .records import Records
from .words import BIT, Flags, Ints, Longs, Words

Levels = npt.NDArray[np.uint8]

AT_ONCE = 1 << 15
_LEVEL = 16  # a match of two words: its level above these bits, its weight below
_MOST_NEAR_BITS, _MOST_MORE_BITS = 8 * BIT, 7 * BIT
_HEARD_FOR_MOTHERS = 3 * BIT // 2
_MISSING_WORD, _OTHER_WORDS = 3 * BIT // 10, 5 * BIT // 2
_ONLY_MALIAN = 10**8
_NUMBER_NEAR_BITS, _NATIONAL_NEAR_BITS = 18 * BIT, 12 * BIT
_EIGHT_DIGITS = 10 ** np.arange(8, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Evidence:
    """levels (fields, pairs); by_chance: −log2 of how likely strangers are to share what is shared, in 256ths of a bit.

    at_home: the same over the fields in which two of one household are alike.
    """

    levels: Levels
    by_chance: Ints
    at_home: Ints


def compare(records: Records, left: Longs, right: Longs) -> Evidence:
    """Compare the people of two arrays of rows, pair by pair."""
    parts = [_compare(records, left[at : at + AT_ONCE], right[at : at + AT_ONCE]) for at in _starts(len(left))]
    return Evidence(
        np.concatenate([part.levels for part in parts], axis=1),
        np.concatenate([part.by_chance for part in parts]),
        np.concatenate([part.at_home for part in parts]),
    )


def _starts(count: int) -> Iterator[int]:
    return iter(range(0, max(1, count), AT_ONCE))


def _compare(records: Records, left: Longs, right: Longs) -> Evidence:
    levels = np.full((p.FIELDS, len(left)), p.UNKNOWN, np.uint8)
    surname, given = _names(records, left, right, levels)
    born = _births(records, left, right, levels)
    sex = _sexes(records, left, right, levels)
    place = _places(records, left, right, levels)
    phone = _phones(records, left, right, levels)
    national = _nationals(records, left, right, levels)
    mother = _mothers(records, left, right, levels)
    at_home = surname + born + place + phone + mother
    return Evidence(levels, at_home + given + sex + national, at_home)


# --- names ------------------------------------------------------------------------------------------------------------


def _words(words: Words, one: Ints, other: Ints) -> Ints:
    """Return (words of one, words of other, pairs) matches: 0, or level << 16 | bits by which chance is unlikely.

    one, other: (words, pairs). Pairs lie innermost: what is done along the few words of a name is done to all pairs at once.
    """
    found = np.zeros((len(one), len(other), one.shape[1]), np.int32)
    for place, mine in enumerate(one):
        for there, theirs in enumerate(other):
            rows = np.flatnonzero((mine >= 0) & (theirs >= 0))
            if len(rows):
                found[place, there, rows] = _alike(words, mine[rows], theirs[rows])
    return found


def _alike(words: Words, mine: Ints, theirs: Ints) -> Ints:
    """Return the match of each of these words with its fellow."""
    found = np.zeros(len(mine), np.int32)
    rows = np.flatnonzero(words.root[mine] == words.root[theirs])
    one, other = mine[rows], theirs[rows]
    heard = p.HEARD << _LEVEL | words.sound_bits[one]
    level = np.where(words.sound[one] == words.sound[other], heard, p.NEAR << _LEVEL | _near_bits(words, one, other))
    found[rows] = np.where(one == other, p.WRITTEN << _LEVEL | words.spelt_bits[one], level)
    return found


def _near_bits(words: Words, one: Ints, other: Ints) -> Ints:
    rarer = np.minimum(words.sound_bits[one], words.sound_bits[other]) - BIT
    near: Ints = np.minimum(np.maximum(0, rarer), _MOST_NEAR_BITS)
    return near


def _add_near(words: Words, found: Ints, one: Ints, other: Ints) -> None:
    """Look, in the pairs that share no word, for words one slip apart."""
    if not len(words.near):
        return
    without = ~found.any(axis=(0, 1))
    for place, mine in enumerate(one):
        for there, theirs in enumerate(other):
            rows = np.flatnonzero(without & (mine >= 0) & (theirs >= 0))
            first, second = words.sound[mine[rows]].astype(np.int64), words.sound[theirs[rows]].astype(np.int64)
            key = (np.minimum(first, second) << 32) + np.maximum(first, second)
            at = np.minimum(np.searchsorted(words.near, key), len(words.near) - 1)
            near = rows[words.near[at] == key]
            found[place, there, near] = p.NEAR << _LEVEL | _near_bits(words, mine[near], theirs[near])


@dataclass(frozen=True, eq=False)
class _Match:
    """Of two sets of words, pair by pair: level of the best match; bits of all; how many words stay alone on either side."""

    level: Ints
    bits: Ints
    alone: Ints
    alone_there: Ints


def _match(words: Words, one: Ints, other: Ints) -> _Match:
    """Match two sets of words, (pairs, words) each."""
    one, other = np.ascontiguousarray(one.T), np.ascontiguousarray(other.T)
    found = _words(words, one, other)
    _add_near(words, found, one, other)
    best_of_one, best_of_other = found.max(axis=1), found.max(axis=0)
    best = best_of_one.max(axis=0)
    mask = (1 << _LEVEL) - 1
    every = np.minimum((best_of_one & mask).sum(axis=0), (best_of_other & mask).sum(axis=0))
    more = np.minimum(np.maximum(0, every - (best & mask)), _MOST_MORE_BITS)
    alone = (one >= 0).sum(axis=0) - (best_of_one > 0).sum(axis=0)
    alone_there = (other >= 0).sum(axis=0) - (best_of_other > 0).sum(axis=0)
    return _Match(best >> _LEVEL, (best & mask) + more, alone.astype(np.int32), alone_there.astype(np.int32))


def _weigh(match: _Match, known: Flags) -> tuple[Ints, Ints]:
    """Return the level of a name and what chance would not explain, less for words that stay alone."""
    left_over = np.where(
        (match.alone > 0) & (match.alone_there > 0), _OTHER_WORDS, np.where(match.alone + match.alone_there > 0, _MISSING_WORD, 0)
    )  # fmt: skip
    level = np.where(known, match.level, p.UNKNOWN)
    return level, np.where(known & (match.level > 0), match.bits - left_over, 0).astype(np.int32)


_PLAIN = p.Model().same_bits()


def _names(records: Records, left: Longs, right: Longs, levels: Levels) -> tuple[Ints, Ints]:
    """Set the levels of surname, given names and order; return what chance would not explain of surname and of given names."""
    words = records.words
    surnames, givens = (records.surname[left], records.surname[right]), (records.given[left], records.given[right])
    has_surnames = (surnames[0][:, 0] >= 0) & (surnames[1][:, 0] >= 0)
    has_givens = (givens[0][:, 0] >= 0) & (givens[1][:, 0] >= 0)
    levels[p.SURNAME], surname = _weigh(_match(words, *surnames), has_surnames)
    levels[p.GIVEN], given = _weigh(_match(words, *givens), has_givens)
    both = has_surnames & has_givens
    levels[p.ORDER] = np.where(both, p.STRAIGHT, p.UNKNOWN)
    crossed = np.flatnonzero(both & ((levels[p.SURNAME] == 0) | (levels[p.GIVEN] == 0)))
    if len(crossed):
        _cross(words, crossed, surnames, givens, (levels, surname, given))
    written = [(one >= 0).any(axis=1) | (other >= 0).any(axis=1) for one, other in zip(surnames, givens, strict=True)]
    bag = np.flatnonzero(~both & written[0] & written[1])
    if len(bag):
        one, other = (np.concatenate([s[bag], g[bag]], axis=1) for s, g in zip(surnames, givens, strict=True))
        levels[p.SURNAME, bag], surname[bag] = p.UNKNOWN, 0
        levels[p.GIVEN, bag], given[bag] = _weigh(_match(words, one, other), np.ones(len(bag), np.bool_))
    return surname, given


def _cross(
    words: Words, at: Longs, surnames: tuple[Ints, Ints], givens: tuple[Ints, Ints], told: tuple[Levels, Ints, Ints]
) -> None:
    """Compare surnames with given names where that explains more: the two columns were swapped in one file."""
    levels, surname, given = told
    always = np.ones(len(at), np.bool_)
    # By which side the surname stands: the pair is the same whoever comes first, so both crossings are added up.
    level_one, bits_one = _weigh(_match(words, surnames[0][at], givens[1][at]), always)
    level_two, bits_two = _weigh(_match(words, givens[0][at], surnames[1][at]), always)
    lowest, highest = np.minimum(level_one, level_two), np.maximum(level_one, level_two)
    crossed = bits_one + bits_two + _PLAIN[p.SURNAME, lowest] + _PLAIN[p.GIVEN, highest] + _PLAIN[p.ORDER, p.CROSSED]
    straight = (
        surname[at] + given[at] + _PLAIN[p.SURNAME, levels[p.SURNAME, at]] + _PLAIN[p.GIVEN, levels[p.GIVEN, at]]
        + _PLAIN[p.ORDER, p.STRAIGHT]
    )  # fmt: skip
    better = (crossed > straight) & (lowest > 0)
    rows = at[better]
    levels[p.SURNAME, rows], levels[p.GIVEN, rows], levels[p.ORDER, rows] = lowest[better], highest[better], p.CROSSED
    smaller, greater = np.minimum(bits_one, bits_two)[better], np.maximum(bits_one, bits_two)[better]
    surname[rows], given[rows] = smaller, greater


# --- birth, sex, place ------------------------------------------------------------------------------------------------


def _births(records: Records, left: Longs, right: Longs, levels: Levels) -> Ints:
    year, other_year = records.year[left], records.year[right]
    day, other_day = records.day[left], records.day[right]
    apart = np.abs(year - other_year)
    both = (day > 0) & (other_day > 0)
    month, other_month, date, other_date = day // 32, other_day // 32, day % 32, other_day % 32
    same = apart == 0
    part = (month == other_month) | (date == other_date) | ((month == other_date) & (date == other_month))
    slip = (apart <= 2) | (apart % 10 == 0) & (apart <= 40) | _turned(year, other_year)
    full = np.select(
        [same & (day == other_day), same & part, slip & (day == other_day), same, apart <= 2],
        [p.SAME_DATE, p.NEAR_DATE, p.SAME_DAY, p.SAME_YEAR, p.YEARS_APART], p.FAR,
    )  # fmt: skip
    bare = np.select(
        [same, apart == 1, apart == 2, apart <= 5], [p.BARE_SAME, p.BARE_ONE, p.BARE_TWO, p.BARE_THREE], p.BARE_FAR
    )
    known = (year > 0) & (other_year > 0)
    levels[p.BORN] = np.where(known, np.where(both, full, bare), p.UNKNOWN)
    of_year = (records.year_bits[left] + records.year_bits[right]) // 2
    more = _BORN_MORE[levels[p.BORN]]
    shared = more < _NOTHING
    return np.where(known, np.where(shared, np.maximum(0, of_year + more), _BORN_FAR[levels[p.BORN]]), 0).astype(
        np.int32
    )


_NOTHING = 1 << 20
# −log2 of what stands beside the share of the year: a day of 330, one part of the day, years near; none where years are far.
_BORN_MORE = np.full(p.LEVELS, _NOTHING, np.int32)
_BORN_MORE[[p.SAME_DATE, p.NEAR_DATE, p.SAME_DAY, p.SAME_YEAR, p.YEARS_APART]] = [
    round(8.37 * BIT), round(3.0 * BIT), round(5.6 * BIT), round(0.2 * BIT), -2 * BIT,
]  # fmt: skip
_BORN_MORE[[p.BARE_SAME, p.BARE_ONE, p.BARE_TWO, p.BARE_THREE]] = [0, -BIT, -BIT, round(-2.6 * BIT)]
_BORN_FAR = np.zeros(p.LEVELS, np.int32)
_BORN_FAR[[p.FAR, p.BARE_FAR]] = [round(0.2 * BIT), round(0.35 * BIT)]


def _turned(year: Ints, other: Ints) -> Flags:
    """Tell where the last two digits of the years are exchanged."""
    return (year // 100 == other // 100) & (year % 100 // 10 == other % 10) & (year % 10 == other % 100 // 10)  # type: ignore[no-any-return]


def _sexes(records: Records, left: Longs, right: Longs, levels: Levels) -> Ints:
    one, other = records.sex[left], records.sex[right]
    known = (one > 0) & (other > 0)
    named = levels[p.GIVEN] >= p.NEAR
    level = np.where(one == other, np.where(named, p.SEX_SAME_NAMED, p.SEX_SAME), np.where(named, p.SEX_OTHER_NAMED, 0))
    levels[p.SEX] = np.where(known, level, p.UNKNOWN)
    found: Ints = _SEX_BITS[levels[p.SEX]]
    return found


# Who bears the same given name is nearly always of the same sex: then the sex says next to nothing more.
_SEX_BITS = np.array([BIT, 0, BIT, round(0.03 * BIT), round(5.0 * BIT), *[0] * 9], np.int32)


def _places(records: Records, left: Longs, right: Longs, levels: Levels) -> Ints:
    region, other_region = records.region[left], records.region[right]
    commune, other_commune = records.commune[left], records.commune[right]
    regions, communes = (region >= 0) & (other_region >= 0), (commune >= 0) & (other_commune >= 0)
    same, cut = region == other_region, records.origin[left] == records.origin[right]
    level = np.where(regions, np.select([same, cut], [p.REGION_SAME, p.REGION_CUT], p.REGION_OTHER), p.UNKNOWN)
    elsewhere = np.where(regions & (same | cut), p.COMMUNE_OTHER, p.ELSEWHERE)
    levels[p.PLACE] = np.where(communes, np.where(commune == other_commune, p.COMMUNE_SAME, elsewhere), level)
    in_region = np.minimum(records.region_bits[left], records.region_bits[right])
    found = np.select(
        [levels[p.PLACE] == p.COMMUNE_SAME, (levels[p.PLACE] == p.REGION_SAME) | (levels[p.PLACE] == p.COMMUNE_OTHER),
         levels[p.PLACE] == p.REGION_CUT, levels[p.PLACE] == p.UNKNOWN],
        [np.maximum(records.commune_bits[left], np.where(regions & same, in_region, 0)), in_region, np.maximum(0, in_region - BIT), 0],
        round(0.2 * BIT),
    )  # fmt: skip
    unlikely: Ints = found.astype(np.int32)
    return unlikely


# --- numbers ----------------------------------------------------------------------------------------------------------


def _phones(records: Records, left: Longs, right: Longs, levels: Levels) -> Ints:
    one, other = records.phones[left], records.phones[right]
    known = (one > 0).any(axis=1) & (other > 0).any(axis=1)
    shared = np.zeros(len(left), np.int32)
    near = np.zeros(len(left), np.bool_)
    for mine in range(one.shape[1]):
        for theirs in range(other.shape[1]):
            equal = (one[:, mine] == other[:, theirs]) & (one[:, mine] > 0)
            shared = np.maximum(shared, np.where(equal, records.phone_bits[left, mine], 0))
            if mine == theirs:
                near |= _slip_of_digits(one[:, mine], other[:, theirs])
    level = np.where(shared > 0, p.NUMBER_SAME, np.where(near, p.NUMBER_NEAR, p.DIFFERENT))
    levels[p.PHONE] = np.where(known, level, p.UNKNOWN)
    return np.where(shared > 0, shared, np.where(known & near, _NUMBER_NEAR_BITS, 0)).astype(np.int32)


def _slip_of_digits(one: Longs, other: Longs) -> Flags:
    """Tell where two numbers of eight digits differ by one digit, or by two neighbours exchanged."""
    apart = np.abs(one - other)
    rows = np.flatnonzero((one > 0) & (other > 0) & (one < _ONLY_MALIAN) & (other < _ONLY_MALIAN) & (apart > 0))
    found = np.zeros(len(one), np.bool_)
    mine, theirs = one[rows, None] // _EIGHT_DIGITS % 10, other[rows, None] // _EIGHT_DIGITS % 10
    differ = mine != theirs
    count = differ.sum(axis=1)
    first = differ.argmax(axis=1)
    second = np.minimum(first + 1, 7)
    at = np.arange(len(rows))
    turned = (
        (count == 2)
        & differ[at, second]
        & (mine[at, first] == theirs[at, second])
        & (mine[at, second] == theirs[at, first])
    )
    found[rows] = (count == 1) | turned
    return found


def _nationals(records: Records, left: Longs, right: Longs, levels: Levels) -> Ints:
    one, other = records.national[left], records.national[right]
    known, same = (one > 0) & (other > 0), one == other
    near = known & ~same & _one_digit(one, other)
    level = np.where(same, p.NUMBER_SAME, np.where(near, p.NUMBER_NEAR, p.DIFFERENT))
    levels[p.NATIONAL] = np.where(known, level, p.UNKNOWN)
    return np.where(known & same, records.national_bits[left], np.where(near, _NATIONAL_NEAR_BITS, 0)).astype(np.int32)


def _one_digit(one: Longs, other: Longs) -> Flags:
    """Tell where two numbers differ by one digit of their decimal form, the last three left out: twins have neighbouring ones."""
    found = np.zeros(len(one), np.bool_)
    rows = np.flatnonzero((one > 0) & (other > 0) & (one != other))
    apart = np.abs(one[rows] - other[rows]) >> 6  # what `records._national` puts below: the letter
    step = 10**3
    while step < 10**14 and len(rows):
        found[rows] |= (apart % step == 0) & (apart // step > 0) & (apart // step < 10)
        step *= 10
    return found


def _mothers(records: Records, left: Longs, right: Longs, levels: Levels) -> Ints:
    one, other = np.ascontiguousarray(records.mother[left].T), np.ascontiguousarray(records.mother[right].T)
    fewer = np.minimum((one >= 0).sum(axis=0), (other >= 0).sum(axis=0))
    rows = np.flatnonzero(fewer > 0)
    found = np.zeros(len(left), np.int32)
    if not len(rows):
        return found
    one, other, fewer = one[:, rows], other[:, rows], fewer[rows]
    matches = _words(records.words, one, other)
    _add_near(records.words, matches, one, other)
    level, worth = matches >> _LEVEL, matches & ((1 << _LEVEL) - 1)
    less = np.where(level == p.HEARD, _HEARD_FOR_MOTHERS, np.where(level == p.NEAR, 2 * BIT, 0))
    worth = np.maximum(0, worth - less)
    shared = np.minimum((matches.max(axis=1) > 0).sum(axis=0), (matches.max(axis=0) > 0).sum(axis=0))
    single = fewer == 1
    levels[p.MOTHER, rows] = np.select(
        [single & (shared > 0), single, shared >= np.minimum(fewer, 2), shared > 0],
        [p.MOTHER_ONE, p.MOTHER_ONE_OTHER, p.MOTHER_ALL, p.MOTHER_SOME], p.DIFFERENT,
    )  # fmt: skip
    total = np.minimum(worth.max(axis=1).sum(axis=0), worth.max(axis=0).sum(axis=0))
    partly = levels[p.MOTHER, rows] == p.MOTHER_SOME
    found[rows] = np.where(partly, np.maximum(0, total - BIT), total)
    return found
