"""The hot loop of ranking, compiled when `compiled.py` loads it.

An offer comes as whole numbers, packed by `asking.py`; `layout.py` says which stand where. The postings are visited from the
greatest possible score down; who could no longer enter the list is never looked at:

1. the columns of bits (`columns.py`) tell 64 entries at a time who has all that is asked for, and count how many of the
   wanted skills each may hold;
2. those who are left are taken in classes of skills and of place, the greatest bound first, until a class cannot enter;
3. of each, the score is bounded from what stands beside the entry; the few left are read in full (`reading.py`): the
   score, the occupation that counts, the conditions that bits cannot tell.

A person counts at the entry of the occupation that counts, and at no other, so nobody is met twice. The list is a heap of
keys: score × 2³¹ + (2³¹ − 1 − row), so that no two are equal and the earlier row wins a tie.

Arrays come by their addresses (`memory.py`) and nothing is allocated. In every function: t is the table of a segment's arrays
(address and length of each, `layout.TABLES`), q the question, at where its lists begin, w the weights in the order O, S, E, L,
P; slab the first of the slabs of scratch (`layout.PLANES` of them).
"""

from typing import Any

import numpy as np

from .bits import count_bits, lowest_bit
from .columns import OF_LIVING
from .layout import (
    ASKED,
    COUNTS,
    HEAD,
    HOPED,
    LANGUAGES,
    LANGUAGES_SPARE,
    LANGUAGES_WANTED,
    LISTS,
    NEAR,
    NEARLY,
    NEED,
    PLANES,
    RELATED,
    SKILLS_SPARE,
    SKILLS_WANTED,
    SLAB,
    SPOKEN,
    STRICT,
    WANTED_LEVELS,
)  # fmt: skip
from .memory import read_i32, read_i64, read_u64, write_i32, write_i64, write_u64
from .reading import (
    BLOCK_FIRST,
    BLOCK_YEARS,
    COLUMNS,
    ENTRY_LEVELS,
    FITS,
    FULL,
    GROUP,
    GROUP_BLOCKS,
    HOME,
    LEVELS,
    ROW,
    SHADOW,
    closeness,
    coarse_failures,
    failures,
    has_skills,
    hot,
    i32,
    i64,
    is_allowed,
    is_eligible,
    is_the_one,
    languages_part,
    length,
    skills_part,
    u64,
    used,
)  # fmt: skip
from .words import LIVING_BIT, LIVING_SLOTS

ROW_BITS = 31
LAST_ROW = 2**31 - 1
_LIVING_BIT = np.uint64(LIVING_BIT)
_NONE, _ALL, _ONE = np.uint64(0), np.uint64(2**64 - 1), np.uint64(1)
_SLAB_BYTES = 8 * SLAB
_FEW = 48
"""So few left in a slab are looked at without telling them apart first."""


@hot
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


@hot
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


@hot
def _lists_of(q: int, at: int) -> None:
    """Work out where each list of the question begins; the last place is the end of the last."""
    where = HEAD
    for kind in range(LISTS):
        write_i64(at, kind, where)
        pair = kind in (RELATED, LANGUAGES, SPOKEN, ASKED, HOPED)
        where += read_i64(q, COUNTS + kind) * (2 if pair else 1)
    write_i64(at, LISTS, where)


@hot
def _open(slab: int, words: int, start: int, stop: int) -> None:
    """Begin with every entry of `words` words from bit `start` of the first up to, not with, bit `stop`."""
    for i in range(words):
        write_u64(slab, i, _ALL)
    write_u64(slab, 0, _ALL << np.uint64(start))
    if stop < 64 * words:
        last = words - 1
        write_u64(slab, last, read_u64(slab, last) & ((_ONE << np.uint64(stop - 64 * last)) - _ONE))


