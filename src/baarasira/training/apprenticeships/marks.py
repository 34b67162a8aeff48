"""Marks out of 20 in quarter points, in whole quarters: no floating point, the same result on every machine."""

import re
from collections.abc import Sequence
from fractions import Fraction

FULL_4 = 80
_MARK = re.compile(r"([0-9]{1,2})(?:[.,](00|0|25|5|50|75))?")
_PARTS = {"": 0, "0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}


def read_mark(text: str) -> int | None:
    """Return a mark as typed (``12``, ``12,5``, ``12.25``) in quarter points; None when it is none, or above 20."""
    match = _MARK.fullmatch("".join(text.split()))
    if match is None:
        return None
    quarters = int(match[1]) * 4 + _PARTS[match[2] or ""]
    return quarters if quarters <= FULL_4 else None


def shown(quarters: int | None) -> str:
    """Return a mark as French writes it: ``12``, ``12,5``, ``12,25``; empty without one."""
    if quarters is None:
        return ""
    whole, part = divmod(quarters, 4)
    return f"{whole}{('', ',25', ',5', ',75')[part]}"


def weighted(pairs: Sequence[tuple[int, int]], practical: int, oral: int) -> Fraction:
    """Return the exact mean out of 20 of (practical, oral) marks in quarters, each part with its weight."""
    if not pairs:
        raise ValueError("no mark to take the mean of")
    total = sum(one * practical + two * oral for one, two in pairs)
    return Fraction(total, 4 * len(pairs) * (practical + oral))


def hundredths(mean: Fraction) -> int:
    """Return a mean to two decimals, times a hundred, a half upwards."""
    return int((mean * 100) + Fraction(1, 2))
