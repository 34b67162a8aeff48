"""The words of all entries of the postings turned on their side: one column of bits for each thing asked for.

To tell which of 64 entries have a thing is then to read one word, and to tell which have all that an offer asks for is one AND
per thing. Column c of `columns` has bit e % 64 of its word e // 64 set when entry e has it:

0–63 the bits of `fits`, 64–117 those of the languages in `levels`, 118–149 the slot of the region of living (one of
them per entry), 150–165 the other languages, 166–229 the shadows of the skills, 230–293 their second shadows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .items import Words
from .words import LANGUAGES, LEVELS_EACH, LIVING_BIT, LIVING_SLOTS, OTHER_LANGUAGES

OF_FITS, OF_LEVELS = 0, 64
OF_LIVING = OF_LEVELS + LANGUAGES * LEVELS_EACH
OF_OTHERS = OF_LIVING + LIVING_SLOTS
OF_SHADOWS = OF_OTHERS + OTHER_LANGUAGES
COLUMNS = OF_SHADOWS + 128
_BLOCK = 1 << 14


@dataclass(frozen=True, eq=False)
class Sheet:
    """The words of each person that columns are made of: as `words.py` says, shadows first and second."""

    fits: Words
    levels: Words
    other_languages: Words
    shadows: tuple[Words, Words]

    def parts(self, rows: npt.NDArray[np.int32]) -> Iterator[tuple[int, Words, int]]:
        """Yield of some rows the first column, the words whose lowest bits fill it and the following, and how many bits."""
        levels = self.levels[rows]
        living = (levels >> np.uint64(LIVING_BIT)) & np.uint64(LIVING_SLOTS - 1)
        yield OF_FITS, self.fits[rows], 64
        yield OF_LEVELS, levels, LANGUAGES * LEVELS_EACH
        yield OF_LIVING, np.left_shift(np.uint64(1), living), LIVING_SLOTS
        yield OF_OTHERS, self.other_languages[rows], OTHER_LANGUAGES
        for half, words in enumerate(self.shadows):
            yield OF_SHADOWS + 64 * half, words[rows], 64


def columns_of(row: npt.NDArray[np.int32], sheet: Sheet) -> Words:
    """Return the columns of entries, shape (COLUMNS, ⌈entries / 64⌉); row: of each entry the row of the person."""
    columns = np.zeros((COLUMNS, -(-len(row) // 64)), np.uint64)
    octets = columns.view(np.uint8)
    for start in range(0, len(row), _BLOCK):
        for first, words, bits in sheet.parts(row[start : start + _BLOCK]):
            turned = _turned(words, bits)
            octets[first : first + bits, start // 8 : start // 8 + turned.shape[1]] = turned
    return columns


def _turned(words: Words, bits: int) -> npt.NDArray[np.uint8]:
    """Return the lowest bits of words as rows of bits, eight words to an octet, the first the lowest."""
    octets = np.ascontiguousarray(words, "<u8").view(np.uint8).reshape(-1, 8)
    return np.packbits(np.unpackbits(octets, axis=1, bitorder="little")[:, :bits].T, axis=1, bitorder="little")
