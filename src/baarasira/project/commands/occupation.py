"""`baarasira occupation`: free text, as people say it, to unit groups of ISCO-08 (engine.md, code)."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from baarasira.engine import OccupationIndex
from baarasira.kernel.tables import (
    REJECTS,
    TEXT,
    Column,
    Table,
    UnusableFile,
    csv_bytes,
    parse_whole,
    read_table,
    write_atomically,
    write_rejects,
)
from baarasira.project.paths import data_folder
from baarasira.reference.occupations import Suggested, carried_index, titled

SUMMARY = "say which unit groups of ISCO-08 a name of work means"
NEEDS_DJANGO = False

HEADERS = ("rank", "code", "label", "score")

_USED = 0
_REFUSED = 1
_UNUSABLE = 2
_DATABASE = "baarasira.sqlite3"

Suggest = Callable[[str], list[Suggested]]


class _Unusable(Exception):
    pass


def _top(text: str) -> int:
    try:
        return parse_whole(text.strip(), low=1)
    except ValueError:
        raise argparse.ArgumentTypeError("a whole number from 1 on") from None


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("text", nargs="*", help='the words, as people say them: "soudeur à l\'arc"')
    parser.add_argument(
        "--lang", choices=["fr", "en"], default="fr", help="language of the titles, and looked at first"
    )
    parser.add_argument("--top", type=_top, default=5, help="how many suggestions at most (5)")
    parser.add_argument("--file", type=Path, metavar="F", help="a CSV or XLSX file of texts, instead of one text")
    parser.add_argument("--column", metavar="NAME", help="the column of the texts in the file")
    parser.add_argument("--out", type=Path, metavar="O.csv", help="where the suggestions for the file are written")


def _say(text: str) -> None:
    print(f"occupation: {text}", file=sys.stderr, flush=True)


def _index() -> OccupationIndex:
    """Return the index over what the product carries and, where a database is in reach, over a loaded ESCO release."""
    if not os.environ.get("DATABASE_URL") and not (data_folder() / _DATABASE).exists():
        return carried_index()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
    import django
    from django.db import DatabaseError

    django.setup()
    from baarasira.reference.coding import occupation_index

    try:
        return occupation_index()
    except DatabaseError as fault:
        _say(f"the database does not answer ({fault}); only the names the product carries are used")
        return carried_index()


def _suggester(args: argparse.Namespace) -> Suggest:
    index = _index()
    return lambda text: titled(index, text, args.lang, args.top, unfinished=False)


def _rows(found: list[Suggested]) -> Iterator[tuple[int, str, str, int]]:
    for rank, one in enumerate(found, start=1):
        yield rank, one.code, one.title, one.score


def _check_file(args: argparse.Namespace) -> None:
    """Refuse options that do not go together, and an output that would overwrite the input or stand nowhere."""
    if args.text:
        raise _Unusable("give either a text or --file, not both")
    if args.column is None or args.out is None:
        raise _Unusable("--file needs --column NAME and --out O.csv")
    out: Path = args.out
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise _Unusable(f"{out}: give the name of a file in a folder that exists")
    if out.name == REJECTS:
        raise _Unusable(f"{out}: the refused rows are written under this name; choose another")
    if out.exists() and args.file.exists() and args.file.samefile(out):
        raise _Unusable(f"{out}: this is the input; choose another name for the suggestions")


def _read(args: argparse.Namespace, name: str) -> Table:
    try:
        table = read_table(args.file, [Column(name, TEXT)])
    except UnusableFile as fault:
        raise _Unusable(f"{args.file}: {fault}") from None
    if not name or name not in table.headers:
        found = ", ".join(header for header in table.headers if header)
        raise _Unusable(f"{args.file}: there is no column “{name}”; the header has: {found}")
    if table.cut:
        _say(f"{args.file}: the end of the file looks cut; its last row was read as it stands")
    return table


def _code_file(args: argparse.Namespace) -> int:
    """Write the suggestions for every row of a file; a text met before is not looked up again."""
    name = (args.column or "").strip()
    table = _read(args, name)
    suggest = lru_cache(maxsize=100_000)(_suggester(args))
    lines = ((row[name], *line) for row in table.rows if row[name] for line in _rows(suggest(row[name])))
    data = csv_bytes((name, *HEADERS), lines)
    try:
        write_atomically(args.out, data)
        refused = write_rejects(args.out.absolute().parent, {"file": table.rejects})
    except OSError as fault:
        raise _Unusable(f"{args.out}: cannot be written ({fault.strerror})") from None
    _say(f"{len(table.rows)} texts")
    if refused:
        _say(f"{len(table.rejects)} rows were refused, see {REJECTS} beside {args.out}")
        return _REFUSED
    return _USED


def run(args: argparse.Namespace) -> int:
    """Print or write the suggestions; 0, 1 when rows of the file were refused, 2 when an argument or the file cannot be used."""
    try:
        if args.file is not None:
            _check_file(args)
            return _code_file(args)
        if args.column is not None or args.out is not None:
            raise _Unusable("--column and --out go with --file")
        if not args.text:
            raise _Unusable("give the words to look up, or --file")
    except _Unusable as fault:
        _say(str(fault))
        return _UNUSABLE
    found = _suggester(args)(" ".join(args.text))
    sys.stdout.buffer.write(csv_bytes(HEADERS, _rows(found)))
    sys.stdout.buffer.flush()
    return _USED
