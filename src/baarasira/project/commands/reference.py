"""`baarasira reference load esco DIR`: the labels and skills of an ESCO release downloaded by the user."""

import argparse
import sys
from pathlib import Path

SUMMARY = "load a downloaded reference: load esco DIR"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What to load, and from which folder."""
    parser.add_argument("verb", choices=["load"])
    parser.add_argument("source", choices=["esco"], help="esco: the CSV files of an ESCO release")
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder of the unpacked release")


def run(args: argparse.Namespace) -> int:
    """Load the release in the place of the one before; 2 when the folder cannot be used, and nothing is changed then."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.kernel.actor import system
    from baarasira.kernel.tables import UnusableFile
    from baarasira.reference.esco_loading import load_esco

    try:
        report = load_esco(actor=system(timezone.now(), "command"), directory=args.directory, progress=_tell)
    except UnusableFile as fault:
        print(_(fault.message) % fault.params, file=sys.stderr)
        return 2
    if report.unchanged:
        print(_("This release is loaded already; nothing was changed."))
    print(
        _("Names of work: %(labels)d. Skills: %(skills)d. Skills by unit group: %(uses)d.")
        % {"labels": report.labels, "skills": report.skills, "uses": report.uses}
    )
    if report.dangling or report.ignored:
        print(
            _("Left out: %(dangling)d relations that point to nothing, %(ignored)d occupations of no unit group.")
            % {"dangling": report.dangling, "ignored": report.ignored}
        )
    return 0


def _tell(what: str, done: int) -> None:
    print(f"  {what}: {done}", file=sys.stderr, flush=True)
