"""The hot loop of ranking, compiled when `compiled.py` loads it.

An offer comes as whole numbers, packed by `asking.py`; `layout.py` says which stand where. Entries of the postings are visited
from the greatest possible score down; who could no longer enter the list is never looked at:

1. whoever lacks a bit the offer asks for is passed over (one AND per entry, in the order of memory);
2. the score is bounded from the words beside the entry; below the last of the list, passed over;
3. the few left are read in full: the score, the occupation that counts, the conditions that words cannot tell.

A person counts at the entry of the occupation that counts, and at no other, so nobody is met twice. The list is a heap of
keys: score × 2³¹ + (2³¹ − 1 − row), so that no two are equal and the earlier row wins a tie.

Arrays come by their addresses (`memory.py`) and nothing is allocated. In every function: t is the table of a segment's arrays
(address and length of each, `layout.TABLES`), q the question, at where its lists begin, w the weights in the order O, S, E, L, P.
"""

from typing import Any

import numpy as np
from numba import njit

from .layout import (
    BY_BITS,
    BY_COUNTRY,
    CHUNK,
    COUNTS,
    EDUCATION_BITS,
    GROUPS,
    HEAD,
    LANGUAGES,
    LANGUAGES_SPARE,
    LANGUAGES_WANTED,
    LICENCE_BITS,
    LICENCES,
    LISTS,
    MAX_AGE,
    MIN_AGE,
    NEAR,
    NEARLY,
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
    SHADOW,
    SKILLS,
    SKILLS_SPARE,
    SKILLS_WANTED,
    SPOKEN,
    STARTS_ON,
    STRICT,
    WANTED_LEVELS,
    WISHED,
)  # fmt: skip
from .memory import read_i8, read_i16, read_i32, read_i64, read_u8, read_u32, read_u64, write_i32, write_i64

_hot = njit(nogil=True, cache=True, error_model="numpy")

ROW_BITS = 31
LAST_ROW = 2**31 - 1
_NONE = 10_000
_FULL = 1000
_CHOICE_O, _CHOICE_E = 45, 10
_LIVING_BIT, _LIVING_SLOTS = np.uint64(36), 32

# Places in `layout.TABLES`.
OCCUPATIONS, YEARS, HOME, AGENCY, BIRTHDAY, AVAILABLE, ALIVE, LEVELS = 0, 1, 2, 3, 4, 5, 6, 7
SKILL_STARTS, SKILL_ITEMS, LANGUAGE_STARTS, LANGUAGE_ITEMS, LANGUAGE_LEVELS = 8, 9, 10, 11, 12
REGION_STARTS, REGION_ITEMS, COUNTRY_STARTS, COUNTRY_ITEMS, LICENCE_STARTS, LICENCE_ITEMS = 13, 14, 15, 16, 17, 18
GROUP, GROUP_BLOCKS, BLOCK_YEARS, BLOCK_FIRST, ROW, ENTRY_FITS, ENTRY_LEVELS, ENTRY_SHADOW = (
    19,
    20,
    21,
    22,
    23,
    24,
    25,
    26,
)
FITS, SHADOW_OF = 27, 28
_PLACE, _LICENCE, _EDUCATION = np.uint64(PLACE_BITS), np.uint64(LICENCE_BITS), np.uint64(EDUCATION_BITS)


@_hot
def _i16(t: int, table: int, place: int) -> int:
    return read_i16(read_i64(t, 2 * table), place)


@_hot
def _i32(t: int, table: int, place: int) -> int:
    return read_i32(read_i64(t, 2 * table), place)


@_hot
def _u32(t: int, table: int, place: int) -> int:
    return read_u32(read_i64(t, 2 * table), place)


@_hot
def _i64(t: int, table: int, place: int) -> int:
    return read_i64(read_i64(t, 2 * table), place)


@_hot
def _u64(t: int, table: int, place: int) -> Any:
    return read_u64(read_i64(t, 2 * table), place)


@_hot
def _length(t: int, table: int) -> int:
    return read_i64(t, 2 * table + 1)


