"""`baarasira duplicates`: who stands twice in a file of people, with how likely it is and why (engine.md, link)."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from baarasira.engine import Linked, LinkRecords, encode_people, find_duplicates, load_compiled_link
from baarasira.kernel.tables import (
    REJECTS,
    TEXT,
    Column,
    Kind,
    Table,
    UnusableFile,
    csv_bytes,
    parse_year_or_day,
    read_table,
    without_collector,
    write_atomically,
    write_rejects,
)

SUMMARY = "find the people who stand twice in a file"
NEEDS_DJANGO = False

HEADERS = ("left", "right", "probability", "reasons")

_USED = 0
_REFUSED = 1
_UNUSABLE = 2
_WORTH_COMPILING = 30_000


def _birth_text(text: str) -> str:
    parse_year_or_day(text)
    return text


BORN = Kind(_birth_text, "a year written YYYY or a date written YYYY-MM-DD", "")
PEOPLE = (
    Column("id", required=True, unique=True),
    Column("given_names", TEXT),
    Column("surname", TEXT),
    Column("born", BORN),
    *(Column(name, TEXT) for name in ("sex", "region", "commune", "phone", "national_id", "mother_name")),
)


class _Unusable(Exception):
    pass


def _threshold(text: str) -> float:
    message = "a probability from 0 to 1, as 0.5"
    whole, dot, part = text.strip().partition(".")
    if not (whole + part).isascii() or not (whole + part).isdigit() or (dot and not part):
        raise argparse.ArgumentTypeError(message)
    found = float(text)
    if found > 1:
        raise argparse.ArgumentTypeError(message)
    return found


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--people", required=True, type=Path, metavar="P.csv", help="people, CSV or XLSX")
    parser.add_argument("--threshold", type=_threshold, default=0.5, help="the least probability shown (0.5)")
    parser.add_argument("--out", required=True, type=Path, metavar="D.csv", help="where the pairs are written")


def _say(text: str) -> None:
    print(f"duplicates: {text}", file=sys.stderr, flush=True)


def _check_out(args: argparse.Namespace) -> Path:
    """Return where the pairs go; refuse what would overwrite the input, the rejects or a folder."""
    out: Path = args.out
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise _Unusable(f"{out}: give the name of a file in a folder that exists")
    if out.name == REJECTS:
        raise _Unusable(f"{out}: the refused rows are written under this name; choose another")
    if out.exists() and args.people.exists() and args.people.samefile(out):
        raise _Unusable(f"{out}: this is the input; choose another name for the pairs")
    return out


def _read(path: Path) -> Table:
    try:
        table = read_table(path, PEOPLE)
    except UnusableFile as error:
        raise _Unusable(f"{path}: {error}") from None
    if table.cut:
        _say(f"{path}: the end of the file looks cut; its last row was read as it stands")
    return table


def _records(table: Table) -> LinkRecords:
    names = [column.name for column in PEOPLE if column.name in table.headers]
    columns = {name: [row.values[name] for row in table.rows] for name in names}
    return encode_people(columns.pop("id"), columns)


def _lines(records: LinkRecords, found: Linked) -> Iterator[tuple[str, str, str, str]]:
    ids = records.ids
    rows = zip(found.left.tolist(), found.right.tolist(), found.probability.tolist(), found.reasons, strict=True)
    for left, right, probability, reasons in rows:
        yield ids[left], ids[right], f"{probability:.4f}", ";".join(reasons)


def run(args: argparse.Namespace) -> int:
    """Find them; 0, 1 when rows were refused, 2 when an argument or the file cannot be used (nothing is written then)."""
    try:
        out = _check_out(args)
        with without_collector():
            table = _read(args.people)
            records = _records(table)
    except _Unusable as error:
        _say(str(error))
        return _UNUSABLE
    table.rows.clear()
    _say(f"{len(records)} people")
    if len(records) > _WORTH_COMPILING:
        load_compiled_link()
    found = find_duplicates(records, args.threshold)
    data = csv_bytes(HEADERS, _lines(records, found))
    try:
        write_atomically(out, data)
        refused = write_rejects(out.absolute().parent, {"people": table.rejects})
    except OSError as error:
        _say(f"{out}: cannot be written ({error.strerror})")
        return _UNUSABLE
    _say(f"{len(found)} pairs")
    if refused:
        _say(f"{len(table.rejects)} rows were refused, see {REJECTS} beside {out}")
        return _REFUSED
    return _USED
