"""How many files campaigns have, counted by the room of candidacies, which stands above this one (wired by the project)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FileCount:
    """The files of one campaign: all of them, those still on the road, those who left, those whose aim is reached."""

    all: int = 0
    under_way: int = 0
    departed: int = 0
    succeeded: int = 0


class Counter(Protocol):
    """Who counts."""

    def files(self, opening_id: UUID) -> FileCount:
        """Return the files of a campaign."""
        ...

    def departures(self, programme_id: UUID, level: str) -> Mapping[str, int]:
        """Return {code of a territory of that level: how many left in former campaigns of a programme}."""
        ...


_wired: list[Counter] = []


def count_with(counter: Counter) -> None:
    """Say who counts."""
    _wired[:] = [counter]


def _counter() -> Counter:
    if not _wired:
        raise RuntimeError("nobody counts the files of campaigns: wire openings.files.count_with")
    return _wired[0]


def counted(opening_id: UUID) -> FileCount:
    """Return the files of a campaign; RuntimeError when the project wired nobody to count them."""
    return _counter().files(opening_id)


def former_departures(programme_id: UUID, level: str) -> Mapping[str, int]:
    """Return {territory: how many left in former campaigns of a programme}; RuntimeError as `counted`."""
    return _counter().departures(programme_id, level)
