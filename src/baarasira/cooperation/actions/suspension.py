"""Suspending an agreement, by one person; lifting its suspension, by two (domain.md 0.5, R-10, R-16)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.events import Event, emit

from .. import events, rules
from ..details import OpinionData
from ..models import Agreement, Suspension
from ..policies import AGREEMENTS
from ..transitions import AGREEMENT
from .committee import keep_opinion
from .doors import add_act, locked, person, words


@transaction.atomic
def suspend(
    *,
    actor: Actor,
    agreement: Agreement,
    reason: str,
    document: str,
    on: date | None = None,
    opinion: OpinionData | None = None,
    version: int | None = None,
) -> Suspension:
    """Suspend an agreement in force: the event tells the rooms above in this same transaction.

    `document` is the reference of the decision and `on` its day (today when None); `opinion` the consulate's opinion it rests on, recorded with it. Raises
    NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = locked(agreement, version)
    AGREEMENTS.require(actor, "suspend", stored.office_id)
    AGREEMENT.check("suspend", stored.state)
    document, reason = words(document), words(reason)
    on = on or actor.today
    rules.refuse([*rules.decision_findings(document, reason, actor.today, on), *_before_force(stored, on)])
    actor = actor.because(reason)
    row = Suspension(
        agreement=stored,
        reason=reason,
        reference=document,
        opinion=keep_opinion(actor, stored, opinion) if opinion is not None else None,
        decided_by=person(actor),
        decided_on=on,
    )
    writing.create(row, "agreement_suspension.decide", actor=actor, structure_id=stored.office_id)
    AGREEMENT.apply(stored, "suspend", actor=actor, structure_id=stored.office_id, values={"suspended_on": on})
    add_act(actor, stored, "suspend", reference=document, on=on, said=reason)
    details = {"suspension": row.pk, "reason": reason, "reference": document}
    emit(Event(events.SUSPENDED, actor, stored.pk, details=details))
    return row


def _before_force(agreement: Agreement, on: date) -> list[Finding]:
    if agreement.in_force_on is None or on >= agreement.in_force_on:
        return []
    sentence = _("The agreement was not in force yet on that day (%(day)s). Correct the date.")
    return [Finding("suspended_before_force", sentence % {"day": f"{agreement.in_force_on:%d/%m/%Y}"}, "day")]


def _open(agreement: Agreement) -> Suspension:
    """Return the suspension that stands, locked; the caller has checked that the agreement is suspended."""
    return Suspension.objects.select_for_update().get(agreement=agreement, lifted_on__isnull=True)


@transaction.atomic
def ask_lifting(
    *, actor: Actor, agreement: Agreement, reason: str, document: str, version: int | None = None
) -> Suspension:
    """Ask that a suspension be lifted; nothing changes until another person confirms it.

    Raises NotAllowed, Stale, WrongState, RuleRefused (also when it is asked already).
    """
    stored = locked(agreement, version)
    AGREEMENTS.require(actor, "ask_lift", stored.office_id)
    AGREEMENT.check("lift", stored.state)
    row = _open(stored)
    document, reason = words(document), words(reason)
    found = rules.decision_findings(document, reason, actor.today)
    if row.lift_asked_by_id is not None:
        found.append(Finding("lifting_asked", _("The lifting is asked already: another person decides on it.")))
    rules.refuse(found)
    values = {
        "lift_asked_by": person(actor),
        "lift_asked_on": actor.today,
        "lift_reason": reason,
        "lift_reference": document,
    }
    actor = actor.because(reason)
    writing.edit(row, "agreement_suspension.ask_lift", actor=actor, values=values, structure_id=stored.office_id)
    return row


def _require_second(actor: Actor, row: Suspension) -> User:
    """Return who acts when they are not the person who asked; NotAllowed otherwise, and when nobody asked."""
    who = person(actor)
    if row.lift_asked_by is None:
        sentence = _("Nobody has asked that this suspension be lifted: one person asks, another confirms.")
        raise RuleRefused([Finding("lifting_not_asked", sentence, source="R-16")])
    if same_person(who, row.lift_asked_by):
        raise NotAllowed(
            _("You asked for this lifting yourself: another person confirms it. Ask the department or the direction."),
            code="R-16",
        )
    return who


def _asked(actor: Actor, agreement: Agreement, version: int | None) -> tuple[Agreement, Suspension]:
    """Return the suspended agreement and its suspension, locked, for who may decide on the lifting."""
    stored = locked(agreement, version)
    AGREEMENTS.require(actor, "confirm_lift", stored.office_id)
    AGREEMENT.check("lift", stored.state)
    return stored, _open(stored)


@transaction.atomic
def confirm_lifting(*, actor: Actor, agreement: Agreement, version: int | None = None) -> Suspension:
    """Lift a suspension that another person asked to lift: the event puts everything back, in this transaction.

    Raises NotAllowed (R-16 for who asked), Stale, WrongState, RuleRefused when nobody asked.
    """
    stored, row = _asked(actor, agreement, version)
    who = _require_second(actor, row)
    actor = actor.because(row.lift_reason)
    values = {"lifted_by": who, "lifted_on": actor.today}
    writing.edit(row, "agreement_suspension.lift", actor=actor, values=values, structure_id=stored.office_id)
    AGREEMENT.apply(stored, "lift", actor=actor, structure_id=stored.office_id, values={"suspended_on": None})
    add_act(actor, stored, "lift", reference=row.lift_reference, said=row.lift_reason)
    details = {"suspension": row.pk, "reason": row.lift_reason, "reference": row.lift_reference}
    emit(Event(events.LIFTED, actor, stored.pk, details=details))
    return row


@transaction.atomic
def refuse_lifting(*, actor: Actor, agreement: Agreement, reason: str, version: int | None = None) -> Suspension:
    """Refuse a lifting that another person asked: the suspension stands, and lifting may be asked again.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored, row = _asked(actor, agreement, version)
    _require_second(actor, row)
    reason = words(reason)
    rules.refuse([found for found in rules.decision_findings("-", reason, actor.today) if found.field == "reason"])
    values = {"lift_asked_by": None, "lift_asked_on": None, "lift_reason": "", "lift_reference": ""}
    actor = actor.because(reason)
    writing.edit(row, "agreement_suspension.refuse_lift", actor=actor, values=values, structure_id=stored.office_id)
    return row
