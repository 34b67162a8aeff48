"""The pictures of training, drawn on the server as SVG; each has its table beneath on the page."""

from collections.abc import Sequence

import altair as alt
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from baarasira.kernel.charts import CLAY, INDIGO, INK, LEAF, OCHRE, svg

from ..returns.tables import Cell
from .board import ORIGIN, Board, Measure, rows_of
from .trades import Line
from .words import MEASURES, Names, trade_name

STAGES = (Measure.ENROLLED, Measure.PRESENT, Measure.FINISHED, Measure.CERTIFIED, Measure.WORK)
MOST_TRADES = 14
_WIDTH = 340


def trades_shown(lines: Sequence[Line]) -> list[Line]:
    """Return the trades of the picture: those most asked for, and those taught that nobody asks for, half and half at least."""
    asked = [line for line in lines if line.asked]
    unasked = sorted(
        (line for line in lines if line.unasked), key=lambda line: (-(line.trained.value or 0), line.trade)
    )
    few = unasked[: max(MOST_TRADES // 2, MOST_TRADES - len(asked))]
    return [*asked[: MOST_TRADES - len(few)], *few]


def trades_title(lines: Sequence[Line]) -> str:
    """Return the sentence above the picture: what is seen in it."""
    untaught = sum(line.untaught for line in lines)
    unasked = sum(line.unasked for line in lines)
    return _("%(untaught)d trades asked for and not taught, %(unasked)d taught and not asked for") % {
        "untaught": untaught, "unasked": unasked,
    }  # fmt: skip


def trades_chart(lines: Sequence[Line]) -> str:
    """Return seats asked for to the left and people trained to the right, trade by trade, as an SVG.

    Trades asked for in which nobody is trained have a colour of their own, and the reverse; a count held back is written, not
    drawn.
    """
    asked, lacking = _("Seats asked for"), _("Asked for, nobody is trained")
    taught, idle = _("People trained"), _("Trained, nobody asks")
    rows = []
    for line in trades_shown(lines):
        name, number = trade_name(line.trade), int(line.trained.value or 0)
        words = _("held back") if line.trained.held else number_format(number, force_grouping=True)
        if line.asked:
            text = number_format(line.asked, force_grouping=True)
            rows.append(
                {"trade": name, "what": lacking if line.untaught else asked, "count": -line.asked, "text": text}
            )
        if not line.untaught:
            rows.append({"trade": name, "what": idle if line.unasked else taught, "count": number, "text": words})
    order = list(dict.fromkeys(row["trade"] for row in rows))
    # Room for the figures beyond the longest bar of either side.
    most = 1.2 * max((abs(int(str(row["count"]))) for row in rows), default=1) + 1
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("trade:N", sort=order, title=None, axis=alt.Axis(labelLimit=210)),
        x=alt.X(
            "count:Q", title=f"{asked} | {taught}", scale=alt.Scale(domain=[-most, most], nice=False),
            axis=alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1, grid=False),
        ),
    )  # fmt: skip
    scale = alt.Scale(domain=[asked, lacking, taught, idle], range=[OCHRE, CLAY, LEAF, INDIGO])
    bars = base.mark_bar().encode(color=alt.Color("what:N", scale=scale, legend=alt.Legend(columns=2, labelLimit=260)))
    left = base.transform_filter(alt.datum.count < 0).mark_text(align="right", dx=-4, color=INK, fontSize=12)
    right = base.transform_filter(alt.datum.count >= 0).mark_text(align="left", dx=4, color=INK, fontSize=12)
    layered = alt.layer(bars, left.encode(text="text:N"), right.encode(text="text:N"), title=trades_title(lines))
    return svg(layered.properties(width=_WIDTH, height=alt.Step(22)))


def stages_chart(board: Board, year: int, names: Names) -> str:
    """Return how many of each origin reached each stage, as an SVG of bars; what is held back is written, not drawn."""
    rows = []
    stages = [str(MEASURES[stage]) for stage in STAGES]
    for cell in rows_of(board, ORIGIN, year):
        for stage, name in zip(STAGES, stages, strict=True):
            shown = board.show(stage, Cell(ORIGIN, cell.value, year))
            text = _("held back") if shown.held else number_format(int(shown.value or 0), force_grouping=True)
            rows.append({"origin": names.of(cell), "stage": name, "count": shown.value or 0, "text": text})
    base = alt.Chart().encode(
        x=alt.X("count:Q", title=_("People"), axis=alt.Axis(tickMinStep=1)), y=alt.Y("stage:N", sort=stages, title=None)
    )
    words = base.mark_text(align="left", dx=4, color=INK, fontSize=12).encode(text="text:N")
    layered = alt.layer(base.mark_bar(color=INDIGO), words, data=alt.Data(values=rows))
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelFontSize=13, labelFontWeight=600)
    return svg(
        layered.properties(width=_WIDTH, height=alt.Step(20)).facet(
            row=alt.Row("origin:N", header=header, sort=None), title=_("From enrolment to work")
        )
    )
