"""What the page of an ordered course shows, and which acts it offers to whom."""

from typing import Any

from baarasira.kernel.actor import Actor, same_person
from baarasira.training.courses.enums import SessionState
from baarasira.training.courses.models import Enrolment, Session
from baarasira.training.orders import actions, queries
from baarasira.training.orders.enums import InvoiceKind, OrderState, QuoteState
from baarasira.training.orders.given import given_of, session_of
from baarasira.training.orders.models import Invoice, Order, OrderAgreement, Quote
from baarasira.training.orders.policies import ORDERS

from ..states import paid_tone, quote_tone, tone
from .listing import client_name

_DONE = frozenset({OrderState.GIVEN, OrderState.INVOICED})


def quote_initial(order: Order) -> dict[str, Any]:
    """Return what a new quote begins with: the last quote of the order, else what the need says."""
    last = order.quotes.prefetch_related("lines").order_by("-id").first()
    if last is None:
        wished = order.wished_from
        return {"programme": order.need, "seats": order.participants, "starts_on": wished, "ends_on": wished}
    initial: dict[str, Any] = {
        name: getattr(last, name) for name in ("programme", "hours", "seats", "starts_on", "ends_on")
    }
    for line in last.lines.all():
        for name in ("label", "unit", "quantity", "price"):
            initial[f"{name}_{line.position}"] = getattr(line, name)
    return initial


def shown(actor: Actor, order: Order) -> dict[str, Any]:
    """Return what the template of an order reads, its forms apart."""
    session = session_of(order)
    agreement = queries.agreement_of(order)
    quotes = list(queries.quotes_of(order))
    return {
        "order": order,
        "client": client_name(order),
        "tone": tone(order.state),
        "quotes": [{"row": row, "lines": list(row.lines.all()), "tone": quote_tone(row.state)} for row in quotes],
        "agreement": agreement,
        "session": _session(session),
        "invoices": _invoices(order),
        "to_invoice": _to_invoice(order, agreement),
        "opinions": queries.opinions_of(order) if order.evaluations.exists() else [],
        "may": _acts(actor, order, quotes, agreement, session),
        "own_agreement": agreement is not None and same_person(agreement.prepared_by, actor.user),
        "owed": order.cancel_due,
    }


def _session(session: Session | None) -> dict[str, Any] | None:
    if session is None:
        return None
    rows = Enrolment.objects.filter(session=session).select_related("person").order_by("id")
    return {
        "row": session,
        "given": given_of(session),
        "people": list(rows),
        "tone": "done" if session.state == SessionState.FINISHED else "wait",
    }


def _invoices(order: Order) -> list[dict[str, Any]]:
    rows = list(queries.invoices_of(order))
    accounts = queries.accounts_of(rows)
    return [
        {
            "row": row,
            "credit": row.kind == InvoiceKind.CREDIT,
            "lines": list(row.lines.all()),
            "receipts": list(row.receipts.all()),
            "account": accounts.get(row.pk),
            "word": accounts[row.pk].state.label if row.pk in accounts else row.get_kind_display(),
            "tone": paid_tone(accounts[row.pk].state) if row.pk in accounts else "neutral",
        }
        for row in rows
    ]


def _to_invoice(order: Order, agreement: OrderAgreement | None) -> dict[str, Any] | None:
    """Return the lines an invoice issued now would have."""
    if agreement is None or order.state not in {OrderState.GIVEN, OrderState.CANCELLED}:
        return None
    lines = actions.invoice_lines(order, agreement)
    return {"lines": lines, "total": sum(line.amount for line in lines)}


def _acts(
    actor: Actor, order: Order, quotes: list[Quote], agreement: OrderAgreement | None, session: Session | None
) -> dict[str, bool]:
    """Return which acts the page offers: those of the state, to whom the policy lets do them."""
    state = order.state

    def here(action: str, *, office: bool = False) -> bool:
        return ORDERS.allows(actor, action, order.centre_id) or (
            office and ORDERS.allows(actor, action, order.office_id)
        )

    sent = any(row.state == QuoteState.SENT for row in quotes)
    drafted = any(row.state == QuoteState.DRAFT for row in quotes)
    signed = agreement is not None and agreement.client_signed_on is not None
    accepted = state == OrderState.ACCEPTED
    invoices = list(order.invoices.filter(kind=InvoiceKind.INVOICE))
    return {
        "correct": state == OrderState.NEED and here("record", office=True),
        "quote": state in {OrderState.NEED, OrderState.QUOTED} and here("quote"),
        "send": drafted and here("quote"),
        "answer": state == OrderState.QUOTED and sent and here("answer", office=True),
        "prepare": accepted and not signed and here("prepare"),
        "client_sign": accepted and agreement is not None and not signed and here("prepare"),
        "sign": accepted and signed and here("sign"),
        "open": state == OrderState.AGREED and here("open"),
        "enrol": state == OrderState.OPENED and session is not None and here("enrol"),
        "end": state == OrderState.OPENED
        and session is not None
        and session.state == SessionState.FINISHED
        and here("give"),
        "cancel": state in {OrderState.AGREED, OrderState.OPENED} and here("cancel"),
        "invoice": _invoiceable(state, order, invoices) and here("invoice"),
        "receive": bool(invoices) and here("receive"),
        "credit": bool(invoices) and here("credit"),
        "evaluate": state in _DONE and here("evaluate", office=True),
        "close": state in {*_DONE, OrderState.CANCELLED} and here("close"),
        "drop": state in {OrderState.NEED, OrderState.QUOTED, OrderState.ACCEPTED} and here("answer", office=True),
    }


def _invoiceable(state: str, order: Order, invoices: list[Invoice]) -> bool:
    if state == OrderState.CANCELLED:
        return bool(order.cancel_due)
    if state == OrderState.INVOICED:
        return not any(actions.standing(row) for row in invoices)
    return state == OrderState.GIVEN
