"""The cash of a business project over twelve months, drawn."""

import altair as alt
from django.utils.translation import gettext as _

from baarasira.kernel.charts import CLAY, INDIGO, LEAF, OCHRE, svg
from baarasira.reference.amounts import show_minor

from .rules.forecast import Forecast

_THOUSAND = 1000


def cash_title(figures: Forecast) -> str:
    """Return the sentence above the chart: what is seen in it."""
    if figures.break_even is None:
        return _("The activity does not cover its costs within twelve months")
    words = {"n": figures.break_even, "cash": show_minor(max(0, figures.months[-1].cash), "XOF")}
    return _("Costs are covered from month %(n)d; %(cash)s in hand at the end of the year") % words


def cash_chart(figures: Forecast) -> str:
    """Return sales and costs of each month as bars, with the cash in hand as a line; thousands of francs. An SVG."""
    names = {_("Sales"): LEAF, _("Costs of the month"): OCHRE}
    bars = [
        {"month": month.number, "what": what, "amount": amount / _THOUSAND}
        for month in figures.months
        for what, amount in zip(names, (month.revenue, month.purchases + month.charges + month.loan), strict=True)
    ]
    line = [{"month": month.number, "amount": month.cash / _THOUSAND} for month in figures.months]
    x = alt.X("month:O", title=_("Month"), axis=alt.Axis(labelAngle=0))
    y = alt.Y("amount:Q", title=_("Thousands of FCFA"))
    scale = alt.Scale(domain=list(names), range=list(names.values()))
    bar = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar()
        .encode(x=x, xOffset=alt.XOffset("what:N", sort=list(names)), y=y, color=alt.Color("what:N", scale=scale))
    )
    cash = (
        alt.Chart(alt.Data(values=line))
        .mark_line(color=INDIGO, strokeWidth=2.5, point={"color": INDIGO, "size": 45})
        .encode(x=x, y=y)
    )
    zero = alt.Chart(alt.Data(values=[{"amount": 0}])).mark_rule(color=CLAY, strokeDash=[4, 3]).encode(y=y)
    title = alt.TitleParams(cash_title(figures), subtitle=_("The line is the cash in hand at the end of each month"))
    return svg(alt.layer(bar, cash, zero, title=title, width=alt.Step(26), height=240))
