"""Charts, drawn on the server as SVG: the same picture in the page, on paper and in exports."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import vl_convert as vlc
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from .series import MonthFlow

INDIGO, OCHRE, LEAF, INK, LINE = "#24407a", "#8f5b12", "#2f6b3c", "#1f1b16", "#d8d0c4"
_FONT = "Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif"


def _svg(chart: Any) -> str:
    themed = (
        chart.configure(background="#fbf8f3", font=_FONT, padding=8)
        .configure_axis(
            labelColor=INK, titleColor=INK, gridColor=LINE, domainColor=LINE, labelFontSize=12, titleFontSize=12
        )
        .configure_legend(labelColor=INK, titleColor=INK, labelFontSize=12, orient="top", title=None)
        .configure_title(anchor="start", color=INK, fontSize=15, fontWeight=600, offset=10)
        .configure_view(stroke=None)
    )
    return str(vlc.vegalite_to_svg(themed.to_json()))


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
    return _svg(chart)


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
    return _svg(chart)
