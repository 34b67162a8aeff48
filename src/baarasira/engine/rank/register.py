"""The register: everyone who can be ranked, as columns, changed by a few people at a time without a rebuild."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from .drafting import build, merged
from .segment import Segment, arrays_of, segment_of
from .terms import Person

_MERGE_FACTOR = 4


@dataclass(frozen=True, eq=False)
class Register:
    """People in segments, the largest first; a person counts in one of them. Never changed: changing gives a new one.

    Threads may rank on one register while another makes the next.
    """

    segments: tuple[Segment, ...]

    @classmethod
    def build(cls, people: Iterable[Person]) -> "Register":
        """Lay out people in one segment, taking them in by chunks.

        ValueError for an id given twice, more than three occupations or years below 0.
        """
        return cls((build(people),))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]], names: Mapping[str, Sequence[str]]) -> "Register":
        """Return the register of what `arrays` and `names` of another gave, on those very arrays (they may be mapped files)."""
        return cls((segment_of(arrays, names),))

    def arrays(self) -> Iterator[tuple[str, npt.NDArray[Any]]]:
        """Yield the arrays of a register of one segment without removals by name; ValueError for any other (`merged` first)."""
        if len(self.segments) > 1 or self.segments[0].alive is not None:
            raise ValueError("merge the register first")
        return arrays_of(self.segments[0])

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The tables of codes beside `arrays`."""
        return self.segments[0].names

    def merged(self) -> "Register":
        """Return the same people in one segment."""
        return Register((merged(self.segments),))

    def __len__(self) -> int:
        return sum(segment.living for segment in self.segments)

    def __contains__(self, person_id: object) -> bool:
        return isinstance(person_id, str) and self.find(person_id) is not None

    def __iter__(self) -> Iterator[Person]:
        for segment in self.segments:
            yield from segment.people()

    def find(self, person_id: str) -> tuple[Segment, int] | None:
        """Return where a person stands, None for one who is not registered."""
        for segment in self.segments:
            row = segment.find(person_id)
            if row is not None:
                return segment, row
        return None

    def with_changes(self, changed: Iterable[Person] = (), removed: Collection[str] = ()) -> "Register":
        """Return the register in which `changed` are new or as given now and `removed` are gone.

        The changed go into a small segment of their own, which takes in the small ones before it: the cost follows the
        number of changed people, not the size of the register (but for one flag per person). An id both changed and
        removed is changed; an unknown removed id is passed over; ValueError for an id changed twice.
        """
        fresh = list(changed)
        gone = {person.id for person in fresh} | set(removed)
        segments = [left for segment in self.segments if (left := segment.without(gone)).living]
        taken: list[Segment] = []
        size = len(fresh)
        while fresh and segments and segments[-1].living <= _MERGE_FACTOR * size:
            taken.append(segments.pop())
            size += taken[-1].living
        if fresh:
            segments.append(merged(taken, fresh))
        return Register(tuple(segments) or (build([]),))
