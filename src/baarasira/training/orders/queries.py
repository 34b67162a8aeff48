"""Reads of orders: those an actor may see, what each waits for, what is to be paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Avg, Count, Q, QuerySet, Sum

from baarasira.kernel.actor import Actor, by_others

from .enums import InvoiceKind, OrderState, PaidState, QuoteState, Side
from .models import Evaluation, Invoice, Order, OrderAgreement, Quote
from .policies import ORDERS


def visible_to(actor: Actor) -> QuerySet[Order]:
    """Return the orders given by the actor's structures, or whose need was recorded there, the newest first."""
    scope = ORDERS.scope(actor, "view")
    rows = Order.objects.filter(scope.q("centre_id") | scope.q("office_id"))
    return rows.select_related("centre", "office", "employer", "organisation")


def quotes_of(order: Order) -> QuerySet[Quote]:
    """Return the quotes of an order with their lines, the newest first."""
    return order.quotes.select_related("prepared_by").prefetch_related("lines").order_by("-id")


def agreement_of(order: Order) -> OrderAgreement | None:
    """Return the agreement of an order, None before it is prepared."""
    rows = OrderAgreement.objects.select_related("quote", "prepared_by", "signed_by")
    return rows.filter(order=order).first()


def invoices_of(order: Order) -> QuerySet[Invoice]:
    """Return the invoices and credit notes of an order, the oldest first."""
    rows = order.invoices.select_related("issued_by", "corrects")
    return rows.prefetch_related("lines", "receipts__recorded_by").order_by("id")


@dataclass(frozen=True, slots=True)
class Account:
    """What an invoice comes to, in whole francs: its total, what was credited, what was received."""

    total: int
    credited: int
    received: int

    @property
    def left(self) -> int:
        """What is still to be paid; below zero, what is to be given back."""
        return self.total - self.credited - self.received

    @property
    def state(self) -> PaidState:
        """How far it is paid."""
        if self.credited >= self.total:
            return PaidState.CREDITED
        if self.left <= 0:
            return PaidState.PAID
        return PaidState.PARTLY if self.received else PaidState.UNPAID


def accounts_of(invoices: Iterable[Invoice]) -> Mapping[UUID, Account]:
    """Return what each of these invoices comes to. Two queries, whatever their number."""
    rows = [row for row in invoices if row.kind == InvoiceKind.INVOICE]
    keys = [row.pk for row in rows]
    credits = dict(
        Invoice.objects.filter(corrects__in=keys).order_by().values_list("corrects").annotate(sum=Sum("total"))
    )
    received = dict(
        Invoice.objects.filter(pk__in=keys, receipts__isnull=False)
        .order_by()
        .values_list("pk")
        .annotate(sum=Sum("receipts__amount"))
    )
    return {row.pk: Account(row.total, credits.get(row.pk) or 0, received.get(row.pk) or 0) for row in rows}


def invoices_visible_to(actor: Actor) -> QuerySet[Invoice]:
    """Return the invoices and credit notes of the orders an actor may see, the newest first."""
    scope = ORDERS.scope(actor, "view")
    rows = Invoice.objects.filter(scope.q("order__centre_id") | scope.q("order__office_id"))
    return rows.select_related("order__centre", "order__employer", "order__organisation", "corrects").order_by("-id")


def to_quote(actor: Actor) -> QuerySet[Order]:
    """Return the needs that wait for a quote of the actor's centre, the oldest first."""
    rows = visible_to(actor).filter(ORDERS.scope(actor, "quote").q("centre_id"), state=OrderState.NEED)
    return rows.order_by("recorded_on", "id")


def to_sign(actor: Actor) -> QuerySet[OrderAgreement]:
    """Return the agreements the client has signed that this actor may sign: prepared by somebody else."""
    rows = OrderAgreement.objects.filter(
        ORDERS.scope(actor, "sign").q("order__centre_id"),
        order__state=OrderState.ACCEPTED,
        client_signed_on__isnull=False,
        signed_by__isnull=True,
    )
    rows = rows.filter(by_others(actor, "prepared_by"))
    return rows.select_related("order__employer", "order__organisation", "order__centre").order_by(
        "client_signed_on", "id"
    )


def to_open(actor: Actor) -> QuerySet[Order]:
    """Return the agreed orders whose session this actor may open, the first to begin first."""
    rows = visible_to(actor).filter(ORDERS.scope(actor, "open").q("centre_id"), state=OrderState.AGREED)
    return rows.order_by("agreement__quote__starts_on", "id")


def to_invoice(actor: Actor) -> QuerySet[Order]:
    """Return the orders given, or cancelled with a part due, that this actor may invoice."""
    due = Q(state=OrderState.GIVEN) | Q(state=OrderState.CANCELLED, cancel_due__gt=0)
    return visible_to(actor).filter(ORDERS.scope(actor, "invoice").q("centre_id")).filter(due).order_by("id")


def overdue(actor: Actor, on: date) -> list[tuple[Invoice, Account]]:
    """Return the invoices past their day that are not settled, with what they come to, of who records payments."""
    rows = invoices_visible_to(actor).filter(
        ORDERS.scope(actor, "receive").q("order__centre_id"),
        kind=InvoiceKind.INVOICE, due_on__lt=on, order__state=OrderState.INVOICED,
    )  # fmt: skip
    found = list(rows.order_by("due_on", "id"))
    accounts = accounts_of(found)
    return [(row, accounts[row.pk]) for row in found if accounts[row.pk].left > 0]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one side says of a course: how many answered, the mean of each mark (None when nobody did)."""

    side: Side
    answers: int
    content: float | None
    trainer: float | None
    organisation: float | None
    usefulness: float | None


def opinions_of(order: Order) -> list[Opinion]:
    """Return what the participants and the client say of a course. One query."""
    marks = ("content", "trainer", "organisation", "usefulness")
    rows = Evaluation.objects.filter(order=order).order_by().values("side")
    found = {
        row["side"]: row for row in rows.annotate(answers=Count("id"), **{f"mean_{name}": Avg(name) for name in marks})
    }
    return [
        Opinion(
            side, found.get(side, {}).get("answers", 0), *(found.get(side, {}).get(f"mean_{name}") for name in marks)
        )
        for side in Side
    ]


def of_employer(actor: Actor, employer_id: UUID) -> QuerySet[Order]:
    """Return the orders of a company among those an actor may see, the newest first."""
    return visible_to(actor).filter(employer_id=employer_id).order_by("-id")


def standing_quote(order: Order) -> Quote | None:
    """Return the quote that is written, sent or accepted."""
    states = [QuoteState.DRAFT, QuoteState.SENT, QuoteState.ACCEPTED]
    return order.quotes.filter(state__in=states).prefetch_related("lines").first()
