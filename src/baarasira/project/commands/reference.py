"""`baarasira reference`: load an ESCO release or the communes; publish, export or withdraw the list of near occupations."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

SUMMARY = "load esco DIR, load communes FILE; publish related, export related FILE, withdraw related NUMBER"
NEEDS_DJANGO = True


_PUBLISH, _EXPORT, _WITHDRAW = "publish", "export", "withdraw"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, with what, and from or to where."""
    parser.add_argument("verb", choices=["load", _PUBLISH, _EXPORT, _WITHDRAW])
    parser.add_argument(
        "source",
        choices=["esco", "communes", "related"],
        help="esco: the CSV files of an ESCO release; communes: region, cercle (empty in Bamako), commune, code (if any); "
        "related: the list of near occupations, computed from a loaded release, for ranking",
    )
    parser.add_argument(
        "path",
        nargs="?",
        metavar="DIR|FILE|NUMBER",
        help="the folder of the release, the file of communes, the file the list is written to, the version taken out",
    )


def run(args: argparse.Namespace) -> int:
    """Act; 1 when rows of communes were refused, 2 when what was asked cannot be done, and nothing is changed then."""
    from django.utils import translation
    from django.utils.translation import gettext as _

    from baarasira.kernel.errors import BusinessError
    from baarasira.kernel.tables import UnusableFile

    ways: Mapping[tuple[str, str], Callable[[str], int]] = {
        ("load", "esco"): lambda path: _esco(Path(path)),
        ("load", "communes"): lambda path: _communes(Path(path)),
        (_PUBLISH, "related"): lambda _path: _publish_related(),
        (_EXPORT, "related"): lambda path: _export_related(Path(path)),
        (_WITHDRAW, "related"): _withdraw_related,
    }
    way = ways.get((args.verb, args.source))
    with translation.override("fr"):
        if way is None or (args.path is None) != (args.verb == _PUBLISH):
            print(_("It is: %(ways)s.") % {"ways": SUMMARY}, file=sys.stderr)
            return 2
        try:
            return way(args.path or "")
        except UnusableFile as fault:
            print(_(fault.message) % fault.params, file=sys.stderr)
            return 2
        except BusinessError as refusal:
            print(refusal.sentence, file=sys.stderr)
            return 2


def _publish_related() -> int:
    """Compute the list from the loaded release and publish it under the next number."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.kernel.actor import system
    from baarasira.reference.related import publish_related

    version, new = publish_related(actor=system(timezone.now(), "command"))
    if not new:
        print(_("The list is the one in force already; nothing was changed."))
    print(
        _("Near occupations: version %(number)d, %(pairs)d pairs.") % {"number": version.number, "pairs": version.pairs}
    )
    return 0


def _export_related(file: Path) -> int:
    """Write the list in force as `rank --related` reads it."""
    from django.utils.translation import gettext as _

    from baarasira.kernel.tables import write_atomically
    from baarasira.reference.related import in_force, pairs_of, table_of

    version = in_force()
    if version is None:
        print(_("No list of near occupations is published: baarasira reference publish related."), file=sys.stderr)
        return 2
    try:
        write_atomically(file, table_of(pairs_of(version)))
    except OSError as fault:
        print(_("%(path)s cannot be written: %(reason)s.") % {"path": file, "reason": fault.strerror}, file=sys.stderr)
        return 2
    print(
        _("Near occupations: version %(number)d, %(pairs)d pairs.") % {"number": version.number, "pairs": version.pairs}
    )
    return 0


def _withdraw_related(number: str) -> int:
    """Take a version out; the one before holds again."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.kernel.actor import system
    from baarasira.reference.occupation_models import RelatedList
    from baarasira.reference.related import in_force, withdraw_related

    if (
        not number.isascii()
        or not number.isdecimal()
        or not RelatedList.objects.filter(number=int(number[:9])).exists()
    ):
        print(
            _("There is no version “%(number)s” of the list of near occupations.") % {"number": number}, file=sys.stderr
        )
        return 2
    withdraw_related(actor=system(timezone.now(), "command"), number=int(number))
    holding = in_force()
    said = _("Version %(number)d holds.") % {"number": holding.number} if holding else _("No version holds.")
    print(said)
    return 0


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
