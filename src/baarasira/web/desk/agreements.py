"""The desk of those who keep agreements: liftings to confirm, committees overdue, agreements that end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation import queries
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.actor import Actor

from .shapes import SHOWN, Act, Block, Row, day_words


def liftings_to_confirm(actor: Actor) -> Block | None:
    """The suspensions that someone else asked to lift and this agent may confirm."""
    if not AGREEMENTS.allows(actor, "confirm_lift"):
        return None
    waiting = queries.liftings_to_confirm(actor)
    count = waiting.count()
    rows = [
        Row(
            title=row.agreement.title,
            url=reverse("cooperation:file", args=[row.agreement_id]),
            when=day_words(row.lift_asked_on) if row.lift_asked_on else "",
            word=_("Lifting to confirm"),
            tone="wait",
            detail=f"{row.agreement.reference} – {row.lift_asked_by.label if row.lift_asked_by else ''}",
            acts=(Act(_("Read and decide"), reverse("cooperation:lift", args=[row.agreement_id])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Suspensions to lift"), count, 0, rows, reverse("cooperation:list") + "?show=lifting",
        _("No suspension waits to be lifted."),
    )  # fmt: skip


def _row(row: Agreement, **values: object) -> Row:
    return Row(
        title=row.title,
        url=reverse("cooperation:file", args=[row.pk]),
        detail=f"{row.reference} – {row.partner.label}",
        **values,  # type: ignore[arg-type]
    )


def meetings_overdue(actor: Actor) -> Block | None:
    """The joint committees that should have met."""
    if not AGREEMENTS.allows(actor, "meet"):
        return None
    own = queries.visible_to(actor).filter(AGREEMENTS.scope(actor, "meet").q("office_id"))
    waiting = queries.meetings_overdue(own, actor.today)
    count = waiting.count()
    rows = [
        _row(
            row,
            when=day_words(row.next_meeting_on) if row.next_meeting_on else "",
            word=_("Meeting overdue"),
            tone="late",
            acts=(Act(_("Record the meeting"), reverse("cooperation:meeting", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Joint committees"), count, count, rows, reverse("cooperation:list") + "?show=overdue",
        _("No joint committee is overdue."),
    )  # fmt: skip


def agreements_ending(actor: Actor) -> Block | None:
    """The agreements whose last day is near, within the days of the setting."""
    if not AGREEMENTS.allows(actor, "view_prepared"):
        return None
    own = queries.visible_to(actor).filter(AGREEMENTS.scope(actor, "view_prepared").q("office_id"))
    near = queries.ending(own, actor.today)
    count = near.count()
    rows = [
        _row(
            row,
            when=day_words(row.ends_on) if row.ends_on else "",
            word=_("Renews itself") if row.tacit_renewal else _("To be renewed"),
            tone="neutral" if row.tacit_renewal else "wait",
            acts=(Act(_("Open the agreement"), reverse("cooperation:file", args=[row.pk])),),
        )
        for row in near[:SHOWN]
    ]
    return Block(
        _("Agreements that end"), count, 0, rows, reverse("cooperation:list") + "?show=ending",
        _("No agreement ends in the coming months."),
    )  # fmt: skip
