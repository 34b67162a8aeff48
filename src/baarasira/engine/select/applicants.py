"""Who applies: ids, scores and the columns that quotas read, as arrays."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of texts: `codes[i]` is the place in `values` of applicant i's cell."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]

    @classmethod
    def of(cls, cells: Iterable[str]) -> "Attribute":
        """Build a column from its cells."""
        places: dict[str, int] = {}
        codes = np.array([places.setdefault(cell, len(places)) for cell in cells], dtype=np.int32)
        return cls(codes, tuple(places))


@dataclass(frozen=True, slots=True)
class Applicants:
    """The list: `ids` (different, texts), `scores` (whole, from −10⁹ to 10⁹), `attributes` by name, all of one length."""

    ids: Sequence[str]
    scores: Ints
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    @classmethod
    def build(cls, ids: Sequence[str], scores: Iterable[int], columns: Mapping[str, Iterable[str]]) -> "Applicants":
        """Build the list from plain cells; raises ValueError for an id that comes twice or columns of other lengths."""
        attributes = {name: Attribute.of(cells) for name, cells in columns.items()}
        built = cls(ids, np.array(list(scores), dtype=np.int64), attributes)
        lengths = {len(built.scores), *(len(attribute.codes) for attribute in attributes.values())}
        if len(set(ids)) != len(ids) or lengths != {len(ids)}:
            raise ValueError("ids must differ and every column must have one cell per id")
        return built

    def __len__(self) -> int:
        return len(self.ids)

    def without_scores(self) -> "Applicants":
        """Return the same list with every score 0, as a draw takes it."""
        return Applicants(self.ids, np.zeros(len(self.ids), dtype=np.int64), self.attributes)

    def cells(self, column: str) -> list[str]:
        """Return a column as texts; empty ones where the list has no such column."""
        attribute = self.attributes.get(column)
        if attribute is None:
            return [""] * len(self)
        return [attribute.values[code] for code in attribute.codes.tolist()]


class Tickets:
    """The order among equal scores: SHA-256 of seed, line feed and id, smallest first, then id; worked out when asked for."""

    def __init__(self, seed: str, ids: Sequence[str]) -> None:
        self._start = hashlib.sha256(seed.encode("utf-8") + b"\n")
        self._ids = ids
        self._known: dict[int, tuple[bytes, str]] = {}

    def of(self, place: int) -> tuple[bytes, str]:
        """Return what applicant `place` is ordered by; ids compare by code points, as their texts do."""
        found = self._known.get(place)
        if found is None:
            name = self._ids[place]
            ticket = self._start.copy()
            ticket.update(name.encode("utf-8"))
            found = self._known[place] = ticket.digest(), name
        return found

    def ordered(self, places: Iterable[int]) -> list[int]:
        """Return the places in the order of their tickets."""
        return sorted(places, key=self.of)
