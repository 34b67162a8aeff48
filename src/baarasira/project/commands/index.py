"""`baarasira index`: how the index over the register stands; build it anew."""

import argparse
import sys
import time

SUMMARY = "say how the index over the register stands, or build it anew"
NEEDS_DJANGO = True
BEHIND_PAGES = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Two verbs."""
    verbs = parser.add_subparsers(dest="act", required=True, metavar="{status,build}")
    verbs.add_parser("status", help="age, size, people, entries that came since; status 1 when it lags")
    verbs.add_parser("build", help="read the whole register and put a new index in the place of the one in use")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 0 when all is well, 1 when the index lags or another process is building it."""
    return _status() if args.act == "status" else _build()


def _status() -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.matching import index

    state = index.state()
    if state.generation is None:
        print(_("No index on disk; %(people)d people are ranked.") % {"people": state.people})
    else:
        told = _("Index of %(made)s: %(people)d people, %(size)d MB, %(behind)d entries since.")
        made = timezone.localtime(state.generation.made_at).strftime("%d/%m/%Y %H:%M")
        size = state.generation.size // 1_000_000
        print(told % {"made": made, "people": state.generation.people, "size": size, "behind": state.behind})
    return 1 if state.lags else 0


def _build() -> int:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from baarasira.matching import index

    print(_("Reading the register; the index in use serves meanwhile."), file=sys.stderr, flush=True)
    begun = time.monotonic()
    people = index.keep(timezone.now(), anew=True)
    state = index.state()
    if not people and state.people:
        print(_("Another process is building the index; nothing was done here."), file=sys.stderr)
        return 1
    print(_("%(people)d people in %(seconds)d s.") % {"people": people, "seconds": time.monotonic() - begun})
    return 0
