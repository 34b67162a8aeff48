"""Which pairs are looked at: those who share a number, a name however spelt and a near year, a day and half a name, a mother…

A key a way of meeting; people are sorted by it and compared with those who follow while the key is the same and the years are near.
No block is cut off where names are common: a quick sum over what stands in columns decides who is compared in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from .records import Records
from .words import BIT, Flags, Ints, Longs

ANY_YEAR = 10_000
YEARS_AROUND = 2
_LONGEST = 20_000
_RARE = 200
_ROOT = 21  # bits of a number of a word
_WITH_ALL, _WITH_HALF, _WITH_NONE, _BY_NUMBER = 7 * BIT // 2, 6 * BIT, 7 * BIT, 14 * BIT


@dataclass(frozen=True, eq=False)
class Block:
    """People sorted by a key, then year where a window is set.

    `window` years apart at most, `longest` places. slack: how far below the odds wanted the quick sum may lie, since it does not see
    everything. The columns are those of `Records`, in this order.
    """

    window: int
    longest: int
    slack: int
    row: Ints
    key: Longs
    name_bits: Ints
    year: Ints
    day: Ints
    sex: Ints
    region: Ints
    commune: Ints
    mother: Ints
    phone: Longs
    national: Longs

    def columns(self) -> tuple[Longs | Ints, ...]:
        """Return the arrays, in the order in which they are declared."""
        return tuple(getattr(self, each.name) for each in fields(self)[3:])


def blocks(records: Records) -> Iterator[Block]:
    """Yield every way of meeting in turn."""
    everyone = np.arange(len(records), dtype=np.int32)
    yield _block(records, everyone, records.national, 0, records.national > 0, slack=_BY_NUMBER)
    several = records.phones.shape[1]
    rows, numbers = np.tile(everyone, several), records.phones.T.reshape(-1)
    yield _block(records, rows, numbers, 0, numbers > 0, slack=_BY_NUMBER, longest=_RARE)
    rows, keys, worth = _pairs_of_names(records)
    yield _block(records, rows, keys, worth, records.year[rows] > 0, slack=_WITH_ALL, window=YEARS_AROUND)
    yield _block(records, rows, keys, worth, _rare(keys), slack=_WITH_ALL)
    commune = records.commune[rows]
    yield _block(records, rows, _mixed(keys, commune), worth, commune >= 0, slack=_WITH_ALL)
    yield from _by_half(records)


def _by_half(records: Records) -> Iterator[Block]:
    """Yield those who share a day, a village and a year, or a mother, with one name."""
    for matrix in (records.given, records.surname):
        rows, roots, worth = _single_names(records, matrix)
        year, day, commune = records.year[rows], records.day[rows], records.commune[rows]
        yield _block(records, rows, _mixed(roots, year * 512 + day), worth, day > 0, slack=_WITH_HALF)
        yield _block(records, rows, _mixed(roots, year, commune), worth, (year > 0) & (commune >= 0), slack=_WITH_HALF)
        if matrix is records.given:
            mother = records.mother_key[rows]
            yield _block(records, rows, _mixed(roots, mother), worth, mother >= 0, slack=_WITH_HALF)
    everyone = np.arange(len(records), dtype=np.int32)
    mother, year = records.mother_key, records.year
    yield _block(
        records, everyone, _mixed(mother.astype(np.int64), year), 0, (mother >= 0) & (year > 0), slack=_WITH_NONE
    )


def _mixed(key: Longs, *others: Ints) -> Longs:
    """Return one number of several; two different sets give the same one by a chance of one in 2⁶⁴."""
    mixed = key.astype(np.uint64)
    for other in others:
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + other.astype(np.uint64)
    return mixed.view(np.int64)


def _block(
    records: Records, rows: Ints, keys: Longs, worth: Ints | int, kept: Flags, *,
    slack: int, window: int = ANY_YEAR, longest: int = _LONGEST,
) -> Block:  # fmt: skip
    """Sort those who are kept by key, and year where it counts, without those who are alone with their key."""
    chosen = np.flatnonzero(kept)
    key, row = keys[chosen], rows[chosen]
    order = np.argsort(key, kind="stable") if window == ANY_YEAR else np.lexsort((records.year[row], key))
    key, row, chosen = key[order], row[order], chosen[order]
    twice = key[1:] == key[:-1]
    shared = np.append(twice, False) | np.append(False, twice) if len(key) else np.zeros(0, np.bool_)
    key, row, chosen = key[shared], row[shared], chosen[shared]
    name_bits = worth[chosen] if isinstance(worth, np.ndarray) else np.full(len(row), worth, np.int32)
    return Block(
        window, longest, slack, row, key, name_bits, records.year[row], records.day[row], records.sex[row],
        records.region[row], records.commune[row], records.mother_key[row], records.phones[row, 0], records.national[row],
    )  # fmt: skip


def _pairs_of_names(records: Records) -> tuple[Ints, Longs, Ints]:
    """Return rows, keys and bits: of each person every surname with every given name, whichever is called which.

    Where one of the two is not written, every two words of the other.
    """
    root, worth = records.words.root, records.words.root_bits
    together = np.concatenate([records.given, records.surname], axis=1)
    width = records.given.shape[1]
    whole = (records.given[:, 0] >= 0) & (records.surname[:, 0] >= 0)
    rows, keys, bits = [], [], []
    for one in range(together.shape[1]):
        for other in range(one + 1, together.shape[1]):
            known = (together[:, one] >= 0) & (together[:, other] >= 0)
            if not one < width <= other:
                known &= ~whole
            at = np.flatnonzero(known)
            first, second = root[together[at, one]].astype(np.int64), root[together[at, other]].astype(np.int64)
            rows.append(at.astype(np.int32))
            keys.append((np.minimum(first, second) << _ROOT) | np.maximum(first, second))
            bits.append(worth[together[at, one]] + worth[together[at, other]])
    return np.concatenate(rows), np.concatenate(keys), np.concatenate(bits)


def _single_names(records: Records, matrix: Ints) -> tuple[Ints, Longs, Ints]:
    """Return rows, roots and bits of each word of a name."""
    row, column = np.nonzero(matrix >= 0)
    word = matrix[row, column]
    return row.astype(np.int32), records.words.root[word].astype(np.int64), records.words.root_bits[word]


def _rare(keys: Longs) -> Flags:
    """Tell which keys few people have: they meet whatever their years."""
    _values, at, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[at] <= _RARE if len(keys) else np.zeros(0, np.bool_)
