"""What a run of the bench of names of work says: shares, times, memory, the aims."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..markdown import table

Result = dict[str, Any]
SOURCES = {
    "carried": "the product's own names, 400 titles",
    "esco": "ESCO alone, held-out occupations",
    "both": "ESCO and the product's own names, held-out occupations",
}
SIDES = {"ours": "ours", "tfidf": "character TF-IDF"}
# Issue 8: at least half right at once and three quarters in the first five; eight points above; 5 ms; 60 MB.
TOP1_AIM, TOP5_AIM, AHEAD_AIM, SECONDS_AIM, MEMORY_AIM = 0.5, 0.75, 8.0, 0.005, 60e6


class Aim(NamedTuple):
    """An aim: what it is, what was asked, what was measured, whether it is met."""

    what: str
    wanted: str
    measured: str
    met: bool


def share(one: Result, name: str, kind: str = "all") -> float:
    """Return a share of the titles of a kind."""
    counts = one["shares"][kind]
    return float(counts[name] / counts["asked"])


def _run(found: Result, who: str, source: str) -> Result | None:
    return next((one for one in found["runs"] if (one["who"], one["source"]) == (who, source)), None)


def _clock(found: Result) -> str:
    """Return what the times are: runs that do not say so were timed by the clock on the wall."""
    return str(found["runs"][0].get("clock", "wall clock"))


def aims(found: Result) -> list[Aim]:
    """Return every aim of the runs there are, with what was measured."""
    told = []
    own = _run(found, "ours", "carried")
    if own:
        for name, words, wanted in (("top1", "right at once", TOP1_AIM), ("top5", "in the first five", TOP5_AIM)):
            measured = share(own, name)
            told.append(Aim(f"without ESCO, {words}", f"{wanted:.0%}", f"{measured:.1%}", measured >= wanted))
    for source in ("esco", "both"):
        ours, peer = _run(found, "ours", source), _run(found, "tfidf", source)
        if ours and peer:
            ahead = 100 * (share(ours, "top1") - share(peer, "top1"))
            told.append(
                Aim(f"{SOURCES[source]}: above TF-IDF", f"{AHEAD_AIM:.0f} points", f"{ahead:.1f}", ahead >= AHEAD_AIM)
            )
    mine = [one for one in found["runs"] if one["who"] == "ours"]
    slowest, largest = max(one["p99"] for one in mine), max(one["memory"] for one in mine)
    told.append(
        Aim(f"a title, 99th percentile ({_clock(found)})", "5 ms", f"{slowest * 1000:.2f} ms", slowest <= SECONDS_AIM)
    )
    told.append(Aim("memory of the index", "60 MB", f"{largest / 1e6:.0f} MB", largest <= MEMORY_AIM))
    return told


def written(found: Result) -> Iterator[str]:
    """Yield the run as Markdown: every side on every set of labels, the 400 titles by kind, the aims."""
    rows = []
    for one in found["runs"]:
        cells = [SOURCES[one["source"]], SIDES[one["who"]], f"{one['labels']:,}", f"{one['asked']:,}"]
        cells += [f"{share(one, name):.1%}" for name in ("top1", "top5", "silent")]
        times = f"{one['p50'] * 1000:.2f} / {one['p99'] * 1000:.2f} ms"
        rows.append(
            [*cells, times, f"{one['per_second']:,.0f}", f"{one['memory'] / 1e6:.0f} MB", f"{one['built']:.1f} s"]
        )
    head = ["labels of", "who", "labels", "titles", "right at once", "in the first five", "nothing said"]
    yield from table(
        [*head, f"a title, median / 99th ({_clock(found)})", "titles a second", "memory", "built in"], rows
    )
    yield ""
    yield from _kinds(found)
    yield ""
    lines = [[aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for aim in aims(found)]
    yield from table(["aim", "wanted", "measured", "met"], lines)


def _kinds(found: Result) -> Iterator[str]:
    """Yield the 400 titles by kind, both sides."""
    sides = [one for who in SIDES if (one := _run(found, who, "carried"))]
    rows = []
    for kind, counts in sides[0]["shares"].items() if sides else ():
        cells = [kind, str(counts["asked"])]
        for one in sides:
            cells += [f"{share(one, name, kind):.0%}" for name in ("top1", "first", "top5")]
        rows.append(cells)
    head = ["kind", "titles"]
    for one in sides:
        head += [f"{SIDES[one['who']]}: {words}" for words in ("right at once", "the first code", "in the first five")]
    if rows:
        yield from table(head, rows)


def text(runs: list[Result]) -> str:
    """Return the kept runs as Markdown."""
    return "\n\n".join("\n".join([*written(one), "", _stood_on(one)]) for one in runs) or "No run has been kept yet."


def _stood_on(found: Result) -> str:
    machine = found["machine"]
    parted = next((one for one in found["runs"] if one["held"]), None)
    held = f" Held out: {parted['held']:,} of {parted['occupations']:,} occupations." if parted else ""
    return f"{machine['processor']}, one core, load before the run {machine['load']:.1f}; Python {machine['python']}.{held}"
