"""The results of the pages as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..markdown import table
from . import summary
from .kinds import BY_NAME, PAGES, SEARCH, SHORTLIST

Result = dict[str, Any]

CHARTS = {SEARCH: "pages-search.svg", SHORTLIST: "pages-shortlist.svg"}


def in_order(results: Sequence[Result]) -> list[Result]:
    """Return the results, the largest register first, SQLite before PostgreSQL."""
    return sorted(results, key=lambda found: (-found["people"], list(summary.NAMES).index(found["database"])))


def charted(results: Sequence[Result]) -> list[Result]:
    """Return the results of the largest register."""
    largest = max((found["people"] for found in results), default=0)
    return [found for found in in_order(results) if found["people"] == largest]


def text(results: Sequence[Result]) -> str:
    """Return everything that stands between the marks of the note."""
    if not results:
        return "No run has been kept yet."
    charts = (f"![{alt}](charts/{CHARTS[group]})" for group, alt in _ALTERNATIVES.items())
    return "\n\n".join([*charts, *map(section, in_order(results))])


_ALTERNATIVES = {
    SEARCH: "How long each kind of search takes; the tables below give the figures",
    SHORTLIST: "How long each kind of shortlist takes; the tables below give the figures",
}


def section(found: Result) -> str:
    """Return one run as Markdown."""
    aims = [[aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for aim in summary.aims(found)]
    return "\n".join(
        [
            f"### {summary.title(found)}",
            "",
            *_kinds(found),
            "",
            *table(["aim", "wanted", "measured", "met"], aims),
            "",
            *_beside(found),
            "",
            _made(found),
            "",
            _settings(found),
        ]
    )


def _ms(value: float) -> str:
    return f"{value:.1f} ms"


def _label(kind: str, figures: Result) -> str:
    down = figures.get("pages_down")
    return BY_NAME[kind].label + (f" (pages {down[0]} to {down[2]})" if down else "")


def _kinds(found: Result) -> Iterator[str]:
    rows = []
    for kind, figures in found["kinds"].items():
        percentiles = [_ms(figures[name]) for name in ("p50", "p95", "p99")]
        cpu = [f"{figures['cpu'][name]:.2f} ms" for name in ("web", "database")]
        rows.append(
            [
                _label(kind, figures),
                *percentiles,
                f"{figures['per_second']:,.0f}",
                *(cpu if found["database"] == "postgres" else cpu[:1]),
                f"{figures['addresses']}",
            ]
        )
    head = ["asked for", "median", "95 %", "99 %", "pages a second", "processor a page"]
    yield from table([*head, *(["in the database"] if found["database"] == "postgres" else []), "addresses"], rows)


def _beside(found: Result) -> Iterator[str]:
    beside = found["beside_writer"]
    rows = [
        [BY_NAME[kind].label, *_pair(pair, "p50"), *_pair(pair, "p95"), *_pair(pair, "p99"), *_rates(pair)]
        for kind, pair in beside["kinds"].items()
    ]
    yield from table(["alone → beside the writer", "median", "95 %", "99 %", "pages a second"], rows)
    yield ""
    seen = [
        f"in {summary.WHERE[name]} after {sight['p50']:.2f} s at the median, {sight['max']:.2f} s at most "
        f"({sight['people']} people)"
        for name, sight in beside["seen"].items()
    ]
    yield (
        f"The writer registered {beside['registered']:,} people, {beside['reached']:.1f} a second of the "
        f"{beside['asked']:g} asked for, with {beside['writer_cores']:.2f} of a core. Who was new was found "
        f"{' and '.join(seen)}, and on every page asked for after that."
    )


def _pair(pair: Result, name: str) -> list[str]:
    alone, beside = pair["alone"][name], pair["beside"][name]
    return [f"{alone:.1f} → {_ms(beside)} ({beside / alone:.2f})"]


def _rates(pair: Result) -> list[str]:
    alone, beside = pair["alone"]["per_second"], pair["beside"]["per_second"]
    return [f"{alone:.0f} → {beside:.0f} ({beside / alone:.2f})"]


def _made(found: Result) -> str:
    steps = {"load": "The register was loaded", "index": "its index built"}
    told = []
    for step, words in steps.items():
        took = found["made"].get(step)
        if took is None:
            told.append(f"{words} before this run" if step == "load" else "the index stood")
        else:
            told.append(
                f"{words} in {took['seconds']:,.0f} s (at the peak {took['together']:,.0f} MB, the largest process "
                f"{took['largest']:,.0f} MB)"
            )
    memory = found["memory"]
    sizes = ", ".join(f"{size:,.0f}" for size in memory["web"])
    database = f"; PostgreSQL held {memory['database']:,.0f} MB at the end" if "database" in memory else ""
    return (
        f"{', '.join(told)}. First pages after {found['warm_up']:.1f} s. Memory at the peak: "
        f"server processes {sizes} MB, background worker {', '.join(f'{size:,.0f}' for size in memory['background'])} MB"
        f"{database}. Answers held against the register: "
        f"{sum(found['checked'][kind] for kind in PAGES)}, all right."
    )


def _settings(found: Result) -> str:
    machine = found["machine"]
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory'] / 2**30:.0f} GiB, load before the run "
        f"{machine['load']:.1f}; Python {machine['python']}, {summary.NAMES[found['database']]} {found['version']}; "
        f"{found['people_there']:,} people and {found['offers']} offers at the beginning; {found['seconds']} s of load a kind on "
        f"{found['connections']} connections, seed {found['seed']}."
    )
