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

    def is_due(self) -> bool:
        """Tell whether to catch up now."""
        now = time.monotonic()
        return now >= self.due_at or now - stored.written_at() < LONGEST

    @contextmanager
    def catching_up(self) -> Iterator[None]:
        """Measure one catching up, and put the next one off accordingly."""
        begun = time.monotonic()
        yield
        ended = time.monotonic()
        self.due_at = ended + min(LONGEST, (SHARE - 1) * (ended - begun))
