"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562)."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0
_DRAWN, _AT_ONCE = 8, 64
_drawn = memoryview(b"")
"""Chance drawn ahead, since each drawing asks the machine; a process that another begins draws its own."""


def uuid7() -> UUID:
    """Return a new UUIDv7; within one process each is greater than the one before.

    The 12 bits after the millisecond hold the fraction of it (RFC 9562, method 3), so that two ids made in one
    process in the same millisecond still sort by their making.
    """
    global _last, _drawn  # noqa: PLW0603 - the one counter of the process and its chance, behind its lock
    with _lock:
        if not _drawn:
            _drawn = memoryview(os.urandom(_DRAWN * _AT_ONCE))
        chance, _drawn = _drawn[:_DRAWN], _drawn[_DRAWN:]
        stamp = time.time_ns() * 4096 // 1_000_000
        stamp = max(stamp, _last + 1)
        _last = stamp
    milliseconds, fraction = divmod(stamp, 4096)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | fraction << 64
    value |= 0b10 << 62 | int.from_bytes(chance) >> 2
    return UUID(int=value)


def _forget_drawn() -> None:
    global _drawn  # noqa: PLW0603 - as above
    _drawn = memoryview(b"")


os.register_at_fork(after_in_child=_forget_drawn)
