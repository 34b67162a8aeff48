"""Charts drawn on the server as SVG: the same picture in the page, on paper and in exports; the house's colours and letters."""

from typing import Any

import vl_convert as vlc

INDIGO, OCHRE, LEAF, CLAY = "#24407a", "#8f5b12", "#2f6b3c", "#a33b20"
INK, LINE, PAPER = "#1f1b16", "#d8d0c4", "#fbf8f3"
_FONT = "Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif"


def svg(chart: Any) -> str:
    """Return a chart of altair as an SVG in the look of the house."""
    themed = (
        chart.configure(background=PAPER, font=_FONT, padding=8)
        .configure_axis(
            labelColor=INK, titleColor=INK, gridColor=LINE, domainColor=LINE, labelFontSize=12, titleFontSize=12
        )
        .configure_legend(labelColor=INK, titleColor=INK, labelFontSize=12, orient="top", title=None)
        .configure_title(anchor="start", color=INK, fontSize=15, fontWeight=600, offset=10)
        .configure_view(stroke=None)
    )
    return str(vlc.vegalite_to_svg(themed.to_json()))
