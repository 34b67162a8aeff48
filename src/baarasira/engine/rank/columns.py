"""The words of all entries of the postings turned on their side: one column of bits for each thing asked for.

To tell which of 64 entries have a thing is then to read one word, and to tell which have all that an offer asks for is one AND
per thing. Column c of `columns` has bit e % 64 of its word e // 64 set when entry e has it:

0–63 the bits of `fits`, 64–99 those of the languages in `levels`, 100–131 the slot of the region of living (one of
them per entry), 132–259 the shadows of the skills (`words.shadow_of`).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from .items import Words
from .words import LANGUAGES, LEVELS_EACH, LIVING_BIT, LIVING_SLOTS, SHADOWS

OF_FITS, OF_LEVELS = 0, 64
OF_LIVING = OF_LEVELS + LANGUAGES * LEVELS_EACH
OF_SHADOWS = OF_LIVING + LIVING_SLOTS
COLUMNS = OF_SHADOWS + SHADOWS
_BLOCK = 1 << 14


def columns_of(row: npt.NDArray[np.int32], fits: Words, levels: Words, shadows: tuple[Words, Words]) -> Words:
    """Return the columns of entries, shape (COLUMNS, ⌈entries / 64⌉).

    row: of each entry the row of the person; fits, levels, shadows (0–63 and 64–127): the words of each person.
    """
    columns = np.zeros((COLUMNS, -(-len(row) // 64)), np.uint64)
    octets = columns.view(np.uint8)
    for start in range(0, len(row), _BLOCK):
        rows = row[start : start + _BLOCK]
        for first, words, bits in _parts(rows, fits, levels, shadows):
            turned = _turned(words, bits)
            octets[first : first + bits, start // 8 : start // 8 + turned.shape[1]] = turned
    return columns


def _parts(
    rows: npt.NDArray[np.int32], fits: Words, levels: Words, shadows: tuple[Words, Words]
) -> Iterator[tuple[int, Words, int]]:
    """Yield the first column, the words whose lowest bits fill it and the following, and how many bits."""
    held = levels[rows]
    yield OF_FITS, fits[rows], 64
    yield OF_LEVELS, held, LANGUAGES * LEVELS_EACH
    yield (
        OF_LIVING,
        np.left_shift(np.uint64(1), (held >> np.uint64(LIVING_BIT)) & np.uint64(LIVING_SLOTS - 1)),
        LIVING_SLOTS,
    )
    for half, words in enumerate(shadows):
        yield OF_SHADOWS + 64 * half, words[rows], 64


def _turned(words: Words, bits: int) -> npt.NDArray[np.uint8]:
    """Return the lowest bits of words as rows of bits, eight words to an octet, the first the lowest."""
    octets = np.ascontiguousarray(words, "<u8").view(np.uint8).reshape(-1, 8)
    return np.packbits(np.unpackbits(octets, axis=1, bitorder="little")[:, :bits].T, axis=1, bitorder="little")
