"""Columns of sets: for each person a few codes of a list, laid out so that one code is tested over many people at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

_BITS = 63
_ANY_BIT = np.uint64(1 << 63)
_SEARCH_FACTOR = 16
_DENSE_SHARE = 8


def are_members(rows: Rows, members: npt.NDArray[np.int32], count: int) -> Flags:
    """Tell for each of `rows` whether it is among `members` (sorted, each once); rows are below `count`."""
    if not len(members) or not len(rows):
        return np.zeros(len(rows), np.bool_)
    if len(rows) * _SEARCH_FACTOR < len(members):
        places = np.minimum(np.searchsorted(members, rows), len(members) - 1)
        return np.asarray(members[places] == rows, np.bool_)
    flags = np.zeros(count, np.bool_)
    flags[members] = True
    return flags[rows]


@dataclass(frozen=True, slots=True, eq=False)
class CodeSets:
    """A set of codes per person, for lists of few common codes (regions, countries, licences).

    The 63 commonest codes are bits of one word per person; bit 63 stands for all codes. Rarer codes have lists of rows.
    """

    words: Words
    bits: Mapping[str, int]
    rare: Mapping[str, npt.NDArray[np.int32]]
    rare_of: Mapping[int, tuple[str, ...]]
    any_code: str

    @classmethod
    def build(cls, sets: Sequence[Sequence[str]], any_code: str = "") -> "CodeSets":
        """Lay out one set of codes per person; `any_code` is the code that stands for all, "" for none."""
        counts = Counter(code for codes in sets for code in codes)
        counts.pop(any_code, None)
        bits = {code: bit for bit, (code, _) in enumerate(counts.most_common(_BITS))}
        words = np.zeros(len(sets), np.uint64)
        rare: dict[str, list[int]] = {}
        rare_of: dict[int, tuple[str, ...]] = {}
        for row, codes in enumerate(sets):
            if codes:
                words[row] = cls._word(codes, bits, any_code)
                others = tuple(c for c in dict.fromkeys(codes) if c not in bits and c != any_code)
                if others:
                    rare_of[row] = others
                for code in others:
                    rare.setdefault(code, []).append(row)
        return cls(words, bits, {code: np.array(rows, np.int32) for code, rows in rare.items()}, rare_of, any_code)

    @staticmethod
    def _word(codes: Sequence[str], bits: Mapping[str, int], any_code: str) -> int:
        word = 0
        for code in codes:
            if code in bits:
                word |= 1 << bits[code]
            elif any_code and code == any_code:
                word |= 1 << _BITS
        return word

    def have(self, rows: Rows, code: str) -> Flags:
        """Tell for each row whether its set has `code`, or stands for all codes."""
        words = self.words[rows]
        bit = self.bits.get(code)
        if bit is not None:
            return np.asarray(words & (np.uint64(1 << bit) | _ANY_BIT) != 0, np.bool_)
        flags = np.asarray(words & _ANY_BIT != 0, np.bool_)
        members = self.rare.get(code)
        return flags if members is None else flags | are_members(rows, members, len(self.words))

    def of(self, row: int) -> tuple[str, ...]:
        """Return the codes of one row, without order."""
        word = int(self.words[row])
        codes = [code for code, bit in self.bits.items() if word >> bit & 1]
        if word >> _BITS:
            codes.append(self.any_code)
        return (*codes, *self.rare_of.get(row, ()))


@dataclass(frozen=True, slots=True, eq=False)
class ItemLists:
    """Many codes per person out of a long list (skills), by person and by code; with a level each (languages) or not.

    Person r holds ``items[starts[r]:starts[r + 1]]``. The people who hold code c are ``rows[first[c]:first[c + 1]]``,
    ascending, their levels beside them; codes that many hold have their levels person by person instead (`dense`).
    """

    names: Sequence[str]
    numbers: Mapping[str, int]
    starts: Ints
    items: npt.NDArray[np.int32]
    levels: npt.NDArray[np.int8]
    first: Ints
    rows: npt.NDArray[np.int32]
    row_levels: npt.NDArray[np.int8]
    dense: Mapping[int, npt.NDArray[np.int8]]

    @classmethod
    def build(cls, lists: Sequence[Mapping[str, int]]) -> "ItemLists":
        """Lay out one mapping code → level (1 where there are no levels) per person."""
        numbers: dict[str, int] = {}
        lengths = np.fromiter((len(held) for held in lists), np.int64, len(lists))
        total = int(lengths.sum())
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
        items = np.fromiter(
            (numbers.setdefault(code, len(numbers)) for held in lists for code in held), np.int32, total
        )
        levels = np.fromiter((level for held in lists for level in held.values()), np.int8, total)
        order = np.argsort(items, kind="stable")
        first = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(items, minlength=len(numbers)))))
        rows = np.repeat(np.arange(len(lists), dtype=np.int32), lengths)[order]
        dense = cls._dense(rows, levels[order], first, len(lists))
        return cls(tuple(numbers), numbers, starts, items, levels, first, rows, levels[order], dense)

    @staticmethod
    def _dense(rows: Any, levels: Any, first: Ints, count: int) -> dict[int, npt.NDArray[np.int8]]:
        dense = {}
        for code in np.flatnonzero(np.diff(first) * _DENSE_SHARE > count):
            held = np.zeros(count, np.int8)
            span = slice(first[code], first[code + 1])
            held[rows[span]] = levels[span]
            dense[int(code)] = held
        return dense

    def have(self, rows: Rows, code: str, level: int = 1) -> Flags:
        """Tell for each row whether it holds `code` at `level` or above."""
        number = self.numbers.get(code)
        if number is None:
            return np.zeros(len(rows), np.bool_)
        if number in self.dense:
            return np.asarray(self.dense[number][rows] >= level, np.bool_)
        span = slice(self.first[number], self.first[number + 1])
        members = self.rows[span]
        if level > 1:
            members = members[self.row_levels[span] >= level]
        return are_members(rows, members, len(self.starts) - 1)

    def of(self, row: int) -> dict[str, int]:
        """Return code → level of one row."""
        span = slice(self.starts[row], self.starts[row + 1])
        return {self.names[item]: int(level) for item, level in zip(self.items[span], self.levels[span], strict=True)}
