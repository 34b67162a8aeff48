"""From people to a segment, a chunk at a time: what is held meanwhile is arrays, never a million objects."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from . import days
from .items import ItemLists, Rows, places_of
from .segment import COLUMNS, LISTS, NO_OCCUPATION, TABLES, Segment, segment_of
from .terms import LEVELS, MOST_OCCUPATIONS, Person, group_number

CHUNK = 20_000
_BLOCK = 50_000
_WIDEST_ID = 64

Array = npt.NDArray[Any]


class Drafting:
    """Collects people, from objects and from other segments, and lays them out as one segment.

    Codes are numbered as they come. Nothing is sorted before `finish`.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {table: {} for table in TABLES}
        for table in ("regions", "offices"):
            self._numbers[table][""] = 0
        self._parts: dict[str, list[Array]] = {}

    def _put(self, name: str, array: Array) -> None:
        self._parts.setdefault(name, []).append(array)

    def add_people(self, people: Iterable[Person]) -> None:
        """Take people in; ValueError for more than three occupations, years below 0, or what is no unit group."""
        stream = iter(people)
        while chunk := list(islice(stream, CHUNK)):
            self._add(chunk)

    def _add(self, people: Sequence[Person]) -> None:
        count = len(people)
        ids = [person.id.encode("utf-8", "surrogatepass") for person in people]
        self._put("id_bytes", np.frombuffer(b"".join(ids), np.uint8))
        self._put("id_lengths", np.fromiter(map(len, ids), np.uint32, count))
        occupations, years = _declared(people)
        self._put("occupations", occupations)
        self._put("years", years)
        number = {table: _numbering(self._numbers[table]) for table in TABLES}
        born = np.fromiter((days.number_of_birth(person.born) for person in people), np.int32, count)
        for name, values in {
            "education": (person.education for person in people),
            "region": (number["regions"](person.region) for person in people),
            "office": (number["offices"](person.office) for person in people),
            "birthday": (days.birthday(value) for value in born.tolist()),
            "available_from": (days.number_of(person.available_from) for person in people),
            "registered_on": (days.number_of(person.registered_on) or days.LAST for person in people),
        }.items():
            self._put(name, np.fromiter(values, COLUMNS[name], count))
        self._put("born", born)
        for name, table in LISTS.items():
            self._add_lists(name, number[table], [_held(person, name) for person in people])

    def _add_lists(self, name: str, number: Callable[[str], int], lists: Sequence[Mapping[str, int]]) -> None:
        lengths = np.fromiter(map(len, lists), np.uint32, len(lists))
        total = int(lengths.sum())
        items = np.fromiter((number(code) for held in lists for code in held), np.int32, total)
        order = np.lexsort((items, np.repeat(np.arange(len(lists)), lengths)))
        self._put(f"{name}_lengths", lengths)
        self._put(f"{name}_items", items[order])
        if name == "languages":
            levels = np.fromiter((level for held in lists for level in held.values()), np.int8, total)
            self._put("languages_levels", levels[order])

    def add_segment(self, segment: Segment) -> None:
        """Take in the people of another segment who count, column by column."""
        rows = np.arange(len(segment)) if segment.alive is None else np.flatnonzero(segment.alive)
        self._put("id_bytes", _taken(segment.id_bytes, segment.id_starts, rows))
        self._put("id_lengths", np.diff(segment.id_starts)[rows])
        renumber = {
            table: np.fromiter(map(_numbering(self._numbers[table]), names), np.int32, len(names))
            for table, names in segment.names.items()
        }
        for name, column in segment.columns.items():
            table = {"region": "regions", "office": "offices"}.get(name)
            self._put(name, column[rows] if table is None else renumber[table][column[rows]])
        for name, table in LISTS.items():
            for block in _blocks(rows):
                self._add_renumbered(name, segment.lists[name], renumber[table], block)

    def _add_renumbered(self, name: str, held: ItemLists, renumber: Array, rows: Rows) -> None:
        """Take in the lists of some rows of a segment, each again ascending by its new numbers."""
        places, lengths = places_of(held.starts, rows)
        items = renumber[held.items[places]]
        order = np.lexsort((items, np.repeat(np.arange(len(rows)), lengths)))
        self._put(f"{name}_lengths", lengths.astype(np.uint32))
        self._put(f"{name}_items", items[order])
        if held.levels is not None:
            self._put(f"{name}_levels", held.levels[places][order])

    def finish(self) -> Segment:
        """Return the segment of everyone taken in; ValueError for an id given twice."""
        if not self._parts:
            self._add([])
        order, by_id = self._order()
        arrays: dict[str, Array] = {"by_id": by_id}
        for name in COLUMNS:
            arrays[name] = self._pop(name)[order]
        for name in ("id", *LISTS):
            lengths = self._pop(f"{name}_lengths")
            starts = _starts(lengths)
            arrays[f"{name}_starts"] = _starts(lengths[order])
            for kind in ("bytes",) if name == "id" else ("items", "levels"):
                if f"{name}_{kind}" in self._parts:
                    arrays[f"{name}_{kind}"] = _taken(self._pop(f"{name}_{kind}"), starts, order)
        names = {table: list(numbers) for table, numbers in self._numbers.items()}
        return segment_of(arrays, names)

    def _pop(self, name: str) -> Array:
        """Join the parts of a column and let them go."""
        parts = self._parts.pop(name)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _order(self) -> tuple[Rows, npt.NDArray[np.int32]]:
        """Return the order registered_on, id of what was taken in, and where each id then stands in order of ids."""
        blob, lengths = np.concatenate(self._parts["id_bytes"]), np.concatenate(self._parts["id_lengths"])
        registered_on = np.concatenate(self._parts["registered_on"])
        by_id = _sorted_ids(blob, lengths)
        order = by_id[np.argsort(registered_on[by_id], kind="stable")]
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        return order, place[by_id]


