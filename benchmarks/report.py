"""Fill the tables of benchmarks/README.md and draw its charts from the files of results: no figure is written by hand.

python -m benchmarks.report [--check]
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from . import summary, timetable
from .campaign import tables as applications
from .campaign_selection import tables as closings
from .clearances import tables as clearances
from .link import tables as links
from .machine import LIBRARIES
from .markdown import between, table
from .occupation import tables as occupations
from .pages import chart, tables
from .select import tables as selections
from .summary import NAMES, Result

FOLDER = Path(__file__).parent
README = FOLDER / "README.md"
CHARTS = FOLDER / "charts"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
SELECT_BEGIN, SELECT_END = "<!-- select: begin -->", "<!-- select: end -->"
APPLY_BEGIN, APPLY_END = "<!-- campaign: begin -->", "<!-- campaign: end -->"
CLOSE_BEGIN, CLOSE_END = "<!-- campaign_selection: begin -->", "<!-- campaign_selection: end -->"
CLEARANCES_BEGIN, CLEARANCES_END = "<!-- clearances: begin -->", "<!-- clearances: end -->"
LINK_BEGIN, LINK_END = "<!-- link: begin -->", "<!-- link: end -->"
OCCUPATION_BEGIN, OCCUPATION_END = "<!-- occupation: begin -->", "<!-- occupation: end -->"
TIMETABLE_BEGIN, TIMETABLE_END = "<!-- timetable: begin -->", "<!-- timetable: end -->"
PAGES_BEGIN, PAGES_END = "<!-- pages: begin -->", "<!-- pages: end -->"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _peers(found: Result) -> Iterator[str]:
    rows = []
    for line in summary.lines(found):
        equal = f"{line.compared - line.different} of {line.compared}" if line.compared else "the reference"
        timed = f"{line.sample:,}" if line.sample < found["offers"] else "all"
        cells = [NAMES[line.name], f"{line.seconds:,.2f} s", f"{line.ratio:,.1f}", timed, equal]
        rows.append([*cells, _milliseconds(line.median), f"{line.memory / 1e6:,.0f} MB"])
    head = [
        "who",
        "all offers",
        "times ours",
        "offers timed",
        "equal answers",
        "one offer, median",
        "memory at the peak",
    ]
    yield from table(head, rows)


def _ours(found: Result) -> Iterator[str]:
    ours = found["ours"]
    single, changed, passes = ours["single"], ours["changed"], ours["passes"]
    memory, built = ours["memory"], ours["built"]["seconds"] + ours["loaded"]["seconds"]
    yield (
        f"Ours: {len(passes)} passes over all offers, {min(passes):.2f} to {max(passes):.2f} s, median "
        f"{ours['seconds']:.2f} s. One offer a call, {single['calls']:,} calls: median {_milliseconds(single['p50'])}, "
        f"99th percentile {_milliseconds(single['p99'])}, longest {_milliseconds(single['max'])}. Ready in {built:.1f} s, "
        f"then {ours['loaded']['warm_up']:.1f} s for the first answers. Memory at the end: "
        f"{memory['own'] / 1e6:.0f} MB of its own, {memory['files'] / 1e6:.0f} MB of files. "
        f"{ours['short_lists']:,} offers have fewer than {found['top']} eligible people."
    )
    yield ""
    yield (
        f"One person changed {changed['changes']} times: {_milliseconds(changed['change']['p50'])} a change at the median "
        f"(longest {_milliseconds(changed['change']['max'])}), {_milliseconds(changed['rank']['p50'])} for the ranking "
        f"that follows, which was as it must be every time but {changed['not_visible']}. All offers after "
        f"that: {ours['after_changes']:.2f} s."
    )


def _shapes(found: Result) -> Iterator[str]:
    rows = [
        [NAMES[name], shape, _milliseconds(seconds), "kept" if shape == peer["chosen"] else ""]
        for name, peer in found["peers"].items()
        for shape, seconds in peer["shapes"].items()
    ]
    yield from table(["who", "shape", "an offer", ""], rows)


def _settings(found: Result) -> str:
    machine, skew, notes = found["machine"], found["skew"], {n: p.get("notes", {}) for n, p in found["peers"].items()}
    versions = [f"{name} {machine[name]}" for name in ("python", *LIBRARIES) if name in machine]
    if "postgres" in notes:
        versions.append(f"PostgreSQL {notes['postgres']['version']}")
    eligible = f", {notes['scan']['eligible_share']:.1%} of everyone eligible for an offer" if "scan" in notes else ""
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory'] / 2**30:.0f} GiB, load before the run "
        f"{machine['load']:.1f}; {', '.join(versions)}. The register: {skew['farming_trade_crafts']:.0%} in farming, trade "
        f"and crafts, {skew['top_unit_group']:.1%} in one unit group, {skew['top_two_digits']:.1%} in one sub-major group, "
        f"{skew['largest_region']:.0%} in one region, {skew['occupations_per_person']:.2f} occupations and "
        f"{skew['skills_per_person']:.1f} skills a person{eligible}."
    )


def section(found: Result) -> str:
    """Return one run as Markdown."""
    aims = [[aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for aim in summary.aims(found)]
    return "\n".join(
        [
            f"### {summary.title(found)}",
            "",
            *_peers(found),
            "",
            *table(["aim", "wanted", "measured", "met"], aims),
            "",
            *_ours(found),
            "",
            *_shapes(found),
            "",
            _settings(found),
        ]
    )


def filled(page: str, results: list[Result]) -> str:
    """Return the page with the results of ranking between their two marks."""
    return between(page, BEGIN, END, "\n\n".join(map(section, results)) or "No run has been kept yet.")


def charts(results: list[Result]) -> dict[Path, str]:
    """Return the charts of the pages by their files; none without results."""
    charted = tables.charted(results)
    return {CHARTS / name: chart.draw(charted, group) for group, name in tables.CHARTS.items() if charted}


def _read(pattern: str) -> list[Result]:
    return [json.loads(file.read_text()) for file in sorted((FOLDER / "results").glob(pattern))]


def _databases(pattern: str) -> list[Result]:
    """Return the results of a bench of two databases, SQLite first."""
    return sorted(_read(pattern), key=lambda found: (-found["applications"], found["database"] != "sqlite"))


def main(words: list[str] | None = None) -> int:
    """Fill the page and draw; with ``--check`` only say (status 1) that they are not what the results give."""
    ranked = sorted(_read("rank-*.json"), key=lambda found: (-found["people"], found["weights"][1]))
    pages = _read("pages-*.json")
    page = between(filled(README.read_text(encoding="utf-8"), ranked), PAGES_BEGIN, PAGES_END, tables.text(pages))
    page = between(page, SELECT_BEGIN, SELECT_END, selections.text(_read("select-*.json")))
    page = between(page, APPLY_BEGIN, APPLY_END, applications.text(_databases("campaign-*.json")))
    page = between(page, CLOSE_BEGIN, CLOSE_END, closings.text(_databases("campaign_selection-*.json")))
    page = between(page, CLEARANCES_BEGIN, CLEARANCES_END, clearances.text(_read("clearances-*.json")))
    page = between(page, LINK_BEGIN, LINK_END, links.text(_read("link-*.json")))
    page = between(page, OCCUPATION_BEGIN, OCCUPATION_END, occupations.text(_read("occupation-*.json")))
    page = between(page, TIMETABLE_BEGIN, TIMETABLE_END, timetable.text(_read("timetable-*.json")))
    files = {README: page, **charts(pages)}
    if "--check" in (sys.argv[1:] if words is None else words):
        there = set(CHARTS.glob("*.svg")) | {README}
        return int(there != set(files) or any(file.read_text(encoding="utf-8") != text for file, text in files.items()))
    CHARTS.mkdir(exist_ok=True)
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
