"""The arithmetic of marks: quarter points, two markers, a third when they differ too much (domain.md C.8).

A mark is a whole number of quarter points, 0 to 80 (20 points). The final mark of a script is the mean of two marks, so a whole
number of eighths, 0 to 160: no floating point anywhere.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

QUARTERS = 4
EIGHTHS = 8
HIGHEST = 20
_TYPED = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,2}))?")
_PARTS = {"": 0, "0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}


def read_mark(typed: str) -> int | None:
    """Return the mark typed (``12``, ``12,25``, ``7.5``) in quarter points; None when it is none, or above 20."""
    match = _TYPED.fullmatch("".join(typed.split()))
    if match is None or (match[2] or "") not in _PARTS:
        return None
    mark = int(match[1]) * QUARTERS + _PARTS[match[2] or ""]
    return mark if mark <= HIGHEST * QUARTERS else None


def shown(value: int, unit: int = QUARTERS) -> str:
    """Return a mark as French writes it: 49 quarters are ``12,25``, 97 eighths ``12,125``."""
    whole, part = divmod(value, unit)
    decimals = f"{part * 1000 // unit:03}".rstrip("0")
    return f"{whole},{decimals}" if decimals else str(whole)


def needs_third(one: int, other: int, gap: int) -> bool:
    """Tell whether two marks differ by more than the rule allows (all in quarter points)."""
    return abs(one - other) > gap


def final(marks: Sequence[int], gap: int) -> int | None:
    """Return the final mark in eighths of a point, None while a mark is missing.

    Two marks in quarter points, in the order of the markers, then the third where there is one. With three, the closest two
    count, the higher pair when both gaps are equal (domain.md C.8 [D]).
    """
    if len(marks) < 2:
        return None
    if len(marks) == 2:
        return None if needs_third(marks[0], marks[1], gap) else marks[0] + marks[1]
    low, middle, high = sorted(marks[:3])
    return middle + high if high - middle <= middle - low else low + middle


def two_decimals(value: Fraction) -> str:
    """Return a mean shown to two decimals, a half upwards: ``11,67``."""
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths // 100},{hundredths % 100:02}"
