"""The papers of ordered courses, to be read and printed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from baarasira.training.orders.models import OrderAgreement
from baarasira.training.orders.papers import agreement_pdf, invoice_pdf, quote_pdf
from baarasira.web.requests import AgentRequest

from ..reach import invoice_or_404, order_or_404, quote_or_404


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def quote_paper(request: AgentRequest, quote_id: UUID) -> HttpResponse:
    """Return a quote as a PDF."""
    quote = quote_or_404(request, quote_id)
    return _pdf(quote_pdf(quote), quote.number)


@require_GET
def agreement_paper(request: AgentRequest, order_id: UUID) -> HttpResponse:
    """Return the agreement of an order as a PDF."""
    order = order_or_404(request, order_id)
    rows = OrderAgreement.objects.select_related("quote", "signed_by", "order__centre").prefetch_related("quote__lines")
    agreement = get_object_or_404(rows, order=order)
    return _pdf(agreement_pdf(agreement), agreement.number)


@require_GET
def invoice_paper(request: AgentRequest, invoice_id: UUID) -> HttpResponse:
    """Return an invoice or a credit note as a PDF."""
    invoice = invoice_or_404(request, invoice_id)
    return _pdf(invoice_pdf(invoice), invoice.number)
