"""What a run of applications says: the table, the aims, what was wrong."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..markdown import table
from ..summary import Aim
from .options import FULL

Result = dict[str, Any]

NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
TOLD = frozenset({"registered", "apply.twice", "looked at"})
"""How an application may end here: registered (some after a look at a file that seemed the same person), or made already."""


def wrong(found: Result) -> list[str]:
    """Return what is not as it must be."""
    told, where = found["ended"], NAMES[found["database"]]
    lines = [f"{where}: {words}" for words in told if words not in TOLD]
    if found["lost"] or told.get("registered", 0) != found["applications"]:
        lines.append(f"{where}: {found['lost']} lost, {told.get('registered', 0)} registered")
    if found["doubled"]:
        lines.append(f"{where}: {found['doubled']} doubled")
    if found["not_as_told"]:
        lines.append(f"{where}: {found['not_as_told']} receipts are not as the writers were told")
    if found["roads"] != found["applications"]:
        lines.append(f"{where}: {found['roads']} roads begun of {found['applications']}")
    return lines


def aims(found: Result) -> list[Aim]:
    """Return every aim with what was measured."""
    what = f"of {found['applications']:,} applications by {found['writers']} writers, {NAMES[found['database']]}"
    return [
        Aim(f"lost {what}", "none", f"{found['lost']:,}", not found["lost"]),
        Aim(f"doubled {what}", "none", f"{found['doubled']:,}", not found["doubled"]),
    ]


def _row(found: Result) -> list[str]:
    return [
        NAMES[found["database"]],
        f"{found['applications']:,}",
        str(found["writers"]),
        f"{found['seconds']:,.0f} s",
        f"{found['sent'] / found['seconds']:,.1f}",
        f"{found['processor'] / found['sent'] * 1000:.1f} ms",
        *(_said(found[name]) for name in ("median", "p99", "longest")),
        *(f"{found['ended'].get(name, 0):,}" for name in ("apply.twice", "looked at")),
    ]


def _said(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def text(results: Sequence[Result]) -> str:
    """Return the runs as Markdown, for the page and the terminal."""
    if not results:
        return "No run has been kept yet."
    head = ["database", "applications", "writers", "all of them", "a second", "processor, one", "one, median"]
    head += ["99th percentile", "longest", "told that they applied", "doubles looked at"]
    rows = table(head, [_row(one) for one in results])
    return "\n".join([*rows, "", *_reached(results), "", *stood(results)])


def _reached(results: Sequence[Result]) -> Iterator[str]:
    """Yield the aims; of runs of another size than theirs, that they were not put to it."""
    rows = [
        [aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for one in results for aim in aims(one)
    ]
    yield from table(["aim", "wanted", "measured", "met"], rows)
    if other := [one for one in results if (one["applications"], one["writers"]) != FULL]:
        sizes = ", ".join(dict.fromkeys(f"{one['applications']:,} by {one['writers']}" for one in other))
        yield ""
        yield f"The aims are set for {FULL[0]:,} applications by {FULL[1]} writers; a run is of another size ({sizes})."


def stood(results: Sequence[Result]) -> list[str]:
    """Return on what the runs stood, one line a run."""
    lines = []
    for one in results:
        machine = one["machine"]
        lines.append(
            f"{one['version']}: {machine['processor']}, {machine['cores']} cores, load before the run {machine['load']:.1f}; "
            f"Python {machine['python']}."
        )
    return ["  \n".join(lines)]
