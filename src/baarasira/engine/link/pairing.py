"""The pairs of blocks that are worth comparing in full, each once: compiled where that is loaded, else by NumPy."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from . import compiled
from . import quick as q
from .blocking import Block, blocks
from .records import Records
from .words import Flags, Ints, Longs

_ROOM = 1 << 18
_LOW = (1 << 32) - 1


def candidates(records: Records, wanted: int, threads: int = 2) -> tuple[Longs, Longs]:
    """Return the rows (left, right; left below right, ascending) of the pairs to compare, for odds from `wanted` on (256ths of a bit)."""
    found = [np.zeros(0, np.int64)]
    for block in blocks(records):
        floor = wanted - block.slack
        found.append(np.unique(_compiled(block, floor, threads) if compiled.loaded() else plainly(block, floor)))
    keys = np.unique(np.concatenate(found))
    return keys >> 32, keys & _LOW


def _compiled(block: Block, floor: int, threads: int) -> Longs:
    size = len(block.key)
    parts = max(1, min(size // 10_000, 8 * threads))
    edges = [size * part // parts for part in range(parts + 1)]
    with ThreadPoolExecutor(threads) as pool:
        done = pool.map(lambda part: _range(block, floor, edges[part], edges[part + 1]), range(parts))
        return np.concatenate(list(done))


def _range(block: Block, floor: int, start: int, stop: int) -> Longs:
    loop = compiled.loaded()
    if loop is None:
        raise RuntimeError("the compiled loop is not loaded")
    columns, room = block.columns(), np.empty(_ROOM, np.int64)
    found = []
    while start < stop:
        count, start = loop(*columns, block.window, block.longest, floor, start, stop, room)
        found.append(room[:count].copy())
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def plainly(block: Block, floor: int) -> Longs:
    """Return row << 32 | row of the pairs of a block: of everybody with the next, then with the one after, while the key lasts."""
    first = np.arange(max(0, len(block.key) - 1))
    found = [np.zeros(0, np.int64)]
    for step in range(1, block.longest + 1):
        first = first[first + step < len(block.key)]
        other = first + step
        near = (block.key[first] == block.key[other]) & (block.year[other] - block.year[first] <= block.window)
        first, other = first[near], other[near]
        if not len(first):
            break
        worth = (_quick(block, first, other) >= floor) & (block.row[first] != block.row[other])
        one, two = block.row[first[worth]].astype(np.int64), block.row[other[worth]].astype(np.int64)
        found.append((np.minimum(one, two) << 32) | np.maximum(one, two))
    return np.concatenate(found)


def _quick(block: Block, one: Longs, other: Longs) -> Ints:
    total = np.minimum(block.name_bits[one], block.name_bits[other]) + _births(block, one, other)
    total = total + _places(block, one, other)
    sexes = (block.sex[one] > 0) & (block.sex[other] > 0)
    total = total + np.where(sexes & (block.sex[one] != block.sex[other]), q.OTHER_SEX, 0)
    mothers = (block.mother[one] >= 0) & (block.mother[other] >= 0)
    total = total + _either(mothers, block.mother[one] == block.mother[other], q.SAME_MOTHER, q.OTHER_MOTHER)
    phones = (block.phone[one] > 0) & (block.phone[other] > 0)
    total = total + _either(phones, block.phone[one] == block.phone[other], q.SAME_PHONE, q.OTHER_PHONE)
    numbers = (block.national[one] > 0) & (block.national[other] > 0)
    return total + _either(numbers, block.national[one] == block.national[other], q.SAME_NUMBER, q.OTHER_NUMBER)


def _either(known: Flags, same: Flags, agreed: int, differing: int) -> Ints:
    return np.where(known, np.where(same, agreed, differing), 0)


def _births(block: Block, one: Longs, other: Longs) -> Ints:
    year, other_year = block.year[one], block.year[other]
    day, other_day = block.day[one], block.day[other]
    both, same = (day > 0) & (other_day > 0), year == other_year
    near = np.abs(year - other_year) <= q.NEAR_YEARS
    found = np.select(
        [(year == 0) | (other_year == 0), same & ~both, same & (day == other_day), same, both & (day == other_day), near & both, near],
        [0, q.BARE_YEAR, q.SAME_DATE, q.OTHER_DATE, q.SAME_DAY, q.DAYS_APART, q.YEARS_NEAR], q.YEARS_FAR,
    )  # fmt: skip
    return found.astype(np.int32)


def _places(block: Block, one: Longs, other: Longs) -> Ints:
    regions = (block.region[one] >= 0) & (block.region[other] >= 0)
    same = regions & (block.region[one] == block.region[other])
    communes = (block.commune[one] >= 0) & (block.commune[other] >= 0)
    found = np.select(
        [communes & (block.commune[one] == block.commune[other]), communes & same, communes, ~regions, same],
        [q.SAME_COMMUNE, q.SAME_REGION_ONLY, q.ELSEWHERE, 0, q.SAME_REGION], q.ELSEWHERE,
    )  # fmt: skip
    return found.astype(np.int32)
