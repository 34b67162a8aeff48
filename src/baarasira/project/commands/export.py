"""`baarasira export`: people, employers, offers or placements to a CSV file that import reads back."""

import argparse
import sys
from pathlib import Path

SUMMARY = "export people, employers, offers or placements to a CSV file"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What, where to, and on whose account."""
    parser.add_argument("noun", choices=["people", "employers", "offers", "placements"])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--by",
        metavar="EMAIL",
        help=(
            "the account that exports: its roles and structures decide what is in the file, and identity numbers (NINA) "
            "are in it only where they let it see them; without it the whole country, without any identity number, "
            "journaled as the system's"
        ),
    )


def run(args: argparse.Namespace) -> int:
    """Write the file whole or not at all, readable by its owner alone, and journal the export; 2 when it cannot be done."""
    from django.utils import translation

    with translation.override("fr"):
        return _export(args)


def _export(args: argparse.Namespace) -> int:
    from baarasira.jobs.exchange.exporting import export
    from baarasira.jobs.exchange.sender import NoSenderError, exporter_of
    from baarasira.kernel.errors import NotAllowed

    try:
        count = export(exporter_of(args.by), args.noun, args.out)
    except NoSenderError as fault:
        print(str(fault), file=sys.stderr)
        return 2
    except NotAllowed as refusal:
        print(f"{refusal} Rien n’a été exporté.", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"Le fichier n'a pas pu être écrit : {fault}", file=sys.stderr)
        return 2
    print(f"{count} lignes écrites : {args.out}")
    return 0
