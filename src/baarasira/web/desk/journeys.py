"""The desk of those who follow workers abroad: arrivals, contacts, ends of work and returns awaited by today."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.mobility.journeys import queries
from baarasira.mobility.journeys.policies import JOURNEYS

from .shapes import SHOWN, Act, Block, Row, day_words


def workers_awaited(actor: Actor) -> Block | None:
    """The workers abroad of whom something is awaited by today; no block where nothing is."""
    if not JOURNEYS.allows(actor, "follow"):
        return None
    awaited = queries.late(queries.abroad(actor), actor.today + timedelta(days=1)).order_by("next_due", "id")
    first = list(awaited[:SHOWN])
    if not first:
        return None
    rows = [
        Row(
            title=str(row.person),
            url=reverse("journeys:worker", args=[row.candidacy_id]),
            when=day_words(row.next_due) if row.next_due else "",
            word=_("Arrival to confirm") if row.arrived_on is None else _("To be followed"),
            tone="late" if row.next_due and row.next_due < actor.today else "wait",
            detail=row.opening.title,
            acts=(Act(_("Open the journey"), reverse("journeys:worker", args=[row.candidacy_id])),),
        )
        for row in first
    ]
    late = queries.capped(queries.late(awaited, actor.today))
    return Block(
        _("Workers abroad to follow"), queries.capped(awaited), late, rows, reverse("journeys:abroad"),
        _("Nobody abroad waits for you today."),
    )  # fmt: skip
