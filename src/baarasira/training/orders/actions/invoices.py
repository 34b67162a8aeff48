"""Invoices and what corrects them: numbered without gaps, of what was really given, never changed; what was received."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.sequences import next_number
from baarasira.kernel.stored import insert

from ..enums import InvoiceKind, LineUnit, PayWay
from ..given import given_of, session_of
from ..inputs import ReceiptData
from ..models import Invoice, InvoiceLine, Order, OrderAgreement, Receipt
from ..rules import Billed, billed
from ..transitions import ORDER
from . import doors
from .agreements import agreed

_SERIES = {InvoiceKind.INVOICE: "FA", InvoiceKind.CREDIT: "AV"}


@transaction.atomic
def issue_invoice(*, actor: Actor, order_id: UUID) -> Invoice:
    """Issue the invoice of an order: what was given of it, or the part agreed for a late cancellation.

    One invoice stands an order: another is issued only when every one before was credited whole.

    Raises NotAllowed, WrongState, RuleRefused when nothing is due (a refused invoice takes no number).
    """
    order = doors.locked(actor, order_id, "invoice")
    ORDER.check("invoice", order.state)
    if any(standing(invoice) for invoice in order.invoices.filter(kind=InvoiceKind.INVOICE)):
        sentence = _("An invoice of this order stands: correct it by a credit note of its whole amount first.")
        raise doors.refused("invoice_twice", sentence)
    agreement = agreed(order)
    lines = invoice_lines(order, agreement)
    total = sum(line.amount for line in lines)
    if total == 0:
        raise doors.refused("invoice_nothing", _("Nothing is due for this order: close it without an invoice."))
    invoice = _invoice(actor, order, InvoiceKind.INVOICE, total, due_days=agreement.due_days)
    writing.create(invoice, "training_invoice.issue", actor=actor, **doors.told(order))
    for place, line in enumerate(lines, start=1):
        insert(
            InvoiceLine(
                invoice=invoice, position=place, label=line.label, unit=line.unit, agreed=line.agreed,
                quantity=line.quantity, price=line.price,
            )
        )  # fmt: skip
    ORDER.apply(order, "invoice", actor=actor, **doors.told(order))
    return invoice


def invoice_lines(order: Order, agreement: OrderAgreement) -> list[Billed]:
    """Return the lines the invoice of an order has, or would have; of a cancelled one, the part agreed."""
    if order.cancelled_on is not None:
        # A label that is kept is written in the language of the papers, whoever issues it.
        with override(settings.LANGUAGE_CODE):
            label = _("Part due for a cancellation, %(share)d %% of the agreed total") % {
                "share": agreement.cancel_share
            }
        due = order.cancel_due or 0
        return [Billed(label, LineUnit.FLAT, 1, 1, due)] if due else []
    session = session_of(order)
    if session is None:
        return []
    rows = agreement.quote.lines.values_list("label", "unit", "quantity", "price")
    return billed(list(rows), given_of(session))


def _invoice(
    actor: Actor,
    order: Order,
    kind: InvoiceKind,
    total: int,
    *,
    due_days: int = 0,
    corrects: Invoice | None = None,
    words: str = "",
) -> Invoice:
    year = actor.today.year
    number = next_number(f"training_{kind.value}:{year}")
    return Invoice(
        order=order,
        number=f"{_SERIES[kind]}{year % 100:02d}-{number:05d}",
        kind=kind,
        corrects=corrects,
        total=total,
        words=words,
        issued_on=actor.today,
        due_on=actor.today + timedelta(days=due_days),
        issued_by=doors.person_acting(actor),
    )


def credited(invoice: Invoice) -> int:
    """Return what credit notes have taken off an invoice, in whole francs."""
    return invoice.credits.aggregate(sum=Sum("total"))["sum"] or 0


def standing(invoice: Invoice) -> bool:
    """Tell whether something of an invoice is still owed or was: it was not credited whole."""
    return credited(invoice) < invoice.total


def balance(invoice: Invoice) -> int:
    """Return what is still to be paid of an invoice in whole francs; below zero, what is to be given back."""
    received = invoice.receipts.aggregate(sum=Sum("amount"))["sum"] or 0
    return invoice.total - credited(invoice) - received


def _locked(actor: Actor, invoice_id: UUID, action: str) -> tuple[Order, Invoice]:
    order_id = Invoice.objects.values_list("order_id", flat=True).get(pk=invoice_id)
    order = doors.locked(actor, order_id, action)
    invoice = Invoice.objects.select_related("issued_by").get(pk=invoice_id)
    if invoice.kind != InvoiceKind.INVOICE:
        raise doors.refused("invoice_credit", _("This is a credit note: act on the invoice it corrects."))
    return order, invoice


@transaction.atomic
def issue_credit(*, actor: Actor, invoice_id: UUID, amount: int, words: str) -> Invoice:
    """Correct an invoice by a credit note of some whole francs, with its reason, by another person than who issued it (R-16).

    Raises NotAllowed, RuleRefused for nothing or more than the invoice still says.
    """
    order, invoice = _locked(actor, invoice_id, "credit")
    doors.second(actor, invoice.issued_by, _("Who issued the invoice does not credit it: another person does."))
    said = doors.words_of(words, 500, "words")
    left = invoice.total - credited(invoice)
    if not 0 < amount <= left:
        sentence = _(
            "A credit note takes off at least 1 franc, and at most what the invoice still says: %(left)d FCFA."
        )
        raise doors.refused("credit_amount", sentence % {"left": left}, "amount")
    credit = _invoice(actor, order, InvoiceKind.CREDIT, amount, corrects=invoice, words=said)
    writing.create(credit, "training_invoice.credit", actor=actor, **doors.told(order))
    return credit


@transaction.atomic
def record_receipt(*, actor: Actor, invoice_id: UUID, data: ReceiptData) -> Receipt:
    """Record an amount received for an invoice. The same way and reference is one receipt, entered once.

    Raises NotAllowed, RuleRefused for more than is still to be paid.
    """
    order, invoice = _locked(actor, invoice_id, "receive")
    reference = " ".join(data.reference.split())[:80]
    if not reference:
        raise doors.refused(
            "receipt_reference", _("Write the reference of the payment (transfer, cheque, receipt)."), "reference"
        )
    if invoice.receipts.filter(way=data.way, reference__iexact=reference).exists():
        raise doors.refused("receipt_twice", _("This payment is entered already."), "reference")
    left = balance(invoice)
    if not 0 < data.amount <= left:
        sentence = _("At least 1 franc, and at most what is still to be paid: %(left)d FCFA.")
        raise doors.refused("receipt_amount", sentence % {"left": max(0, left)}, "amount")
    if not invoice.issued_on <= data.received_on <= actor.today:
        raise doors.refused("receipt_day", _("Money is received between the invoice and today."), "received_on")
    receipt = Receipt(
        invoice=invoice,
        amount=data.amount,
        received_on=data.received_on,
        way=PayWay(data.way),
        reference=reference,
        recorded_by=doors.person_acting(actor),
    )
    writing.create(receipt, "training_receipt.record", actor=actor, **doors.told(order))
    return receipt
