"""The desk of those who touch the money of reintegration: what they decide, sign, pay, confirm; what is late rises first."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor, by_others
from baarasira.kernel.errors import Sentence
from baarasira.reference.amounts import show_minor
from baarasira.reintegration.funds.enums import GrantState, TrancheState
from baarasira.reintegration.funds.models import Payment, Tranche
from baarasira.reintegration.funds.policies import GRANTS, PAYMENTS
from baarasira.reintegration.funds.queries import grants, payments
from baarasira.reintegration.projects.enums import SessionState
from baarasira.reintegration.projects.policies import COMMITTEE
from baarasira.reintegration.projects.queries import committee, projects

from .shapes import SHOWN, Act, Block, Row, day_words


def tranches_to_sign(actor: Actor) -> Block | None:
    """The tranches that await the signature of the agent's own body."""
    if not grants.signs_somewhere(actor):
        return None
    waiting = grants.to_sign(actor)
    rows = [_tranche(row, _("To be signed"), "wait", _("Read and sign")) for row in waiting[:SHOWN]]
    return Block(
        _("Tranches to sign"), waiting.count(), 0, rows, reverse("funds:list"), _("No tranche awaits your signature.")
    )


def _tranche(row: Tranche, word: Sentence, tone: str, act: Sentence) -> Row:
    address = reverse("funds:tranche", args=[row.pk])
    return Row(
        title=str(row.grant.person),
        url=address,
        when=day_words(row.due_on),
        word=word,
        tone=tone,
        detail=f"{row.grant.number} / {row.number} – {show_minor(row.amount, row.grant.fund.currency)}",
        acts=(Act(act, address),),
    )


def tranches_late(actor: Actor) -> Block | None:
    """The tranches that should have reached the person by now, for who may move them on."""
    if not (GRANTS.allows(actor, "submit") or GRANTS.allows(actor, "stop") or PAYMENTS.allows(actor, "order")):
        return None
    waiting = grants.late(actor)
    count = waiting.count()
    rows = [_tranche(row, _("Late"), "late", _("Open the tranche")) for row in waiting[:SHOWN]]
    return Block(_("Late tranches"), count, count, rows, reverse("funds:grants"), _("No tranche is late."))


def grants_to_decide(actor: Actor) -> Block | None:
    """The grants that somebody else proposed and this agent may decide."""
    if not GRANTS.allows(actor, "decide"):
        return None
    waiting = grants.visible_to(actor).filter(
        GRANTS.scope(actor, "decide").q("office_id"), by_others(actor, "proposed_by"), state=GrantState.PROPOSED
    )
    rows = [
        Row(
            title=str(row.person),
            url=reverse("funds:grant", args=[row.pk]),
            when=day_words(row.proposed_on),
            word=_("To be decided"),
            tone="wait",
            detail=f"{row.number} – {show_minor(row.amount, row.fund.currency)}",
            acts=(Act(_("Read and decide"), reverse("funds:grant", args=[row.pk])),),
        )
        for row in waiting.order_by("proposed_on", "id")[:SHOWN]
    ]
    return Block(
        _("Grants to decide"), waiting.count(), 0, rows, reverse("funds:grants"), _("No grant waits for your decision.")
    )


def tranches_to_pay(actor: Actor) -> Block | None:
    """The tranches that the three bodies signed and that are to be paid."""
    if not PAYMENTS.allows(actor, "order"):
        return None
    scope = PAYMENTS.scope(actor, "order")
    waiting = grants.tranches_visible_to(actor).filter(scope.q("grant__office_id"), state=TrancheState.SIGNED)
    late = waiting.filter(due_on__lt=actor.today).count()
    rows = [
        _tranche(row, _("To be paid"), "late" if row.due_on < actor.today else "wait", _("Order the payment"))
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Tranches to pay"), waiting.count(), late, rows, reverse("payments:board"), _("No tranche is to be paid.")
    )


def payments_stuck(actor: Actor) -> Block | None:
    """The payments that failed, or whose answer is late."""
    if not PAYMENTS.allows(actor, "order"):
        return None
    failed, silent = payments.failed(actor), payments.unanswered(actor)
    count = failed.count() + silent.count()
    rows = [
        *_payments(failed[:SHOWN], _("Failed"), _("Order again or cancel")),
        *_payments(silent[:SHOWN], _("No answer"), _("Ask the operator")),
    ]
    return Block(
        _("Payments that do not go through"), count, count, rows[:SHOWN], reverse("payments:board"),
        _("Every payment sent has its answer."),
    )  # fmt: skip


def _payments(found: Iterable[Payment], word: Sentence, act: Sentence) -> list[Row]:
    return [
        Row(
            title=row.payee_name,
            url=reverse("payments:payment", args=[row.pk]),
            when=day_words(row.ordered_on),
            word=word,
            tone="late",
            detail=f"{row.number} – {show_minor(row.amount, row.fund.currency)}",
            acts=(Act(act, reverse("payments:payment", args=[row.pk])),),
        )
        for row in found
    ]


def payments_to_confirm(actor: Actor) -> Block | None:
    """The payments that were made and whose beneficiary is to be asked, by who may ask."""
    if not PAYMENTS.allows(actor, "confirm"):
        return None
    waiting = payments.to_confirm(actor)
    late = payments.unconfirmed(actor).count()
    rows = _payments(waiting.order_by("done_on", "id")[:SHOWN], _("To be confirmed"), _("Ask the person"))
    return Block(
        _("Payments to have confirmed"), waiting.count(), late, rows, reverse("payments:board"),
        _("Every payment made is confirmed."),
    )  # fmt: skip


def projects_submitted(actor: Actor) -> Block | None:
    """The projects that wait for a session of the committee, for who convenes it."""
    if not COMMITTEE.allows(actor, "convene"):
        return None
    waiting = projects.awaiting_committee(actor)
    rows = [
        Row(
            title=row.title,
            url=reverse("projects:project", args=[row.pk]),
            when=day_words(row.submitted_on) if row.submitted_on is not None else "",
            word=_("Submitted"),
            tone="wait",
            detail=str(row.person),
            acts=(Act(_("Convene a session"), reverse("committees:convene")),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Projects for the committee"), waiting.count(), 0, rows, reverse("committees:list"),
        _("No project waits for the committee."),
    )  # fmt: skip


def sessions_to_mark(actor: Actor) -> Block | None:
    """The sessions on which the agent sits and that are marking."""
    if not committee.sits_somewhere(actor):
        return None
    waiting = committee.visible_to(actor).filter(pk__in=committee.mine(actor).values("pk"), state=SessionState.MARKING)
    rows = [
        Row(
            title=row.number,
            url=reverse("committees:session", args=[row.pk]),
            when=day_words(row.held_on),
            word=_("Marking"),
            tone="wait",
            detail=row.place,
            acts=(Act(_("Mark the projects"), reverse("committees:session", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Committees that mark"),
        waiting.count(),
        0,
        rows,
        reverse("committees:list"),
        _("No committee waits for your marks."),
    )
