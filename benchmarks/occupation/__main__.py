"""Look names of work up, beside a character TF-IDF over the same labels in the same run; print shares, times and aims.

    python -m benchmarks.occupation [--esco DIR] [--sample 3000] [--seed 1]

Without `--esco` the four hundred titles alone; with the folder of an ESCO release (its published CSV files), also labels held
out by occupation. Each side has a process of its own, one after the other. Status 2 when somebody failed.
"""

import argparse
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .. import machine
from ..client import ROOT
from ..rank import RESULTS, SMALL_RESULTS, say
from . import data, tables

Result = dict[str, Any]
FULL = 3000


class Failed(Exception):
    """A side ended without a reply; what it said stands on standard error."""


def _ask(*words: object) -> Result:
    command = [sys.executable, "-m", "benchmarks.occupation.worker", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode or not done.stdout:
        raise Failed(f"{' '.join(map(str, words))} ended with status {done.returncode}")
    found: Result = json.loads(done.stdout)
    return found


def run(args: argparse.Namespace) -> Result:
    """Measure every side on every set of labels; the peer is left out where scikit-learn is not installed."""
    sources = [data.CARRIED, *((data.ESCO, data.BOTH) if args.esco else ())]
    sides = ["ours", *(("tfidf",) if find_spec("sklearn") else ())]
    if len(sides) == 1:
        say("scikit-learn is not installed: no comparison (make install-bench)")
    found: Result = {"machine": machine.described(), "seed": args.seed, "sample": args.sample, "runs": []}
    for source in sources:
        for side in sides:
            one = _ask(side, source, "-" if source == data.CARRIED else args.esco, args.sample, args.seed)
            found["runs"].append(one)
            say(f"{side}, {source}: {one['shares']['all']['top1'] / one['asked']:.1%} right at once")
    return found


def main(words: list[str] | None = None) -> int:
    """Run; return 0, or 2 when somebody failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.occupation", description=__doc__)
    parser.add_argument("--esco", type=Path, help="the folder of an ESCO release")
    parser.add_argument("--sample", type=int, default=FULL, help="held-out titles asked, a language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, help="where the results are written")
    args = parser.parse_args(words)
    try:
        found = run(args)
    except Failed as error:
        say(f"bench: {error}")
        return 2
    whole = args.sample == FULL and len(found["runs"]) == len(tables.SOURCES) * len(tables.SIDES)
    folder = args.results or (RESULTS if whole else SMALL_RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"occupation-{args.sample}.json"
    path.write_text(json.dumps(found, indent=1) + "\n")
    say(f"results: {path}")
    print("\n".join(tables.written(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
