"""The bitstring of a status list: one bit a credential, the first bit the leftmost, gzip, base64url without padding, `u` before it.

Source: Bitstring Status List 1.0, sections 2.2 and 3.3 (at least 131,072 entries, so that an index says little of whom it is).
"""

import base64
import gzip
import io
from collections.abc import Iterable

CAPACITY = 131_072
"""Entries of one list."""

_MULTIBASE = "u"


def packed(positions: Iterable[int]) -> str:
    """Return the list as text with the bits of these positions set (0 … CAPACITY - 1); the same positions give the same text.

    Raises IndexError for a position outside.
    """
    bits = bytearray(CAPACITY // 8)
    for position in positions:
        if not 0 <= position < CAPACITY:
            raise IndexError(position)
        bits[position >> 3] |= 0x80 >> (position & 7)
    return _MULTIBASE + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    """Return the bytes of a list written by `packed`. Raises ValueError for any other text, or one that unpacks to more."""
    if not text.startswith(_MULTIBASE):
        raise ValueError("not a multibase base64url text")
    raw = base64.urlsafe_b64decode(text[1:] + "=" * (-(len(text) - 1) % 4))
    with gzip.open(io.BytesIO(raw)) as stream:
        try:
            bits = stream.read(CAPACITY // 8 + 1)
        except (OSError, EOFError) as error:
            raise ValueError("not a packed list") from error
    if len(bits) != CAPACITY // 8:
        raise ValueError("not a list of this length")
    return bits


def is_set(bits: bytes, position: int) -> bool:
    """Tell whether a bit is set. Raises IndexError outside of the list."""
    if not 0 <= position < len(bits) * 8:
        raise IndexError(position)
    return bool(bits[position >> 3] & (0x80 >> (position & 7)))
