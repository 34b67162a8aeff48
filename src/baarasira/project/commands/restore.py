"""`baarasira restore`: put an archive back, on either database."""

import argparse
import sys
from pathlib import Path

SUMMARY = "put a backup in place of this installation's data"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """The archive, and the word that lets it replace data."""
    parser.add_argument("archive", type=Path)
    parser.add_argument("--replace", action="store_true", help="replace the data this installation already holds")


def run(args: argparse.Namespace) -> int:
    """Check the archive, then restore it whole; 2 when it cannot be used, 1 when data stand in the way."""
    from django.core.management import call_command

    from baarasira.project.backups import BadArchiveError, is_empty, read_manifest, restore

    try:
        manifest = read_manifest(args.archive)
    except BadArchiveError as fault:
        print(f"Cette archive ne peut pas être utilisée : {fault}. Rien n'a été changé.", file=sys.stderr)
        return 2
    call_command("migrate", interactive=False, verbosity=0)
    if not is_empty() and not args.replace:
        print(
            f"Cette installation contient déjà des données. L'archive du {manifest['made_at']} les remplacerait toutes : "
            "ajoutez --replace pour le faire.",
            file=sys.stderr,
        )
        return 1
    try:
        restore(args.archive, lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    except BadArchiveError as fault:
        print(f"La restauration n'a pas eu lieu : {fault}. Rien n'a été changé.", file=sys.stderr)
        return 2
    print("Restauration terminée. Redémarrez le serveur : les clés ont été remises en place.")
    return 0