@_hot
def _closeness(group: int, q: int, at: int) -> int:
    """Return O of a unit group for the offer."""
    worth = 0
    for i in range(read_i64(at, GROUPS), read_i64(at, GROUPS + 1)):
        asked = read_i64(q, i)
        if asked == group:
            return _FULL
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


@_hot
def _bits_of(word: Any) -> int:
    """Return how many bits of a word of 64 are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@_hot
def _holds(t: int, starts: int, items: int, row: int, code: int) -> bool:
    """Tell whether a row's list, ascending, has a code."""
    for i in range(_u32(t, starts, row), _u32(t, starts, row + 1)):
        item = _i32(t, items, i)
        if item >= code:
            return item == code
    return False


@_hot
def _speaks(t: int, row: int, code: int, level: int) -> bool:
    """Tell whether a row speaks a language at a level or above."""
    for i in range(_u32(t, LANGUAGE_STARTS, row), _u32(t, LANGUAGE_STARTS, row + 1)):
        if _i32(t, LANGUAGE_ITEMS, i) == code:
            return read_i8(read_i64(t, 2 * LANGUAGE_LEVELS), i) >= level
    return False


@_hot
def _used(t: int, row: int, q: int, at: int) -> tuple[int, int, int]:
    """Return the place, O and E of the declared occupation that counts; place -1 for none."""
    place, best, best_o, best_e = -1, -1, 0, 0
    for p in range(3):
        group = _i16(t, OCCUPATIONS, 3 * row + p)
        if group == _NONE:
            continue
        o = _closeness(group, q, at)
        if o > 0:
            e = min(_FULL, _FULL * _i32(t, YEARS, 3 * row + p) // read_i64(q, NEED))
            worth = _CHOICE_O * o + _CHOICE_E * e
            if worth > best:
                place, best, best_o, best_e = p, worth, o, e
    return place, best_o, best_e


@_hot
def _is_the_one(t: int, row: int, q: int, at: int, group: int, years: int) -> bool:
    """Tell whether this declaration of a row is the one that counts."""
    place, _o, _e = _used(t, row, q, at)
    return _i16(t, OCCUPATIONS, 3 * row + place) == group and _i32(t, YEARS, 3 * row + place) == years


@_hot
def _is_allowed(t: int, row: int, q: int) -> bool:
    """Tell whether a row counts and is one of those the list is kept to."""
    if _length(t, ALIVE) > 0 and read_u8(read_i64(t, 2 * ALIVE), row) == 0:
        return False
    if read_i64(q, REGION) >= 0 and _i32(t, HOME, row) != read_i64(q, REGION):
        return False
    return read_i64(q, OFFICE) < 0 or _i32(t, AGENCY, row) == read_i64(q, OFFICE)


@_hot
def _is_in_place(t: int, row: int, q: int) -> bool:
    """Tell whether a row's lists hold the place of work, where bits do not say it."""
    kind, code, every = read_i64(q, PLACE), read_i64(q, PLACE_CODE), read_i64(q, PLACE_ANY)
    if kind == BY_BITS:
        return True
    if kind == BY_COUNTRY:
        return (code >= 0 and _holds(t, COUNTRY_STARTS, COUNTRY_ITEMS, row, code)) or (
            every >= 0 and _holds(t, COUNTRY_STARTS, COUNTRY_ITEMS, row, every)
        )
    if code >= 0 and (_i32(t, HOME, row) == code or _holds(t, REGION_STARTS, REGION_ITEMS, row, code)):
        return True
    return every >= 0 and _holds(t, REGION_STARTS, REGION_ITEMS, row, every)


@_hot
def _is_of_age(t: int, row: int, q: int) -> bool:
    """Tell whether a row's completed years lie within the bounds."""
    low, high, day = read_i64(q, MIN_AGE), read_i64(q, MAX_AGE), read_i64(q, STARTS_ON)
    if low < 0 and high < 0:
        return True
    born = _i32(t, BIRTHDAY, row)
    if born == 0:
        return False
    age = day // 10_000 - born // 10_000
    if day % 10_000 < born % 10_000:
        age -= 1
    return (low < 0 or age >= low) and (high < 0 or age <= high)


@_hot
def _has_skills(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether a row holds every required skill."""
    for i in range(read_i64(at, SKILLS), read_i64(at, SKILLS + 1)):
        if not _holds(t, SKILL_STARTS, SKILL_ITEMS, row, read_i64(q, i)):
            return False
    return True


@_hot
def _has_languages(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether a row speaks every required language that has no bits of its own."""
    for i in range(read_i64(at, LANGUAGES), read_i64(at, LANGUAGES + 1), 2):
        if not _speaks(t, row, read_i64(q, i), read_i64(q, i + 1)):
            return False
    return True


@_hot
def _has_licences(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether a row holds every required licence that has no bit of its own."""
    for i in range(read_i64(at, LICENCES), read_i64(at, LICENCES + 1)):
        if not _holds(t, LICENCE_STARTS, LICENCE_ITEMS, row, read_i64(q, i)):
            return False
    return True


@_hot
def _is_eligible(t: int, row: int, q: int, at: int) -> bool:
    """Tell whether the conditions hold that words and postings do not tell."""
    return (
        _i32(t, AVAILABLE, row) <= read_i64(q, STARTS_ON)
        and _is_of_age(t, row, q)
        and _is_in_place(t, row, q)
        and _has_skills(t, row, q, at)
        and _has_languages(t, row, q, at)
        and _has_licences(t, row, q, at)
    )


@_hot
def _lacks(word: Any, need: Any) -> int:
    return 1 if (word & need) != need else 0


@_hot
def _coarse_failures(fits: Any, levels: Any, shadow: Any, q: int) -> int:
    """Return how many conditions fail for certain, by the words alone."""
    need = read_u64(q, NEED_FITS)
    return (
        _lacks(fits, need & _PLACE)
        + _lacks(fits, need & _LICENCE)
        + _lacks(fits, need & _EDUCATION)
        + _lacks(levels, read_u64(q, NEED_LEVELS))
        + _lacks(shadow, read_u64(q, NEED_SHADOW))
    )


@_hot
def _failures(t: int, row: int, q: int, at: int) -> int:
    """Return how many of the conditions that need no occupation fail."""
    fits, levels, need = _u64(t, FITS, row), _u64(t, LEVELS, row), read_u64(q, NEED_FITS)
    failures = 0 if _i32(t, AVAILABLE, row) <= read_i64(q, STARTS_ON) else 1
    failures += 0 if _is_of_age(t, row, q) else 1
    failures += 0 if _lacks(fits, need & _PLACE) == 0 and _is_in_place(t, row, q) else 1
    failures += _lacks(fits, need & _EDUCATION)
    failures += 0 if _lacks(fits, need & _LICENCE) == 0 and _has_licences(t, row, q, at) else 1
    failures += 0 if _lacks(levels, read_u64(q, NEED_LEVELS)) == 0 and _has_languages(t, row, q, at) else 1
    return failures + (0 if _has_skills(t, row, q, at) else 1)


@_hot
def _skills_part(t: int, row: int, q: int, at: int) -> int:
    """Return S; the skills of a row and those wanted are both ascending."""
    wanted = read_i64(q, SKILLS_WANTED)
    if wanted == 0:
        return _FULL
    held, i, last = 0, read_i64(at, WISHED), read_i64(at, WISHED + 1)
    for k in range(_u32(t, SKILL_STARTS, row), _u32(t, SKILL_STARTS, row + 1)):
        skill = _i32(t, SKILL_ITEMS, k)
        while i < last and read_i64(q, i) < skill:
            i += 1
        if i == last:
            break
        if read_i64(q, i) == skill:
            held += 1
    return _FULL * held // wanted


@_hot
def _languages_part(t: int, row: int, word: Any, q: int, at: int) -> int:
    """Return L: languages with bits by the word of levels, the others by the list."""
    wanted = read_i64(q, LANGUAGES_WANTED)
    if wanted == 0:
        return _FULL
    held = _bits_of(word & read_u64(q, WANTED_LEVELS))
    for i in range(read_i64(at, SPOKEN), read_i64(at, SPOKEN + 1), 2):
        if _speaks(t, row, read_i64(q, i), read_i64(q, i + 1)):
            held += 1
    return _FULL * held // wanted


@_hot
def _most(word: Any, asked: Any, spare: int, wanted: int) -> int:
    """Return the greatest part that a word allows: the bits it shares with those asked, and `spare` that no bit tells."""
    return _FULL if wanted == 0 else _FULL * (_bits_of(word & asked) + spare) // wanted


@_hot
def _sink(heap: int, size: int, key: int) -> None:
    """Put a key in the place of the least, on top of the heap, and let it sink."""
    i = 0
    while 2 * i + 1 < size:
        child = 2 * i + 1
        if child + 1 < size and read_i64(heap, child + 1) < read_i64(heap, child):
            child += 1
        if read_i64(heap, child) >= key:
            break
        write_i64(heap, i, read_i64(heap, child))
        i = child
    write_i64(heap, i, key)


@_hot
def _push(heap: int, size: int, top: int, key: int) -> int:
    """Put a key into the heap of the `top` best, its least on top; return how many it holds."""
    if size == top:
        _sink(heap, size, key)
        return size
    i = size
    while i > 0 and read_i64(heap, (i - 1) // 2) > key:
        write_i64(heap, i, read_i64(heap, (i - 1) // 2))
        i = (i - 1) // 2
    write_i64(heap, i, key)
    return size + 1


@_hot
def _lists_of(q: int, at: int) -> None:
    """Work out where each list of the question begins; the last place is the end of the last."""
    where = HEAD
    for kind in range(LISTS):
        write_i64(at, kind, where)
        pair = kind in (RELATED, LANGUAGES, SPOKEN)
        where += read_i64(q, COUNTS + kind) * (2 if pair else 1)
    write_i64(at, LISTS, where)


@_hot
def _sift(fits: int, start: int, stop: int, need: Any, buffer: int) -> int:
    """Gather the entries that have every bit asked for; return how many."""
    kept = 0
    for i in range(start, stop):
        write_i64(buffer, kept, i)
        kept += 1 if (read_u64(fits, i) & need) == need else 0
    return kept


@_hot
def _sift_nearly(t: int, start: int, stop: int, q: int, buffer: int) -> int:
    """Gather the entries for which at most one condition fails for certain; return how many."""
    fits, levels, shadow = read_i64(t, 2 * ENTRY_FITS), read_i64(t, 2 * ENTRY_LEVELS), read_i64(t, 2 * ENTRY_SHADOW)
    kept = 0
    for i in range(start, stop):
        write_i64(buffer, kept, i)
        kept += 1 if _coarse_failures(read_u64(fits, i), read_u64(levels, i), read_u64(shadow, i), q) < 2 else 0
    return kept


@_hot
def _block(
    t: int, q: int, at: int, w: int, near: int, slots: int, heap: int, size: int, top: int, least: int,
    ceiling: int, buffer: int, group: int, years: int, base: int, start: int, end: int,
) -> tuple[int, int]:  # fmt: skip
    """Look at the entries of one unit group and number of years; return the size and the least key of the list.

    base: what O and E of these entries are worth.
    """
    need_levels, need_shadow = read_u64(q, NEED_LEVELS), read_u64(q, NEED_SHADOW)
    shadow, wanted_levels = read_u64(q, SHADOW), read_u64(q, WANTED_LEVELS)
    w_s, w_l, w_p, nearly = read_i64(w, 1), read_i64(w, 3), read_i64(w, 4), read_i64(q, NEARLY)
    skills_wanted, skills_spare = read_i64(q, SKILLS_WANTED), read_i64(q, SKILLS_SPARE)
    languages_wanted, languages_spare = read_i64(q, LANGUAGES_WANTED), read_i64(q, LANGUAGES_SPARE)
    rows, levels, shadows = read_i64(t, 2 * ROW), read_i64(t, 2 * ENTRY_LEVELS), read_i64(t, 2 * ENTRY_SHADOW)
    highest = base + _FULL * (w_s + w_l + w_p)
    while start < end:
        if (highest << ROW_BITS) + LAST_ROW - read_i32(rows, start) <= least:
            break
        stop = min(end, start + CHUNK)
        if nearly == 1:
            kept = _sift_nearly(t, start, stop, q, buffer)
        else:
            kept = _sift(read_i64(t, 2 * ENTRY_FITS), start, stop, read_u64(q, NEED_FITS), buffer)
        start = stop
        for k in range(kept):
            i = read_i64(buffer, k)
            word, held = read_u64(levels, i), read_u64(shadows, i)
            if nearly == 0 and ((word & need_levels) != need_levels or (held & need_shadow) != need_shadow):
                continue
            rest = base + w_p * read_i64(slots, np.int64(word >> _LIVING_BIT) & (_LIVING_SLOTS - 1))
            rest += w_l * _most(word, wanted_levels, languages_spare, languages_wanted)
            row = read_i32(rows, i)
            key = (rest << ROW_BITS) + LAST_ROW - row
            if key + ((w_s * _most(held, shadow, skills_spare, skills_wanted)) << ROW_BITS) <= least:
                continue
            skills = w_s * _skills_part(t, row, q, at)
            if key + (skills << ROW_BITS) <= least or not _is_the_one(t, row, q, at, group, years):
                continue
            score = (
                base + skills + w_l * _languages_part(t, row, word, q, at) + w_p * read_i64(near, _i32(t, HOME, row))
            )
            key = (score << ROW_BITS) + LAST_ROW - row
            if key <= least or key > ceiling or not _is_allowed(t, row, q):
                continue
            if nearly == 1:
                fits = _failures(t, row, q, at) + (1 if years < read_i64(q, STRICT) else 0) == 1
            else:
                fits = _is_eligible(t, row, q, at)
            if fits:
                size = _push(heap, size, top, key)
                if size == top:
                    least = max(least, read_i64(heap, 0))
    return size, least


@_hot
def _strangers(
    t: int, q: int, at: int, w: int, near: int, heap: int, size: int, top: int, least: int, ceiling: int
) -> int:
    """Look at those who lack nothing but an occupation that is close; return the size of the list."""
    w_s, w_l, w_p = read_i64(w, 1), read_i64(w, 3), read_i64(w, 4)
    for row in range(_length(t, FITS)):
        if _coarse_failures(_u64(t, FITS, row), _u64(t, LEVELS, row), _u64(t, SHADOW_OF, row), q) > 0:
            continue
        place, _o, _e = _used(t, row, q, at)
        if place >= 0:
            continue
        score = w_s * _skills_part(t, row, q, at) + w_l * _languages_part(t, row, _u64(t, LEVELS, row), q, at)
        key = ((score + w_p * read_i64(near, _i32(t, HOME, row))) << ROW_BITS) + LAST_ROW - row
        if key <= least or key > ceiling or not _is_allowed(t, row, q) or _failures(t, row, q, at) > 0:
            continue
        size = _push(heap, size, top, key)
        if size == top:
            least = max(least, read_i64(heap, 0))
    return size


@_hot
def _next_tier(worths: int, found: int, tier: int) -> int:
    """Return the greatest O below `tier`, 0 when there is none."""
    following = 0
    for c in range(found):
        worth = read_i64(worths, c)
        if following < worth < tier:
            following = worth
    return following


@_hot
def _close_groups(t: int, q: int, at: int, close: int, worths: int) -> int:
    """Gather the unit groups with O above 0, and their O; return how many."""
    found = 0
    for g in range(_length(t, GROUP)):
        o = _closeness(_i32(t, GROUP, g), q, at)
        if o > 0:
            write_i64(close, found, g)
            write_i64(worths, found, o)
            found += 1
    return found


@_hot
def _search(
    t: int, q: int, at: int, w: int, near: int, slots: int, floor: int, ceiling: int, heap: int, top: int,
    buffer: int, close: int, worths: int,
) -> int:  # fmt: skip
    """Fill the heap with the keys of the best people of one offer; return how many. Below the score `floor`, or
    above the key `ceiling`, nobody enters."""
    found = _close_groups(t, q, at, close, worths)
    w_o, w_e, nearly = read_i64(w, 0), read_i64(w, 2), read_i64(q, NEARLY)
    rest = _FULL * (read_i64(w, 1) + read_i64(w, 3) + read_i64(w, 4))
    size, least = 0, (floor << ROW_BITS) - 1
    tier = _next_tier(worths, found, _FULL + 1)
    while tier > 0 and ((w_o * tier + w_e * _FULL + rest) << ROW_BITS) + LAST_ROW > least:
        # First those with the years asked, in every group of the tier; then the others.
        for enough in range(1, -1, -1):
            for c in range(found):
                if read_i64(worths, c) != tier:
                    continue
                g = read_i64(close, c)
                for block in range(_i64(t, GROUP_BLOCKS, g), _i64(t, GROUP_BLOCKS, g + 1)):
                    years = _i32(t, BLOCK_YEARS, block)
                    e = min(_FULL, _FULL * years // read_i64(q, NEED))
                    if enough == 0 and e == _FULL:
                        continue
                    base = w_o * tier + w_e * e
                    if (enough == 1 and e < _FULL) or (nearly == 0 and years < read_i64(q, STRICT)):
                        break
                    if ((base + rest) << ROW_BITS) + LAST_ROW <= least:
                        break
                    size, least = _block(
                        t, q, at, w, near, slots, heap, size, top, least, ceiling, buffer, _i32(t, GROUP, g), years,
                        base, _i64(t, BLOCK_FIRST, block), _i64(t, BLOCK_FIRST, block + 1),
                    )  # fmt: skip
        tier = _next_tier(worths, found, tier)
    if nearly == 1 and (rest << ROW_BITS) + LAST_ROW > least:
        size = _strangers(t, q, at, w, near, heap, size, top, least, ceiling)
    return size


@_hot
def _write(
    t: int, q: int, at: int, near: int, heap: int, size: int, rows: int, scores: int, parts: int, places: int
) -> None:
    """Empty the heap, the least first, into the answer of one offer, the best first."""
    for k in range(size - 1, -1, -1):
        key = read_i64(heap, 0)
        _sink(heap, k, read_i64(heap, k))
        row = LAST_ROW - (key & LAST_ROW)
        place, o, e = _used(t, row, q, at)
        write_i32(rows, k, row)
        write_i64(scores, k, key >> ROW_BITS)
        write_i64(places, k, place)
        write_i64(parts, 5 * k, o)
        write_i64(parts, 5 * k + 1, _skills_part(t, row, q, at))
        write_i64(parts, 5 * k + 2, e)
        write_i64(parts, 5 * k + 3, _languages_part(t, row, _u64(t, LEVELS, row), q, at))
        write_i64(parts, 5 * k + 4, read_i64(near, _i32(t, HOME, row)))


@_hot
def best(t: int, given: int, offers: int, top: int, regions: int) -> None:
    """Rank the people of a segment for each question.

    given: addresses of questions, starts (offers + 1), weights (5), floors (offers), near (rows × regions), slots (rows ×
    32), scratch, then of what is filled, best first: rows (32 bits) and scores and places (offers × top), parts (offers ×
    top × 5), sizes (offers); at last ceilings (offers): a key above never enters. A question of no length has nobody. Scratch holds `layout.scratch(top, unit groups)` numbers.
    """
    questions, starts, w, floors = read_i64(given, 0), read_i64(given, 1), read_i64(given, 2), read_i64(given, 3)
    buffer, ceilings = read_i64(given, 6), read_i64(given, 12)
    at = buffer + 8 * (CHUNK + 1)
    heap = at + 8 * (LISTS + 1)
    close = heap + 8 * top
    worths = close + 8 * _length(t, GROUP)
    for n in range(offers):
        write_i64(read_i64(given, 11), n, 0)
        if read_i64(starts, n + 1) == read_i64(starts, n):
            continue
        q = questions + 8 * read_i64(starts, n)
        near = read_i64(given, 4) + 8 * regions * read_i64(q, NEAR)
        slots = read_i64(given, 5) + 8 * _LIVING_SLOTS * read_i64(q, NEAR)
        _lists_of(q, at)
        size = _search(
            t, q, at, w, near, slots, read_i64(floors, n), read_i64(ceilings, n), heap, top, buffer, close, worths
        )
        write_i64(read_i64(given, 11), n, size)
        _write(
            t, q, at, near, heap, size, read_i64(given, 7) + 4 * n * top, read_i64(given, 8) + 8 * n * top,
            read_i64(given, 9) + 40 * n * top, read_i64(given, 10) + 8 * n * top,
        )  # fmt: skip
