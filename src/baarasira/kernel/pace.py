"""How often a process catches up with what others wrote: at once while that is rare, and never most of its time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from . import stored

SHARE = 50
"""A process spends at most one part in so many of its time catching up, as long as `LONGEST` allows."""
LONGEST = 1.0
"""Seconds: what others wrote is seen after so long at the latest, however long catching up takes."""


@dataclass(slots=True)
class Pace:
    """The pace of one thing that is kept current: when it is due again.

    Due at once when this process itself wrote a moment ago: whoever saves a file finds it on the next page.
    """

    due_at: float = 0.0
    _under_way: bool = False

    def is_due(self) -> bool:
        """Tell whether to catch up now."""
        return time.monotonic() >= self.due_at or _just_written()

    def can_wait(self) -> bool:
        """Tell whether what is held will do: nothing is due, or another thread is at it and this process wrote nothing."""
        return not self.is_due() or (self._under_way and not _just_written())

    @contextmanager
    def catching_up(self) -> Iterator[None]:
        """Measure one catching up, and put the next one off accordingly."""
        begun = time.monotonic()
        self._under_way = True
        try:
            yield
        finally:
            self._under_way = False
        ended = time.monotonic()
        self.due_at = ended + min(LONGEST, (SHARE - 1) * (ended - begun))


def _just_written() -> bool:
    return time.monotonic() - stored.written_at() < LONGEST
