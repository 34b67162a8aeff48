"""Find who stands twice in a register, by us and by Splink, on the same records in one run; print both curves and the aims.

    python -m benchmarks.link [--people 1000000] [--small 100000] [--seed 1]

Each task has a process of its own, one after the other. Status 2 when somebody failed.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from .. import machine
from ..client import ROOT
from ..rank import RESULTS, SMALL_RESULTS, say
from . import tables, worker

Result = dict[str, Any]
FULL = (1_000_000, 100_000)
SETS = ("febrl1", "febrl2", "febrl3", "febrl4")


class Failed(Exception):
    """A task ended without a reply; what it said stands on standard error."""


def _ask(task: str, what: str) -> Result:
    command = [sys.executable, "-m", "benchmarks.link.worker", task, what]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode or not done.stdout:
        raise Failed(f"{task} on {what} ended with status {done.returncode}")
    found: Result = json.loads(done.stdout.splitlines()[-1])
    say(f"{task}, {what}: {found['seconds']:.1f} s, recall at 95 % precision {found['recall_at_95']:.3f}")
    return found


def _public() -> Result:
    """Link the public sets; one on which somebody fails is left out, and said."""
    found: Result = {}
    for name in SETS:
        try:
            found[name] = {task: _ask(task, name) for task in ("ours", "splink")}
        except Failed as error:
            say(f"bench: {error}")
    return found


def run(args: argparse.Namespace) -> Result:
    """Measure everything; return the results."""
    found: Result = {
        "machine": machine.described(),
        "seed": args.seed,
        "people": args.people,
        "small": args.small,
        "runs": [],
    }
    for people in dict.fromkeys((args.small, args.people)):
        folder = args.data / f"{people}-{args.seed}"
        worker.write(folder, people, args.seed)
        answers = {task: _ask(task, str(folder)) for task in ("ours", "splink")}
        found["runs"].append({"people": people, **answers})
    found["public"] = {} if args.no_public else _public()
    return found


def main(words: list[str] | None = None) -> int:
    """Run; return 0, or 2 when somebody failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.link", description=__doc__)
    parser.add_argument("--people", type=int, default=FULL[0])
    parser.add_argument("--small", type=int, default=FULL[1])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-public", action="store_true", help="leave out the public sets febrl 1 to 4")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "link", help="where the registers are drawn")
    parser.add_argument("--results", type=Path, help="where the results are written")
    args = parser.parse_args(words)
    try:
        found = run(args)
    except Failed as error:
        say(f"bench: {error}")
        return 2
    folder = args.results or (RESULTS if (args.people, args.small) == FULL else SMALL_RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"link-{args.people}-{args.small}.json"
    file.write_text(json.dumps(found, indent=1) + "\n")
    print(tables.text([found]))
    say(f"results: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
