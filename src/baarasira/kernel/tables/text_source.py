"""From the bytes of a CSV file to records: UTF-8 or Windows-1252; comma, semicolon or tab; any line ending."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from . import faults
from .faults import UnusableFile

DELIMITERS = (",", ";", "\t")
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")

# A cell may be as long as the file: the module's default stops at 128 KiB and loses the rows after it.
csv.field_size_limit(2**31 - 1)


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of a CSV file and whether it ends in the middle of a character.

    UTF-8 (a BOM is dropped), else Windows-1252. A file cut inside its last character still counts as UTF-8 where its
    other bytes show that it is: reading the whole as Windows-1252 would spoil every accent. Raises UnusableFile.
    """
    if data.startswith(_UTF16_BOMS):
        raise UnusableFile(faults.UTF_16)
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        surely_utf8 = data.startswith(_UTF8_BOM) or not data[: error.start].isascii()
        if error.reason == "unexpected end of data" and surely_utf8:
            return data[: error.start].decode("utf-8-sig"), True
    if data.startswith(_UTF8_BOM):
        raise UnusableFile(faults.NOT_DECODED)
    try:
        return data.decode("cp1252"), False
    except UnicodeDecodeError:
        raise UnusableFile(faults.NOT_DECODED) from None


def _first_record(text: str, delimiter: str) -> list[str]:
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in record):
            return [cell.strip() for cell in record]
    return []


def find_delimiter(text: str, names: Collection[str]) -> str:
    """Return the delimiter under which the header has most of `names`, then most cells; a comma where all are equal."""

    def worth(delimiter: str) -> tuple[int, int]:
        header = _first_record(text, delimiter)
        return len(set(names).intersection(header)), len(header)

    try:
        return max(DELIMITERS, key=worth)
    except csv.Error as error:
        raise UnusableFile(faults.BAD_CSV, line=1, reason=error) from None


@dataclass(slots=True)
class TextSource:
    """The records of a CSV text, read once; after the last one `cut` says whether the text looks cut at its end."""

    text: str
    delimiter: str
    cut: bool = False
    last_line: int = 0
    _lines: list[str] = field(default_factory=list)

    def _physical_lines(self) -> Iterator[str]:
        for line in io.StringIO(self.text, newline=""):
            self._lines.append(line)
            yield line

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (first physical line, trimmed cells) of every record that is not blank."""
        reader = csv.reader(self._physical_lines(), delimiter=self.delimiter)
        line = 1
        try:
            for record in reader:
                cells = [cell.strip() for cell in record]
                if any(cells):
                    self.last_line = line
                    yield line, cells
                line = reader.line_num + 1
                last_lines, self._lines = self._lines, []
        except csv.Error as error:
            raise UnusableFile(faults.BAD_CSV, line=line, reason=error) from None
        if line > 1:
            self.cut = self.cut or self._left_open(last_lines)

    def _left_open(self, lines: list[str]) -> bool:
        """Say whether a record ends inside quotes."""
        strict = csv.reader(lines, delimiter=self.delimiter, strict=True)
        try:
            for _ in strict:
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False
