"""How our processes share a machine: who comes first, who gives way where, and how often each looks through what it left."""

import contextlib
import gc
import itertools
import os
import threading
import time

BEHIND_PAGES = 4
"""How nice work is that nobody looks on at (`BEHIND_PAGES = True` in its verb): where both want the processor, pages come first."""
BEHIND_PAGES_OF_A_SERVER = 8
"""The same where a database server does half of it, at its own rank: the rest gets through however far it stands back."""
_LOOKED_THROUGH = (20_000, 20, 20)
_A_LOOK, _LONGEST_LOOK = 0.01, 0.05
_WORKED = 0.002
"""Seconds between two looks at whether we work, at least and at most, and seconds of processor time that count as work."""


def stand_behind_pages() -> None:
    """Let pages come first, take little, and take it from every processor alike."""
    by_server = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0] != "sqlite"
    os.nice(BEHIND_PAGES_OF_A_SERVER if by_server else BEHIND_PAGES)
    look_through_seldom()
    if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1:  # Linux
        threading.Thread(target=go_round, args=(threading.Event(),), name="go round", daemon=True).start()


def go_round(ended: threading.Event) -> None:
    """While this process works, push its threads from one processor to the next, a hundred times a second, until told to end.

    Where every processor is busy with pages, the system leaves the work beside one of them for long: its pages take longer by
    all that the work takes, the others' by nothing. Pushed on, and free again at once to be put elsewhere, it takes from all
    alike, and gets more done at the same harm.
    """
    ours, spent, wait = threading.get_native_id(), time.process_time(), _A_LOOK
    for place in itertools.count():
        if ended.wait(wait):
            return
        now = time.process_time()
        worked, spent = now - spent > _WORKED, now
        wait = _A_LOOK if worked else min(2 * wait, _LONGEST_LOOK)
        if worked:
            for thread in threading.enumerate():
                if thread.native_id not in (None, ours):
                    _push(thread.native_id, place)


def _push(thread: int, place: int) -> None:
    with contextlib.suppress(OSError):  # it has ended
        free = os.sched_getaffinity(thread)
        os.sched_setaffinity(thread, {sorted(free)[place % len(free)]})
        os.sched_setaffinity(thread, free)


def look_through_seldom() -> None:
    """Look for garbage after many pages or many people, not after three: nearly all that is loaded stays."""
    gc.set_threshold(*_LOOKED_THROUGH)
