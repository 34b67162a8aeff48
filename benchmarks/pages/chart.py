"""Two charts of a size: how long each kind of page takes on both databases, beside the empty views. SVG written by hand."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from .kinds import FLOOR, KINDS, SEARCH, SHORTLIST, Kind
from .summary import NAMES, P95_AIM

TITLES = {SEARCH: "Finding a person", SHORTLIST: "Shortlists of an offer"}
PERCENTILES = ("p50", "p95", "p99")
_COLOURS = {"sqlite": ("#24407a", "#6f86b8", "#c3cde3"), "postgres": ("#8f5b12", "#c99a5c", "#ecd9bd")}
_INK, _LINE, _PAPER = "#1f1b16", "#d8d0c4", "#fbf8f3"
_WIDTH, _LEFT, _RIGHT, _TOP = 760, 232, 84, 78
_BAR, _GAP, _FOOT = 12, 12, 34
_TICKS = 5

Result = dict[str, Any]


def scale_end(greatest: float) -> float:
    """Return the first round number (1, 2 or 5 and noughts) of which a few make an axis that holds the greatest value."""
    step = 1e-3
    while True:
        for times in (1, 2, 5):
            if step * times * _TICKS >= greatest:
                return step * times * _TICKS
        step *= 10


def draw(results: Sequence[Result], group: str) -> str:
    """Return the chart of a group of kinds, of one or two runs of the same size."""
    kinds = [kind for kind in KINDS if kind.group in (FLOOR, group)]
    end = scale_end(max(found["kinds"][kind.name]["p99"] for found in results for kind in kinds))
    block = _BAR * len(results) + _GAP
    height = _TOP + block * len(kinds) + _FOOT
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
            f'role="img" aria-labelledby="title desc" font-family="Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="12" '
            f'fill="{_INK}">'
        ),
        f'<title id="title">{escape(_title(results, group))}</title>',
        f'<desc id="desc">{escape(_described(results, kinds))}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>',
        f'<text x="16" y="26" font-size="15" font-weight="600">{escape(_title(results, group))}</text>',
        *_legend(results),
        *_axis(end, height - _FOOT),
    ]
    for place, kind in enumerate(kinds):
        lines += _bars(results, kind, _TOP + place * block, end)
    return "\n".join([*lines, "</svg>", ""])


def _title(results: Sequence[Result], group: str) -> str:
    return f"{TITLES[group]}, {results[0]['people']:,} people: ms until the page is there"


def _described(results: Sequence[Result], kinds: Sequence[Kind]) -> str:
    told = []
    for kind in kinds:
        each = [
            f"{NAMES[found['database']]} {', '.join(_ms(found['kinds'][kind.name][name]) for name in PERCENTILES)}"
            for found in results
        ]
        told.append(f"{kind.label}: {'; '.join(each)}")
    return f"Median, 95th and 99th percentile in milliseconds. {'. '.join(told)}."


def _ms(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _x(value: float, end: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / end


def _legend(results: Sequence[Result]) -> Iterator[str]:
    x = 16
    for found in results:
        yield f'<text x="{x}" y="50">{NAMES[found["database"]]}</text>'
        x += 78
        for colour, name in zip(_COLOURS[found["database"]], ("median", "95 %", "99 %"), strict=True):
            yield f'<rect x="{x}" y="40" width="12" height="12" fill="{colour}"/><text x="{x + 16}" y="50">{name}</text>'
            x += 76 if name == "median" else 56
        x += 24
    yield f'<text x="{_WIDTH - 16}" y="50" text-anchor="end">in figures: 95 %</text>'


def _axis(end: float, bottom: float) -> Iterator[str]:
    for tick in range(_TICKS + 1):
        value = end * tick / _TICKS
        x = _x(value, end)
        yield f'<line x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="{_LINE}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{value:g}</text>'
    if end >= P95_AIM:
        x = _x(P95_AIM, end)
        yield f'<line x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="{_INK}" stroke-dasharray="4 3"/>'
        yield f'<text x="{x:.1f}" y="{_TOP - 12}" text-anchor="middle">the aim for 95 %</text>'


def _bars(results: Sequence[Result], kind: Kind, y: float, end: float) -> Iterator[str]:
    middle = y + _BAR * len(results) / 2 + 4
    yield f'<text x="{_LEFT - 8}" y="{middle:.0f}" text-anchor="end">{escape(kind.label)}</text>'
    for place, found in enumerate(results):
        figures, top = found["kinds"][kind.name], y + place * _BAR
        # The greatest first: the shorter ones lie upon it.
        for name, colour in reversed(list(zip(PERCENTILES, _COLOURS[found["database"]], strict=True))):
            width = _x(figures[name], end) - _LEFT
            yield f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR - 1}" fill="{colour}"/>'
        x = _x(figures["p99"], end) + 5
        yield f'<text x="{x:.1f}" y="{top + 9}" font-size="10">{_ms(figures["p95"])}</text>'
