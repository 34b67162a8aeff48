"""The one door in front of scarce things: seats, numbers, tranches.

On PostgreSQL each key is an advisory lock held until the transaction ends, taken in sorted order so that two callers
never wait for each other. On SQLite every write transaction begins IMMEDIATE (settings), so the transaction itself is
the lock.
"""

import hashlib

from django.db import connection


def door(*keys: str) -> None:
    """Wait until this transaction alone holds every key (``"opening:<id>"``); released when it ends.

    Raises RuntimeError outside a transaction, where the lock would be gone at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the door only holds inside a transaction")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for key in sorted(set(keys)):
            digest = hashlib.sha256(key.encode()).digest()
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)])
