"""How a grant is split into tranches (domain.md C.5): by shares of a hundred that are dated parameters, to the last franc."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baarasira.openings.split import split
from baarasira.programmes.enums import Axis
from baarasira.reference.parameters import GRANT_DUE_DAYS, GRANT_TRANCHES
from baarasira.reference.queries import value

from ..enums import Condition


@dataclass(frozen=True, slots=True)
class Part:
    """One tranche to be: its condition, its share of a hundred, its amount in whole small units, its last day."""

    number: int
    condition: Condition
    share: int
    amount: int
    due_on: date


def amounts(total: int, shares: Sequence[int]) -> list[int]:
    """Return the parts of an amount by shares of a hundred, largest remainder: they add to the total exactly."""
    parts = split(total, {f"{place:03}": share for place, share in enumerate(shares)})
    return [part.seats for part in parts]


def tranches_of(axis: str, total: int, on: date) -> list[Part]:
    """Return the tranches of a grant contracted on a day; a share of zero, or too small for a franc, gives none.

    A business is paid in three, the other axes at the contract alone.
    """
    shares = value(GRANT_TRANCHES, on) if axis == Axis.BUSINESS else (100,)
    days = value(GRANT_DUE_DAYS, on)
    found = [
        (condition, share, amount, on + timedelta(days=days[place]))
        for place, (condition, share, amount) in enumerate(zip(Condition, shares, amounts(total, shares), strict=False))
        if amount
    ]
    return [Part(place + 1, *one) for place, one in enumerate(found)]
