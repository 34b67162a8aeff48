"""The desk of a workshop school: visits late first, contracts and payments to sign, what became of the certified."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.training.apprenticeships.models import Visit
from baarasira.training.apprenticeships.policies import CONTRACTS, EXAMINATIONS, INTAKES
from baarasira.training.apprenticeships.queries import contracts as queries

from .shapes import SHOWN, Act, Block, Row, day_words

_INSURANCE = timedelta(days=30)


def _contract_url(key: object) -> str:
    return reverse("apprenticeships:contract", args=[key])


def visits_due(actor: Actor) -> Block | None:
    """The visits to workshops that are due, the longest overdue first."""
    if not CONTRACTS.allows(actor, "visit"):
        return None
    waiting = queries.visits_due(actor)
    count, late = waiting.count(), waiting.filter(due_on__lt=actor.today).count()
    rows = [_visit(row, row.due_on < actor.today) for row in waiting[:SHOWN]]
    return Block(
        _("Workshops to visit"),
        count,
        late,
        rows,
        reverse("apprenticeships:visits"),
        _("No workshop waits for a visit."),
    )


def _visit(row: Visit, late: bool) -> Row:
    address = reverse("apprenticeships:visit", args=[row.pk])
    return Row(
        title=str(row.contract.person),
        url=address,
        when=day_words(row.due_on),
        word=_("Visit overdue") if late else _("Visit today"),
        tone="late" if late else "action",
        detail=f"{row.contract.master.workshop}, {row.contract.master.place}",
        acts=(Act(_("Record the visit"), address),),
    )


def contracts_to_sign(actor: Actor) -> Block | None:
    """The contracts all others have signed, that wait for the centre."""
    if not CONTRACTS.allows(actor, "approve"):
        return None
    waiting = queries.to_approve(actor)
    rows = [
        Row(
            title=str(row.person),
            url=_contract_url(row.pk),
            when=day_words(row.starts_on),
            word=_("To sign"),
            tone="wait",
            detail=f"{row.trade.title} – {row.master}",
            acts=(Act(_("Read and sign"), _contract_url(row.pk)),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Contracts of apprenticeship to sign"), waiting.count(), 0, rows, reverse("apprenticeships:list"),
        _("No contract of apprenticeship waits for you."),
    )  # fmt: skip


def to_publish_or_sign(actor: Actor) -> Block | None:
    """The lists of admitted and the results of examinations that wait for a second person."""
    if not (INTAKES.allows(actor, "publish") or EXAMINATIONS.allows(actor, "sign")):
        return None
    lists, results = queries.lists_to_publish(actor), queries.results_to_sign(actor)
    rows = [
        Row(
            title=row.title,
            url=reverse("apprenticeships:intake", args=[row.pk]),
            when=day_words(row.test_on),
            word=_("List to publish"),
            tone="wait",
            detail=row.number,
            acts=(Act(_("Read and publish"), reverse("apprenticeships:intake", args=[row.pk])),),
        )
        for row in lists[:SHOWN]
    ] + [
        Row(
            title=row.trade.title,
            url=reverse("apprenticeships:exam", args=[row.pk]),
            when=day_words(row.held_on),
            word=_("Results to sign"),
            tone="wait",
            detail=row.number,
            acts=(Act(_("Read and sign"), reverse("apprenticeships:exam", args=[row.pk])),),
        )
        for row in results[:SHOWN]
    ]
    return Block(
        _("Entrance lists and examinations"), lists.count() + results.count(), 0, rows,
        reverse("apprenticeships:exams"), _("No list or result waits for you."),
    )  # fmt: skip


def allowances_waiting(actor: Actor) -> Block | None:
    """The allowances to pay, or the payments to confirm."""
    if CONTRACTS.allows(actor, "confirm_allowance"):
        waiting, word, verb = queries.allowances_to_confirm(actor), _("To confirm"), _("Look at the proof and confirm")
    elif CONTRACTS.allows(actor, "pay_allowance"):
        waiting, word, verb = queries.allowances_to_pay(actor), _("To pay"), _("Record the payment")
    else:
        return None
    rows = [
        Row(
            title=str(row.contract.person),
            url=_contract_url(row.contract_id),
            when=day_words(row.month),
            word=word,
            tone="wait",
            detail=row.contract.number,
            acts=(Act(verb, _contract_url(row.contract_id)),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Allowances of apprentices"), waiting.count(), 0, rows, reverse("apprenticeships:list"),
        _("No allowance waits."),
    )  # fmt: skip


def insertions_due(actor: Actor) -> Block | None:
    """The certified apprentices to be asked what they do."""
    if not CONTRACTS.allows(actor, "follow"):
        return None
    waiting = queries.insertions_due(actor)
    late = waiting.filter(due_on__lt=actor.today).count()
    rows = [
        Row(
            title=str(row.contract.person),
            url=reverse("apprenticeships:insertion", args=[row.pk]),
            when=day_words(row.due_on),
            word=_("To be asked"),
            tone="late" if row.due_on < actor.today else "action",
            detail=row.contract.trade.title,
            acts=(Act(_("Record the answer"), reverse("apprenticeships:insertion", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Certified apprentices to ask"), waiting.count(), late, rows, reverse("apprenticeships:list") + "?etat=certified",
        _("Nobody is to be asked today."),
    )  # fmt: skip


def insurance_ending(actor: Actor) -> Block | None:
    """The apprentices whose insurance in the workshop ends within a month."""
    if not CONTRACTS.allows(actor, "follow"):
        return None
    waiting = queries.insurance_ending(actor, actor.today + _INSURANCE)
    late = waiting.filter(insured_to__lt=actor.today).count()
    rows = [
        Row(
            title=str(row.person),
            url=_contract_url(row.pk),
            when=day_words(row.insured_to),
            word=_("Not insured any more") if row.insured_to < actor.today else _("Insurance ends"),
            tone="late" if row.insured_to < actor.today else "wait",
            detail=f"{row.insurer}, {row.policy_number}",
            acts=(Act(_("Record the new insurance"), _contract_url(row.pk)),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Insurance of apprentices"), waiting.count(), late, rows, reverse("apprenticeships:list"),
        _("Every apprentice is insured."),
    )  # fmt: skip
