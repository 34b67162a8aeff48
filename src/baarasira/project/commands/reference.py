"""`baarasira reference load`: an ESCO release downloaded by the user, or the communes of the country."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

SUMMARY = "load a downloaded reference: load esco DIR, load communes FILE"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """What to load, and from where."""
    parser.add_argument("verb", choices=["load"])
    parser.add_argument(
        "source",
        choices=["esco", "communes"],
        help="esco: the CSV files of an ESCO release; communes: region, cercle (empty in Bamako), commune, code (if any)",
    )
    parser.add_argument(
        "path", type=Path, metavar="DIR|FILE", help="the folder of the release, or the file of communes"
    )


def run(args: argparse.Namespace) -> int:
    """Load; 1 when rows of communes were refused, 2 when the folder or file cannot be used, and nothing is changed then."""
    from django.utils import translation
    from django.utils.translation import gettext as _

    from baarasira.kernel.tables import UnusableFile

    sources: Mapping[str, Callable[[Path], int]] = {"esco": _esco, "communes": _communes}
    with translation.override("fr"):
        try:
            return sources[args.source](args.path)
        except UnusableFile as fault:
            print(_(fault.message) % fault.params, file=sys.stderr)
            return 2


def _esco(directory: Path) -> int:
    """Load the release in the place of the one before."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.kernel.actor import system
    from baarasira.reference.esco_loading import load_esco

    report = load_esco(actor=system(timezone.now(), "command"), directory=directory, progress=_tell)
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


def _communes(file: Path) -> int:
    """Load the good rows, name each refused one by its line."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.kernel.actor import system
    from baarasira.kernel.tables import Column, read_table
    from baarasira.network.loading import load_communes

    columns = [Column("region", required=True), Column("cercle"), Column("commune", required=True), Column("code")]
    table = read_table(file, columns, fill_merged=True, refuse_cut=True)
    report = load_communes(actor=system(timezone.now(), "command"), rows=[row.values for row in table.rows])
    # The loading counts lines as if none were blank or refused: the file's own line is that of its row.
    refused = {table.rows[fault.line - 2].line: fault.sentence for fault in report.faults}
    for reject in table.rejects:
        expected = _(reject.fault.message) % reject.fault.params
        refused[reject.line] = (
            _("Column %(column)s: « %(cell)s » cannot be used; expected: %(expected)s")
            % {"column": reject.column, "cell": reject.cell[:60], "expected": expected}
            if reject.column
            else expected
        )
    for line in sorted(refused):
        print(_("Line %(line)d: %(sentence)s") % {"line": line, "sentence": refused[line]}, file=sys.stderr)
    print(
        _("Communes: %(added)d added, %(unchanged)d known already, %(refused)d refused.")
        % {"added": report.added, "unchanged": report.changed + report.unchanged, "refused": len(refused)}
    )
    return 1 if refused else 0


def _tell(what: str, done: int) -> None:
    print(f"  {what}: {done}", file=sys.stderr, flush=True)
