"""What a run of the link bench says: quality, time and memory of both, the curves, the calibration, the aims."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..markdown import table

Result = dict[str, Any]
MORE, TIME, MEMORY = 0.05, 0.5, 0.25
NAMES = {"ours": "Baarasira", "splink": "Splink"}


class Aim(NamedTuple):
    """An aim: what it is, what was asked, what was measured, whether it is met."""

    what: str
    wanted: str
    measured: str
    met: bool


def aims(run: Result) -> list[Aim]:
    """Return every aim of one run with what was measured."""
    ours, peer = run["ours"], run["splink"]
    people = f"{run['people']:,} people"
    found = []
    for words, key in (("recall at 95 % precision", "recall_at_95"), ("best F1", "best_f1")):
        more = ours[key] - peer[key]
        found.append(Aim(f"{words}, {people}", f"{MORE} above Splink", f"{more:+.3f}", more >= MORE))
    for words, key, wanted in (("time", "seconds", TIME), ("memory at the peak", "memory", MEMORY)):
        share = ours[key] / peer[key]
        found.append(Aim(f"{words}, {people}", f"{wanted} of Splink's", f"{share:.2f}", share <= wanted))
    return found


def _quality(name: str, one: Result) -> list[str]:
    half = one["at_half"]
    return [
        name, f"{one['recall_at_95']:.3f}", f"{one['best_f1']:.3f}",
        f"{half['f1']:.3f} ({half['precision']:.3f} / {half['recall']:.3f})", f"{one['seconds']:,.1f} s", f"{one['memory'] / 1e6:,.0f} MB",
    ]  # fmt: skip


_HEAD = [
    "who",
    "recall at 95 % precision",
    "best F1",
    "F1 from 0.5 on (precision / recall)",
    "time",
    "memory at the peak",
]


def _curve(run: Result) -> Iterator[str]:
    curves = {name: dict(map(tuple, run[name]["curve"])) for name in NAMES}
    steps = [step / 20 for step in range(2, 20)]
    rows = [
        [f"{step:.2f}", *(f"{curves[name][step]:.3f}" if step in curves[name] else "–" for name in NAMES)]
        for step in steps
    ]
    yield from table(["recall", *(f"precision, {name}" for name in NAMES.values())], rows)


def _calibration(run: Result) -> Iterator[str]:
    rows = []
    for name, words in NAMES.items():
        for line in run[name]["calibration"]:
            rows.append(
                [
                    words,
                    f"{line['from']:g} and above",
                    f"{line['pairs']:,}",
                    f"{line['told']:.3f}",
                    f"{line['right']:.3f}",
                ]
            )
    yield from table(["who", "probability told", "pairs", "told on average", "truly one person"], rows)


def section(found: Result) -> str:
    """Return one run of the bench as Markdown."""
    lines: list[str] = []
    for run in reversed(found["runs"]):
        told = [[aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for aim in aims(run)]
        lines += [f"### {run['people']:,} people, a tenth of them twice", ""]
        lines += [*table(_HEAD, [_quality(words, run[name]) for name, words in NAMES.items()]), ""]
        lines += [*table(["aim", "wanted", "measured", "met"], told), "", *_curve(run), "", *_calibration(run), ""]
    if found["public"]:
        rows = [
            _quality(f"{name}, {words}", one[task])
            for name, one in found["public"].items()
            for task, words in NAMES.items()
        ]
        lines += ["### Public sets", "", *table(_HEAD, rows), ""]
    held = found["machine"]
    version = found["runs"][0]["splink"].get("version", "")
    lines.append(
        f"{held['processor']}, {held['cores']} cores, {held['memory'] / 2**30:.0f} GiB, load before the run {held['load']:.1f}; "
        f"Python {held['python']}, NumPy {held.get('numpy', '')}, numba {held.get('numba', '')}, DuckDB {held.get('duckdb', '')}, Splink {version}."
    )
    return "\n".join(lines)


def text(results: list[Result]) -> str:
    """Return what stands between the two marks of the page."""
    return "\n\n".join(map(section, results)) or "No run has been kept yet."
