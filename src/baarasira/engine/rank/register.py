"""The register: everyone who can be ranked, as columns, changed by a few people at a time without a rebuild."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .segment import Segment, build_segment
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
        """Lay out people in one segment; ValueError for an id given twice or more than three occupations."""
        return cls((build_segment(list(people)),))

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
        while fresh and segments and segments[-1].living <= _MERGE_FACTOR * len(fresh):
            fresh = [*segments.pop().people(), *fresh]
        if fresh:
            segments.append(build_segment(fresh))
        return Register(tuple(segments) or (build_segment([]),))
