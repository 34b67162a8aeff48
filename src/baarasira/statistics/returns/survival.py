"""Survival of businesses by Kaplan and Meier, with Greenwood's band. Pure: durations in days come in, steps go out.

A business still at work, or no longer followed, when last seen leaves the count then without having ceased (censored).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

DEVIATIONS = 1.959964
"""Standard deviations of a band of 95 %."""


@dataclass(frozen=True, slots=True)
class Life:
    """One business: how many days it was followed, and whether it was found ceased on the last of them."""

    days: int
    ceased: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on: how many were followed until then, how many ceased that day, the share alive and its band."""

    day: int
    followed: int
    ceased: int
    share: float
    low: float
    high: float


def survival(lives: Sequence[Life]) -> list[Step]:
    """Return the steps of the curve, one for each day on which some ceased, in order; empty when none did.

    Greenwood's variance, its band drawn on the scale log(−log S), which stays within 0 and 1. Where nobody is left the
    share is 0 and the band closes on it. Raises ValueError for days below zero.
    """
    if any(life.days < 0 for life in lives):
        raise ValueError("a life is zero days or longer")
    ceased = Counter(life.days for life in lives if life.ceased)
    left = Counter(life.days for life in lives)
    followed, share, variance = len(lives), 1.0, 0.0
    steps = []
    for day in sorted(left):
        if (gone := ceased[day]) > 0:
            share *= (followed - gone) / followed
            variance += gone / (followed * (followed - gone)) if gone < followed else 0.0
            steps.append(Step(day, followed, gone, share, *_band(share, variance)))
        followed -= left[day]
    return steps


def _band(share: float, variance: float) -> tuple[float, float]:
    if share <= 0:
        return 0.0, 0.0
    spread = DEVIATIONS * sqrt(variance) / abs(log(share))
    return share ** exp(spread), share ** exp(-spread)


def grouped(steps: Sequence[Step], smallest: int) -> list[Step]:
    """Return the steps put together until each stands for `smallest` that ceased at least; a rest of fewer is left out.

    A step then says of nobody in particular when they ceased. The share and the band are those of its last day; `followed` is
    the count before its first.
    """
    kept: list[Step] = []
    ceased, followed = 0, 0
    for step in steps:
        followed = followed if ceased else step.followed
        ceased += step.ceased
        if ceased >= smallest:
            kept.append(Step(step.day, followed, ceased, step.share, step.low, step.high))
            ceased = 0
    return kept
