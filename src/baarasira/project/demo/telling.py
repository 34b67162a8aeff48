"""What a long load says meanwhile: a bar where there is a screen, a line now and then where there is none."""

import sys
import time
from collections.abc import Iterable

_WIDTH = 30
_SECONDS_BETWEEN_LINES = 30.0


def say(line: str) -> None:
    """Tell what is being done now."""
    print(f"→ {line}", file=sys.stderr, flush=True)


def bar(title: str, steps: Iterable[int], total: int, already: int = 0) -> None:
    """Go through the steps, each the number of things done by then out of `total`, telling the time that is left.

    `already`: how many an earlier run had done. Without a screen, a line at each tenth, and every half minute at least.
    """
    begun = told = time.monotonic()
    tenth = -1
    for done in steps:
        now = time.monotonic()
        left = _left(now - begun, done - already, total - done)
        if sys.stderr.isatty():
            filled = done * _WIDTH // max(total, 1)
            drawn = "█" * filled + "·" * (_WIDTH - filled)
            print(f"\r  {title} [{drawn}] {done}/{total}{left:<24}", end="", file=sys.stderr, flush=True)
        elif done * 10 // max(total, 1) != tenth or now - told > _SECONDS_BETWEEN_LINES:
            tenth, told = done * 10 // max(total, 1), now
            print(f"  {title} {done}/{total}{left}", file=sys.stderr, flush=True)
    end = "\n" if sys.stderr.isatty() else ""
    print(f"{end}  {title} : {total} en {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def _left(spent: float, done: int, remaining: int) -> str:
    """Return the time left in words, at the pace so far; empty while there is no pace yet, or nothing left."""
    if done <= 0 or remaining <= 0:
        return ""
    seconds = spent / done * remaining
    return f", encore {seconds:.0f} s" if seconds < 90 else f", encore {seconds / 60:.0f} min"
