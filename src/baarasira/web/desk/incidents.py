"""The desk of those who deal with incidents: what is open, the late first; the measures and claims that wait for a second person."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.actor import Actor
from baarasira.mobility.incidents.enums import BarState
from baarasira.mobility.incidents.policies import BARS, INCIDENTS
from baarasira.mobility.incidents.queries import bars
from baarasira.mobility.incidents.queries import incidents as queries
from baarasira.web.shell.components.text import moment

from .shapes import SHOWN, Act, Block, Row, day_words


def incidents_open(actor: Actor) -> Block | None:
    """The incidents this agent may handle and that are not ended, the first due first."""
    if not INCIDENTS.allows(actor, "handle") and not queries.cared_for(actor):
        return None
    waiting = queries.open_ones(queries.visible_to(actor))
    count, late = waiting.count(), waiting.filter(due_at__lt=actor.at).count()
    rows = [
        Row(
            title=str(row.get_kind_display()),
            url=reverse("incidents:incident", args=[row.pk]),
            when=moment(row.due_at),
            word=pgettext_lazy("incident", "Late") if row.due_at < actor.at else str(row.get_state_display()),
            tone="late" if row.due_at < actor.at else "wait",
            detail=f"{row.number} – {row.get_severity_display()}",
            acts=(Act(_("Open the incident"), reverse("incidents:incident", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(_("Incidents to deal with"), count, late, rows, reverse("incidents:list"), _("No incident waits."))


def bars_to_decide(actor: Actor) -> Block | None:
    """The bars that somebody else proposed and this agent may decide, once heard or past the time to be heard."""
    if not BARS.allows(actor, "decide"):
        return None
    ready = Q(state=BarState.HEARD) | Q(state=BarState.PROPOSED, hearing_by__lt=actor.today)
    waiting = bars.visible_to(actor).filter(ready, BARS.scope(actor, "decide").q("office_id"))
    waiting = waiting.exclude(proposed_by_id=actor.id).order_by("proposed_on", "id")
    rows = [
        Row(
            title=str(row.person or row.employer),
            url=reverse("incidents:bar", args=[row.pk]),
            when=day_words(row.proposed_on),
            word=_("To be decided"),
            tone="wait",
            detail=str(row.get_fact_display()),
            acts=(Act(_("Read and decide"), reverse("incidents:bar", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Bars to decide"), waiting.count(), 0, rows, reverse("incidents:bars"), _("No bar waits for your decision.")
    )
