"""`baarasira draw`: who is drawn by lot under quotas, from plain files to plain files (engine.md, draw)."""

import argparse

from baarasira.engine import draw
from baarasira.project.commands import _selecting

SUMMARY = "draw by lot under quotas, from a list, rules and a public number"
NEEDS_DJANGO = False

configure = _selecting.configure


def run(args: argparse.Namespace) -> int:
    """Return 0, 2 when an argument, the rules or a row cannot be used, 3 when the quotas contradict each other."""
    return _selecting.run(args, "draw", draw, with_scores=False)
