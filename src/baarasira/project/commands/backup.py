"""`baarasira backup`: one archive of the whole installation."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

SUMMARY = "write one archive of the data and the keys"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("--out", type=Path, help="archive to write (baarasira-DATE.tar.gz in the current folder)")


def run(args: argparse.Namespace) -> int:
    """Write the archive; 2 when it cannot be written."""
    from baarasira.project.backups import backup

    target = args.out or Path(f"baarasira-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar.gz")
    try:
        manifest = backup(target, lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    except OSError as fault:
        print(f"La sauvegarde n'a pas pu être écrite : {fault}", file=sys.stderr)
        return 2
    rows = sum(table["rows"] for table in manifest["tables"].values())
    print(f"Sauvegarde écrite : {target} ({rows} lignes). Elle contient des données personnelles et les clés.")
    return 0
