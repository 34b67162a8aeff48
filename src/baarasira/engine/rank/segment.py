"""A block of people as columns: one array per thing that ranking looks at, never changed once built."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from . import days
from .columns import CodeSets, Flags, ItemLists, Rows
from .terms import ANY, LEVEL_NAMES, LEVELS, MOST_OCCUPATIONS, Declared, Person, Spoken, group_number

UNIT_GROUPS = 10_000
NO_OCCUPATION = UNIT_GROUPS
"""The number of an occupation not declared: one past the last, where every table of closeness holds 0."""

_SLOT_BITS = 2
_SLOT_MASK = 3


@dataclass(frozen=True, slots=True, eq=False)
class OccupationIndex:
    """For each unit group the (row, place among the declared) that declare it: ``entries[starts[g]:starts[g + 1]]``.

    An entry is ``row * 4 + place``. Groups of one prefix stand side by side, so a prefix is one slice.
    """

    starts: npt.NDArray[np.int64]
    entries: npt.NDArray[np.int64]

    @classmethod
    def build(cls, occupations: npt.NDArray[np.int16]) -> "OccupationIndex":
        """Index the declared occupations, an array of shape (3, people)."""
        flat = occupations.T.reshape(-1)
        order = np.argsort(flat, kind="stable")
        counts = np.bincount(flat, minlength=UNIT_GROUPS + 1)[:UNIT_GROUPS]
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        declared = order[: starts[-1]]
        rows, places = np.divmod(declared, MOST_OCCUPATIONS)
        return cls(starts, (rows << _SLOT_BITS) | places)

    def among(self, groups: Flags) -> tuple[Rows, npt.NDArray[np.int64]]:
        """Return rows and places of every declaration of the groups flagged (an array of 10 000 booleans)."""
        edges = np.flatnonzero(np.diff(np.concatenate(([False], groups, [False]))))
        spans = self.starts[edges].reshape(-1, 2)
        slices = [self.entries[start:end] for start, end in spans if start < end]
        if not slices:
            return np.zeros(0, np.intp), np.zeros(0, np.int64)
        entries = slices[0] if len(slices) == 1 else np.concatenate(slices)
        return entries >> _SLOT_BITS, entries & _SLOT_MASK


@dataclass(frozen=True, eq=False)
class Segment:
    """The columns of n people. Row numbers are places in these arrays.

    occupations: (3, n) unit groups 0–9999 or `NO_OCCUPATION`, in order of preference; years: (3, n). region: number in
    `regions`, 0 for none. born as written, birthday the day that counts, available_from: YYYYMMDD or 0; registered_on:
    YYYYMMDD or `days.LAST`. tie: place of each row in the order registered_on, id. alive: None while every row counts.
    """

    ids: Sequence[str]
    occupations: npt.NDArray[np.int16]
    years: npt.NDArray[np.int32]
    index: OccupationIndex
    skills: ItemLists
    languages: ItemLists
    education: npt.NDArray[np.int8]
    regions: Sequence[str]
    region: npt.NDArray[np.int32]
    mobility: CodeSets
    destinations: CodeSets
    licences: CodeSets
    born: npt.NDArray[np.int32]
    birthday: npt.NDArray[np.int32]
    available_from: npt.NDArray[np.int32]
    registered_on: npt.NDArray[np.int32]
    tie: npt.NDArray[np.int64]
    row_of: dict[str, int]
    alive: Flags | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def living(self) -> int:
        """How many rows count."""
        return len(self) if self.alive is None else int(self.alive.sum())

    def find(self, person_id: str) -> int | None:
        """Return the row of a person that counts here, else None."""
        row = self.row_of.get(person_id)
        return None if row is None or (self.alive is not None and not self.alive[row]) else row

    def without(self, ids: Iterable[str]) -> "Segment":
        """Return the segment in which these people no longer count; it shares every column with this one."""
        rows = [row for person_id in ids if (row := self.find(person_id)) is not None]
        if not rows:
            return self
        alive = np.ones(len(self), np.bool_) if self.alive is None else self.alive.copy()
        alive[rows] = False
        return replace(self, alive=alive)

    def only(self, ids: Iterable[str]) -> Flags:
        """Return flags of the rows of these people that count."""
        flags = np.zeros(len(self), np.bool_)
        flags[[row for person_id in ids if (row := self.find(person_id)) is not None]] = True
        return flags

    def person(self, row: int) -> Person:
        """Return the person of a row as ranking knows them (sets in any order, each language at its highest level)."""
        occupations = tuple(
            Declared(f"{group:04d}", int(years))
            for group, years in zip(self.occupations[:, row], self.years[:, row], strict=True)
            if group != NO_OCCUPATION
        )
        return Person(
            id=self.ids[row],
            occupations=occupations,
            skills=tuple(self.skills.of(row)),
            languages=tuple(Spoken(code, LEVEL_NAMES[level]) for code, level in self.languages.of(row).items()),
            education=int(self.education[row]),
            region=self.regions[self.region[row]],
            mobility=self.mobility.of(row),
            destinations=self.destinations.of(row),
            licences=self.licences.of(row),
            born=days.birth_of(int(self.born[row])),
            available_from=days.day_of(int(self.available_from[row])),
            registered_on=days.day_of(int(self.registered_on[row])),
        )

    def people(self) -> Iterator[Person]:
        """Yield the people who count."""
        return (self.person(row) for row in range(len(self)) if self.alive is None or self.alive[row])


def _declared(people: Sequence[Person]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int32]]:
    occupations = np.full((MOST_OCCUPATIONS, len(people)), NO_OCCUPATION, np.int16)
    years = np.zeros((MOST_OCCUPATIONS, len(people)), np.int32)
    for row, person in enumerate(people):
        if len(person.occupations) > MOST_OCCUPATIONS:
            raise ValueError(f"{person.id}: more than {MOST_OCCUPATIONS} occupations")
        for place, declared in enumerate(person.occupations):
            if declared[1] < 0:
                raise ValueError(f"{person.id}: years below 0")
            occupations[place, row] = group_number(declared[0])
            years[place, row] = declared[1]
    return occupations, years


def _highest(languages: Sequence[tuple[str, str]]) -> dict[str, int]:
    held: dict[str, int] = {}
    for code, level in languages:
        held[code] = max(LEVELS[level], held.get(code, 0))
    return held


def _tie_order(ids: Sequence[str], registered_on: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return the place of every row by registered_on, then id by code points."""
    by_id = np.fromiter(sorted(range(len(ids)), key=ids.__getitem__), np.intp, len(ids))
    order = by_id[np.argsort(registered_on[by_id], kind="stable")]
    tie = np.empty(len(ids), np.int64)
    tie[order] = np.arange(len(ids))
    return tie


