"""How a grant is split into tranches (domain.md C.5): by the shares of the programme file, to the last franc."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baarasira.openings.split import split
from baarasira.reference.parameters import GRANT_DUE_DAYS
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


def tranches_of(shares: Sequence[int], total: int, on: date) -> list[Part]:
    """Return the tranches of a grant contracted on a day, of at most three shares; one too small for a franc gives none.

    The first is paid at the contract, the second after a visit that found the start, the third at the third month.
    """
    days = value(GRANT_DUE_DAYS, on)
    found = [
        (condition, share, amount, on + timedelta(days=days[place]))
        for place, (condition, share, amount) in enumerate(zip(Condition, shares, amounts(total, shares), strict=False))
        if amount
    ]
    return [Part(place + 1, *one) for place, one in enumerate(found)]
