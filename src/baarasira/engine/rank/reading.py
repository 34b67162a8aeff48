"""What the hot loop reads of one row: its conditions and the parts of its score, compiled with it (`kernels.py`).

Arrays come by their addresses (`memory.py`). In every function: t is the table of a segment's arrays (address and length of
each, `layout.TABLES`), q the question, at where its lists begin, w the weights in the order O, S, E, L, P.
"""

from typing import Any

import numpy as np
from numba import njit

from .bits import count_bits
from .layout import (
    BY_BITS,
    BY_COUNTRY,
    EDUCATION_BITS,
    GROUPS,
    LANGUAGES,
    LANGUAGES_WANTED,
    LICENCE_BITS,
    LICENCES,
    MAX_AGE,
    MIN_AGE,
    NEED,
    NEED_FITS,
    NEED_LEVELS,
    NEED_SHADOW,
    OFFICE,
    PLACE,
    PLACE_ANY,
    PLACE_BITS,
    PLACE_CODE,
    REGION,
    RELATED,
    SKILLS,
    SKILLS_WANTED,
    SPOKEN,
    STARTS_ON,
    WANTED_LEVELS,
    WISHED,
)  # fmt: skip
from .memory import read_i8, read_i16, read_i32, read_i64, read_u8, read_u32, read_u64

hot = njit(nogil=True, cache=True, error_model="numpy")

FULL = 1000
_NONE = 10_000
_CHOICE_O, _CHOICE_E = 45, 10

# Places in `layout.TABLES`.
OCCUPATIONS, YEARS, HOME, AGENCY, BIRTHDAY, AVAILABLE, ALIVE, LEVELS = 0, 1, 2, 3, 4, 5, 6, 7
SKILL_STARTS, SKILL_ITEMS, LANGUAGE_STARTS, LANGUAGE_ITEMS, LANGUAGE_LEVELS = 8, 9, 10, 11, 12
REGION_STARTS, REGION_ITEMS, COUNTRY_STARTS, COUNTRY_ITEMS, LICENCE_STARTS, LICENCE_ITEMS = 13, 14, 15, 16, 17, 18
GROUP, GROUP_BLOCKS, BLOCK_YEARS, BLOCK_FIRST, ROW, ENTRY_LEVELS, COLUMNS, FITS, SHADOW = (
    19,
    20,
    21,
    22,
    23,
    24,
    25,
    26,
    27,
)
_PLACE, _LICENCE, _EDUCATION = np.uint64(PLACE_BITS), np.uint64(LICENCE_BITS), np.uint64(EDUCATION_BITS)


@hot
def i16(t: int, table: int, place: int) -> int:
    return read_i16(read_i64(t, 2 * table), place)


@hot
def i32(t: int, table: int, place: int) -> int:
    return read_i32(read_i64(t, 2 * table), place)


@hot
def u32(t: int, table: int, place: int) -> int:
    return read_u32(read_i64(t, 2 * table), place)


@hot
def i64(t: int, table: int, place: int) -> int:
    return read_i64(read_i64(t, 2 * table), place)


@hot
def u64(t: int, table: int, place: int) -> Any:
    return read_u64(read_i64(t, 2 * table), place)


@hot
def length(t: int, table: int) -> int:
    return read_i64(t, 2 * table + 1)


@hot
def closeness(group: int, q: int, at: int) -> int:
    """Return O of a unit group for the offer."""
    worth = 0
    for i in range(read_i64(at, GROUPS), read_i64(at, GROUPS + 1)):
        asked = read_i64(q, i)
        if asked == group:
            return FULL
        if asked // 10 == group // 10:
            worth = max(worth, 600)
        elif asked // 100 == group // 100:
            worth = max(worth, 300)
        elif asked // 1000 == group // 1000:
            worth = max(worth, 100)
    for i in range(read_i64(at, RELATED), read_i64(at, RELATED + 1), 2):
        if read_i64(q, i) == group:
            worth = max(worth, read_i64(q, i + 1))
    return worth


