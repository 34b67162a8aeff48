"""What a run says: the table, the aims, the file of results."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

AIMS = {"postgres": 600, "duckdb": 150, "polars": 80}
"""How many times faster than each we mean to be, on 10 000 offers and a million people."""

MEDIAN_AIM, P99_AIM = 0.3e-3, 3e-3
MEMORY_AIM = 500e6
CHECK_AIM = 1000
FULL_SIZE = (1_000_000, 10_000)

NAMES = {
    "ours": "Baarasira",
    "scan": "NumPy, everyone for every offer (the check)",
    "command": "baarasira rank, from files to a file",
    "plain": "plain Python",
    "scipy": "SciPy",
    "polars": "Polars",
    "duckdb": "DuckDB",
    "postgres": "PostgreSQL",
}

Result = dict[str, Any]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return how many calls, and median, 99th percentile and greatest of their seconds."""
    values = np.array(seconds)
    p50, p99 = np.percentile(values, (50, 99))
    return {"calls": len(values), "p50": float(p50), "p99": float(p99), "max": float(values.max())}


class Line(NamedTuple):
    """A line of the table: who, seconds for all offers, how many times ours, offers compared, memory in bytes."""

    name: str
    seconds: float
    ratio: float
    sample: int
    compared: int
    different: int
    median: float
    memory: int


class Aim(NamedTuple):
    """An aim: what it is, what was measured, whether it is met."""

    what: str
    wanted: str
    measured: str
    met: bool


def lines(found: Result) -> list[Line]:
    """Return the table, slowest first."""
    ours = found["ours"]
    own = Line("ours", ours["seconds"], 1.0, found["offers"], 0, 0, ours["single"]["p50"], ours["memory"]["peak"])
    others = [
        Line(
            name,
            peer["scaled"],
            peer["scaled"] / ours["seconds"],
            peer["sample"],
            peer["compared"],
            peer["different"],
            peer["single"]["p50"],
            peer["memory"].get("server", peer["memory"]["peak"]),
        )
        for name, peer in found["peers"].items()
    ]
    return sorted([own, *others], key=lambda line: -line.seconds)


def aims(found: Result) -> list[Aim]:
    """Return every aim with what was measured."""
    ours, peers = found["ours"], found["peers"]
    told = [
        Aim(
            f"faster than {NAMES[name]}",
            f"{wanted} times",
            f"{(ratio := peers[name]['scaled'] / ours['seconds']):.0f} times",
            ratio >= wanted,
        )
        for name, wanted in AIMS.items()
        if name in peers
    ]
    single, memory, changed = ours["single"], ours["memory"]["peak"], ours["changed"]
    told.append(_below("one offer, median", MEDIAN_AIM, single["p50"]))
    told.append(_below("one offer, 99th percentile", P99_AIM, single["p99"]))
    told.append(Aim("memory at the peak", "under 500 MB", f"{memory / 1e6:.0f} MB", memory < MEMORY_AIM))
    shown = changed["changes"] - changed["not_visible"]
    seen = f"{shown} of {changed['changes']}"
    told.append(Aim("a change is in the next shortlist", "always", seen, not changed["not_visible"]))
    if "scan" in peers:
        right = peers["scan"]["compared"] - peers["scan"]["different"]
        told.append(Aim("offers equal to an unpruned scan", f"{CHECK_AIM}", f"{right}", right >= CHECK_AIM))
    return told


def _below(what: str, wanted: float, seconds: float) -> Aim:
    return Aim(what, f"under {wanted * 1000:g} ms", f"{seconds * 1000:.2f} ms", seconds < wanted)


def title(found: Result) -> str:
    """Return the title of a run: sizes and weights."""
    weights = ",".join(map(str, found["weights"]))
    return f"{found['people']:,} people, {found['offers']:,} offers, weights {weights}".replace(",0", "\u00a00")


def _row(line: Line) -> str:
    answers = f"{line.compared - line.different}/{line.compared}" if line.compared else "reference"
    return (
        f"{NAMES[line.name]:<44}{line.seconds:>10.2f} s{line.ratio:>9.1f} ×{line.sample:>8}{answers:>12}"
        f"{line.median * 1000:>10.2f} ms{line.memory / 1e6:>8.0f} MB"
    )


def text(found: Result) -> str:
    """Return the table and the aims, for the terminal."""
    head = f"{'':<44}{'all offers':>12}{'ratio':>11}{'timed':>8}{'equal':>12}{'one offer':>13}{'memory':>11}"
    rows = [title(found), "", head, *map(_row, lines(found)), ""]
    if (found["people"], found["offers"]) != FULL_SIZE:
        rows.append("The aims are set for 1,000,000 people and 10,000 offers; this run is of another size.")
    rows += [f"{'met' if aim.met else 'NOT MET':<8} {aim.what}: {aim.measured} ({aim.wanted})" for aim in aims(found)]
    changed = found["ours"]["changed"]
    rows.append(
        f"         one person changed: {changed['change']['p50'] * 1000:.2f} ms, the ranking after it "
        f"{changed['rank']['p50'] * 1000:.2f} ms (medians of {changed['changes']})"
    )
    return "\n".join(rows)


def write(folder: Path, found: Result) -> Path:
    """Write the results of a run; the next run of the same sizes and weights takes their place."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = "-".join(map(str, found["weights"]))
    file = folder / f"rank-{found['people']}-{found['offers']}-{weights}.json"
    file.write_text(json.dumps(found, indent=1) + "\n")
    return file
