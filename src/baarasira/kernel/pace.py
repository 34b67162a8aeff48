"""How often a process catches up with what others wrote: at once while that is rare, and never most of its time.

Where a server has a thread for it (`begin_beside`), what takes long is done there, and no page waits for it.
"""

import logging
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections

from . import stored

SHARE = 50
"""A process spends at most one part in so many of its time catching up, as long as `LONGEST` allows."""
LONGEST = 1.0
"""Seconds: what others wrote is seen after so long at the latest, however long catching up takes."""
_LONG = 0.002
"""Seconds: catching up that took longer is done beside the pages the next time."""

_LATE = 1.25
"""So many times as long what is held may be old while another thread is at it; then pages wait for that thread."""

log = logging.getLogger(__name__)
_beside: ThreadPoolExecutor | None = None


def begin_beside() -> None:
    """From now on a thread of this process catches up beside its pages (servers, once each)."""
    global _beside  # noqa: PLW0603 - the one thread of the process
    _beside = ThreadPoolExecutor(1, "pace")


@dataclass(slots=True)
class Pace:
    """The pace of one thing that is kept current.

    due_at: when it is to catch up again; read_at: what is held was read then or later; took: how long that lasted.
    Due at once when this process itself wrote a moment ago: whoever saves a file finds it on the next page.
    """

    due_at: float = 0.0
    read_at: float = -math.inf
    took: float = 0.0
    under_way: bool = False

    def is_due(self) -> bool:
        """Tell whether to catch up now."""
        return time.monotonic() >= self.due_at or _just_written()

    def can_wait(self, catch_up: Callable[[], object]) -> bool:
        """Tell whether what is held will do: nothing is due, or another thread is at it, or is told to be.

        catch_up: what is then done, by a thread with a connection of its own.
        """
        now = time.monotonic()
        if _just_written():
            return False
        if now < self.due_at:
            return True
        if self.under_way:
            return now - self.read_at < LONGEST * _LATE
        if _beside is None or self.took < _LONG or now - self.read_at > LONGEST:
            return False
        self.under_way = True
        _beside.submit(self._catch_up, catch_up)
        return True

    def _catch_up(self, catch_up: Callable[[], object]) -> None:
        try:
            close_old_connections()
            catch_up()
        except DatabaseError:
            log.exception("what others wrote could not be read; the next page tries again")
        finally:
            self.under_way = False

    @contextmanager
    def catching_up(self) -> Iterator[None]:
        """Measure one catching up, and put the next one off accordingly; half of the longest beside pages, so that none waits."""
        begun = time.monotonic()
        self.under_way = True
        try:
            yield
        finally:
            self.under_way = False
        ended = time.monotonic()
        self.read_at, self.took = begun, ended - begun
        longest = LONGEST if _beside is None else LONGEST / 2
        self.due_at = ended + min(longest, (SHARE - 1) * self.took)


def _just_written() -> bool:
    return time.monotonic() - stored.written_at() < LONGEST