@hot
def _column(t: int, column: int, first: int) -> int:
    """Return the address of a column from its word `first` on."""
    return read_i64(t, 2 * COLUMNS) + 8 * (column * ((length(t, ROW) + 63) // 64) + first)


@hot
def _keep(slab: int, words: int, column: int) -> None:
    for i in range(words):
        write_u64(slab, i, read_u64(slab, i) & read_u64(column, i))


@hot
def _add(slab: int, words: int, column: int) -> None:
    for i in range(words):
        write_u64(slab, i, read_u64(slab, i) | read_u64(column, i))


@hot
def _keep_eligible(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Keep the entries that have every column asked for."""
    for k in range(read_i64(at, ASKED), read_i64(at, ASKED + 1), 2):
        _keep(slab, words, _column(t, read_i64(q, k + 1), first))


@hot
def _keep_nearly(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Keep the entries that fail at most one condition for certain; the columns of a condition come together."""
    met, one = slab + _SLAB_BYTES, slab + 2 * _SLAB_BYTES
    for i in range(words):
        write_u64(one, i, _NONE)
    k, last = read_i64(at, ASKED), read_i64(at, ASKED + 1)
    while k < last:
        condition = read_i64(q, k)
        for i in range(words):
            write_u64(met, i, _ALL)
        while k < last and read_i64(q, k) == condition:
            _keep(met, words, _column(t, read_i64(q, k + 1), first))
            k += 2
        for i in range(words):
            fails = ~read_u64(met, i)
            write_u64(slab, i, read_u64(slab, i) & ~(read_u64(one, i) & fails))
            write_u64(one, i, read_u64(one, i) | fails)


@hot
def _count_hoped(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Count for each entry how many of the wanted skills it may hold, as a number of four bits on four slabs."""
    ones, twos = slab + _SLAB_BYTES, slab + 2 * _SLAB_BYTES
    fours, eights = slab + 3 * _SLAB_BYTES, slab + 4 * _SLAB_BYTES
    for i in range(4 * SLAB):
        write_u64(ones, i, _NONE)
    for k in range(read_i64(at, HOPED), read_i64(at, HOPED + 1), 2):
        column, second = _column(t, read_i64(q, k), first), _column(t, read_i64(q, k + 1), first)
        for i in range(words):
            carry, held = read_u64(column, i) & read_u64(second, i), read_u64(ones, i)
            write_u64(ones, i, held ^ carry)
            carry, held = carry & held, read_u64(twos, i)
            write_u64(twos, i, held ^ carry)
            carry, held = carry & held, read_u64(fours, i)
            write_u64(fours, i, held ^ carry)
            write_u64(eights, i, read_u64(eights, i) ^ (carry & held))


@hot
def _tell_places(t: int, slots: int, slab: int, first: int, words: int) -> int:
    """Tell on two slabs who lives where P may be full, and who where it may be something; return the most of the second."""
    here, near, most = slab + 5 * _SLAB_BYTES, slab + 6 * _SLAB_BYTES, 0
    for i in range(words):
        write_u64(here, i, _NONE)
        write_u64(near, i, _NONE)
    fully = 0
    for slot in range(LIVING_SLOTS):
        fully += 1 if read_i64(slots, slot) == FULL else 0
    if fully == LIVING_SLOTS:
        for i in range(words):
            write_u64(here, i, _ALL)
        return most
    for slot in range(LIVING_SLOTS):
        worth = read_i64(slots, slot)
        if worth == FULL:
            _add(here, words, _column(t, OF_LIVING + slot, first))
        elif worth > 0:
            _add(near, words, _column(t, OF_LIVING + slot, first))
            most = max(most, worth)
    return most


@hot
def _in_class(slab: int, i: int, held: int, place: int) -> Any:
    """Return who is left of a word's entries with that count of wanted skills and that class of place (0 full, 1 near, 2)."""
    word = read_u64(slab, i)
    for bit in range(4):
        plane = read_u64(slab + _SLAB_BYTES * (1 + bit), i)
        word &= plane if (held >> bit) & 1 else ~plane
    here, near = read_u64(slab + 5 * _SLAB_BYTES, i), read_u64(slab + 6 * _SLAB_BYTES, i)
    if place == 0:
        return word & here
    return word & near & ~here if place == 1 else word & ~(here | near)


@hot
def _worth_of_skills(q: int, held: int) -> int:
    """Return the greatest S of who may hold so many of the wanted skills that are counted."""
    wanted = read_i64(q, SKILLS_WANTED)
    return FULL if wanted == 0 else min(FULL, FULL * (held + read_i64(q, SKILLS_SPARE)) // wanted)


@hot
def _worth_of_class(q: int, w: int, held: int, place: int, near_most: int) -> int:
    p = FULL if place == 0 else (near_most if place == 1 else 0)
    return read_i64(w, 1) * _worth_of_skills(q, held) + read_i64(w, 4) * p


@hot
def _counted(q: int) -> int:
    """Return how many of the wanted skills are counted by their shadows."""
    return read_i64(q, COUNTS + HOPED)


@hot
def _next_class(q: int, w: int, near_most: int, below: int) -> int:
    """Return what the best class is worth that is worth less than `below`; -1 for none."""
    best = -1
    for held in range(_counted(q) + 1):
        for place in range(3):
            worth = _worth_of_class(q, w, held, place, near_most)
            if best < worth < below:
                best = worth
    return best


@hot
def _years_of(t: int, block: int, last: int, entry: int) -> int:
    """Return the years of an entry that lies in one of the blocks from `block` up to, not with, `last`."""
    while last - block > 1:
        middle = (block + last) // 2
        if i64(t, BLOCK_FIRST, middle) <= entry:
            block = middle
        else:
            last = middle
    return i32(t, BLOCK_YEARS, block)


@hot
def _look(
    t: int, q: int, at: int, w: int, near: int, slots: int, ceiling: int, least: int, group: int, block: int, last: int,
    base: int, skills_most: int, entry: int,
) -> int:  # fmt: skip
    """Return the key of an entry that enters the list, -1 for one that does not. skills_most: S at most, weighed."""
    word, row = read_u64(read_i64(t, 2 * ENTRY_LEVELS), entry), read_i32(read_i64(t, 2 * ROW), entry)
    wanted, languages = read_i64(q, LANGUAGES_WANTED), FULL
    if wanted > 0:
        languages = FULL * (count_bits(word & read_u64(q, WANTED_LEVELS)) + read_i64(q, LANGUAGES_SPARE)) // wanted
    rest = base + read_i64(w, 4) * read_i64(slots, np.int64(word >> _LIVING_BIT) & (LIVING_SLOTS - 1))
    rest = ((rest + read_i64(w, 3) * languages) << ROW_BITS) + LAST_ROW - row
    if rest + (skills_most << ROW_BITS) <= least:
        return -1
    skills = read_i64(w, 1) * skills_part(t, row, q, at)
    if rest + (skills << ROW_BITS) <= least or (read_i64(q, NEARLY) == 0 and not has_skills(t, row, q, at)):
        return -1
    years = _years_of(t, block, last, entry)
    if not is_the_one(t, row, q, at, group, years):
        return -1
    score = base + skills + read_i64(w, 3) * languages_part(t, row, word, q, at)
    key = ((score + read_i64(w, 4) * read_i64(near, i32(t, HOME, row))) << ROW_BITS) + LAST_ROW - row
    if key <= least or key > ceiling or not is_allowed(t, row, q):
        return -1
    if read_i64(q, NEARLY) == 1:
        fits = failures(t, row, q, at) + (1 if years < read_i64(q, STRICT) else 0) == 1
    else:
        fits = is_eligible(t, row, q, at)
    return key if fits else -1


@hot
def _take(
    t: int, q: int, at: int, w: int, near: int, slots: int, heap: int, size: int, top: int, least: int, ceiling: int,
    slab: int, group: int, block: int, last: int, base: int, first: int, words: int, held: int, place: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Take the entries of a class out of a slab (held -1: all) and put those who enter into the list.

    Returns its size, its least key, and how many were taken.
    """
    skills_most, taken = read_i64(w, 1) * (FULL if held < 0 else _worth_of_skills(q, held)), 0
    for i in range(words):
        word = read_u64(slab, i) if held < 0 else _in_class(slab, i, held, place)
        write_u64(slab, i, read_u64(slab, i) & ~word)
        while word != _NONE:
            entry = 64 * (first + i) + lowest_bit(word)
            word &= word - _ONE
            taken += 1
            key = _look(t, q, at, w, near, slots, ceiling, least, group, block, last, base, skills_most, entry)
            if key >= 0:
                size = _push(heap, size, top, key)
                if size == top:
                    least = max(least, read_i64(heap, 0))
    return size, least, taken


@hot
def _slab(
    t: int, q: int, at: int, w: int, near: int, slots: int, heap: int, size: int, top: int, least: int, ceiling: int,
    slab: int, group: int, block: int, last: int, base: int, first: int, words: int,
) -> tuple[int, int]:  # fmt: skip
    """Look at the entries kept in a slab, the best classes first; return the size and the least key of the list."""
    left = 0
    for i in range(words):
        left += count_bits(read_u64(slab, i))
    near_most, most_held = 0, _counted(q)
    if left > _FEW:
        _count_hoped(t, q, at, slab, first, words)
        near_most = _tell_places(t, slots, slab, first, words)
    worth, rest = FULL * (read_i64(w, 1) + read_i64(w, 4)) + 1, base + FULL * read_i64(w, 3)
    while left > 0:
        apart = left > _FEW
        worth = _next_class(q, w, near_most, worth) if apart else worth - 1
        if worth < 0 or ((rest + worth) << ROW_BITS) + LAST_ROW <= least:
            break
        for kind in range(3 * (most_held + 1) if apart else 1):
            held, place = (kind // 3, kind % 3) if apart else (-1, 0)
            if not apart or _worth_of_class(q, w, held, place, near_most) == worth:
                size, least, taken = _take(
                    t, q, at, w, near, slots, heap, size, top, least, ceiling, slab, group, block, last, base, first,
                    words, held, place,
                )  # fmt: skip
                left -= taken
    return size, least


@hot
def _blocks(
    t: int, q: int, at: int, w: int, near: int, slots: int, heap: int, size: int, top: int, least: int, ceiling: int,
    slab: int, group: int, block: int, last: int, base: int,
) -> tuple[int, int]:  # fmt: skip
    """Look at the entries of the blocks of one unit group from `block` up to, not with, `last`.

    base: what O and E of these entries are worth. Returns the size and the least key of the list.
    """
    start, stop = i64(t, BLOCK_FIRST, block), i64(t, BLOCK_FIRST, last)
    first, rest = start // 64, base + FULL * (read_i64(w, 1) + read_i64(w, 3) + read_i64(w, 4))
    while 64 * first < stop and (rest << ROW_BITS) + LAST_ROW > least:
        words = min(SLAB, (stop + 63) // 64 - first)
        _open(slab, words, max(0, start - 64 * first), stop - 64 * first)
        if read_i64(q, NEARLY) == 1:
            _keep_nearly(t, q, at, slab, first, words)
        else:
            _keep_eligible(t, q, at, slab, first, words)
        size, least = _slab(
            t, q, at, w, near, slots, heap, size, top, least, ceiling, slab, group, block, last, base, first, words
        )
        first += words
    return size, least


@hot
def _enough(t: int, q: int, g: int) -> int:
    """Return the first block of a unit group, by its place, whose years earn less than the whole of E."""
    block = i64(t, GROUP_BLOCKS, g)
    while block < i64(t, GROUP_BLOCKS, g + 1) and i32(t, BLOCK_YEARS, block) >= read_i64(q, NEED):
        block += 1
    return block


@hot
def _strict(t: int, q: int, block: int, last: int) -> int:
    """Return where the blocks end whose years every eligible person has."""
    while last > block and i32(t, BLOCK_YEARS, last - 1) < read_i64(q, STRICT):
        last -= 1
    return last


@hot
def _group(
    t: int, q: int, at: int, w: int, near: int, slots: int, heap: int, size: int, top: int, least: int, ceiling: int,
    slab: int, g: int, tier: int, enough: bool,
) -> tuple[int, int]:  # fmt: skip
    """Look at a unit group, by its place, with O `tier`: those with the years asked, or the others, block by block."""
    begin, middle, end = i64(t, GROUP_BLOCKS, g), _enough(t, q, g), i64(t, GROUP_BLOCKS, g + 1)
    if read_i64(q, NEARLY) == 0:
        end = _strict(t, q, begin, end)
        middle = min(middle, end)
    block = begin if enough else middle
    while block < (middle if enough else end):
        last = middle if enough else block + 1
        e = min(FULL, FULL * i32(t, BLOCK_YEARS, last - 1) // read_i64(q, NEED))
        size, least = _blocks(
            t, q, at, w, near, slots, heap, size, top, least, ceiling, slab, i32(t, GROUP, g), block, last,
            read_i64(w, 0) * tier + read_i64(w, 2) * e,
        )  # fmt: skip
        block = last
    return size, least


@hot
def _next_tier(worths: int, found: int, tier: int) -> int:
    """Return the greatest O below `tier`, 0 when there is none."""
    following = 0
    for c in range(found):
        worth = read_i64(worths, c)
        if following < worth < tier:
            following = worth
    return following


@hot
def _close_groups(t: int, q: int, at: int, close: int, worths: int) -> int:
    """Gather the unit groups with O above 0, and their O; return how many."""
    found = 0
    for g in range(length(t, GROUP)):
        o = closeness(i32(t, GROUP, g), q, at)
        if o > 0:
            write_i64(close, found, g)
            write_i64(worths, found, o)
            found += 1
    return found


@hot
def _strangers(
    t: int, q: int, at: int, w: int, near: int, heap: int, size: int, top: int, least: int, ceiling: int
) -> int:
    """Look at those who lack nothing but an occupation that is close; return the size of the list."""
    w_s, w_l, w_p = read_i64(w, 1), read_i64(w, 3), read_i64(w, 4)
    for row in range(length(t, FITS)):
        if coarse_failures(u64(t, FITS, row), u64(t, LEVELS, row), u64(t, SHADOW, row), q) > 0:
            continue
        place, _o, _e = used(t, row, q, at)
        if place >= 0:
            continue
        score = w_s * skills_part(t, row, q, at) + w_l * languages_part(t, row, u64(t, LEVELS, row), q, at)
        key = ((score + w_p * read_i64(near, i32(t, HOME, row))) << ROW_BITS) + LAST_ROW - row
        if key <= least or key > ceiling or not is_allowed(t, row, q) or failures(t, row, q, at) > 0:
            continue
        size = _push(heap, size, top, key)
        if size == top:
            least = max(least, read_i64(heap, 0))
    return size


@hot
def _search(
    t: int, q: int, at: int, w: int, near: int, slots: int, floor: int, ceiling: int, heap: int, top: int, slab: int,
    close: int, worths: int,
) -> int:  # fmt: skip
    """Fill the heap with the keys of the best people of one offer; return how many. Below the score `floor`, or
    above the key `ceiling`, nobody enters."""
    found = _close_groups(t, q, at, close, worths)
    rest = FULL * (read_i64(w, 1) + read_i64(w, 3) + read_i64(w, 4))
    with_years = rest + FULL * read_i64(w, 2)
    size, least = 0, (floor << ROW_BITS) - 1
    tier = _next_tier(worths, found, FULL + 1)
    while tier > 0 and ((read_i64(w, 0) * tier + with_years) << ROW_BITS) + LAST_ROW > least:
        for enough in (True, False):
            for c in range(found):
                if read_i64(worths, c) == tier:
                    size, least = _group(
                        t,
                        q,
                        at,
                        w,
                        near,
                        slots,
                        heap,
                        size,
                        top,
                        least,
                        ceiling,
                        slab,
                        read_i64(close, c),
                        tier,
                        enough,
                    )
        tier = _next_tier(worths, found, tier)
    if read_i64(q, NEARLY) == 1 and (rest << ROW_BITS) + LAST_ROW > least:
        size = _strangers(t, q, at, w, near, heap, size, top, least, ceiling)
    return size


@hot
def _write(
    t: int, q: int, at: int, near: int, heap: int, size: int, rows: int, scores: int, parts: int, places: int
) -> None:
    """Empty the heap, the least first, into the answer of one offer, the best first."""
    for k in range(size - 1, -1, -1):
        key = read_i64(heap, 0)
        _sink(heap, k, read_i64(heap, k))
        row = LAST_ROW - (key & LAST_ROW)
        place, o, e = used(t, row, q, at)
        write_i32(rows, k, row)
        write_i64(scores, k, key >> ROW_BITS)
        write_i64(places, k, place)
        write_i64(parts, 5 * k, o)
        write_i64(parts, 5 * k + 1, skills_part(t, row, q, at))
        write_i64(parts, 5 * k + 2, e)
        write_i64(parts, 5 * k + 3, languages_part(t, row, u64(t, LEVELS, row), q, at))
        write_i64(parts, 5 * k + 4, read_i64(near, i32(t, HOME, row)))


@hot
def best(t: int, given: int, offers: int, top: int, regions: int) -> None:
    """Rank the people of a segment for each question.

    given: addresses of questions, starts (offers + 1), weights (5), floors (offers), near (rows × regions), slots (rows ×
    32), scratch, then of what is filled, best first: rows (32 bits) and scores and places (offers × top), parts (offers ×
    top × 5), sizes (offers); at last ceilings (offers): a key above never enters. A question of no length has nobody. Scratch holds `layout.scratch(top, unit groups)` numbers.
    """
    questions, starts, w, floors = read_i64(given, 0), read_i64(given, 1), read_i64(given, 2), read_i64(given, 3)
    slab, ceilings = read_i64(given, 6), read_i64(given, 12)
    at = slab + PLANES * _SLAB_BYTES
    heap = at + 8 * (LISTS + 1)
    close = heap + 8 * top
    worths = close + 8 * length(t, GROUP)
    for n in range(offers):
        write_i64(read_i64(given, 11), n, 0)
        if read_i64(starts, n + 1) == read_i64(starts, n):
            continue
        q = questions + 8 * read_i64(starts, n)
        near = read_i64(given, 4) + 8 * regions * read_i64(q, NEAR)
        slots = read_i64(given, 5) + 8 * LIVING_SLOTS * read_i64(q, NEAR)
        _lists_of(q, at)
        size = _search(
            t, q, at, w, near, slots, read_i64(floors, n), read_i64(ceilings, n), heap, top, slab, close, worths
        )
        write_i64(read_i64(given, 11), n, size)
        _write(
            t, q, at, near, heap, size, read_i64(given, 7) + 4 * n * top, read_i64(given, 8) + 8 * n * top,
            read_i64(given, 9) + 40 * n * top, read_i64(given, 10) + 8 * n * top,
        )  # fmt: skip
