"""The agreement of an order: prepared by one person, signed by the client, signed for the service by another."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.sequences import next_number, with_check
from baarasira.reference.parameters import INVOICE_DUE_DAYS, ORDER_CANCEL_DAYS, ORDER_CANCEL_SHARE
from baarasira.reference.queries import values

from ..enums import OrderState, QuoteState
from ..models import Order, OrderAgreement
from ..transitions import ORDER
from . import doors


@transaction.atomic
def prepare_agreement(
    *,
    actor: Actor,
    order_id: UUID,
    cancel_days: int | None = None,
    cancel_share: int | None = None,
    due_days: int | None = None,
) -> OrderAgreement:
    """Prepare the agreement of an accepted quote, on the terms of the settings unless others were agreed.

    Prepared again before anybody signed, it takes the new terms. Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "prepare")
    ORDER.check("agree", order.state)
    known = OrderAgreement.objects.select_for_update().filter(order=order).first()
    if known is not None and known.client_signed_on is not None:
        raise WrongState(_("The client has signed this agreement: it does not change."), code="order_agreement.prepare")
    usual = values(actor.today, ORDER_CANCEL_DAYS, ORDER_CANCEL_SHARE, INVOICE_DUE_DAYS)
    terms = {
        "cancel_days": usual[ORDER_CANCEL_DAYS.key] if cancel_days is None else cancel_days,
        "cancel_share": usual[ORDER_CANCEL_SHARE.key] if cancel_share is None else cancel_share,
        "due_days": usual[INVOICE_DUE_DAYS.key] if due_days is None else due_days,
    }
    if not 0 <= terms["cancel_share"] <= 100:
        raise doors.refused("cancel_share", _("A share lies between 0 and 100."), "cancel_share")
    who = {"prepared_by": doors.person_acting(actor), "prepared_on": actor.today}
    if known is not None:
        writing.edit(known, "order_agreement.correct", actor=actor, values={**terms, **who}, **doors.told(order))
        return known
    agreement = OrderAgreement(
        order=order,
        quote=order.quotes.get(state=QuoteState.ACCEPTED),
        number=with_check(f"CV{actor.today:%y}-{next_number(f'order_agreement:{actor.today.year}'):04d}"),
        **terms,
        **who,
    )
    writing.create(agreement, "order_agreement.prepare", actor=actor, **doors.told(order))
    return agreement


@transaction.atomic
def record_client_signature(*, actor: Actor, order_id: UUID, signer: str, function: str, on: date) -> OrderAgreement:
    """Record who signed for the client, and when. Raises NotAllowed, RuleRefused, WrongState."""
    order = doors.locked(actor, order_id, "prepare")
    ORDER.check("agree", order.state)
    agreement = _agreement(order)
    if not signer.strip():
        raise doors.refused("signer", _("Write who signed for the client."), "signer")
    if not agreement.prepared_on <= on <= actor.today:
        raise doors.refused("signature_day", _("One signs between the preparation and today."), "on")
    values_ = {
        "client_signer": " ".join(signer.split())[:120],
        "client_function": " ".join(function.split())[:120],
        "client_signed_on": on,
    }
    writing.edit(agreement, "order_agreement.client", actor=actor, values=values_, **doors.told(order))
    return agreement


@transaction.atomic
def sign_agreement(*, actor: Actor, order_id: UUID) -> Order:
    """Sign the agreement for the service, after the client, as another person than who prepared it (R-16).

    Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "sign")
    ORDER.check("agree", order.state)
    agreement = _agreement(order)
    who = doors.second(
        actor, agreement.prepared_by, _("Who prepared the agreement does not sign it: another person does.")
    )
    if agreement.client_signed_on is None:
        raise doors.refused("client_first", _("The client signs first."))
    signed = {"signed_by": who, "signed_on": actor.today}
    writing.edit(agreement, "order_agreement.sign", actor=actor, values=signed, **doors.told(order))
    ORDER.apply(order, "agree", actor=actor, **doors.told(order))
    return order


def _agreement(order: Order) -> OrderAgreement:
    found = OrderAgreement.objects.select_for_update(of=("self",)).select_related("prepared_by").filter(order=order)
    agreement = found.first()
    if agreement is None:
        raise doors.refused("agreement_missing", _("Prepare the agreement first."))
    return agreement


def agreed(order: Order) -> OrderAgreement:
    """Return the agreement of an order that was agreed, with its quote."""
    if order.state in {OrderState.NEED, OrderState.QUOTED, OrderState.ACCEPTED, OrderState.DROPPED}:
        raise WrongState(_("This order is not agreed."), code="training_order.agreed")
    return OrderAgreement.objects.select_related("quote").get(order=order)
