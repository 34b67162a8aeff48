"""`baarasira programme`: check a programme file, explain it, put the product's catalogue into the database."""

import argparse
import sys
from pathlib import Path

SUMMARY = "programme files: check FILE, explain FILE, load (the catalogue, into the database)"
NEEDS_DJANGO = True

_CLEAN, _FINDINGS, _UNREADABLE = 0, 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """One verb, and for the first two a file."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|explain|load")
    check = verbs.add_parser(
        "check", help="say what is wrong: one line FILE:LINE a finding; status 0 clean, 1 findings, 2 unreadable"
    )
    explain = verbs.add_parser(
        "explain", help="print it in French, as a text, or with --out as a page with the road drawn"
    )
    for verb in (check, explain):
        verb.add_argument("file", type=Path, metavar="FILE", help="the programme, a TOML file")
    explain.add_argument("--out", type=Path, metavar="PAGE.html", help="write a page of HTML instead")
    verbs.add_parser("load", help="import the catalogue of the product as drafts to be published (can be run again)")


def run(args: argparse.Namespace) -> int:
    """Do it; the status of check and explain is 0, 1 when there are findings, 2 when the file cannot be read."""
    from django.utils import translation

    with translation.override("fr"):
        if args.verb == "load":
            return _load()
        return _check(args.file) if args.verb == "check" else _explain(args.file, args.out)


def _compiled(file: Path) -> tuple[int, str]:
    """Return the status and the canonical form of a file; what is wrong is printed, a line a finding."""
    from django.utils.translation import gettext as _

    from baarasira.programmes.compiling import compile_file
    from baarasira.programmes.files.reading import UnreadableFile

    try:
        compilation = compile_file(file.read_bytes())
    except OSError as error:
        print(_("%(file)s: cannot be opened (%(why)s)") % {"file": file, "why": error.strerror}, file=sys.stderr)
        return _UNREADABLE, ""
    except UnreadableFile as error:
        print(f"{file}:{error.flaw.line}: {error.flaw.sentence}")
        return _UNREADABLE, ""
    for flaw in compilation.flaws:
        print(f"{file}:{flaw.line}: {flaw.sentence}")
    return (_CLEAN if compilation.clean else _FINDINGS), compilation.canonical


def _check(file: Path) -> int:
    from django.utils.translation import gettext as _

    from baarasira.programmes.compiling import digest_of

    status, canonical = _compiled(file)
    if status == _CLEAN:
        print(
            _("%(file)s: nothing to mend; hash %(hash)s") % {"file": file, "hash": digest_of(canonical)},
            file=sys.stderr,
        )
    return status


def _explain(file: Path, out: Path | None) -> int:
    from django.utils.translation import gettext as _

    from baarasira.kernel.tables import write_atomically
    from baarasira.programmes.compiled.building import programme_of
    from baarasira.programmes.explaining.writing import as_page, as_text

    status, canonical = _compiled(file)
    if status != _CLEAN:
        return status
    programme = programme_of(canonical)
    if out is None:
        sys.stdout.write(as_text(programme))
        return _CLEAN
    try:
        write_atomically(out, as_page(programme).encode())
    except OSError as error:
        print(_("%(file)s: cannot be written (%(why)s)") % {"file": out, "why": error.strerror}, file=sys.stderr)
        return _UNREADABLE
    print(_("%(file)s: written") % {"file": out}, file=sys.stderr)
    return _CLEAN


def _load() -> int:
    from django.utils.translation import gettext as _

    from baarasira.programmes.loading import load_catalogue

    report = load_catalogue()
    print(
        _("Programmes: %(added)d to be read and published, %(unchanged)d known already, %(kept)d kept as changed here.")
        % {"added": len(report.added), "unchanged": len(report.unchanged), "kept": len(report.kept)}
    )
    return 0
