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

import numpy as np

from .bits import count_bits, lowest_bit
from .layout import (
    ASKED,
    COUNTS,
    HEAD,
    LANGUAGES,
    LANGUAGES_SPARE,
    LANGUAGES_WANTED,
    LISTS,
    NEAR,
    NEARLY,
    NEED,
    PLANES,
    RELATED,
    SLAB,
    SPOKEN,
    STRICT,
    WANTED_LEVELS,
)  # fmt: skip
from .memory import fetch_ahead, read_i32, read_i64, read_u64, write_i32, write_i64, write_u64
from .reading import (
    AVAILABLE,
    BLOCK_FIRST,
    BLOCK_YEARS,
    ENTRY_LEVELS,
    FITS,
    FULL,
    GROUP,
    GROUP_BLOCKS,
    HOME,
    LEVELS,
    OCCUPATIONS,
    ROW,
    SHADOW,
    SKILL_ITEMS,
    SKILL_STARTS,
    YEARS,
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
    u32,
    u64,
    used,
)  # fmt: skip
from .sieve import (
    SLAB_BYTES,
    count_hoped,
    counted,
    in_class,
    keep_eligible,
    keep_nearly,
    next_class,
    open,
    tell_places,
    worth_of_class,
    worth_of_skills,
)
from .words import LIVING_BIT, LIVING_SLOTS

ROW_BITS = 31
LAST_ROW = 2**31 - 1
_LIVING_BIT = np.uint64(LIVING_BIT)
_NONE, _ONE = np.uint64(0), np.uint64(1)
_HANDFUL = 128
"""Entries read side by side, from 64 less on; they stand on a slab."""
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
        pair = kind in (RELATED, LANGUAGES, SPOKEN, ASKED)
        where += read_i64(q, COUNTS + kind) * (2 if pair else 1)
    write_i64(at, LISTS, where)


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
def _bound(t: int, q: int, w: int, slots: int, base: int, entry: int) -> int:
    """Return the key of an entry without its skills, at most: from what stands beside it."""
    word, row = read_u64(read_i64(t, 2 * ENTRY_LEVELS), entry), read_i32(read_i64(t, 2 * ROW), entry)
    wanted, languages = read_i64(q, LANGUAGES_WANTED), FULL
    if wanted > 0:
        languages = FULL * (count_bits(word & read_u64(q, WANTED_LEVELS)) + read_i64(q, LANGUAGES_SPARE)) // wanted
    rest = base + read_i64(w, 4) * read_i64(slots, np.int64(word >> _LIVING_BIT) & (LIVING_SLOTS - 1))
    return ((rest + read_i64(w, 3) * languages) << ROW_BITS) + LAST_ROW - row


@hot
def _look(
    t: int, q: int, at: int, w: int, near: int, slots: int, ceiling: int, least: int, group: int, block: int, last: int,
    base: int, entry: int,
) -> int:  # fmt: skip
    """Return the key of an entry that enters the list, -1 for one that does not."""
    row, rest = read_i32(read_i64(t, 2 * ROW), entry), _bound(t, q, w, slots, base, entry)
    skills = read_i64(w, 1) * skills_part(t, row, q, at)
    if rest + (skills << ROW_BITS) <= least or (read_i64(q, NEARLY) == 0 and not has_skills(t, row, q, at)):
        return -1
    years = _years_of(t, block, last, entry)
    if not is_the_one(t, row, q, at, group, years):
        return -1
    languages = languages_part(t, row, read_u64(read_i64(t, 2 * ENTRY_LEVELS), entry), q, at)
    score = base + skills + read_i64(w, 3) * languages + read_i64(w, 4) * read_i64(near, i32(t, HOME, row))
    key = (score << ROW_BITS) + LAST_ROW - row
    if key <= least or key > ceiling or not is_allowed(t, row, q):
        return -1
    if read_i64(q, NEARLY) == 1:
        fits = failures(t, row, q, at) + (1 if years < read_i64(q, STRICT) else 0) == 1
    else:
        fits = is_eligible(t, row, q, at)
    return key if fits else -1


