"""What the hot loop does to whole words of the columns of bits (`columns.py`): 64 entries at a time.

A slab is room for `layout.SLAB` words; there are `layout.PLANES` of them, one behind the other. On the first stands who is left;
on the next four a number of four bits per entry, how many of the wanted skills they may hold; on two more who lives where P
may be full, and who where it may be something. t, q, at and w are those of `reading.py`; first: the word of the columns that the first
word of a slab belongs to, words: how many.
"""

from typing import Any

import numpy as np

from .columns import OF_LIVING, OF_SHADOWS
from .layout import ASKED, COUNTS, MOST_HOPED, SKILLS, SKILLS_SPARE, SKILLS_WANTED, SLAB, WISHED
from .memory import read_i64, read_u64, write_u64
from .reading import COLUMNS, FULL, ROW, hot, length
from .words import GOLDEN, LIVING_SLOTS

SLAB_BYTES = 8 * SLAB
_NONE, _ALL, _ONE = np.uint64(0), np.uint64(2**64 - 1), np.uint64(1)
_GOLDEN = np.uint64(GOLDEN)


@hot
def open(slab: int, words: int, start: int, stop: int) -> None:
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
def _first_shadow(t: int, skill: int, first: int) -> int:
    """Return the address of the column of a skill's first shadow (`words.shadow_bits`)."""
    return _column(t, OF_SHADOWS + np.int64((np.uint64(skill) * _GOLDEN) >> np.uint64(58)), first)


@hot
def _second_shadow(t: int, skill: int, first: int) -> int:
    mixed = (np.uint64(skill) * _GOLDEN) >> np.uint64(52)
    return _column(t, OF_SHADOWS + 64 + np.int64(mixed & np.uint64(63)), first)


@hot
def _keep_skilled(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Keep the entries that may hold every required skill that anybody holds."""
    for k in range(read_i64(at, SKILLS), read_i64(at, SKILLS + 1)):
        skill = read_i64(q, k)
        if skill >= 0:
            _keep(slab, words, _first_shadow(t, skill, first))
            _keep(slab, words, _second_shadow(t, skill, first))


@hot
def keep_eligible(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Keep the entries that have every column asked for."""
    for k in range(read_i64(at, ASKED), read_i64(at, ASKED + 1), 2):
        _keep(slab, words, _column(t, read_i64(q, k + 1), first))
    _keep_skilled(t, q, at, slab, first, words)


@hot
def _count_failure(slab: int, words: int, met: int, one: int) -> None:
    """Leave out those who fail one more condition than the one they may; met: who meets this one, one: who failed before."""
    for i in range(words):
        fails = ~read_u64(met, i)
        write_u64(slab, i, read_u64(slab, i) & ~(read_u64(one, i) & fails))
        write_u64(one, i, read_u64(one, i) | fails)
        write_u64(met, i, _ALL)


@hot
def keep_nearly(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Keep the entries that fail at most one condition for certain."""
    met, one = slab + SLAB_BYTES, slab + 2 * SLAB_BYTES
    for i in range(words):
        write_u64(met, i, _ALL)
        write_u64(one, i, _NONE)
    last = read_i64(at, ASKED + 1)
    for k in range(read_i64(at, ASKED), last, 2):
        _keep(met, words, _column(t, read_i64(q, k + 1), first))
        if k + 2 == last or read_i64(q, k + 2) != read_i64(q, k):
            _count_failure(slab, words, met, one)
    _keep_skilled(t, q, at, met, first, words)
    _count_failure(slab, words, met, one)


@hot
def counted(q: int) -> int:
    """Return how many of the wanted skills are counted by their shadows."""
    return min(MOST_HOPED, read_i64(q, COUNTS + WISHED))


@hot
def count_hoped(t: int, q: int, at: int, slab: int, first: int, words: int) -> None:
    """Count for each entry how many of the wanted skills it may hold, as a number of four bits on four slabs."""
    ones, twos = slab + SLAB_BYTES, slab + 2 * SLAB_BYTES
    fours, eights = slab + 3 * SLAB_BYTES, slab + 4 * SLAB_BYTES
    for i in range(words):
        write_u64(ones, i, _NONE)
        write_u64(twos, i, _NONE)
        write_u64(fours, i, _NONE)
        write_u64(eights, i, _NONE)
    begin = read_i64(at, WISHED)
    for k in range(begin, begin + counted(q)):
        column, second = _first_shadow(t, read_i64(q, k), first), _second_shadow(t, read_i64(q, k), first)
        for i in range(words):
            carry, held = read_u64(column, i) & read_u64(second, i), read_u64(ones, i)
            write_u64(ones, i, held ^ carry)
            carry, held = carry & held, read_u64(twos, i)
            write_u64(twos, i, held ^ carry)
            carry, held = carry & held, read_u64(fours, i)
            write_u64(fours, i, held ^ carry)
            write_u64(eights, i, read_u64(eights, i) ^ (carry & held))


@hot
def tell_places(t: int, slots: int, slab: int, first: int, words: int) -> int:
    """Tell on two slabs who lives where P may be full, and who where it may be something; return the most of the second."""
    here, near, most = slab + 5 * SLAB_BYTES, slab + 6 * SLAB_BYTES, 0
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
def in_class(slab: int, i: int, held: int, place: int) -> Any:
    """Return who is left of a word's entries with that count of wanted skills and that class of place (0 full, 1 near, 2)."""
    word = read_u64(slab, i)
    for bit in range(4):
        plane = read_u64(slab + SLAB_BYTES * (1 + bit), i)
        word &= plane if (held >> bit) & 1 else ~plane
    here, near = read_u64(slab + 5 * SLAB_BYTES, i), read_u64(slab + 6 * SLAB_BYTES, i)
    if place == 0:
        return word & here
    return word & near & ~here if place == 1 else word & ~(here | near)


@hot
def worth_of_skills(q: int, held: int) -> int:
    """Return the greatest S of who may hold so many of the wanted skills that are counted."""
    wanted = read_i64(q, SKILLS_WANTED)
    return FULL if wanted == 0 else min(FULL, FULL * (held + read_i64(q, SKILLS_SPARE)) // wanted)


@hot
def worth_of_class(q: int, w: int, held: int, place: int, near_most: int) -> int:
    p = FULL if place == 0 else (near_most if place == 1 else 0)
    return read_i64(w, 1) * worth_of_skills(q, held) + read_i64(w, 4) * p


@hot
def next_class(q: int, w: int, near_most: int, below: int) -> int:
    """Return what the best class is worth that is worth less than `below`; -1 for none."""
    best = -1
    for held in range(counted(q) + 1):
        for place in range(3):
            worth = worth_of_class(q, w, held, place, near_most)
            if best < worth < below:
                best = worth
    return best
