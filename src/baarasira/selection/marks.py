"""The arithmetic of marks, in whole thousandths of a point: no floating point, the same total on every machine.

The rule, as it is published with each list:

1. Each member gives each line of the grid a mark from 0 to the line's weight, with three decimals at most.
2. A line's points are the mean of the marks counted, rounded to the nearest thousandth, a half upwards.
3. Under double marking two members mark; when their totals differ by more than the rule allows, a third marks, and the two
   totals nearest each other count (all three when the third lies exactly in the middle).
4. A line read from the file counts its weight × (count ÷ full count), rounded down to the thousandth, its weight at most.
5. The score is the sum of the lines, in thousandths of a point.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

POINT = 1000
"""Thousandths in a point."""

_MARK = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,3}))?")
TWO, THREE = 2, 3

Points = Mapping[str, int]
"""{key of a line: thousandths of a point}."""


def read_mark(text: str, weight: int) -> int | None:
    """Return the mark typed (``12``, ``12,5``, ``12.25``) in thousandths; None when it is none, or above the weight."""
    match = _MARK.fullmatch("".join(text.split()))
    if match is None:
        return None
    mark = int(match[1]) * POINT + int((match[2] or "").ljust(3, "0"))
    return mark if mark <= weight * POINT else None


def shown(thousandths: int) -> str:
    """Return points as French writes them: ``12``, ``12,5``, ``66,667``."""
    whole, part = divmod(abs(thousandths), POINT)
    decimals = f"{part:03}".rstrip("0")
    return f"{'-' if thousandths < 0 else ''}{whole}{',' if decimals else ''}{decimals}"


def signed(thousandths: int) -> str:
    """Return a change of points with its sign: ``+12,5``, ``−3``, ``0``."""
    sign = "+" if thousandths > 0 else "\u2212" if thousandths < 0 else ""
    return f"{sign}{shown(abs(thousandths))}"


def mean(marks: Sequence[int]) -> int:
    """Return the mean of marks in thousandths, rounded to the nearest, a half upwards. Raises ValueError without marks."""
    if not marks:
        raise ValueError("no mark to take the mean of")
    return (2 * sum(marks) + len(marks)) // (2 * len(marks))


def counted(count: int, full_at: int | None, weight: int) -> int:
    """Return the points of a line read from the file: its weight × count ÷ full count, rounded down, its weight at most.

    Without a full count, one is enough.
    """
    full = full_at or 1
    return weight * POINT * min(max(count, 0), full) // full


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """How one panel marks: by two members alone (`double`), and above which difference in thousandths a third marks."""

    double: bool = False
    third_above: int | None = None


class Standing(Enum):
    """Where the marks of one candidate stand."""

    WAITING = "waiting"
    THIRD = "third"
    COMPLETE = "complete"


def standing(totals: Sequence[int], expected: int, rule: MarkingRule) -> Standing:
    """Tell where marks stand: `totals` handed in, in the order they came; `expected` the members who must mark.

    Under double marking two are expected, whoever they are, and a third when those two differ too much.
    """
    if not rule.double:
        return Standing.COMPLETE if expected and len(totals) >= expected else Standing.WAITING
    if len(totals) < TWO:
        return Standing.WAITING
    if len(totals) == TWO and rule.third_above is not None and abs(totals[0] - totals[1]) > rule.third_above:
        return Standing.THIRD
    return Standing.COMPLETE


def kept(totals: Sequence[int], rule: MarkingRule) -> list[int]:
    """Return the places of the totals that count: all, but of three under double marking the two nearest each other."""
    if not rule.double or len(totals) != THREE:
        return list(range(len(totals)))
    low, middle, high = sorted(range(THREE), key=lambda place: (totals[place], place))
    below, above = totals[middle] - totals[low], totals[high] - totals[middle]
    if below == above:
        return [0, 1, 2]
    return sorted((low, middle) if below < above else (middle, high))


def settled(sheets: Sequence[Points], lines: Sequence[str], rule: MarkingRule) -> dict[str, int]:
    """Return the points of each marked line out of complete sheets: the mean of those that count.

    Raises ValueError without a sheet.
    """
    totals = [sum(sheet[line] for line in lines) for sheet in sheets]
    counting = [sheets[place] for place in kept(totals, rule)]
    return {line: mean([sheet[line] for sheet in counting]) for line in lines}
