"""One tranche: what it rests on, who signed, what was paid of it, what can be done now."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.reference.amounts import show_minor
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.actions.paying import left_to_pay
from baarasira.reintegration.funds.enums import Condition, Side, TrancheState
from baarasira.reintegration.funds.inputs import EvidenceData, PaymentData
from baarasira.reintegration.funds.models import Evidence, Tranche
from baarasira.reintegration.funds.policies import GRANTS, PAYMENTS
from baarasira.reintegration.funds.queries import grants as queries
from baarasira.reintegration.funds.rules.evidence import ASKED, digest_of, findings, standing
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import EvidenceForm, PaymentForm
from ..reach import tranche_or_404, version_of
from ..states import tone
from .grants import _done as done


@require_GET
def tranche(request: AgentRequest, tranche_id: UUID) -> HttpResponse:
    """Show a tranche."""
    return _page(request, tranche_or_404(request, tranche_id), {})


def _page(request: AgentRequest, found: Tranche, sent: dict[str, Form]) -> HttpResponse:
    actor, grant = request.actor, found.grant
    currency = grant.fund.currency
    pieces = standing(found)
    signed = {row.side: row for row in found.signatures.filter(withdrawn_on__isnull=True).select_related("user")}
    named = queries.signs_for(actor, grant.fund)
    waiting, signing = found.state == TrancheState.WAITING, found.state == TrancheState.READY
    left = left_to_pay(found)
    may = {name: GRANTS.allows(actor, name, grant.office_id) for name in ("add_evidence", "submit")}
    context = {
        "tranche": found,
        "grant": grant,
        "tone": tone("tranche", found.state),
        "amount": show_minor(found.amount, currency),
        "left": show_minor(left, currency) if left > 0 else "",
        "asked": [kind.label for kind in ASKED[Condition(found.condition)]],
        "pieces": [{"piece": row, "amount": show_minor(row.amount, currency) if row.amount else ""} for row in pieces],
        "against": findings(found, pieces, actor.today) if waiting or signing else [],
        "sides": [{"label": side.label, "row": signed.get(side.value)} for side in Side],
        "digest": digest_of(found, pieces),
        "payments": [
            {"row": row, "amount": show_minor(row.amount, currency), "tone": tone("payment", row.state)}
            for row in found.payments.order_by("id")
        ],
        "may_add": waiting and may["add_evidence"] and grant.state == "granted",
        "may_submit": waiting and may["submit"] and grant.state == "granted",
        "may_withdraw": waiting and may["submit"],
        "may_sign": signing and named is not None and named.side not in signed,
        "may_send_back": signing and named is not None,
        "sees_payments": PAYMENTS.allows(actor, "view", grant.office_id),
        "may_pay": found.state == TrancheState.SIGNED and left > 0 and PAYMENTS.allows(actor, "order", grant.office_id),
        "evidence": EvidenceForm(currency=currency, initial={"happened_on": actor.today}),
        "order": PaymentForm(currency=currency, auto_id="order_%s", initial={"amount": max(left, 0)}),
        **sent,
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "funds/tranche.html", context, status=422 if failed else 200)


@require_POST
def tranche_act(request: AgentRequest, tranche_id: UUID, name: str) -> HttpResponse:
    """Do one act on a tranche: a piece added or withdrawn, submitted, signed, sent back, paid."""
    found = tranche_or_404(request, tranche_id)
    do: dict[str, Any] = {"actor": request.actor, "tranche_id": found.pk}
    currency = found.grant.fund.currency
    match name:
        case "piece":
            form: Form = EvidenceForm(request.POST, request.FILES, currency=currency)
            if not done(form, lambda given: actions.add_evidence(**do, data=_piece(given))):
                return _page(request, found, {"evidence": form})
        case "retrait":
            piece = get_object_or_404(found.evidence, pk=_uuid(request.POST.get("evidence", "")))
            actions.withdraw_evidence(actor=request.actor, evidence_id=piece.pk, reason=request.POST.get("reason", ""))
        case "soumission":
            actions.submit_tranche(**do, version=version_of(request))
        case "signature":
            actions.sign_tranche(**do, digest=request.POST.get("digest", ""))
        case "renvoi":
            actions.send_back(**do, reason=request.POST.get("reason", ""))
        case "paiement":
            form = PaymentForm(request.POST, currency=currency, auto_id="order_%s")
            if not done(form, lambda given: actions.order_payment(**do, data=_order(given))):
                return _page(request, found, {"order": form})
        case _:
            raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("funds:tranche", found.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _piece(given: dict[str, Any]) -> EvidenceData:
    return EvidenceData(
        kind=given["kind"], happened_on=given["happened_on"], upload=given["upload"], taken_at=given["moment"],
        latitude=given["latitude"], longitude=given["longitude"], active=given["active"], amount=given["amount"],
        words=given["words"],
    )  # fmt: skip


def _order(given: dict[str, Any]) -> PaymentData:
    return PaymentData(
        key=given["key"], payee=given["payee"], payee_name=given["payee_name"], method=given["method"],
        account=given["account"], amount=given["amount"] or 0, words=given["words"],
    )  # fmt: skip


@require_GET
def evidence_file(request: AgentRequest, evidence_id: UUID) -> FileResponse:
    """Hand over the paper or the photo of a piece of evidence."""
    piece = get_object_or_404(Evidence.objects.select_related("file", "tranche"), pk=evidence_id)
    tranche_or_404(request, piece.tranche_id)
    if piece.file is None:
        raise Http404
    return send(request.actor, piece.file, inline=True)