def _day_column(numbers: Iterable[int], count: int) -> npt.NDArray[np.int32]:
    return np.fromiter(numbers, np.int32, count)


def build_segment(people: Sequence[Person]) -> Segment:
    """Lay out people as columns; ValueError for an id given twice, more than three occupations, negative years."""
    count = len(people)
    ids = [person.id for person in people]
    row_of = {person_id: row for row, person_id in enumerate(ids)}
    if len(row_of) != count:
        raise ValueError("an id is given twice")
    occupations, years = _declared(people)
    regions = {"": 0}
    registered_on = _day_column((days.number_of(person.registered_on) or days.LAST for person in people), count)
    born = _day_column((days.number_of_birth(person.born) for person in people), count)
    return Segment(
        ids=ids,
        occupations=occupations,
        years=years,
        index=OccupationIndex.build(occupations),
        skills=ItemLists.build([dict.fromkeys(person.skills, 1) for person in people]),
        languages=ItemLists.build([_highest(person.languages) for person in people]),
        education=np.fromiter((person.education for person in people), np.int8, count),
        region=np.fromiter((regions.setdefault(person.region, len(regions)) for person in people), np.int32, count),
        regions=tuple(regions),
        mobility=CodeSets.build([person.mobility for person in people], ANY),
        destinations=CodeSets.build([person.destinations for person in people], ANY),
        licences=CodeSets.build([person.licences for person in people]),
        born=born,
        birthday=_day_column((days.birthday(int(number)) for number in born), count),
        available_from=_day_column((days.number_of(person.available_from) for person in people), count),
        registered_on=registered_on,
        tie=_tie_order(ids, registered_on),
        row_of=row_of,
    )
