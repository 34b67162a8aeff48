"""From the bytes of an XLSX file to records: its first sheet, every cell as the text a CSV would hold."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from . import faults
from .faults import UnusableFile

MOST_BYTES = 1 << 30
MOST_CELLS = 30_000_000
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\sr="([A-Z]{1,3})([0-9]{1,7})"')
_CHUNK = 1 << 20
_LONGEST_TAG = 256

Span = tuple[tuple[int, int], tuple[int, int]]


def is_sheet(data: bytes) -> bool:
    """Say whether the bytes begin like an XLSX file; raises UnusableFile for the old Excel form."""
    if data.startswith(_OLD_EXCEL):
        raise UnusableFile(faults.OLD_EXCEL)
    return data.startswith(_ZIP)


def cell_text(value: object, *, padded: bool = False) -> str:
    """Return a sheet's cell as text, trimmed: whole numbers without ``.0``, days as ``YYYY-MM-DD``.

    `padded`: a whole number is an occupation and gets its leading zeros back, four digits.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return f"{value:04d}" if padded and value >= 0 else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Return the name inside the archive of the first sheet; KeyError or ParseError where it is no XLSX."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat itself bounds entities
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    sheet = next((node for node in book.iter() if node.tag.endswith("}sheet")), None)
    wanted = {value for name, value in sheet.items() if name.endswith("}id")} if sheet is not None else set()
    for link in links.iter():
        if link.get("Id") in wanted:
            return posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
    raise KeyError("first sheet")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _extent(part: IO[bytes]) -> tuple[int, int]:
    """Return the greatest row and column that any cell of a sheet's XML names."""
    rows = columns = 0
    seen: set[bytes] = set()
    rest = b""
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        for letters, row in _CELL.findall(text):
            rows = max(rows, int(row))
            if letters not in seen:
                seen.add(letters)
                columns = max(columns, _column_number(letters))
        rest = text[-_LONGEST_TAG:]
    return rows, columns


def _guard(data: bytes) -> None:
    """Refuse a sheet that would take more memory than there is: the reader lays out its whole area at once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > MOST_BYTES:
            raise UnusableFile(faults.TOO_LARGE, megabytes=size >> 20)
        with archive.open(_first_sheet(archive)) as part:
            rows, columns = _extent(part)
    if rows * columns > MOST_CELLS:
        raise UnusableFile(faults.FAR_CELLS, rows=rows, columns=columns)


_DAMAGED = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, OSError, EOFError, ValueError)
_DAMAGED_TOO = (NotImplementedError, RuntimeError, CalamineError)


@dataclass(frozen=True, slots=True)
class SheetSource:
    """The first sheet: `cells` by row, `top` and `left` (0-based) where they start, and its merged areas."""

    cells: list[list[object]]
    top: int
    left: int
    merged: list[Span]

    def fill_merged(self) -> None:
        """Give the value of cells merged downwards to every filled row they stand beside, as a reader of it means."""
        for (first, left), (last, _) in self.merged:
            top, column = first - self.top, left - self.left
            if not 0 <= top < len(self.cells) or not 0 <= column < len(self.cells[top]):
                continue
            value = self.cells[top][column]
            for row in self.cells[top + 1 : last - self.top + 1]:
                if any(cell_text(cell) for cell in row):
                    row[column] = value

    def records(self) -> Iterator[tuple[int, list[object]]]:
        """Yield (row number as the sheet shows it, cells) of every row that is not blank."""
        for number, row in enumerate(self.cells, start=self.top + 1):
            if any(cell_text(cell) for cell in row):
                yield number, row


def open_sheet(data: bytes) -> SheetSource:
    """Return the first sheet of an XLSX file; raises UnusableFile where it cannot be opened."""
    try:
        _guard(data)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        top, left = sheet.start or (0, 0)
        cells: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=True)]
        return SheetSource(cells, top, left, list(sheet.merged_cell_ranges or ()))
    except (*_DAMAGED, *_DAMAGED_TOO):
        raise UnusableFile(faults.BROKEN_SHEET) from None
    except BaseException as error:
        # The reader is Rust: its panics come as an exception that is no Exception.
        if type(error).__name__ == "PanicException":
            raise UnusableFile(faults.BROKEN_SHEET) from None
        raise
