"""Who is admitted after the entrance test, and to which master. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with their marks in quarter points and their birth."""

    key: UUID
    trade: UUID
    practical_4: int
    oral_4: int
    born: date


@dataclass(frozen=True, slots=True)
class Place:
    """The rank within the trade (from 1), and the master where one has room."""

    rank: int
    master: UUID | None = None


def spread(
    candidates: Sequence[Candidate],
    seats: Mapping[UUID, int],
    masters: Mapping[UUID, tuple[UUID, int]],
    least: int,
) -> dict[UUID, Place]:
    """Return the place of each candidate: by trade, in the order of the sum of marks.

    Ties: the practical test, then the younger, then the id. The first of a trade, as many as its seats and with at least
    `least` out of 20 on average, go in turn to the master with the most places left (the first recorded where two have as
    many). `masters` gives for each its trade and how many places are free.
    """
    found: dict[UUID, Place] = {}
    for trade in {row.trade for row in candidates}:
        rows = sorted(
            (row for row in candidates if row.trade == trade),
            key=lambda row: (-row.practical_4 - row.oral_4, -row.practical_4, -row.born.toordinal(), row.key),
        )
        free = {key: places for key, (of, places) in masters.items() if of == trade}
        for rank, row in enumerate(rows, start=1):
            admitted = rank <= seats.get(trade, 0) and row.practical_4 + row.oral_4 >= 8 * least
            master = max(free, key=lambda key: free[key], default=None) if admitted else None
            if master is not None and free[master] > 0:
                free[master] -= 1
                found[row.key] = Place(rank, master)
            else:
                found[row.key] = Place(rank)
    return found
