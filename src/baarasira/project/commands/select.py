"""`baarasira select`: who is chosen under quotas, from plain files to plain files (engine.md, select)."""

import argparse

from baarasira.engine import select
from baarasira.project.commands import _selecting

SUMMARY = "choose under quotas: the best answer, proven, from a list and rules"
NEEDS_DJANGO = False

configure = _selecting.configure


def run(args: argparse.Namespace) -> int:
    """Return 0, 2 when an argument, the rules or a row cannot be used, 3 when the quotas contradict each other."""
    return _selecting.run(args, "select", select, with_scores=True)