@hot
def holds(t: int, starts: int, items: int, row: int, code: int) -> bool:
    """Tell whether a row's list, ascending, has a code."""
    for i in range(u32(t, starts, row), u32(t, starts, row + 1)):
        item = i32(t, items, i)
        if item >= code:
            return item == code
    return False


@hot
def speaks(t: int, row: int, code: int, level: int) -> bool:
    """Tell whether a row speaks a language at a level or above."""
    for i in range(u32(t, LANGUAGE_STARTS, row), u32(t, LANGUAGE_STARTS, row + 1)):
        if i32(t, LANGUAGE_ITEMS, i) == code:
            return read_i8(read_i64(t, 2 * LANGUAGE_LEVELS), i) >= level
    return False


@hot
def used(t: int, row: int, q: int, at: int) -> tuple[int, int, int]:
    """Return the place, O and E of the declared occupation that counts; place -1 for none."""
    place, best, best_o, best_e = -1, -1, 0, 0
    for p in range(3):
        group = i16(t, OCCUPATIONS, 3 * row + p)
        if group == _NONE:
            continue
        o = closeness(group, q, at)
        if o > 0:
            e = min(FULL, FULL * i32(t, YEARS, 3 * row + p) // read_i64(q, NEED))
            worth = _CHOICE_O * o + _CHOICE_E * e
            if worth > best:
                place, best, best_o, best_e = p, worth, o, e
    return place, best_o, best_e


@hot
def is_the_one(t: int, row: int, q: int, at: int, group: int, years: int) -> bool:
    """Tell whether this declaration of a row is the one that counts."""
    place, _o, _e = used(t, row, q, at)
    return i16(t, OCCUPATIONS, 3 * row + place) == group and i32(t, YEARS, 3 * row + place) == years


@hot
def is_allowed(t: int, row: int, q: int) -> bool:
    """Tell whether a row counts and is one of those the list is kept to."""
    if length(t, ALIVE) > 0 and read_u8(read_i64(t, 2 * ALIVE), row) == 0:
        return False
    if read_i64(q, REGION) >= 0 and i32(t, HOME, row) != read_i64(q, REGION):
        return False
    return read_i64(q, OFFICE) < 0 or i32(t, AGENCY, row) == read_i64(q, OFFICE)


@hot
def is_in_place(t: int, row: int, q: int) -> bool:
    """Tell whether a row's lists hold the place of work, where bits do not say it."""
    kind, code, every = read_i64(q, PLACE), read_i64(q, PLACE_CODE), read_i64(q, PLACE_ANY)
    if kind == BY_BITS:
        return True
    if kind == BY_COUNTRY:
        return (code >= 0 and holds(t, COUNTRY_STARTS, COUNTRY_ITEMS, row, code)) or (
            every >= 0 and holds(t, COUNTRY_STARTS, COUNTRY_ITEMS, row, every)
        )
    if code >= 0 and (i32(t, HOME, row) == code or holds(t, REGION_STARTS, REGION_ITEMS, row, code)):
        return True
    return every >= 0 and holds(t, REGION_STARTS, REGION_ITEMS, row, every)


@hot
def is_of_age(t: int, row: int, q: int) -> bool:
    """Tell whether a row's completed years lie within the bounds."""
    low, high, day = read_i64(q, MIN_AGE), read_i64(q, MAX_AGE), read_i64(q, STARTS_ON)
    if low < 0 and high < 0:
        return True
    born = i32(t, BIRTHDAY, row)
    if born == 0:
        return False
    age = day // 10_000 - born // 10_000
    if day % 10_000 < born % 10_000:
        age -= 1
    return (low < 0 or age >= low) and (high < 0 or age <= high)


@hot
def has_skills(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether a row holds every required skill."""
    for i in range(read_i64(at, SKILLS), read_i64(at, SKILLS + 1)):
        if not holds(t, SKILL_STARTS, SKILL_ITEMS, row, read_i64(q, i)):
            return False
    return True


@hot
def has_languages(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether a row speaks every required language that has no bits of its own."""
    for i in range(read_i64(at, LANGUAGES), read_i64(at, LANGUAGES + 1), 2):
        if not speaks(t, row, read_i64(q, i), read_i64(q, i + 1)):
            return False
    return True


@hot
def has_licences(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether a row holds every required licence that has no bit of its own."""
    for i in range(read_i64(at, LICENCES), read_i64(at, LICENCES + 1)):
        if not holds(t, LICENCE_STARTS, LICENCE_ITEMS, row, read_i64(q, i)):
            return False
    return True


@hot
def is_eligible(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether the conditions hold that columns and postings do not tell, but for the required skills."""
    return (
        i32(t, AVAILABLE, row) <= read_i64(q, STARTS_ON)
        and is_of_age(t, row, q)
        and is_in_place(t, row, q)
        and has_languages(t, row, q, at)
        and has_licences(t, row, q, at)
    )


@hot
def lacks(word: Any, need: Any) -> int:
    return 1 if (word & need) != need else 0


@hot
def coarse_failures(fits: Any, levels: Any, shadow: Any, q: int) -> int:
    """Return how many conditions fail for certain, by the words alone."""
    need = read_u64(q, NEED_FITS)
    return (
        lacks(fits, need & _PLACE)
        + lacks(fits, need & _LICENCE)
        + lacks(fits, need & _EDUCATION)
        + lacks(levels, read_u64(q, NEED_LEVELS))
        + lacks(shadow, read_u64(q, NEED_SHADOW))
    )


@hot
def failures(t: int, row: int, q: int, at: int) -> int:
    """Return how many of the conditions that need no occupation fail."""
    fits, levels, need = u64(t, FITS, row), u64(t, LEVELS, row), read_u64(q, NEED_FITS)
    failures = 0 if i32(t, AVAILABLE, row) <= read_i64(q, STARTS_ON) else 1
    failures += 0 if is_of_age(t, row, q) else 1
    failures += 0 if lacks(fits, need & _PLACE) == 0 and is_in_place(t, row, q) else 1
    failures += lacks(fits, need & _EDUCATION)
    failures += 0 if lacks(fits, need & _LICENCE) == 0 and has_licences(t, row, q, at) else 1
    failures += 0 if lacks(levels, read_u64(q, NEED_LEVELS)) == 0 and has_languages(t, row, q, at) else 1
    return failures + (0 if has_skills(t, row, q, at) else 1)


@hot
def skills_part(t: int, row: int, q: int, at: int) -> int:
    """Return S; the skills of a row and those wanted are both ascending."""
    wanted = read_i64(q, SKILLS_WANTED)
    if wanted == 0:
        return FULL
    held, i, last = 0, read_i64(at, WISHED), read_i64(at, WISHED + 1)
    for k in range(u32(t, SKILL_STARTS, row), u32(t, SKILL_STARTS, row + 1)):
        skill = i32(t, SKILL_ITEMS, k)
        while i < last and read_i64(q, i) < skill:
            i += 1
        if i == last:
            break
        if read_i64(q, i) == skill:
            held += 1
    return FULL * held // wanted


@hot
def languages_part(t: int, row: int, word: Any, q: int, at: int) -> int:
    """Return L: languages with bits by the word of levels, the others by the list."""
    wanted = read_i64(q, LANGUAGES_WANTED)
    if wanted == 0:
        return FULL
    held = count_bits(word & read_u64(q, WANTED_LEVELS))
    for i in range(read_i64(at, SPOKEN), read_i64(at, SPOKEN + 1), 2):
        if speaks(t, row, read_i64(q, i), read_i64(q, i + 1)):
            held += 1
    return FULL * held // wanted
