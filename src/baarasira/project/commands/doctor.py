"""`baarasira doctor`: what is wrong with this installation, and how to mend it."""

import argparse
import sys

SUMMARY = "say what is wrong with this installation and how to mend it"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    """`--quick` leaves out the checks that read whole tables."""
    parser.add_argument("--quick", action="store_true", help="leave out what reads whole tables (the journal's chain)")


def run(args: argparse.Namespace) -> int:
    """Print one line a check and a sentence on how to mend what fails; 1 when something must be mended."""
    from baarasira.project.health import Level, examine

    worst = 0
    for finding in examine(quick=args.quick):
        mark = {Level.GOOD: "✓", Level.WARNING: "!", Level.FAULT: "✗"}[finding.level]
        stream = sys.stdout if finding.level is not Level.FAULT else sys.stderr
        print(f"{mark} {finding.what} : {finding.found}", file=stream)
        if finding.mend:
            print(f"  → {finding.mend}", file=stream)
        worst |= finding.level is Level.FAULT
    return int(worst)
