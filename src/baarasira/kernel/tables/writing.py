"""Writing tables exactly: UTF-8 without BOM, LF, quotes only where needed; a file appears whole or not at all."""

import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .faults import Reject

REJECTS = "REJECTS.csv"
REJECT_HEADERS = ("file", "line", "column", "expected")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    if "," in text or "\n" in text or "\r" in text:
        return f'"{text}"'
    return text


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file: the headers, then the rows; None is an empty cell, anything else its `str`."""
    lines = [",".join(map(_cell, headers))]
    # A line of one empty cell would be a blank line, which readers skip.
    lines.extend(",".join(map(_cell, row)) or '""' for row in rows)
    lines.append("")
    return "\n".join(lines).encode("utf-8")


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file so that nobody ever sees half of it: a new file beside it takes its name.

    A `private` one is readable by its owner alone from its first byte. What is not an ordinary file (a pipe, a device) is
    written to directly. Raises OSError.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    part = path.with_name(f".{path.name[:60]}.{secrets.token_hex(6)}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file, whole or not at all; raises OSError."""
    write_atomically(path, csv_bytes(headers, rows))


def write_rejects(folder: Path, rejects: Mapping[str, Sequence[Reject]]) -> bool:
    """Write ``REJECTS.csv`` into `folder`, or remove one left from before; return whether any row was refused.

    rejects: the refused rows of every input, by its short name (``people``), in the order of the inputs.
    """
    path = folder / REJECTS
    rows = [
        (name, reject.line, reject.column, reject.expected)
        for name, refused in rejects.items()
        for reject in sorted(refused, key=lambda reject: reject.line)
    ]
    if rows:
        write_csv(path, REJECT_HEADERS, rows)
    else:
        path.unlink(missing_ok=True)
    return bool(rows)
