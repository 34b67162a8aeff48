"""What a run from closing to published lists says: the table, the aim, what was wrong."""

from collections.abc import Sequence
from typing import Any

from ..campaign.tables import NAMES
from ..markdown import table
from ..summary import Aim
from .options import FULL

Result = dict[str, Any]

AIM = 60.0
"""Seconds from closing to published lists, 30,000 applications for 400 seats."""

STEPS = {
    "close": "close and hash the list",
    "seed": "fix the seed",
    "propose": "run, proven",
    "first": "first signature",
    "second": "second signature: every file moves",
    "read": "read the published page and files",
}


def wrong(found: Result) -> list[str]:
    """Return what is not as it must be."""
    where = NAMES[found["database"]]
    lines = [f"{where}: {name} is not what the command gives" for name in found["files_that_differ"]]
    if found["not_moved"]:
        lines.append(f"{where}: {found['not_moved']} files did not move")
    if found["filled"] != min(found["seats"], found["applications"]):
        lines.append(f"{where}: {found['filled']} of {found['seats']} seats filled")
    return lines


def aim(found: Result) -> Aim:
    """Return the aim with what was measured."""
    what = f"{found['applications']:,} applications, {found['seats']} seats, {NAMES[found['database']]}"
    return Aim(what, f"under {AIM:g} s", f"{found['seconds']:.1f} s", found["seconds"] < AIM)


def text(results: Sequence[Result]) -> str:
    """Return the runs as Markdown, for the page and the terminal."""
    if not results:
        return "No run has been kept yet."
    head = ["", *(cell for one in results for cell in (NAMES[one["database"]], "its own work"))]
    rows = [
        [label, *(f"{one[part][key]:.2f} s" for one in results for part in ("steps", "processor"))]
        for key, label in STEPS.items()
    ]
    rows.append(
        ["together", *(f"{sum(one[part].values()):.1f} s" for one in results for part in ("steps", "processor"))]
    )
    reached = [
        [one.what, one.wanted, one.measured, "yes" if one.met else "**no**"]
        for one in map(aim, (found for found in results if found["applications"] == FULL))
    ]
    other = sorted({found["applications"] for found in results} - {FULL})
    return "\n".join(
        [
            *table(head, rows),
            "",
            *(table(["aim", "wanted", "measured", "met"], reached) if reached else ()),
            *(f"The aim, under {AIM:g} s, is set for {FULL:,} applications; a run is of {size:,}." for size in other),
            "",
            "  \n".join(map(_stood, results)),
        ]
    )


def _stood(found: Result) -> str:
    machine, told = found["machine"], found["told"]
    return (
        f"{found['version']}: {told['people']:,} people told or put on the list of calls afterwards, by the clock, at "
        f"{told['people'] / told['seconds']:.0f} a second. {machine['processor']}, {machine['cores']} cores, load when the list was closed "
        f"{found['load']:.1f}; Python {machine['python']}, HiGHS {machine.get('highspy', '')}."
    )
