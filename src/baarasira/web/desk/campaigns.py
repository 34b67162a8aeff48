"""The desk of those who conduct campaigns: to publish, to lift, stopped files, late steps, calls to make."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.candidacies import road_queries
from baarasira.candidacies.policies import FILES
from baarasira.kernel.actor import Actor
from baarasira.messaging import calls
from baarasira.messaging.policies import CALLS
from baarasira.openings import campaign_queries
from baarasira.openings.policies import CAMPAIGNS

from .shapes import SHOWN, Act, Block, Row, day_words


def campaigns_to_publish(actor: Actor) -> Block | None:
    """The campaigns that someone else submitted and this agent may publish."""
    if not CAMPAIGNS.allows(actor, "publish"):
        return None
    waiting = campaign_queries.to_publish(actor)
    count = waiting.count()
    rows = [
        Row(
            title=row.opening.title,
            url=reverse("campaigns:file", args=[row.pk]),
            when=day_words(row.updated_at.date()),
            word=_("To be published"),
            tone="wait",
            detail=f"{row.opening.number} – {row.submitted_by.label if row.submitted_by else ''}",
            acts=(Act(_("Read and decide"), reverse("campaigns:decide", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Campaigns to publish"), count, 0, rows, reverse("campaigns:list") + "?state=submitted",
        _("No campaign waits for your decision."),
    )  # fmt: skip


def campaigns_to_lift(actor: Actor) -> Block | None:
    """The suspensions of campaigns that someone else asked to lift and this agent may confirm."""
    if not CAMPAIGNS.allows(actor, "confirm_lift"):
        return None
    waiting = campaign_queries.holds_to_lift(actor)
    count = waiting.count()
    rows = [
        Row(
            title=row.campaign.opening.title,
            url=reverse("campaigns:file", args=[row.campaign_id]),
            when=day_words(row.lift_asked_on) if row.lift_asked_on else "",
            word=_("Lifting to confirm"),
            tone="wait",
            detail=row.lift_asked_by.label if row.lift_asked_by else "",
            acts=(Act(_("Read and decide"), reverse("campaigns:lift", args=[row.campaign_id])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Suspended campaigns to lift"), count, 0, rows, reverse("campaigns:list") + "?state=suspended",
        _("No suspended campaign waits to be lifted."),
    )  # fmt: skip


def files_stopped(actor: Actor) -> Block | None:
    """The files of this agent's people that a suspension stops: each agent is told here, for as long as it lasts."""
    if not FILES.allows(actor, "apply"):
        return None
    stopped = road_queries.stopped(actor).order_by("frozen_on", "id")
    count = stopped.count()
    rows = [
        Row(
            title=str(row.person),
            url=reverse("campaigns:dossier", args=[row.pk]),
            when=day_words(row.frozen_on) if row.frozen_on else "",
            word=pgettext_lazy("file", "Stopped"),
            tone="late",
            detail=row.opening.title,
        )
        for row in stopped[:SHOWN]
    ]
    return Block(
        _("Files stopped by a suspension"), count, 0, rows, reverse("campaigns:list"), _("No file is stopped.")
    )


def steps_late(actor: Actor) -> Block | None:
    """The steps of applications whose deadline has passed."""
    if not FILES.allows(actor, "view") or not (FILES.allows(actor, "apply") or FILES.allows(actor, "department")):
        return None
    late = road_queries.late_steps(actor)
    count = late.count()
    rows = [
        Row(
            title=str(row.candidacy.person),
            url=reverse("campaigns:dossier", args=[row.candidacy_id]),
            when=day_words(row.due_at.date()) if row.due_at else "",
            word=pgettext_lazy("step", "Late"),
            tone="late",
            detail=row.candidacy.opening.title,
            acts=(Act(_("Open the application"), reverse("campaigns:dossier", args=[row.candidacy_id])),),
        )
        for row in late[:SHOWN]
    ]
    return Block(
        _("Applications late"), count, count, rows, reverse("campaigns:list"), _("No step of an application is late.")
    )


def people_to_call(actor: Actor) -> Block | None:
    """The people whom no message reaches."""
    if not CALLS.allows(actor, "make"):
        return None
    waiting = calls.to_make(actor)
    count = waiting.count()
    late = waiting.filter(due_on__lt=actor.today).count()
    rows = [
        Row(
            title=str(row.person),
            url=reverse("people:file", args=[row.person_id]),
            when=day_words(row.due_on),
            word=_("To be called"),
            tone="late" if row.due_on < actor.today else "wait",
            detail=row.text[:80],
            acts=(Act(_("Called"), reverse("campaigns:call", args=[row.pk]), (("reached", "yes"),)),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(_("People to call"), count, late, rows, reverse("campaigns:calls"), _("Nobody is to be called."))
