"""The record of a page, found among those the agent may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.training.orders import queries
from baarasira.training.orders.models import Invoice, Order, Quote
from baarasira.web.requests import AgentRequest


def order_or_404(request: AgentRequest, order_id: UUID) -> Order:
    """Return the order when the agent may see it; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.actor).select_related("recorded_by"), pk=order_id)


def quote_or_404(request: AgentRequest, quote_id: UUID) -> Quote:
    """Return the quote of an order the agent may see; 404 otherwise."""
    rows = Quote.objects.select_related("order__centre", "order__employer", "order__organisation", "prepared_by")
    quote = get_object_or_404(rows.prefetch_related("lines"), pk=quote_id)
    order_or_404(request, quote.order_id)
    return quote


def invoice_or_404(request: AgentRequest, invoice_id: UUID) -> Invoice:
    """Return the invoice or the credit note of an order the agent may see; 404 otherwise."""
    rows = queries.invoices_visible_to(request.actor).select_related("issued_by").prefetch_related("lines")
    return get_object_or_404(rows, pk=invoice_id)


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


def uuid_of(request: AgentRequest, name: str) -> UUID:
    """Return the id that a form sent under a name; 404 when it is none."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
