"""What a run says: the aims, the text for the terminal, the file of results."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..summary import Aim
from .kinds import BY_NAME, PAGES

FULL_SIZE = 1_000_000
P95_AIM, BESIDE_AIM, SEEN_AIM = 50.0, 1.25, 2.0
"""Milliseconds at 8 connections; times the p95 without a writer; seconds until who was saved is found."""

NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
WHERE = {"search": "a search", "shortlist": "a shortlist"}

Result = dict[str, Any]


def title(found: Result) -> str:
    """Return the title of a run."""
    return f"{NAMES[found['database']]}, {found['people']:,} people"


def aims(found: Result) -> Iterator[Aim]:
    """Yield every aim with what was measured. Aims are set for a million people."""
    slowest = max(PAGES, key=lambda kind: float(found["kinds"][kind]["p95"]))
    p95 = found["kinds"][slowest]["p95"]
    yield Aim(
        "95th percentile of every kind",
        f"under {P95_AIM:g} ms",
        f"{p95:.1f} ms ({BY_NAME[slowest].label})",
        p95 < P95_AIM,
    )
    beside = found["beside_writer"]
    kind, ratio = max(((kind, pair["ratio"]) for kind, pair in beside["kinds"].items()), key=lambda pair: pair[1])
    measured = f"{ratio:.2f} times ({BY_NAME[kind].label})"
    yield Aim("95th percentile beside the writer", f"at most {BESIDE_AIM:g} times", measured, ratio <= BESIDE_AIM)
    for name, seen in beside["seen"].items():
        yield Aim(
            f"a new person is in {WHERE[name]}",
            f"within {SEEN_AIM:g} s",
            f"{seen['max']:.2f} s at most, {seen['people']} people",
            seen["max"] <= SEEN_AIM,
        )
    reached = beside["reached"]
    yield Aim(
        "people registered meanwhile",
        f"{beside['asked']:g} a second",
        f"{reached:.1f}",
        reached >= 0.95 * beside["asked"],
    )


def _row(found: Result, kind: str) -> str:
    figures = found["kinds"][kind]
    cpu = figures["cpu"]["web"] + figures["cpu"]["database"]
    return (
        f"{BY_NAME[kind].label:<34}{figures['p50']:>9.1f}{figures['p95']:>9.1f}{figures['p99']:>9.1f} ms"
        f"{figures['per_second']:>11.1f}/s{cpu:>9.2f} ms{figures['addresses']:>7}"
    )


def text(found: Result) -> str:
    """Return the table and the aims, for the terminal."""
    head = f"{'':<34}{'p50':>9}{'p95':>9}{'p99':>12}{'a second':>13}{'processor':>12}{'addresses':>10}"
    rows = [title(found), "", head, *(_row(found, kind) for kind in found["kinds"]), ""]
    if found["people"] != FULL_SIZE:
        rows.append("The aims are set for 1,000,000 people; this run is of another size.")
    rows += [f"{'met' if aim.met else 'NOT MET':<8} {aim.what}: {aim.measured} ({aim.wanted})" for aim in aims(found)]
    return "\n".join(rows)


def write(folder: Path, found: Result) -> Path:
    """Write the results of a run; the next run of the same database and size takes their place."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"pages-{found['database']}-{found['people']}.json"
    file.write_text(json.dumps(found, indent=1) + "\n")
    return file