@hot
def _gather(slab: int, i: int, first: int, words: int, held: int, place: int, hand: int) -> tuple[int, int]:
    """Take entries of a class (held -1: all) out of a slab, from its word `i` on, until a handful or no word is left.

    Returns the word where to go on, and how many entries are at hand.
    """
    many = 0
    while i < words and many < _HANDFUL - 64:
        word = read_u64(slab, i) if held < 0 else in_class(slab, i, held, place)
        write_u64(slab, i, read_u64(slab, i) & ~word)
        while word != _NONE:
            write_i64(hand, many, 64 * (first + i) + lowest_bit(word))
            word &= word - _ONE
            many += 1
        i += 1
    return i, many


@hot
def _ask_ahead(
    t: int, q: int, w: int, slots: int, least: int, base: int, skills_most: int, hand: int, many: int
) -> int:
    """Leave out those at hand whose bound is too low, and fetch what will be read of the others; return how many they are.

    Nearly all the time of a search is waiting for memory: what is asked for together is waited for once.
    """
    kept = 0
    for k in range(many):
        fetch_ahead(read_i64(t, 2 * ROW) + 4 * read_i64(hand, k))
        fetch_ahead(read_i64(t, 2 * ENTRY_LEVELS) + 8 * read_i64(hand, k))
    for k in range(many):
        entry = read_i64(hand, k)
        if _bound(t, q, w, slots, base, entry) + (skills_most << ROW_BITS) > least:
            row = read_i32(read_i64(t, 2 * ROW), entry)
            fetch_ahead(read_i64(t, 2 * SKILL_STARTS) + 4 * row)
            fetch_ahead(read_i64(t, 2 * OCCUPATIONS) + 6 * row)
            fetch_ahead(read_i64(t, 2 * YEARS) + 12 * row)
            fetch_ahead(read_i64(t, 2 * HOME) + 4 * row)
            fetch_ahead(read_i64(t, 2 * AVAILABLE) + 4 * row)
            write_i64(hand, kept, entry)
            kept += 1
    for k in range(kept):
        row = read_i32(read_i64(t, 2 * ROW), read_i64(hand, k))
        fetch_ahead(read_i64(t, 2 * SKILL_ITEMS) + 4 * u32(t, SKILL_STARTS, row))
    return kept


@hot
def _take(
    t: int, q: int, at: int, w: int, near: int, slots: int, heap: int, size: int, top: int, least: int, ceiling: int,
    slab: int, group: int, block: int, last: int, base: int, first: int, words: int, held: int, place: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Take the entries of a class out of a slab (held -1: all) and put those who enter into the list.

    Returns its size, its least key, and how many were taken.
    """
    skills_most, taken = read_i64(w, 1) * (FULL if held < 0 else worth_of_skills(q, held)), 0
    i, hand = 0, slab + 7 * SLAB_BYTES
    while i < words:
        i, many = _gather(slab, i, first, words, held, place, hand)
        taken += many
        many = _ask_ahead(t, q, w, slots, least, base, skills_most, hand, many)
        for k in range(many):
            key = _look(t, q, at, w, near, slots, ceiling, least, group, block, last, base, read_i64(hand, k))
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
    near_most, most_held = 0, counted(q)
    if left > _FEW:
        count_hoped(t, q, at, slab, first, words)
        near_most = tell_places(t, slots, slab, first, words)
    worth, rest = FULL * (read_i64(w, 1) + read_i64(w, 4)) + 1, base + FULL * read_i64(w, 3)
    while left > 0:
        apart = left > _FEW
        worth = next_class(q, w, near_most, worth) if apart else worth - 1
        if worth < 0 or ((rest + worth) << ROW_BITS) + LAST_ROW <= least:
            break
        for kind in range(3 * (most_held + 1) if apart else 1):
            held, place = (kind // 3, kind % 3) if apart else (-1, 0)
            if not apart or worth_of_class(q, w, held, place, near_most) == worth:
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
        open(slab, words, max(0, start - 64 * first), stop - 64 * first)
        if read_i64(q, NEARLY) == 1:
            keep_nearly(t, q, at, slab, first, words)
        else:
            keep_eligible(t, q, at, slab, first, words)
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
    most = read_i64(w, 0) * tier + FULL * (read_i64(w, 1) + read_i64(w, 2) + read_i64(w, 3) + read_i64(w, 4))
    if (most << ROW_BITS) + LAST_ROW <= least:
        return size, least
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
    at = slab + PLANES * SLAB_BYTES
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
