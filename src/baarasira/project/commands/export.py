"""`baarasira export`: people, employers, offers or placements to a CSV file that import reads back."""

import argparse
import sys
from pathlib import Path

SUMMARY = "export people, employers, offers or placements to a CSV file"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What, and where to."""
    parser.add_argument("noun", choices=["people", "employers", "offers", "placements"])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """Write the file whole or not at all, readable by its owner alone, and journal the export; 2 when it cannot be written."""
    from django.utils import timezone

    from baarasira.jobs.exchange.exporting import EXPORTS
    from baarasira.kernel.actor import system
    from baarasira.kernel.journal import write as journal
    from baarasira.kernel.tables import write_csv

    headers, rows = EXPORTS[args.noun]
    count = 0

    def counted() -> "object":
        nonlocal count
        for row in rows():
            count += 1
            yield row

    try:
        write_csv(args.out, headers, counted())  # type: ignore[arg-type]
        args.out.chmod(0o600)
    except OSError as fault:
        print(f"Le fichier n'a pas pu être écrit : {fault}", file=sys.stderr)
        return 2
    journal.record(system(timezone.now(), "command"), f"{args.noun}.export", noun=args.noun, after={"rows": count})
    print(f"{count} lignes écrites : {args.out}")
    return 0
