"""The acts on an agreement, each by its document: negotiation, signature, entry into force, renewal, denunciation, expiry."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import Finding
from baarasira.kernel.events import Event, emit

from .. import events, queries, rules
from ..enums import AgreementState
from ..models import Agreement
from ..policies import AGREEMENTS
from ..transitions import AGREEMENT
from .doors import add_act, locked, words
from .schedule import meeting_due


def _begin(actor: Actor, agreement: Agreement, name: str, version: int | None) -> Agreement:
    """Lock the agreement and check that the actor may do the act and that it starts from where the agreement stands."""
    stored = locked(agreement, version)
    AGREEMENTS.require(actor, name, stored.office_id)
    return stored


def _move(agreement: Agreement, name: str, actor: Actor, values: dict[str, Any] | None = None) -> None:
    AGREEMENT.apply(agreement, name, actor=actor, structure_id=agreement.office_id, values=values)


@transaction.atomic
def negotiate(*, actor: Actor, agreement: Agreement, document: str, version: int | None = None) -> Agreement:
    """Open the negotiation, by the mandate named. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = _begin(actor, agreement, "negotiate", version)
    AGREEMENT.check("negotiate", stored.state)
    document = words(document)
    rules.refuse(rules.decision_findings(document, None, actor.today))
    _move(stored, "negotiate", actor)
    add_act(actor, stored, "negotiate", reference=document)
    return stored


@transaction.atomic
def sign(*, actor: Actor, agreement: Agreement, on: date, document: str, version: int | None = None) -> Agreement:
    """Record the signature of an agreement on a day, by its instrument. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = _begin(actor, agreement, "sign", version)
    AGREEMENT.check("sign", stored.state)
    document = words(document)
    found = rules.decision_findings(document, None, actor.today, on)
    if stored.ends_on is not None and stored.ends_on <= on:
        sentence = _("The agreement would end before it is signed. Correct its last day first.")
        found.append(Finding("signed_after_end", sentence, "day"))
    rules.refuse(found)
    _move(stored, "sign", actor, {"signed_on": on})
    add_act(actor, stored, "sign", reference=document, on=on)
    return stored


@transaction.atomic
def record_visa(
    *, actor: Actor, agreement: Agreement, on: date, document: str, version: int | None = None
) -> Agreement:
    """Record the visa of the ministry that a convention needs before any campaign. NotAllowed, Stale, RuleRefused."""
    stored = _begin(actor, agreement, "opine", version)
    document = words(document)
    rules.refuse(rules.decision_findings(document, None, actor.today, on))
    values = {"visa_reference": document, "visa_on": on}
    writing.edit(stored, "agreement.visa", actor=actor, values=values, structure_id=stored.office_id)
    add_act(actor, stored, "visa", reference=document, on=on)
    return stored


@transaction.atomic
def enter_into_force(
    *, actor: Actor, agreement: Agreement, on: date, document: str, version: int | None = None
) -> Agreement:
    """Bring a signed agreement into force from a day. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = _begin(actor, agreement, "enter", version)
    AGREEMENT.check("enter", stored.state)
    document = words(document)
    found = rules.decision_findings(document, None, actor.today, on)
    if stored.signed_on is not None and on < stored.signed_on:
        sentence = _("An agreement is in force on the day of its signature at the earliest (%(day)s).")
        found.append(Finding("force_before_signature", sentence % {"day": f"{stored.signed_on:%d/%m/%Y}"}, "day"))
    if stored.ends_on is not None and on > stored.ends_on:
        sentence = _("The agreement would end before it is in force. Correct its last day first.")
        found.append(Finding("force_after_end", sentence, "day"))
    rules.refuse(found)
    due = meeting_due(stored, months=stored.meeting_months, in_force_on=on)
    _move(stored, "enter", actor, {"in_force_on": on, "next_meeting_on": due})
    add_act(actor, stored, "enter", reference=document, on=on)
    emit(Event(events.ENTERED, actor, stored.pk))
    return stored


@transaction.atomic
def renew(
    *, actor: Actor, agreement: Agreement, ends_on: date | None, document: str, version: int | None = None
) -> Agreement:
    """Renew an agreement until a new last day (None: without an end); a suspension that stands goes on standing.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _begin(actor, agreement, "renew", version)
    name = "renew_suspended" if stored.suspended_on is not None else "renew"
    AGREEMENT.check(name, stored.state)
    document = words(document)
    found = rules.decision_findings(document, None, actor.today)
    if ends_on is not None and (ends_on < actor.today or (stored.ends_on is not None and ends_on <= stored.ends_on)):
        sentence = _("A renewal goes beyond the present last day, and beyond today. Correct the date.")
        found.append(Finding("renewal_shorter", sentence, "ends_on"))
    if ends_on is None and stored.tacit_renewal:
        sentence = _("An agreement that renews itself has an end. Enter its new last day.")
        found.append(Finding("renewal_without_end", sentence, "ends_on"))
    rules.refuse(found)
    _move(stored, name, actor, {"ends_on": ends_on})
    add_act(actor, stored, "renew", reference=document)
    emit(Event(events.RENEWED, actor, stored.pk, details={"ends_on": ends_on}))
    return stored


@transaction.atomic
def denounce(
    *, actor: Actor, agreement: Agreement, reason: str, document: str, version: int | None = None
) -> Agreement:
    """Denounce an agreement: nobody leaves under it any more. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = _begin(actor, agreement, "denounce", version)
    AGREEMENT.check("denounce", stored.state)
    document, reason = words(document), words(reason)
    rules.refuse(rules.decision_findings(document, reason, actor.today))
    actor = actor.because(reason)
    _move(stored, "denounce", actor, {"denounced_on": actor.today})
    add_act(actor, stored, "denounce", reference=document, said=reason)
    emit(Event(events.DENOUNCED, actor, stored.pk, details={"reason": reason, "reference": document}))
    return stored


@transaction.atomic
def expire_due(*, actor: Actor) -> int:
    """Renew or end the agreements whose last day is past (the worker's clock does it); return how many were touched.

    One that renews itself is prolonged by its months, as often as it takes to reach today, and keeps its state; any
    other expires.
    """
    AGREEMENTS.require(actor, "expire")
    ids = list(queries.due_to_expire(actor.today).values_list("pk", flat=True))
    for agreement_id in ids:
        stored = locked(agreement_id)
        if stored.ends_on is None or stored.ends_on >= actor.today:
            continue  # renewed by someone since the list was read
        if stored.tacit_renewal and stored.state != AgreementState.SIGNED:
            _renew_tacitly(stored, actor)
        else:
            ended = stored.ends_on
            _move(stored, "expire", actor.because(_("The last day of the agreement is past.")))
            emit(Event(events.EXPIRED, actor, stored.pk, details={"ended_on": ended}))
    return len(ids)


def _renew_tacitly(agreement: Agreement, actor: Actor) -> None:
    first, count = agreement.ends_on, 0
    if first is None or not agreement.renewal_months:
        raise ValueError(f"{agreement} renews itself without saying by how much")  # a CHECK forbids it
    ends_on = first
    while ends_on < actor.today:
        # From the first end each time: counted from the former end, 31 August would slip to 28 February and stay there.
        count += 1
        ends_on = add_months(first, agreement.renewal_months * count)
    actor = actor.because(_("Renewed by itself: nobody denounced it before its last day."))
    writing.edit(
        agreement, "agreement.renew_tacitly", actor=actor, values={"ends_on": ends_on}, structure_id=agreement.office_id
    )
    emit(Event(events.RENEWED, actor, agreement.pk, details={"ends_on": ends_on}))
