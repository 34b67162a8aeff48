"""Issue clearances by the thousand, beside the same paper made with WeasyPrint in the same run; print rates and aims.

    python -m benchmarks.clearances [--count 10000] [--sample 400] [--peer-python PATH]

Each task has a process of its own, one after the other. `--sample` is how many papers WeasyPrint lays out; `--peer-python` the
interpreter that has it, this one unless given. Status 1 when a code is wrong, 2 when somebody failed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .. import machine
from ..client import ROOT
from ..rank import RESULTS, SMALL_RESULTS, say
from . import tables

Result = dict[str, Any]
FULL = 10_000


class Failed(Exception):
    """A task ended without a reply; what it said stands on standard error."""


def _ask(python: str, module: str, *words: object) -> Result:
    command = [python, "-m", f"benchmarks.clearances.{module}", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode or not done.stdout:
        raise Failed(f"{module} ended with status {done.returncode}")
    found: Result = json.loads(done.stdout)
    return found


def _words(folder: Path) -> Path:
    """Write the words of the paper for the peer, from the file the product prints them from."""
    import tomllib

    source = ROOT / "src/baarasira/mobility/clearances/documents/wording/clearance_fr.toml"
    path = folder / "words.json"
    path.write_text(json.dumps(tomllib.loads(source.read_text())["words"]))
    return path


def run(args: argparse.Namespace) -> Result:
    """Measure everything; return the results. The peer is left out where it is not installed."""
    found: Result = {"machine": machine.described(), "seed": args.seed, "count": args.count, "peer": None}
    with tempfile.TemporaryDirectory(prefix="clearances-") as name:
        folder = Path(name)
        found["sign"] = _ask(sys.executable, "worker", "sign", folder, args.count, args.seed)
        say(f"signed, drawn and verified: {args.count}")
        found["ours"] = _ask(sys.executable, "worker", "print", folder, args.count, args.seed)
        say(f"ours: {tables.rate(found['ours']):.1f} papers a second")
        python = args.peer_python or (sys.executable if find_spec("weasyprint") else "")
        if python:
            sample = min(args.sample, args.count)
            found["peer"] = _ask(python, "peer", folder, args.count, args.seed, sample, _words(folder))
            say(f"WeasyPrint: {tables.rate(found['peer']):.1f} papers a second")
        else:
            say("WeasyPrint is not installed: no comparison (make install-bench)")
    found["wrong"] = tables.wrong(found)
    return found


def main(words: list[str] | None = None) -> int:
    """Run; return 0, 1 when a code is wrong, 2 when somebody failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clearances", description=__doc__)
    parser.add_argument("--count", type=int, default=FULL, help="clearances issued")
    parser.add_argument("--sample", type=int, default=400, help="papers that WeasyPrint lays out")
    parser.add_argument("--peer-python", default="", help="the interpreter that has WeasyPrint")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, help="where the results are written")
    args = parser.parse_args(words)
    try:
        found = run(args)
    except Failed as error:
        say(f"bench: {error}")
        return 2
    folder = args.results or (RESULTS if args.count == FULL and found["peer"] else SMALL_RESULTS)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"clearances-{args.count}.json"
    path.write_text(json.dumps(found, indent=1) + "\n")
    say(f"results: {path}")
    print("\n".join(tables.written(found)))
    for line in found["wrong"]:
        say(f"wrong: {line}")
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
