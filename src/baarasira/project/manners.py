"""How our processes share a machine: who comes first, and how often each looks through what it left."""

import gc
import os

BEHIND_PAGES = 7
"""How nice work is that nobody looks on at (`BEHIND_PAGES = True` in its verb): where both want the processor, pages come first."""
BEHIND_PAGES_OF_A_SERVER = 10
"""The same where a database server does a third of it, at its own rank: the rest gets through however far it stands back."""
_LOOKED_THROUGH = (20_000, 20, 20)


def stand_behind_pages() -> None:
    """Let pages come first, and take little."""
    by_server = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0] != "sqlite"
    os.nice(BEHIND_PAGES_OF_A_SERVER if by_server else BEHIND_PAGES)
    look_through_seldom()


def look_through_seldom() -> None:
    """Look for garbage after many pages or many people, not after three: nearly all that is loaded stays."""
    gc.set_threshold(*_LOOKED_THROUGH)
