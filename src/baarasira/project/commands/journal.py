"""`baarasira journal`: seal the audit journal, export the head of its chain, verify it whole."""

import argparse
import sys
from pathlib import Path

SUMMARY = "verify, seal or export the head of the audit journal"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Three verbs; `--head` of verify takes a hash exported on an earlier day, or the file that holds it."""
    verbs = parser.add_subparsers(dest="act", required=True, metavar="{verify,seal,head}")
    verify = verbs.add_parser("verify", help="recompute the whole chain; status 1 names the first bad entry")
    verify.add_argument("--head", default="", help="a hash kept outside, or the file it was exported to")
    verbs.add_parser("seal", help="close every entry that waits into seals")
    head = verbs.add_parser("head", help="print the hash of the newest seal")
    head.add_argument("--out", type=Path, help="write it to this file as well")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 0 when all is well, 1 when the chain does not hold, 2 for a head that is not one."""
    return {"verify": _verify, "seal": _seal, "head": _head}[args.act](args)


def _expected(text: str) -> str:
    """Return the hash given, or the first word of the file of that name; raises ValueError for anything else."""
    path = Path(text)
    value = path.read_text(encoding="ascii").split()[0] if len(text) != 64 and path.is_file() else text
    if len(value) != 64 or not set(value.lower()) <= set("0123456789abcdef"):
        raise ValueError(text)
    return value.lower()


def _verify(args: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from baarasira.kernel.journal import chain

    try:
        expected = _expected(args.head) if args.head else ""
    except (ValueError, OSError, IndexError):
        told = _("“%(head)s” is neither a hash of 64 characters nor a file that begins with one.") % {"head": args.head}
        print(told, file=sys.stderr)
        return 2
    verdict = chain.verify(expected)
    if not verdict.sound:
        print(_("The journal does not hold: %(fault)s.") % {"fault": verdict.fault})
        if verdict.entry_id:
            print(_("First bad entry: %(entry)s") % {"entry": verdict.entry_id})
        return 1
    told = _("The journal holds: %(entries)d entries in %(seals)d seals, %(unsealed)d not sealed yet.")
    print(told % {"entries": verdict.entries, "seals": verdict.seals, "unsealed": verdict.unsealed})
    print(verdict.head)
    return 0


def _seal(_args: argparse.Namespace) -> int:
    from django.utils import timezone
    from django.utils.translation import ngettext

    from baarasira.kernel.journal import chain

    count = chain.seal_pending(timezone.now())
    print(ngettext("%(count)d entry sealed.", "%(count)d entries sealed.", count) % {"count": count})
    return 0


def _head(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from baarasira.kernel.journal import chain
    from baarasira.kernel.journal.export import head_line
    from baarasira.kernel.tables import write_atomically

    print(chain.head())
    if args.out:
        write_atomically(args.out, head_line(timezone.now()).encode("ascii"))
    return 0
