"""The desk of those who bring offers and people together: approvals, offers that end, answers, hires, checks."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.candidacies import queries as candidacies
from baarasira.candidacies.policies import CANDIDACIES, PLACEMENTS
from baarasira.counselling.queries import counts
from baarasira.employers import queries as employers
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.actor import Actor
from baarasira.openings import queries as openings
from baarasira.openings.enums import OpeningState
from baarasira.openings.policies import OPENINGS
from baarasira.reference.parameters import ANSWER_DAYS
from baarasira.reference.queries import value

from .shapes import SHOWN, Act, Block, Row, day_words

ENDING_DAYS = 7


def offers_to_approve(actor: Actor) -> Block | None:
    """The offers that someone else submitted and this agent may approve."""
    if not OPENINGS.allows(actor, "approve"):
        return None
    waiting = openings.awaiting_approval(actor)
    count = waiting.count()
    rows = [
        Row(
            title=row.title,
            url=reverse("openings:file", args=[row.pk]),
            when=day_words(row.updated_at.date()),
            word=_("To be approved"),
            tone="wait",
            detail=f"{row.employer.name} – {row.office.name}",
            acts=(Act(_("Read and decide"), reverse("openings:decide", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Offers to approve"), count, 0, rows, reverse("openings:approvals"), _("No offer waits for your approval.")
    )


def employers_to_accredit(actor: Actor) -> Block | None:
    """The employers that someone else submitted and this agent may accredit."""
    if not EMPLOYERS.allows(actor, "accredit"):
        return None
    waiting = employers.awaiting_accreditation(actor).order_by("updated_at", "id")
    count = waiting.count()
    rows = [
        Row(
            title=row.name,
            url=reverse("employers:file", args=[row.pk]),
            when=day_words(row.updated_at.date()),
            word=_("To be decided"),
            tone="wait",
            detail=row.office.name,
            acts=(Act(_("Read and decide"), reverse("employers:accreditation", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Accreditations to decide"), count, 0, rows, reverse("employers:accreditations"),
        _("No employer waits for accreditation."),
    )  # fmt: skip


def offers_ending(actor: Actor) -> Block | None:
    """The offers whose last day of publication is near, and those it has passed: to be extended or closed."""
    if not OPENINGS.allows(actor, "extend"):
        return None
    soon = Q(state=OpeningState.PUBLISHED, expires_on__lte=actor.today + timedelta(days=ENDING_DAYS))
    own = OPENINGS.scope(actor, "extend").q("office_id")
    ending = openings.visible_to(actor).filter(own, soon | Q(state=OpeningState.EXPIRED)).order_by("expires_on", "id")
    passed = Q(state=OpeningState.EXPIRED) | Q(expires_on__lt=actor.today)
    count, late = counts(ending, passed)
    rows = []
    for row in ending[:SHOWN]:
        over = row.state == OpeningState.EXPIRED or (row.expires_on is not None and row.expires_on < actor.today)
        rows.append(
            Row(
                title=row.title,
                url=reverse("openings:file", args=[row.pk]),
                when=day_words(row.expires_on) if row.expires_on else "",
                word=_("Last day passed") if over else _("Soon"),
                tone="late" if over else "wait",
                detail=row.employer.name,
                acts=(Act(_("Extend"), reverse("openings:extend", args=[row.pk])),),
            )
        )
    return Block(
        _("Offers that end"), count, late, rows, reverse("openings:list") + "?state=expired",
        _("No offer ends in the coming days."),
    )  # fmt: skip


def hires_to_confirm(actor: Actor) -> Block | None:
    """The people hired whose first day has come, not confirmed yet."""
    if not PLACEMENTS.allows(actor, "confirm"):
        return None
    waiting = candidacies.awaiting_confirmation(actor)
    count = waiting.count()
    rows = [
        Row(
            title=str(row.person),
            url=reverse("candidacies:file", args=[row.pk]),
            when=day_words(row.starts_on) if row.starts_on else "",
            word=_("Confirm the first day"),
            tone="late",
            detail=f"{row.opening.title} – {row.opening.employer.name}",
            acts=(Act(_("Confirm"), reverse("candidacies:file", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Hires to confirm"), count, count, rows, reverse("candidacies:list") + "?show=to_confirm",
        _("No hire waits for confirmation."),
    )  # fmt: skip


def answers_late(actor: Actor) -> Block | None:
    """The referrals to which the employer has not answered within the days of the setting."""
    if not CANDIDACIES.allows(actor, "interview"):
        return None
    limit = actor.today - timedelta(days=value(ANSWER_DAYS, actor.today))
    waiting = candidacies.awaiting_answer(actor, limit)
    count = waiting.count()
    rows = [
        Row(
            title=str(row.person),
            url=reverse("candidacies:file", args=[row.pk]),
            when=day_words(row.referred_on),
            word=_("Answer late"),
            tone="late",
            detail=f"{row.opening.title} – {row.opening.employer.name}",
            acts=(Act(_("Ask the employer"), reverse("candidacies:file", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Answers of employers"), count, count, rows, reverse("candidacies:list") + "?show=late",
        _("No answer of an employer is late."),
    )  # fmt: skip


def checks_due(actor: Actor) -> Block | None:
    """The placements to be checked one and three months after the first day."""
    if not PLACEMENTS.allows(actor, "check"):
        return None
    due = candidacies.checks_due(actor, actor.today)
    count, late = counts(due, Q(due_on__lt=actor.today))
    rows = []
    for row in due[:SHOWN]:
        candidacy = row.placement.candidacy
        rows.append(
            Row(
                title=str(candidacy.person),
                url=reverse("candidacies:file", args=[candidacy.pk]),
                when=day_words(row.due_on),
                word=pgettext_lazy("check", "Late") if row.due_on < actor.today else _("Today"),
                tone="late" if row.due_on < actor.today else "wait",
                detail=candidacy.opening.employer.name,
                acts=(Act(pgettext_lazy("verb", "Check"), reverse("candidacies:check", args=[row.pk])),),
            )
        )
    return Block(
        _("Placements to be checked"), count, late, rows, reverse("candidacies:checks"),
        _("No placement is to be checked."),
    )  # fmt: skip
