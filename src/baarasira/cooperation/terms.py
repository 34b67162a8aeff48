"""What each kind of minimum term is made of, and which way it binds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .enums import TermKind


@dataclass(frozen=True, slots=True)
class Shape:
    """A term's type: money (amount, currency, period), a number of `unit`, or a payer; `sense` which way it binds.

    `unit` is a key of `reference.parameters.UNITS`; `least` and `most` bound what may be written.
    """

    type: Literal["money", "number", "payer"]
    sense: Literal["at_least", "at_most", ""] = ""
    unit: str = ""
    least: int = 0
    most: int = 0


SHAPES: Mapping[str, Shape] = {
    TermKind.WAGE: Shape("money", "at_least"),
    TermKind.HOURS_DAY: Shape("number", "at_most", "hours", 1, 24),
    TermKind.HOURS_WEEK: Shape("number", "at_most", "hours", 1, 168),
    TermKind.WEEKLY_REST: Shape("number", "at_least", "hours", 1, 72),
    TermKind.ANNUAL_LEAVE: Shape("number", "at_least", "days", 1, 90),
    TermKind.MINIMUM_AGE: Shape("number", "at_least", "years", 16, 40),
    TermKind.PROBATION: Shape("number", "at_most", "days", 1, 365),
    TermKind.LONGEST_STAY: Shape("number", "at_most", "days", 1, 366),
    TermKind.TRAVEL_OUT: Shape("payer"),
    TermKind.TRAVEL_BACK: Shape("payer"),
    TermKind.LODGING: Shape("payer"),
    TermKind.FOOD: Shape("payer"),
    TermKind.INSURANCE: Shape("payer"),
    TermKind.MEDICAL: Shape("payer"),
    TermKind.VISA: Shape("payer"),
}
