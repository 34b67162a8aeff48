"""`baarasira setup`: bring the database and the static files of this installation up to date."""

import argparse
import sys

SUMMARY = "create or update the database, the code lists and the static files (can be run again)"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """No option: the same steps bring up a new installation and update an old one."""


def run(_args: argparse.Namespace) -> int:
    """Migrate, load the carried code lists and territory, gather the static files; each step says what it does."""
    from baarasira.project.installation import prepare

    prepare(lambda step: print(f"→ {step}", file=sys.stderr, flush=True))
    return 0
