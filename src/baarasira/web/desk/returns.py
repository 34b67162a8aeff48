"""The desk of those who receive returnees: contacts, the late first; referrals to send; transfers; files sent to a partner."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.reintegration.cases.models import Case, Referral
from baarasira.reintegration.cases.policies import CASES, REFERRALS
from baarasira.reintegration.cases.queries import cases as queries
from baarasira.reintegration.cases.queries import partners
from baarasira.reintegration.placements import queries as placements
from baarasira.reintegration.placements.policies import PLACEMENTS
from baarasira.reintegration.visits import queries as visits
from baarasira.reintegration.visits.models import Visit
from baarasira.reintegration.visits.policies import VISITS

from .shapes import SHOWN, Act, Block, Row, day_words


def _case_url(case: Case) -> str:
    return reverse("reintegration:case", args=[case.pk])


def contacts_due(actor: Actor) -> Block | None:
    """The returnees nobody has contacted yet, the first due first: the late ones stand at the top."""
    if not CASES.allows(actor, "receive"):
        return None
    own = queries.visible_to(actor).filter(CASES.scope(actor, "receive").q("owner_id"))
    waiting = queries.awaiting_contact(own)
    count, late = waiting.count(), queries.contact_late(own, actor.today).count()
    rows = [
        Row(
            title=str(row.person),
            url=_case_url(row),
            when=day_words(row.contact_due),
            word=_("Contact overdue") if row.contact_due < actor.today else _("To contact"),
            tone="late" if row.contact_due < actor.today else "action",
            detail=f"{row.number} – {row.get_source_display()}",
            acts=(Act(_("First contact and intake"), reverse("reintegration:intake", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Returnees to contact"), count, late, rows, reverse("reintegration:list") + "?state=signalled",
        _("No returnee waits for a first contact."),
    )  # fmt: skip


def screenings_due(actor: Actor) -> Block | None:
    """The specialised referrals that a sign of vulnerability started and nobody has sent."""
    if not CASES.allows(actor, "refer"):
        return None
    waiting = queries.screenings_due(actor)
    count, late = waiting.count(), waiting.filter(due_on__lt=actor.today).count()
    rows = [
        Row(
            title=str(row.case.person),
            url=_case_url(row.case) + "#referrals",
            when=day_words(row.due_on),
            word=_("Referral to send"),
            tone="late" if row.due_on < actor.today else "action",
            detail=f"{row.case.number} – {row.get_need_display()}",
            acts=(Act(_("Choose the partner"), _case_url(row.case) + "#referrals"),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Specialised referrals to send"), count, late, rows, reverse("reintegration:list"),
        _("No specialised referral waits."),
    )  # fmt: skip


def referrals_refused(actor: Actor) -> Block | None:
    """The files that a partner refused and that nobody has directed elsewhere since."""
    if not CASES.allows(actor, "refer"):
        return None
    waiting = queries.refused_and_open(actor)
    count = waiting.count()
    rows = [_referral(row, row.answered_on, _("Refused"), _("Choose another partner")) for row in waiting[:SHOWN]]
    return Block(
        _("Files refused by a partner"), count, count, rows, reverse("reintegration:list"),
        _("No file that a partner refused waits for another."),
    )  # fmt: skip


def referrals_silent(actor: Actor) -> Block | None:
    """The files that a partner left without an answer past its day."""
    if not CASES.allows(actor, "refer"):
        return None
    waiting = queries.unanswered(actor, actor.today)
    count = waiting.count()
    rows = [_referral(row, row.due_on, _("No answer"), _("Call the partner")) for row in waiting[:SHOWN]]
    return Block(
        _("Partners who have not answered"), count, count, rows, reverse("reintegration:list"),
        _("Every partner has answered in time."),
    )  # fmt: skip


def _referral(row: Referral, day: date | None, word: Sentence, act: Sentence) -> Row:
    address = _case_url(row.case) + "#referrals"
    body = row.body.organisation.label if row.body is not None else ""
    return Row(
        title=str(row.case.person),
        url=address,
        when=day_words(day) if day is not None else "",
        word=word,
        tone="late",
        detail=f"{row.case.number} – {row.get_need_display()}, {body}",
        acts=(Act(act, address),),
    )


def transfers_waiting(actor: Actor) -> Block | None:
    """The cases that another structure asks to take over."""
    if not CASES.allows(actor, "take_transfer"):
        return None
    waiting = queries.transfers_to_answer(actor)
    route = "reintegration:partner-desk" if not CASES.allows(actor, "signal") else "reintegration:list"
    rows = [
        Row(
            title=row.case.number,
            url=reverse(route),
            when=day_words(row.asked_on),
            word=_("Transfer asked"),
            tone="wait",
            detail=row.source.name,
            acts=(Act(_("Read and answer"), reverse(route)),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Cases to take over"), waiting.count(), 0, rows, reverse(route), _("No transfer waits for your answer.")
    )


def files_referred(actor: Actor) -> Block | None:
    """The files referred to the partner's body that wait for an answer."""
    if not REFERRALS.allows(actor, "answer"):
        return None
    waiting = partners.waiting_for(actor)
    count, late = waiting.count(), waiting.filter(due_on__lt=actor.today).count()
    rows = [
        Row(
            title=str(row.case.person),
            url=reverse("reintegration:partner-file", args=[row.pk]),
            when=day_words(row.due_on),
            word=_("Answer overdue") if row.due_on < actor.today else _("To answer"),
            tone="late" if row.due_on < actor.today else "action",
            detail=f"{row.case.number} – {row.get_need_display()}",
            acts=(Act(_("Open the file"), reverse("reintegration:partner-file", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Files to answer"),
        count,
        late,
        rows,
        reverse("reintegration:partner-desk"),
        _("No file waits for your answer."),
    )


def _visit_row(row: Visit, late: bool) -> Row:
    address = reverse("reintegration:visit", args=[row.pk])
    return Row(
        title=str(row.case.person),
        url=address,
        when=day_words(row.due_on),
        word=_("Visit overdue") if late else _("Visit today"),
        tone="late" if late else "action",
        detail=f"{row.case.number} – {row.case.owner.name}",
        acts=(Act(_("Record the visit"), address),),
    )


def visits_due(actor: Actor) -> Block | None:
    """The visits that are due and given to this agent, or to nobody yet; the longest overdue first."""
    if not VISITS.allows(actor, "make"):
        return None
    own = visits.visible_to(actor).filter(VISITS.scope(actor, "make").q("case__owner_id"))
    waiting = visits.due(visits.mine(own, actor), actor.today)
    count, late = waiting.count(), waiting.filter(due_on__lt=actor.today).count()
    rows = [_visit_row(row, row.due_on < actor.today) for row in waiting[:SHOWN]]
    return Block(_("Visits to make"), count, late, rows, reverse("reintegration:visits"), _("No visit is due today."))


def visits_escalated(actor: Actor) -> Block | None:
    """The visits so long overdue that the clock told those who answer for them (R-24)."""
    if not VISITS.allows(actor, "assign"):
        return None
    level = 3 if not VISITS.allows(actor, "make") else 2
    own = visits.visible_to(actor).filter(VISITS.scope(actor, "assign").q("case__owner_id"))
    waiting = visits.late_at_level(own, level)
    count = waiting.count()
    return Block(
        _("Visits long overdue"), count, count, [_visit_row(row, True) for row in waiting[:SHOWN]],
        reverse("reintegration:visits") + "?tous=1", _("No visit is long overdue."),
    )  # fmt: skip


def placements_to_approve(actor: Actor) -> Block | None:
    """The agreements of placements both have signed and that this agent may approve."""
    if not PLACEMENTS.allows(actor, "approve"):
        return None
    waiting = placements.to_approve(actor)
    rows = [
        Row(
            title=str(row.case.person),
            url=reverse("reintegration:placement", args=[row.pk]),
            when=day_words(row.starts_on),
            word=_("To approve"),
            tone="wait",
            detail=row.employer.name,
            acts=(Act(_("Read and approve"), reverse("reintegration:placement", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Placements to approve"), waiting.count(), 0, rows, reverse("reintegration:placements"),
        _("No placement waits to be approved."),
    )  # fmt: skip
