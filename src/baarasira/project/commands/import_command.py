"""`baarasira import`: people, employers or offers from a file, row by row, each good row whole."""

import argparse
import sys
from pathlib import Path

SUMMARY = "import people, employers or offers from a CSV or XLSX file"
NEEDS_DJANGO = True
BEHIND_PAGES = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What to import, on whose account, under which source."""
    parser.add_argument("noun", choices=["people", "employers", "offers"])
    parser.add_argument("file", type=Path, nargs="?", help="CSV or XLSX")
    parser.add_argument("--by", metavar="EMAIL", help="the account that imports: its roles and office decide")
    parser.add_argument("--source", metavar="NAME", help="name of the sender; its ids are the key, imported once")
    parser.add_argument("--dry-run", action="store_true", help="say what would be recorded, record nothing")
    parser.add_argument("--report", type=Path, metavar="R.csv", help="write line, fate, id, message for every row")
    parser.add_argument(
        "--template", type=Path, metavar="OUT.csv", help="write an empty file with the columns, and stop"
    )


def run(args: argparse.Namespace) -> int:
    """Import what is good; 0 when every row was, 1 when some were refused, 2 when nothing could be read or done."""
    from django.utils import translation

    with translation.override("fr"):
        if args.template is not None:
            return _template(args)
        if args.file is None or not args.by or not args.source or args.report is None:
            print("Il faut un fichier, --by, --source et --report (ou --template).", file=sys.stderr)
            return 2
        return _import(args)


def _template(args: argparse.Namespace) -> int:
    from baarasira.jobs.exchange.importing import template
    from baarasira.kernel.tables import write_csv

    write_csv(args.template, list(template(args.noun)), [])
    print(f"Modèle écrit : {args.template}")
    return 0


def _import(args: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from baarasira.jobs.exchange import importing
    from baarasira.jobs.exchange.sender import NoSenderError, sender_of
    from baarasira.jobs.exchange.writers import WRITERS
    from baarasira.kernel.tables import UnusableFile

    try:
        sender = sender_of(args.by, args.source)
        file = importing.read(args.noun, args.file)
    except NoSenderError as fault:
        print(str(fault), file=sys.stderr)
        return 2
    except UnusableFile as fault:
        sentence = _(fault.message) % fault.params
        print(
            _("%(file)s cannot be used. %(why)s Nothing was recorded.") % {"file": args.file, "why": sentence},
            file=sys.stderr,
        )
        return 2
    for warning in file.warnings:
        print(f"! {warning}", file=sys.stderr)

    def progress(done: int) -> None:
        if done % 100 == 0 or done == len(file.table.rows):
            print(f"\r  {done}/{len(file.table.rows)}", end="", file=sys.stderr, flush=True)

    outcomes = importing.run(file, WRITERS[args.noun], sender, dry_run=args.dry_run, progress=progress)
    print(file=sys.stderr)
    importing.write_report(args.report, outcomes)
    found = importing.counts(outcomes)
    verb = "à enregistrer" if args.dry_run else "enregistrées"
    print(
        f"{len(outcomes)} lignes : {found['added']} {verb}, {found['known']} déjà connues, "
        f"{found['refused']} refusées. Rapport : {args.report}"
    )
    if args.noun == "people" and found["added"] and not args.dry_run:
        _look_for_doubles()
    return 1 if found["refused"] else 0


def _look_for_doubles() -> None:
    """Look the register through once for the people imported: what is found waits in the queue of their offices."""
    from django.utils import timezone

    from baarasira.doubles.actions import find_everywhere
    from baarasira.kernel.actor import system

    pairs = find_everywhere(actor=system(timezone.now()))
    print(f"{pairs} paires de dossiers à rapprocher, à lire sous « Doublons probables ».")
