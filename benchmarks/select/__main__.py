"""Choose under quotas by us and by others, in one run; check that the sums are equal; print ratios and aims.

    python -m benchmarks.select [--people 100000] [--large 1000000] [--quotas 400] [--peers cpsat,highs]

Each task has a process of its own, one after the other. Status 1 when a sum or a quota is wrong, 2 when somebody failed.
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
from . import tables
from .peers import PEERS

Result = dict[str, Any]
FULL = (100_000, 1_000_000, 400)


class Failed(Exception):
    """A task ended without a reply; what it said stands on standard error."""


def _ask(task: str, people: int, args: argparse.Namespace) -> Result:
    command = [sys.executable, "-m", "benchmarks.select.worker", task, "--people", str(people)]
    command += ["--seed", str(args.seed), "--quotas", str(args.quotas)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode or not done.stdout:
        raise Failed(f"{task} with {people} people ended with status {done.returncode}")
    found: Result = json.loads(done.stdout)
    say(f"{task}, {people} people: {found.get('seconds', found.get('solve')):.3f} s")
    return found


def run(args: argparse.Namespace) -> Result:
    """Measure everything; return the results."""
    found: Result = {"machine": machine.described(), "seed": args.seed, "people": args.people, "large": args.large}
    found["ours"] = _ask("campaign", args.people, args)
    found["peers"] = {name: _ask(name, args.people, args) for name in args.peers}
    found["after"] = _ask("campaign", args.people, args)
    found["ours_large"] = _ask("campaign", args.large, args)
    found["no_answer"] = _ask("contradictory", args.large, args)
    found["free"] = _ask("free", args.large, args)
    found["wrong"] = tables.wrong(found)
    return found


def _names(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if unknown := sorted(set(names) - set(PEERS)):
        raise argparse.ArgumentTypeError(f"not a peer: {', '.join(unknown)}")
    return names


def main(words: list[str] | None = None) -> int:
    """Run; return 0, 1 when a sum or a quota is wrong, 2 when somebody failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.select", description=__doc__)
    parser.add_argument(
        "--people", type=int, default=FULL[0], help="of the campaign that the peers choose from as well"
    )
    parser.add_argument(
        "--large", type=int, default=FULL[1], help="of the campaign and of the free quotas we alone choose from"
    )
    parser.add_argument("--quotas", type=int, default=FULL[2])
    parser.add_argument("--peers", type=_names, default=list(PEERS), help=f"of {','.join(PEERS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, help="where the results are written")
    args = parser.parse_args(words)
    try:
        found = run(args)
    except Failed as error:
        say(f"bench: {error}")
        return 2
    full = (args.people, args.large, args.quotas) == FULL
    folder = args.results or (RESULTS if full else SMALL_RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"select-{args.people}-{args.large}.json"
    file.write_text(json.dumps(found, indent=1) + "\n")
    print(tables.text([found]))
    say(f"results: {file}")
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
