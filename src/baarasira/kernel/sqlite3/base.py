"""Writers of one SQLite file served in turn.

SQLite lets whoever finds the file free write, and whoever finds it busy looks again up to a tenth of a second later: one
process that writes without a pause then keeps all others out until their time is up ("database is locked"). Here the next
writer is known: it alone waits for the file, behind a turnstile that the others, and whoever wrote last, go through after it.
"""

import errno
import fcntl
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base, features

SUFFIX = "-turn"
"""What the name of the turnstile adds to the database's: an empty file, locked by the next writer, which may be deleted."""

_NEXT_LOOKS_EVERY = 0.001
_OTHERS_LOOK_EVERY = (0.004, 0.012)  # seconds, drawn anew each time so that nobody comes second again and again
_BUSY = ("database is locked", "database table is locked")


class DatabaseFeatures(features.DatabaseFeatures):
    """What SQLite can do.

    Django asks for the rows that a thousand others point to by a thousand conditions joined by OR, which SQLite refuses as too
    deep. No key here has more than one column, and a list of values, each in brackets, is understood.
    """

    supports_tuple_lookups = True


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to a SQLite file that waits its turn before it writes."""

    features_class = DatabaseFeatures
    _turnstile: int | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file; who opens it while another turns its journal to WAL, or is the last to leave, is told at once that it is busy."""
        until = time.monotonic() + float(conn_params.get("timeout", 5.0))
        while True:
            try:
                return super().get_new_connection(conn_params)  # type: ignore[no-any-return]
            except sqlite3.OperationalError as error:
                if str(error) not in _BUSY or time.monotonic() > until:
                    raise
                time.sleep(random.uniform(*_OTHERS_LOOK_EVERY))  # noqa: S311 - nothing secret

    def _start_transaction_under_autocommit(self) -> None:
        # The stubs know none of these three names, which Django calls at the beginning of every transaction and at the end.
        if self.transaction_mode != "IMMEDIATE" or self.is_in_memory_db():  # type: ignore[attr-defined]
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        until = time.monotonic() + patience
        with self._next_in_turn(until), self._no_waiting(patience):
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                except OperationalError as error:
                    if str(error) not in _BUSY or time.monotonic() > until:
                        raise
                    time.sleep(_NEXT_LOOKS_EVERY)
                else:
                    return

    @contextmanager
    def _next_in_turn(self, until: float) -> Iterator[None]:
        """Wait until nobody else is the next to write; OperationalError, as SQLite would raise it, when time is up."""
        if self._turnstile is None:
            self._turnstile = os.open(f"{self.settings_dict['NAME']}{SUFFIX}", os.O_RDWR | os.O_CREAT, 0o600)
        while True:
            try:
                fcntl.flock(self._turnstile, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if error.errno not in {errno.EAGAIN, errno.EACCES}:
                    raise
            if time.monotonic() > until:
                raise OperationalError(_BUSY[0])
            time.sleep(random.uniform(*_OTHERS_LOOK_EVERY))  # noqa: S311 - nothing secret
        try:
            yield
        finally:
            fcntl.flock(self._turnstile, fcntl.LOCK_UN)

    @contextmanager
    def _no_waiting(self, patience: float) -> Iterator[None]:
        """Let SQLite answer at once that the file is busy: the next writer looks more often than SQLite would."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        if self._turnstile is not None:
            os.close(self._turnstile)
            self._turnstile = None
