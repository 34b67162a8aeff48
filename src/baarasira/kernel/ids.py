"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562)."""

import os
import threading
import time
from struct import unpack
from uuid import UUID

_lock = threading.Lock()
_last = 0
_AT_ONCE = 64
_drawn: list[int] = []
"""Chance drawn ahead, since each drawing asks the machine; a process that another begins draws its own."""
_VERSION_AND_VARIANT = 0x7 << 76 | 0b10 << 62


def uuid7() -> UUID:
    """Return a new UUIDv7; within one process each is greater than the one before.

    The 12 bits after the millisecond hold the fraction of it (RFC 9562, method 3), so that two ids made in one
    process in the same millisecond still sort by their making.
    """
    with _lock:
        return UUID(int=_next())


def uuid7_texts(count: int) -> list[str]:
    """Return so many new UUIDv7 in order, as the 32 hexadecimal digits by which a database may be given them."""
    with _lock:
        return [f"{_next():032x}" for _ in range(count)]


def _next() -> int:
    global _last  # noqa: PLW0603 - the one counter of the process, behind its lock
    if not _drawn:
        _drawn.extend(unpack(f"{_AT_ONCE}Q", os.urandom(8 * _AT_ONCE)))
    chance = _drawn.pop()
    stamp = time.time_ns() * 4096 // 1_000_000
    if stamp <= _last:
        stamp = _last + 1
    _last = stamp
    # The millisecond, 48 bits; the version; its fraction, 12 bits; the variant; 62 bits of chance.
    return (stamp >> 12 & 0xFFFF_FFFF_FFFF) << 80 | (stamp & 0xFFF) << 64 | _VERSION_AND_VARIANT | chance >> 2


os.register_at_fork(after_in_child=_drawn.clear)
