"""The one door in front of scarce things: seats, numbers, tranches.

On PostgreSQL each key is an advisory lock held until the transaction ends, taken in sorted order so that two callers
never wait for each other. On SQLite every write transaction begins IMMEDIATE (settings), so the transaction itself is
the lock.
"""

import hashlib
from collections.abc import Iterable

from django.db import connection


def door(*keys: str) -> None:
    """Wait until this transaction alone holds every key (``"opening:<id>"``); released when it ends.

    Raises RuntimeError outside a transaction, where the lock would be gone at once.
    """
    _take("SELECT pg_advisory_xact_lock(%s)", keys)


def door_ajar(*keys: str) -> None:
    """Hold every key together with others who hold it so, until this transaction ends; whoever takes the `door` waits.

    For what many do at once and one act must not meet half-done: hundreds register while the campaign is open, and its
    suspension waits until they are through and keeps the next ones out.
    """
    _take("SELECT pg_advisory_xact_lock_shared(%s)", keys)


def _take(statement: str, keys: Iterable[str]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the door only holds inside a transaction")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for key in sorted(set(keys)):
            digest = hashlib.sha256(key.encode()).digest()
            cursor.execute(statement, [int.from_bytes(digest[:8], "big", signed=True)])