def build(people: Iterable[Person]) -> Segment:
    """Lay out people as one segment; ValueError as `add_people` and `finish`."""
    drafting = Drafting()
    drafting.add_people(people)
    return drafting.finish()


def merged(segments: Iterable[Segment], people: Iterable[Person] = ()) -> Segment:
    """Lay out the people of segments who count, and others, as one segment."""
    drafting = Drafting()
    for segment in segments:
        drafting.add_segment(segment)
    drafting.add_people(people)
    return drafting.finish()


def _numbering(numbers: dict[str, int]) -> Callable[[str], int]:
    return lambda name: numbers.setdefault(name, len(numbers))


def _starts(lengths: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    ends = np.cumsum(lengths, dtype=np.int64)
    if len(ends) and ends[-1] >= 2**32:
        raise ValueError("more than four thousand million codes in one segment")
    return np.concatenate((np.zeros(1, np.uint32), ends.astype(np.uint32)))


def _blocks(rows: Rows) -> list[Rows]:
    """Cut rows into parts, so that what is worked out for each item stays small."""
    return [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)] or [rows]


def _taken(items: Array, starts: npt.NDArray[np.uint32], rows: Rows) -> Array:
    """Return the items of rows, row after row."""
    return np.concatenate([items[places_of(starts, block)[0]] for block in _blocks(rows)])


def _held(person: Person, name: str) -> dict[str, int]:
    """Return code → level of one list of a person; 1 where there are no levels."""
    if name != "languages":
        return dict.fromkeys(getattr(person, name), 1)
    held: dict[str, int] = {}
    for code, level in person.languages:
        held[code] = max(LEVELS[level], held.get(code, 0))
    return held


def _declared(people: Sequence[Person]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int32]]:
    occupations = np.full((len(people), MOST_OCCUPATIONS), NO_OCCUPATION, np.int16)
    years = np.zeros((len(people), MOST_OCCUPATIONS), np.int32)
    for row, person in enumerate(people):
        if len(person.occupations) > MOST_OCCUPATIONS:
            raise ValueError(f"{person.id}: more than {MOST_OCCUPATIONS} occupations")
        for place, declared in enumerate(person.occupations):
            if declared[1] < 0:
                raise ValueError(f"{person.id}: years below 0")
            occupations[row, place] = group_number(declared[0])
            years[row, place] = declared[1]
    return occupations, years


def _sorted_ids(blob: npt.NDArray[np.uint8], lengths: npt.NDArray[np.uint32]) -> Rows:
    """Return the places of the ids in the order of their bytes, which is that of their code points."""
    starts = _starts(lengths).astype(np.int64)
    widest = int(lengths.max()) if len(lengths) else 0
    if 0 < widest <= _WIDEST_ID and bool((blob != 0).all()):
        padded = np.zeros((len(lengths), widest), np.uint8)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        padded[owner, np.arange(len(blob)) - np.repeat(starts[:-1], lengths)] = blob
        texts = padded.view(f"S{widest}").reshape(-1)
        order = np.argsort(texts, kind="stable")
        twice = bool((texts[order][1:] == texts[order][:-1]).any())
    else:
        raw = blob.tobytes()
        ids = [raw[start:end] for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
        order = np.fromiter(sorted(range(len(ids)), key=ids.__getitem__), np.intp, len(ids))
        twice = len(set(ids)) < len(ids)
    if twice:
        raise ValueError("an id is given twice")
    return order
