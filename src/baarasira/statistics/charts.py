"""Charts, drawn on the server as SVG: the same picture in the page, on paper and in exports."""

from collections.abc import Sequence

import altair as alt
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from baarasira.kernel.charts import INDIGO, LEAF, OCHRE, svg

from .series import MonthFlow


def survey_chart(waves: Sequence[tuple[str, Sequence[tuple[str, float]]]], title: str) -> str:
    """Return the scores (0 to 1) of each dimension at each asking, in the order given, as an SVG of bars side by side.

    `waves` are (name of the asking, [(dimension, score)]); a dimension without a score has no bar.
    """
    rows = [
        {"wave": wave, "dimension": dimension, "score": score} for wave, scores in waves for dimension, score in scores
    ]
    names = [wave for wave, _scores in waves]
    order = list(dict.fromkeys(dimension for _wave, scores in waves for dimension, _score in scores))
    colours = [OCHRE, INDIGO, LEAF]
    scale = alt.Scale(domain=names, range=[colours[place % len(colours)] for place in range(len(names))])
    chart = (
        alt.Chart(alt.Data(values=rows), title=title, width=alt.Step(34), height=220)
        .mark_bar()
        .encode(
            x=alt.X("dimension:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("wave:N", sort=names),
            y=alt.Y("score:Q", title=None, scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("wave:N", scale=scale),
        )
    )
    return svg(chart)


def flow_title(flows: Sequence[MonthFlow]) -> str:
    """Return the sentence above the chart: what is seen in it."""
    placed = sum(flow.placements for flow in flows)
    registered = sum(flow.registrations for flow in flows)
    return _("%(placed)s placements for %(registered)s registrations since %(since)s") % {
        "placed": number_format(placed, force_grouping=True),
        "registered": number_format(registered, force_grouping=True),
        "since": date_format(flows[0].period.first, "F Y") if flows else "",
    }


def flow_chart(flows: Sequence[MonthFlow]) -> str:
    """Return the registrations, places and placements of each month as an SVG of bars."""
    names = {
        "registrations": (_("Registrations"), INDIGO),
        "places": (_("Places received"), OCHRE),
        "placements": (_("Placements"), LEAF),
    }
    order = [date_format(flow.period.first, "N y") for flow in flows]
    rows = [
        {"month": month, "what": label, "count": getattr(flow, key)}
        for month, flow in zip(order, flows, strict=True)
        for key, (label, _colour) in names.items()
    ]
    scale = alt.Scale(
        domain=[label for label, _colour in names.values()], range=[colour for _label, colour in names.values()]
    )
    chart = (
        alt.Chart(alt.Data(values=rows), title=flow_title(flows), width=alt.Step(14), height=240)
        .mark_bar()
        .encode(
            x=alt.X("month:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("what:N", sort=list(scale.domain)),
            y=alt.Y("count:Q", title=_("People or places"), axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("what:N", scale=scale),
        )
    )
    return svg(chart)
