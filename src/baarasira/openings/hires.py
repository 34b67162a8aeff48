"""How many places of an offer are taken: counted by the room of candidacies, which stands above this one.

The project wires the count (`project.wiring`), so that closing an offer can tell whether it was filled.
"""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

Count = Callable[[Iterable[UUID]], Mapping[UUID, int]]
_wired: list[Count] = []


def count_with(count: Count) -> None:
    """Say who counts: a function from offer ids to the number of people hired on each (absent means none)."""
    _wired[:] = [count]


def counted(opening_id: UUID) -> int:
    """Return how many people were hired on an offer; RuntimeError when the project wired nobody to count them."""
    if not _wired:
        raise RuntimeError("nobody counts the hires of an offer: wire openings.hires.count_with")
    return _wired[0]([opening_id]).get(opening_id, 0)
