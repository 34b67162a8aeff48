"""Rank a generated register by us and by others, in one run; check that all answers are equal; print ratios.

    python -m benchmarks.rank [--people 1000000] [--offers 10000] [--weights 45,25,10,10,10] [--peers scan,plain,…]

Each who ranks has a process of its own. Slow ones get a sample of the offers, drawn by chance, and their time is scaled to
all. Status 1 when any answer differs, 2 when somebody could not rank.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from . import machine, summary
from .answers import Answers, differences
from .client import ROOT, Client, Job, WorkerFailed
from .register.store import generate

SAMPLES = {"scan": 1000, "plain": 20, "scipy": 500, "polars": 300, "duckdb": 300, "postgres": 200, "command": 100}
"""Offers that each peer ranks where nothing else is asked for. The scan is the check of ours: a thousand or more."""

USUAL = tuple(name for name in SAMPLES if name != "command")

RESULTS = Path(__file__).parent / "results"
SMALL_RESULTS = ROOT / "build" / "results"
"""Where results are written: those of the full size beside the note, which tells them; others where nobody keeps them."""

_TRIED = 40
_SINGLES = 40
_PASSES = 2
_READS_ALL = ("command",)
"""Who reads everyone anew at every call: one pass, one single offer."""

_CHANGES = 200
_SHOWN = 5

Result = dict[str, Any]


def say(text: str) -> None:
    """Print a line of progress."""
    print(text, file=sys.stderr, flush=True)


def _weights(text: str) -> tuple[int, ...]:
    weights = tuple(int(part) for part in text.split(","))
    if len(weights) != 5 or min(weights) < 0:
        raise argparse.ArgumentTypeError("five whole numbers from 0, in the order O,S,E,L,P")
    return weights


def _names(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if unknown := sorted(set(names) - set(SAMPLES)):
        raise argparse.ArgumentTypeError(f"not a peer: {', '.join(unknown)}")
    return names


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.rank", description=__doc__)
    options.add_argument("--people", type=int, default=1_000_000)
    options.add_argument("--offers", type=int, default=10_000)
    options.add_argument("--weights", type=_weights, default=(45, 25, 10, 10, 10), help="of O,S,E,L,P")
    options.add_argument("--top", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--peers", type=_names, default=list(USUAL), help=f"of {','.join(SAMPLES)}")
    for name, count in SAMPLES.items():
        options.add_argument(f"--sample-{name}", type=int, default=count, metavar="OFFERS", help=f"({count})")
    options.add_argument("--data", type=Path, help="where the register is written, and found again the next time")
    options.add_argument("--results", type=Path, help="where the results are written")
    return options


class Run:
    """One run: us throughout, the others one after the other in between."""

    def __init__(self, args: argparse.Namespace, job: Job, folder: Path) -> None:
        self.args, self.job, self.folder = args, job, folder
        self.every = list(range(args.offers))
        self.order = np.random.default_rng(args.seed).permutation(args.offers).tolist()
        self.reference: Answers | None = None
        self.wrong: list[str] = []

    def ours_apart(self) -> Result:
        """Build in one process; in a fresh one open, rank everything, and ask for the peak of its memory."""
        with Client("ours", self.job) as client:
            built = client.ask("prepare") | {"memory": client.ask("memory")["memory"]}
        with Client("ours", self.job) as client:
            loaded = client.ask("load")
            first = client.ask("rank", offers=self.every, out="")
            memory = client.ask("memory")["memory"]
            out = self.folder / "ours.npz"
            client.ask("rank", offers=self.every, out=str(out))
        self.reference = Answers.load(out)
        say(
            f"ours: {first['seconds']:.2f} s for all offers, peak {memory['peak'] / 1e6:.0f} MB in a process of its own"
        )
        return {"built": built, "loaded": loaded, "first": first["seconds"], "memory": memory}

    def peer(self, name: str) -> Result:
        """Have a peer rank its sample, in its quickest shape; compare its answers with ours."""
        count = min(getattr(self.args, f"sample_{name}"), self.args.offers)
        sample, tried = self.order[:count], self.order[-_TRIED:]
        passes_wanted, singles_wanted = (1, 1) if name in _READS_ALL else (_PASSES, _SINGLES)
        out = self.folder / f"{name}.npz"
        with Client(name, self.job) as client:
            loaded = client.ask("load")
            say(f"{name}: loaded in {loaded['seconds']:.1f} s")
            chosen = client.ask("choose", offers=tried[: min(_TRIED, count)])
            passes = [client.ask("rank", offers=sample, out=str(out)) for _ in range(passes_wanted)]
            singles = client.ask("singles", offers=sample[:singles_wanted])["seconds"]
            told = client.ask("memory")
        best = min(passes, key=lambda reply: float(reply["seconds"]))
        assert self.reference is not None
        answers = Answers.load(out)
        different = differences(self.reference, answers)
        self.wrong += [f"{name}, {line}" for line in different]
        say(
            f"{name}: {best['seconds'] / count * 1000:.2f} ms an offer ({chosen['chosen']}), {len(different)} different"
        )
        return {
            "load": loaded["seconds"],
            **chosen,
            "sample": count,
            "seconds": best["seconds"],
            "cpu": best["cpu"],
            "passes": [reply["seconds"] for reply in passes],
            "scaled": best["seconds"] / count * self.args.offers,
            "single": summary.spread(singles),
            "compared": len(answers),
            "places_compared": len(answers.rows),
            "different": len(different),
            **told,
        }

    def ours(self, client: Client) -> float:
        """Have us rank everything once more; return the seconds."""
        return float(client.ask("rank", offers=self.every, out="")["seconds"])

    def last(self, client: Client) -> Result:
        """Have us rank one offer at a time, then after changes of one person; return what was measured."""
        singles = summary.spread(client.ask("singles", offers=self.order)["seconds"])
        offers = self.order[: min(_CHANGES, self.args.offers)]
        changes = client.ask("changes", offers=offers)
        self.wrong += [f"ours after a change, {line}" for line in changes["wrong"]]
        changed: Result = {"changes": len(offers), "not_visible": len(changes["wrong"])}
        changed |= {name: summary.spread(changes[name]) for name in ("change", "rank")}
        return {"single": singles, "changed": changed, "after_changes": self.ours(client)}

    def run(self) -> Result:
        """Measure everyone; return the results."""
        apart = self.ours_apart()
        peers: dict[str, Result] = {}
        with Client("ours", self.job) as client:
            client.ask("load")
            passes = [self.ours(client)]
            for name in self.args.peers:
                peers[name] = self.peer(name)
                passes.append(self.ours(client))
            last = self.last(client)
        assert self.reference is not None
        places = np.diff(self.reference.starts)
        return {
            "ours": {
                "seconds": float(np.median(passes)),
                "passes": passes,
                **apart,
                **last,
                "short_lists": int((places < self.args.top).sum()),
            },
            "peers": peers,
        }


def _measure(args: argparse.Namespace, folder: Path) -> tuple[Result, list[str]]:
    data = args.data or folder / "register"
    begun = time.perf_counter()
    about = generate(data, args.people, args.offers, args.seed)
    say(f"register: {args.people} people, {args.offers} offers ({time.perf_counter() - begun:.1f} s)")
    job = Job(data, folder, args.weights, args.top)
    run = Run(args, job, folder)
    settings = {name: getattr(args, name) for name in ("people", "offers", "weights", "top", "seed")}
    found = {**settings, "skew": about["skew"], "machine": machine.described(), **run.run()}
    found["wrong"] = len(run.wrong)
    return found, run.wrong


def main(words: list[str] | None = None) -> int:
    """Run; return 0, 1 when an answer differs, 2 when somebody could not rank."""
    args = parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="baarasira-bench-") as name:
        try:
            found, wrong = _measure(args, Path(name))
        except WorkerFailed as error:
            say(f"bench: {error}")
            return 2
    full = (args.people, args.offers) == summary.FULL_SIZE
    file = summary.write(args.results or (RESULTS if full else SMALL_RESULTS), found)
    print(summary.text(found))
    say(f"results: {file}")
    for line in wrong[:_SHOWN]:
        print(f"DIFFERENT: {line}")
    if wrong:
        print(f"{len(wrong)} answers differ. Nothing above counts until they do not.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
