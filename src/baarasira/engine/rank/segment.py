"""A block of people as plain arrays, in the order registered_on, id: nothing else, so that files can hold them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from . import days
from .columns import Sheet, columns_of
from .items import Flags, ItemLists, Rows, Words
from .terms import LEVEL_NAMES, MOST_OCCUPATIONS, Declared, Only, Person, Spoken
from .words import Coding, coding_of, fits_words, levels_words, other_language_words, shadow_words

UNIT_GROUPS = 10_000
NO_OCCUPATION = UNIT_GROUPS
"""The number of an occupation not declared: one past the last, where every table of closeness holds 0."""

LISTS: Mapping[str, str] = {
    "skills": "skills",
    "languages": "languages",
    "mobility": "regions",
    "destinations": "countries",
    "licences": "licences",
}
"""Each list of codes a person has → the table of names its numbers are places in."""

TABLES = ("regions", "offices", *(table for table in dict.fromkeys(LISTS.values()) if table != "regions"))

COLUMNS: Mapping[str, type[np.generic]] = {
    "occupations": np.int16,
    "years": np.int32,
    "education": np.int8,
    "region": np.int32,
    "office": np.int32,
    "born": np.int32,
    "birthday": np.int32,
    "available_from": np.int32,
    "registered_on": np.int32,
}
"""One value per person, but for the first two: three, by preference."""


@dataclass(frozen=True, eq=False)
class Postings:
    """Who declares each unit group, most years first, then in the order of the segment.

    groups: (g,) present unit groups, ascending. group_blocks: (g + 1,) first block of each. A block is one number of
    years: block_years (b,), block_first (b + 1,) its first entry. Entries: row, the person's word of levels beside it; columns:
    what the entries have, see `columns.py`.
    """

    groups: npt.NDArray[np.int32]
    group_blocks: npt.NDArray[np.int64]
    block_years: npt.NDArray[np.int32]
    block_first: npt.NDArray[np.int64]
    row: npt.NDArray[np.int32]
    levels: Words
    columns: Words

    @classmethod
    def build(
        cls,
        occupations: npt.NDArray[np.int16],
        years: npt.NDArray[np.int32],
        sheet: Sheet,
    ) -> "Postings":
        """Index the declared occupations, arrays of shape (people, 3); the same group and years count once."""
        kept = occupations != NO_OCCUPATION
        for place in range(1, MOST_OCCUPATIONS):
            for earlier in range(place):
                same = (occupations[:, place] == occupations[:, earlier]) & (years[:, place] == years[:, earlier])
                kept[:, place] &= ~same
        rows, places = np.nonzero(kept)
        group, held = occupations[rows, places].astype(np.int32), years[rows, places]
        order = np.lexsort((-held, group))  # stable: rows stay ascending
        row, group, held = rows[order].astype(np.int32), group[order], held[order]
        new_group = np.flatnonzero(np.diff(group, prepend=-1))
        new_block = np.flatnonzero(np.diff(group, prepend=-1) | np.diff(held, prepend=-1))
        return cls(
            groups=group[new_group],
            group_blocks=np.append(np.searchsorted(new_block, new_group), len(new_block)).astype(np.int64),
            block_years=held[new_block],
            block_first=np.append(new_block, len(row)).astype(np.int64),
            row=row,
            levels=sheet.levels[row],
            columns=columns_of(row, sheet),
        )

    def rows_of(self, wanted: Flags, people: int) -> Rows:
        """Return the rows that declare one of the groups flagged (a table of 10 000), ascending, each once."""
        firsts = self.block_first[self.group_blocks]
        flags = np.zeros(people, np.bool_)
        for place in np.flatnonzero(wanted[self.groups]):
            flags[self.row[firsts[place] : firsts[place + 1]]] = True
        return np.flatnonzero(flags)


@dataclass(frozen=True, eq=False)
class Segment:
    """The columns of n people. Row numbers are places in these arrays; row order breaks ties.

    ids: UTF-8, person r's are ``id_bytes[id_starts[r]:id_starts[r + 1]]``; by_id: rows in the order of their ids.
    columns: see `COLUMNS`; unit groups 0–9999 or `NO_OCCUPATION`; region and office are numbers in `names`, 0 for none;
    born as written, birthday the day that counts, available_from: YYYYMMDD or 0; registered_on: YYYYMMDD or `days.LAST`.
    words: see `words.py`. alive: None while every row counts.
    """

    id_bytes: npt.NDArray[np.uint8]
    id_starts: npt.NDArray[np.uint32]
    by_id: npt.NDArray[np.int32]
    columns: Mapping[str, npt.NDArray[Any]]
    lists: Mapping[str, ItemLists]
    names: Mapping[str, Sequence[str]]
    coding: Coding
    fits: Words
    levels: Words
    shadow: Words
    postings: Postings
    alive: Flags | None = None
    notes: dict[object, object] = field(default_factory=dict)
    """What is worked out from the columns at the first need and kept (the compiled path's tables)."""

    def __len__(self) -> int:
        return len(self.by_id)

    # The columns by name: what is read in every condition.

    @property
    def occupations(self) -> npt.NDArray[np.int16]:
        return self.columns["occupations"]

    @property
    def years(self) -> npt.NDArray[np.int32]:
        return self.columns["years"]

    @property
    def region(self) -> npt.NDArray[np.int32]:
        return self.columns["region"]

    @property
    def registered_on(self) -> npt.NDArray[np.int32]:
        return self.columns["registered_on"]

    @cached_property
    def living(self) -> int:
        """How many rows count."""
        return len(self) if self.alive is None else int(self.alive.sum())

    @cached_property
    def last_id(self) -> bytes:
        """The greatest id as UTF-8 (there must be people)."""
        return self.raw_id(int(self.by_id[-1]))

    def raw_id(self, row: int) -> bytes:
        """Return the id of a row as UTF-8."""
        return self.id_bytes[self.id_starts[row] : self.id_starts[row + 1]].tobytes()

    def id_of(self, row: int) -> str:
        """Return the id of a row."""
        return self.raw_id(row).decode("utf-8", "surrogatepass")

    def ids_of(self, rows: Rows) -> list[str]:
        """Return the ids of rows."""
        octets = self.id_bytes.data
        starts, ends = self.id_starts[rows].tolist(), self.id_starts[rows + 1].tolist()
        return [str(octets[start:end], "utf-8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]

    def find(self, person_id: str) -> int | None:
        """Return the row of a person that counts here, else None."""
        wanted = person_id.encode("utf-8", "surrogatepass")
        low, high = 0, len(self)
        if not high or wanted > self.last_id:  # as whoever is new: ids are given out in order
            return None
        while low < high:
            middle = (low + high) // 2
            if self.raw_id(int(self.by_id[middle])) < wanted:
                low = middle + 1
            else:
                high = middle
        row = int(self.by_id[low])
        if self.raw_id(row) != wanted or (self.alive is not None and not self.alive[row]):
            return None
        return row

    def row_after(self, registered_on: int, person_id: str) -> int:
        """Return the first row that comes after this day and id, whether or not such a person is here."""
        low = int(np.searchsorted(self.registered_on, registered_on, side="left"))
        high = int(np.searchsorted(self.registered_on, registered_on, side="right"))
        wanted = person_id.encode("utf-8", "surrogatepass")
        while low < high:
            middle = (low + high) // 2
            if self.raw_id(middle) <= wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def without(self, ids: Iterable[str]) -> "Segment":
        """Return the segment in which these people no longer count; it shares every column with this one."""
        rows = [row for person_id in ids if (row := self.find(person_id)) is not None]
        if not rows:
            return self
        alive = np.ones(len(self), np.bool_) if self.alive is None else self.alive.copy()
        alive[rows] = False
        return replace(self, alive=alive)

    def numbers(self, table: str) -> Mapping[str, int]:
        """Return the number of each name of a table of this segment."""
        numbers = self.notes.get(table)
        if not isinstance(numbers, dict):
            numbers = self.notes[table] = {known: number for number, known in enumerate(self.names[table])}
        return numbers

    def number(self, table: str, name: str) -> int:
        """Return the number of a name in a table of this segment, -1 where nobody has it."""
        return self.numbers(table).get(name, -1)

    def allowed(self, only: Only) -> Flags | None:
        """Return flags of the rows that count and are kept by `only`; None where all are."""
        flags = self.alive
        for column, table, name in (("region", "regions", only.region), ("office", "offices", only.office)):
            if name:
                kept = np.asarray(self.columns[column] == self.number(table, name), np.bool_)
                flags = kept if flags is None else flags & kept
        return flags

    def person(self, row: int) -> Person:
        """Return the person of a row as ranking knows them (sets in any order, each language at its highest level)."""
        value = {name: int(self.columns[name][row]) for name in COLUMNS if name not in ("occupations", "years")}
        occupations = tuple(
            Declared(f"{group:04d}", held)
            for group, held in zip(self.occupations[row].tolist(), self.years[row].tolist(), strict=True)
            if group != NO_OCCUPATION
        )
        spoken = zip(self.lists["languages"].of(row), self.lists["languages"].levels_of(row), strict=True)
        return Person(
            id=self.id_of(row),
            occupations=occupations,
            skills=self.lists["skills"].of(row),
            languages=tuple(Spoken(code, LEVEL_NAMES[level]) for code, level in spoken),
            education=value["education"],
            region=self.names["regions"][value["region"]],
            mobility=self.lists["mobility"].of(row),
            destinations=self.lists["destinations"].of(row),
            licences=self.lists["licences"].of(row),
            born=days.birth_of(value["born"]),
            available_from=days.day_of(value["available_from"]),
            registered_on=days.day_of(value["registered_on"]),
            office=self.names["offices"][value["office"]],
        )

    def people(self) -> Iterator[Person]:
        """Yield the people who count."""
        return (self.person(row) for row in range(len(self)) if self.alive is None or self.alive[row])


def segment_of(arrays: Mapping[str, npt.NDArray[Any]], names: Mapping[str, Sequence[str]]) -> Segment:
    """Return the segment of arrays that `arrays_of` gave; those that need working out are worked out where absent."""
    lists = {
        name: ItemLists(
            names[table],
            arrays[f"{name}_starts"],
            arrays[f"{name}_items"],
            arrays.get(f"{name}_levels"),
        )
        for name, table in LISTS.items()
    }
    region: npt.NDArray[np.int32] = arrays["region"]
    coding = coding_of(region, lists["mobility"], lists["destinations"], lists["licences"], lists["languages"])
    if "fits" in arrays:
        words = tuple(arrays[name] for name in ("fits", "levels", "shadow"))
        postings = Postings(**{name: arrays[f"post_{name}"] for name in Postings.__dataclass_fields__})
    else:
        sheet = _sheet_of(coding, arrays, lists)
        words = (sheet.fits, sheet.levels, sheet.shadows[0])
        postings = Postings.build(arrays["occupations"], arrays["years"], sheet)
    return Segment(
        id_bytes=arrays["id_bytes"],
        id_starts=arrays["id_starts"],
        by_id=arrays["by_id"],
        columns={name: arrays[name] for name in COLUMNS},
        lists=lists,
        names=names,
        coding=coding,
        fits=words[0],
        levels=words[1],
        shadow=words[2],
        postings=postings,
    )


def _sheet_of(coding: Coding, arrays: Mapping[str, npt.NDArray[Any]], lists: Mapping[str, ItemLists]) -> Sheet:
    return Sheet(
        fits=fits_words(
            coding,
            arrays["region"],
            arrays["education"],
            lists["mobility"],
            lists["destinations"],
            lists["licences"],
        ),
        levels=levels_words(coding, arrays["region"], lists["languages"]),
        other_languages=other_language_words(coding, lists["languages"]),
        shadows=(shadow_words(lists["skills"]), shadow_words(lists["skills"], second=True)),
    )


def arrays_of(segment: Segment) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Yield every array of a segment by name: what `segment_of` takes back. `alive` is not among them."""
    for name in ("id_bytes", "id_starts", "by_id", "fits", "levels", "shadow"):
        yield name, getattr(segment, name)
    yield from segment.columns.items()
    for name, held in segment.lists.items():
        yield f"{name}_starts", held.starts
        yield f"{name}_items", held.items
        if held.levels is not None:
            yield f"{name}_levels", held.levels
    for name in Postings.__dataclass_fields__:
        yield f"post_{name}", getattr(segment.postings, name)
