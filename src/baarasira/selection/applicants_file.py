"""The canonical applicants' file: what is closed, hashed, published, and read again by anyone (engine.md, select).

UTF-8, comma, LF; `id` the receipt number, `score` where scores count, then only the columns that quotas or the reserve
read, in the order of `COLUMNS`; rows by id, in code points. One list has one file, byte for byte.
"""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from baarasira.engine import Applicants
from baarasira.kernel.tables import csv_bytes

COLUMNS = ("region", "cercle", "occupation", "country", "education", "sex", "disability", "repeater", "returnee")
"""The attributes a quota may read, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One applicant of the list. `score` in thousandths of a point; `attributes` {column: cell}, others are empty."""

    id: str
    score: int
    attributes: Mapping[str, str]


def columns_of(read: Collection[str]) -> tuple[str, ...]:
    """Return the columns of a file whose rules read these attributes. Raises ValueError for an attribute unknown here."""
    if unknown := set(read) - set(COLUMNS):
        raise ValueError(f"no column holds {', '.join(sorted(unknown))}")
    return tuple(column for column in COLUMNS if column in read)


def written(lines: Iterable[Line], columns: Sequence[str], *, scored: bool) -> str:
    """Return the text of the canonical file; of a draw (`scored` false), without the column of scores."""
    headers = ("id", "score", *columns) if scored else ("id", *columns)
    rows = (
        (line.id, *((line.score,) if scored else ()), *(line.attributes.get(column, "") for column in columns))
        for line in sorted(lines, key=lambda line: line.id)
    )
    return csv_bytes(headers, rows).decode("utf-8")


def digest(text: str) -> str:
    """Return the SHA-256 of a file's bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read(text: str) -> list[Line]:
    """Return the lines of a file this module wrote."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [
        Line(row["id"], int(row.get("score") or 0), {key: row[key] for key in COLUMNS if key in row}) for row in rows
    ]


def applicants(text: str) -> Applicants:
    """Return the list as the engine takes it, in the order of the file."""
    lines = read(text)
    held = {column for line in lines[:1] for column in line.attributes}
    cells = {column: [line.attributes[column] for line in lines] for column in columns_of(held)}
    return Applicants.build([line.id for line in lines], [line.score for line in lines], cells)
