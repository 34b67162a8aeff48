"""`baarasira network`: the structures of a new service, from a file."""

import argparse
import sys
from pathlib import Path

SUMMARY = "list the structures of the service, or open those of a file: list, load FILE"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Two verbs of its own."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="list the structures as a tree")
    load = verbs.add_parser("load", help="open the structures of a CSV or XLSX file, all or none")
    load.add_argument("file", type=Path, help="code, name, kind, parent, covers (codes separated by ;)")


def run(args: argparse.Namespace) -> int:
    """List, or load; 2 when the file cannot be used, and nothing is opened then."""
    from django.utils import timezone, translation

    from baarasira.network.queries import structure_tree

    if args.verb == "list":
        for line in structure_tree(timezone.localdate()):
            print(f"{'  ' * line.depth}{line.structure.code}  {line.structure.name}")
        return 0
    with translation.override("fr"):
        return _load(args.file)


def _load(path: Path) -> int:
    """Open each structure by its action, parents first; those of a known code are left as they are."""
    from django.db import transaction
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.kernel.actor import system
    from baarasira.kernel.errors import BusinessError
    from baarasira.kernel.tables import CODES, Column, UnusableFile, read_table
    from baarasira.network.actions import open_structure
    from baarasira.network.models import Structure

    columns = [Column(name, required=True) for name in ("code", "name", "kind")]
    try:
        table = read_table(path, [*columns, Column("parent"), Column("covers", CODES)], refuse_cut=True)
    except UnusableFile as fault:
        print(_(fault.message) % fault.params, file=sys.stderr)
        return 2
    faults = [(reject.line, _(reject.fault.message) % reject.fault.params) for reject in table.rejects]
    actor, opened = system(timezone.now(), "command"), 0
    with transaction.atomic():
        known = {row.code: row for row in Structure.objects.all()}
        for row in table.rows:
            if row["code"] in known:
                continue
            if row["parent"] and row["parent"] not in known:
                faults.append((row.line, _("No structure above has the code %(code)s.") % {"code": row["parent"]}))
                continue
            try:
                known[row["code"]] = open_structure(
                    actor=actor,
                    code=row["code"],
                    name=row["name"],
                    kind=row["kind"],
                    parent=known.get(row["parent"]),
                    opened_on=actor.today,
                    covers=list(row["covers"]),
                )
                opened += 1
            except BusinessError as refusal:
                faults.append((row.line, str(refusal)))
        if faults:
            transaction.set_rollback(True)
    for line, sentence in sorted(faults):
        print(_("Line %(line)d: %(sentence)s") % {"line": line, "sentence": sentence}, file=sys.stderr)
    if faults:
        print(_("Nothing was opened."), file=sys.stderr)
        return 2
    print(_("Structures opened: %(count)d.") % {"count": opened})
    return 0
