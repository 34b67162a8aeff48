"""Reading a table of known columns: good rows with typed values, refused rows with their line and first fault."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from . import faults
from .faults import Fault, Reject, UnusableFile
from .kinds import TEXT, Kind
from .sheet_source import cell_text, is_sheet, open_sheet
from .text_source import TextSource, decode, find_delimiter

Source = Path | str | bytes | BinaryIO
Check = Callable[[Mapping[str, Any]], Fault | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A known column.

    `required`: the header must have it and no cell may be empty. `unique`: a value that came before in the file, in a
    refused row too, refuses the row. `unit_group`: numbers of a sheet get back the leading zeros of four digits.
    """

    name: str
    kind: Kind = TEXT
    required: bool = False
    unique: bool = False
    unit_group: bool = False


_LONGEST_REMEMBERED = 80
_MOST_REMEMBERED = 20_000


class _Values:
    """The values of a column's cells. The same text comes again and again (dates, levels, places): read once, kept."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.known: dict[str, tuple[Any, Fault | None]] = {"": (column.kind.empty, None)}
        if column.required:
            self.known[""] = (column.kind.empty, Fault(column.name, faults.EMPTY))
        self.seen: set[Any] = set()

    def of(self, cell: str) -> tuple[Any, Fault | None]:
        """Return the value of a cell and its fault, if any."""
        found = self.known.get(cell)
        if found is None:
            found = self._parse(cell)
            if len(cell) <= _LONGEST_REMEMBERED and len(self.known) < _MOST_REMEMBERED:
                self.known[cell] = found
        if self.column.unique and found[1] is None:
            return self._once(found[0])
        return found

    def _parse(self, cell: str) -> tuple[Any, Fault | None]:
        kind = self.column.kind
        try:
            return kind.parse(cell), None
        except ValueError:
            return kind.empty, Fault(self.column.name, kind.message, kind.params)

    def _once(self, value: Any) -> tuple[Any, Fault | None]:
        if value in self.seen:
            return value, Fault(self.column.name, faults.REPEATED)
        self.seen.add(value)
        return value, None


@dataclass(frozen=True, slots=True)
class Row:
    """A good row: its first physical line, the value of every known column, whether it has fewer cells than headers."""

    line: int
    values: Mapping[str, Any]
    short: bool = False

    def __getitem__(self, column: str) -> Any:
        """Return the value of a known column; the kind's empty value where the cell or the column is absent."""
        return self.values[column]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds.

    `ignored` are the headers that no known column has; `cut` says that the file looks cut at its end (an open quote,
    half a character, or a last row too short without an end of line); `merged` that the sheet has merged cells.
    """

    rows: list[Row]
    rejects: list[Reject]
    headers: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    cut: bool = False
    merged: bool = False


@dataclass(slots=True)
class _Records:
    """Records of either source; the cells of a sheet stay raw until the header says which are occupations."""

    records: Iterator[tuple[int, Sequence[object]]]
    text: TextSource | None = None
    merged: bool = False


def _bytes_of(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | Path):
        try:
            return Path(source).read_bytes()
        except OSError:
            raise UnusableFile(faults.NOT_FOUND, path=source) from None
    return source.read()


def _open(data: bytes, columns: Sequence[Column], fill_merged: bool) -> _Records:
    if is_sheet(data):
        sheet = open_sheet(data)
        if fill_merged:
            sheet.fill_merged()
        return _Records(sheet.records(), merged=bool(sheet.merged))
    text, cut = decode(data)
    source = TextSource(text, find_delimiter(text, [column.name for column in columns]), cut)
    return _Records(source.records(), text=source)


def _headers(records: _Records, columns: Sequence[Column]) -> tuple[str, ...]:
    """Read the header; raises UnusableFile without one, with two columns of one name, without a required column."""
    _, cells = next(records.records, (0, ()))
    names = [cell_text(cell) for cell in cells]
    if records.text is None:
        while names and not names[-1]:
            names.pop()
    if not names:
        raise UnusableFile(faults.NO_HEADER)
    named = [name for name in names if name]
    for name in named:
        if named.count(name) > 1:
            raise UnusableFile(faults.SAME_NAME, column=name[:80])
    for column in columns:
        if column.required and column.name not in named:
            found = ", ".join(name[:40] for name in named[:30])
            raise UnusableFile(faults.NO_COLUMN, column=column.name, found=found)
    return tuple(names)


class _Reader:
    """Turns records into rows or rejects."""

    def __init__(self, columns: Sequence[Column], headers: tuple[str, ...], check: Check | None, sheet: bool) -> None:
        places = {name: place for place, name in enumerate(headers)}
        self.columns = [(column.name, places.get(column.name, -1), _Values(column)) for column in columns]
        self.order = {column.name: rank for rank, column in enumerate(columns)}
        self.padded = {places[c.name] for c in columns if c.unit_group and c.name in places} if sheet else set()
        self.headers = headers
        self.check = check
        self.sheet = sheet

    def texts(self, cells: Sequence[object]) -> Sequence[str]:
        """Return the cells as text; those of a sheet end at the last filled one beyond the headers."""
        if not self.sheet:
            return cells  # type: ignore[return-value]
        texts = [cell_text(cell, padded=place in self.padded) for place, cell in enumerate(cells)]
        while len(texts) > len(self.headers) and not texts[-1]:
            texts.pop()
        return texts

    def read(self, line: int, cells: Sequence[str]) -> Row | Reject:
        """Return the row, or its reject with the first faulty column in the order of the columns."""
        values: dict[str, Any] = {}
        fault: Fault | None = None
        width = len(cells)
        for name, place, column in self.columns:
            values[name], wrong = column.of(cells[place] if 0 <= place < width else "")
            fault = fault or wrong
        other = self.check(values) if self.check else None
        if other and (fault is None or self.order[other.column] < self.order[fault.column]):
            fault = other
        if fault is None and width > len(self.headers):
            fault = Fault("", faults.TOO_WIDE, {"headers": len(self.headers), "cells": width})
        if fault is None:
            return Row(line, values, width < len(self.headers))
        return Reject(line, fault, self._cell(fault.column, cells))

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        place = self.headers.index(name) if name in self.headers else -1
        return cells[place] if 0 <= place < len(cells) else ""


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cycle collector off: reading makes millions of lasting objects that it would walk over again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_table(
    source: Source,
    columns: Iterable[Column],
    *,
    check: Check | None = None,
    fill_merged: bool = False,
    refuse_cut: bool = False,
) -> Table:
    """Read a CSV or XLSX file by the rules of engine.md, "Files, for every command".

    source: a path, the bytes of the file, or an open binary file. columns: the known ones, in the order in which the
    first fault of a row is looked for; others are ignored. check: given the values of a row, returns the fault between
    its columns, if any. fill_merged: cells merged downwards in a sheet count in every row beside them. refuse_cut: the
    last row of a file that looks cut is refused instead of used.

    Raises UnusableFile: missing, undecodable, without a header or a required column, two columns of one name.
    """
    known = tuple(columns)
    records = _open(_bytes_of(source), known, fill_merged)
    headers = _headers(records, known)
    reader = _Reader(known, headers, check, sheet=records.text is None)
    rows: list[Row] = []
    rejects: list[Reject] = []
    width, line = len(headers), 0
    for line, cells in records.records:
        texts = reader.texts(cells)
        width = len(texts)
        read = reader.read(line, texts)
        if isinstance(read, Row):
            rows.append(read)
        else:
            rejects.append(read)
    cut = records.text is not None and _looks_cut(records.text, width < len(headers))
    if cut and refuse_cut and rows and rows[-1].line == line:
        rejects.append(Reject(rows.pop().line, Fault("", faults.CUT)))
    names = {column.name for column in known}
    ignored = tuple(name for name in headers if name and name not in names)
    return Table(rows, rejects, headers, ignored, cut, records.merged)


def _looks_cut(text: TextSource, short: bool) -> bool:
    return text.cut or (short and not text.text.endswith(("\n", "\r")))
