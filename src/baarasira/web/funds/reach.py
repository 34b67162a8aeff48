"""The record of a page, found among those the agent may see."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from baarasira.reintegration.funds.models import Batch, Fund, Grant, Payment, Tranche
from baarasira.reintegration.funds.queries import grants, payments
from baarasira.web.requests import AgentRequest


def fund_or_404(request: AgentRequest, fund_id: UUID) -> Fund:
    """Return the fund when the agent may see it; 404 otherwise."""
    return get_object_or_404(grants.funds_visible_to(request.actor), pk=fund_id)


def grant_or_404(request: AgentRequest, grant_id: UUID) -> Grant:
    """Return the grant when the agent may see it; 404 otherwise."""
    return get_object_or_404(grants.visible_to(request.actor), pk=grant_id)


def tranche_or_404(request: AgentRequest, tranche_id: UUID) -> Tranche:
    """Return the tranche when the agent may see its grant; 404 otherwise."""
    return get_object_or_404(grants.tranches_visible_to(request.actor), pk=tranche_id)


def payment_or_404(request: AgentRequest, payment_id: UUID) -> Payment:
    """Return the payment when the agent may see it; 404 otherwise."""
    return get_object_or_404(payments.visible_to(request.actor), pk=payment_id)


def batch_or_404(request: AgentRequest, batch_id: UUID) -> Batch:
    """Return the file of payments when the agent may see it; 404 otherwise."""
    return get_object_or_404(payments.batches_visible_to(request.actor), pk=batch_id)


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
