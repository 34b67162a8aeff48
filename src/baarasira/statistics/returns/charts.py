"""The charts of the steering committee, drawn on the server as SVG; each has its table beneath on the page."""

from collections.abc import Sequence

import altair as alt
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from baarasira.kernel.charts import INDIGO, INK, LEAF, OCHRE, svg

from .board import AXIS, Board, Measure
from .survival import Step
from .tables import Cell
from .words import MEASURES, value_name

STAGES = (
    Measure.PLANNED, Measure.FUNDED, Measure.STARTED, Measure.ALIVE6, Measure.ALIVE12,
)  # fmt: skip
_KNOWN = {Measure.ALIVE6: Measure.KNOWN6, Measure.ALIVE12: Measure.KNOWN12}
MONTH = 365.2425 / 12
_MILLION = 1_000_000
_WIDTH = 430


def survival_title(steps: Sequence[Step]) -> str:
    """Return the sentence above the curve: what is seen in it."""
    if not steps:
        return _("Too few businesses ceased for a curve to be shown")
    words = {"share": number_format(100 * steps[-1].share, 0), "months": number_format(steps[-1].day / MONTH, 0)}
    return _("%(share)s%% of businesses are alive %(months)s months after the start") % words


def survival_chart(steps: Sequence[Step]) -> str:
    """Return the share alive over the months after the start, with its band of 95 %, as an SVG."""
    points = [{"month": 0.0, "share": 1.0, "low": 1.0, "high": 1.0}]
    points += [{"month": step.day / MONTH, "share": step.share, "low": step.low, "high": step.high} for step in steps]
    points.append({**points[-1], "month": max(12.0, points[-1]["month"] + 1)})
    x = alt.X("month:Q", title=_("Months after the start"), axis=alt.Axis(tickMinStep=1))
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format=".0%")
    base = alt.Chart(alt.Data(values=points))
    band = base.mark_area(interpolate="step-after", color=INDIGO, opacity=0.18).encode(
        x=x, y=alt.Y("low:Q", title=_("Share alive"), scale=scale, axis=axis), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", color=INDIGO, strokeWidth=2.5).encode(
        x=x, y=alt.Y("share:Q", scale=scale, axis=axis, title=_("Share alive"))
    )
    title = alt.TitleParams(
        survival_title(steps), subtitle=_("The band is where the true share lies 95 times in a hundred")
    )
    return svg(alt.layer(band, line, title=title, width=_WIDTH, height=240))


def _axes(board: Board) -> list[str]:
    return [axis for axis in board.axes if axis]


def funnel_chart(board: Board, year: int) -> str:
    """Return how many of each axis reached each stage, as an SVG of bars; what is held back is written, not drawn."""
    rows = []
    names = [str(MEASURES[stage]) for stage in STAGES]
    for axis in _axes(board):
        for stage, name in zip(STAGES, names, strict=True):
            shown = board.show(stage, Cell(AXIS, axis, year))
            text = _("held back") if shown.held else number_format(int(shown.value or 0), force_grouping=True)
            if stage in _KNOWN and board.show(_KNOWN[stage], Cell(AXIS, axis, year)).value == 0:
                text = "–"  # no business of this axis has come so far
            rows.append({"axis": value_name(AXIS, axis, {}), "stage": name, "count": shown.value or 0, "text": text})
    y = alt.Y("stage:N", sort=names, title=None)
    x = alt.X("count:Q", title=_("People"), axis=alt.Axis(tickMinStep=1))
    base = alt.Chart().encode(x=x, y=y)
    bars = base.mark_bar(color=INDIGO)
    words = base.mark_text(align="left", dx=4, color=INK, fontSize=12).encode(text="text:N")
    layered = alt.layer(bars, words, data=alt.Data(values=rows)).properties(width=_WIDTH - 90, height=alt.Step(20))
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelFontSize=13, labelFontWeight=600)
    return svg(
        layered.facet(row=alt.Row("axis:N", header=header, sort=None), title=_("From the plan to a year at work"))
    )


def money_chart(board: Board, year: int) -> str:
    """Return what was committed and paid on each axis, in millions of francs, as an SVG of bars."""
    names = {_("Committed"): (Measure.COMMITTED, OCHRE), _("Paid"): (Measure.PAID, LEAF)}
    rows = []
    for axis in _axes(board):
        for name, (measure, _colour) in names.items():
            shown = board.show(measure, Cell(AXIS, axis, year))
            amount = (shown.value or 0) / _MILLION
            text = _("held back") if shown.held else number_format(amount, 1)
            rows.append({"axis": value_name(AXIS, axis, {}), "what": name, "amount": amount, "text": text})
    scale = alt.Scale(domain=list(names), range=[colour for _measure, colour in names.values()])
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("axis:N", title=None, sort=None),
        yOffset=alt.YOffset("what:N", sort=list(names)),
        x=alt.X("amount:Q", title=_("Millions of FCFA")),
    )
    bars = base.mark_bar().encode(color=alt.Color("what:N", scale=scale))
    words = base.mark_text(align="left", dx=4, color=INK, fontSize=12).encode(text="text:N")
    return svg(alt.layer(bars, words, title=_("Money committed and paid"), width=_WIDTH - 90, height=alt.Step(22)))
