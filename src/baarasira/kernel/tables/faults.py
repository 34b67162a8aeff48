"""What can be wrong with a table file: the whole file, or one of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark an English sentence as one to translate; the caller that shows it translates it, Django or not."""
    return text


class UnusableFile(Exception):
    """The file cannot be read as a table at all, and nothing of it may be used.

    `message` is the English sentence with ``%(name)s`` places and `params` what stands in them, so that a screen can
    show ``_(error.message) % error.params``; ``str(error)`` is the English sentence whole.
    """

    def __init__(self, message: str, **params: object) -> None:
        self.message = message
        self.params = params
        super().__init__(message % params)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row: the column, what was expected there, and the places of that sentence.

    `column` is "" where no one column is at fault (more cells than headers).
    """

    column: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def expected(self) -> str:
        """The English sentence whole."""
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class Reject:
    """A refused row: the physical line its record begins on (the header's line counts), its fault, and the cell."""

    line: int
    fault: Fault
    cell: str = ""

    @property
    def column(self) -> str:
        """The first faulty column in the order of the columns asked for, or ""."""
        return self.fault.column

    @property
    def expected(self) -> str:
        """What was expected, as an English sentence; `fault` has the parts to translate it."""
        return self.fault.expected


NOT_FOUND = gettext_noop("The file %(path)s is missing or cannot be opened. Check its name and folder.")
NOT_DECODED = gettext_noop(
    "The file is neither UTF-8 nor Windows-1252 text nor an XLSX sheet. Save it again as CSV (UTF-8) or XLSX."
)
UTF_16 = gettext_noop("The file is UTF-16 text. Save it again as CSV (UTF-8) or XLSX.")
OLD_EXCEL = gettext_noop("The file is in the old Excel form (.xls). Save it again as XLSX or as CSV (UTF-8).")
BROKEN_SHEET = gettext_noop(
    "The file begins like an XLSX sheet but cannot be opened: it is damaged, protected or cut. Save or send it again."
)
FAR_CELLS = gettext_noop(
    "The sheet says that it has %(rows)s rows and %(columns)s columns: a stray cell stands far from the table. "
    "Delete the empty rows and columns around the table and save again."
)
TOO_LARGE = gettext_noop("The sheet is too large to be opened (%(megabytes)s MB). Split it, or save it as CSV.")
NO_HEADER = gettext_noop("The file has no header: its first line must name the columns.")
NO_COLUMN = gettext_noop("The column “%(column)s” is missing. The header has: %(found)s.")
SAME_NAME = gettext_noop("Two columns have the name “%(column)s”. Rename or delete one of them.")
BAD_CSV = gettext_noop("The file cannot be read as CSV from line %(line)s on: %(reason)s.")

EMPTY = gettext_noop("a filled cell: this column may not be empty")
REPEATED = gettext_noop("a value that no earlier row of this file has")
TOO_WIDE = gettext_noop("no more cells than the header, which has %(headers)s; this row has %(cells)s")
CUT = gettext_noop("a whole last row: the file looks cut here")
