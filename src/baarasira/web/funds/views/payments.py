"""Payments: the board, one payment, the files of mobile money and their answers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal
from baarasira.reference.amounts import show_minor
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.actions.batches import unsent
from baarasira.reintegration.funds.enums import BatchState, LineState, Method, PaymentState
from baarasira.reintegration.funds.models import Batch, Payment, StatementLine
from baarasira.reintegration.funds.policies import FUNDS, PAYMENTS
from baarasira.reintegration.funds.queries import grants, payments
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import AnswerForm, AnswersForm, ConfirmForm, RetryForm
from ..reach import batch_or_404, fund_or_404, payment_or_404, version_of
from ..states import tone
from .grants import _done as done

_MOST = 50


def _line(row: Payment) -> dict[str, Any]:
    return {"row": row, "amount": show_minor(row.amount, row.fund.currency), "tone": tone("payment", row.state)}


@require_GET
def board(request: AgentRequest) -> HttpResponse:
    """Show the payments by what each waits for: to be sent, an answer, another order, the person's word."""
    PAYMENTS.require(request.actor, "view")
    actor = request.actor
    rows = payments.visible_to(actor)
    page = paginate(rows.order_by(), order=("-id",), request=request)
    parts = (
        (_("Failed: to be ordered again or cancelled"), payments.failed(actor)),
        (_("Sent, the answer is late"), payments.unanswered(actor)),
        (_("Made, the person has not confirmed"), payments.unconfirmed(actor)),
        (_("To be sent"), rows.filter(state=PaymentState.ORDERED)),
    )
    context = {
        "parts": [{"title": title, "lines": [_line(row) for row in found[:_MOST]]} for title, found in parts],
        "page": page,
        "lines": [_line(row) for row in page.rows],
        "funds": list(grants.funds_visible_to(actor)[:_MOST]) if FUNDS.allows(actor, "view") else [],
        "may_prepare": PAYMENTS.allows(actor, "order"),
    }
    return render(request, "funds/board.html", context)


@require_GET
def payment(request: AgentRequest, payment_id: UUID) -> HttpResponse:
    """Show a payment: each sending, what the person says, what can be done now."""
    return _page(request, payment_or_404(request, payment_id), {})


def _page(request: AgentRequest, found: Payment, sent: dict[str, Form]) -> HttpResponse:
    actor = request.actor
    office = found.tranche.grant.office_id
    may = {name: PAYMENTS.allows(actor, name, office) for name in PAYMENTS.grants}
    state, transfer = found.state, found.method != Method.MOBILE
    context = {
        "payment": found,
        "grant": found.tranche.grant,
        "tone": tone("payment", state),
        "amount": show_minor(found.amount, found.fund.currency),
        "attempts": found.attempts.select_related("batch").order_by("number"),
        "reconciled": StatementLine.objects.filter(attempt__payment=found, state=LineState.MATCHED).first(),
        "confirmations": found.confirmations.select_related("by").order_by("id"),
        "answer": AnswerForm(auto_id="answer_%s", initial={"on": actor.today}),
        "retry": RetryForm(auto_id="retry_%s"),
        "confirm": ConfirmForm(auto_id="confirm_%s"),
        **sent,
        "may_send": state == PaymentState.ORDERED and transfer and may["send"] and found.ordered_by_id != actor.id,
        "may_answer": state == PaymentState.SENT and may["answer"],
        "may_retry": state == PaymentState.FAILED and may["order"],
        "may_cancel": state in {PaymentState.ORDERED, PaymentState.FAILED} and may["cancel"],
        "may_confirm": state in {PaymentState.DONE, PaymentState.CONTESTED}
        and may["confirm"]
        and found.ordered_by_id != actor.id,
        "may_code": state == PaymentState.DONE and may["confirm"],
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "funds/payment.html", context, status=422 if failed else 200)


@require_POST
def payment_act(request: AgentRequest, payment_id: UUID, name: str) -> HttpResponse:
    """Do one act on a payment: sent, answered, ordered again, cancelled, confirmed."""
    found = payment_or_404(request, payment_id)
    do: dict[str, Any] = {"actor": request.actor, "payment_id": found.pk}
    match name:
        case "envoi":
            actions.send_payment(**do, version=version_of(request))
        case "reponse":
            form: Form = AnswerForm(request.POST, auto_id="answer_%s")
            if not done(form, lambda given: actions.record_answer(**do, **_answer(given))):
                return _page(request, found, {"answer": form})
        case "nouvel-ordre":
            form = RetryForm(request.POST, auto_id="retry_%s")
            if not done(form, lambda given: actions.retry_payment(**do, account=given["account"])):
                return _page(request, found, {"retry": form})
        case "annulation":
            actions.cancel_payment(**do, reason=request.POST.get("reason", ""))
        case "code":
            actions.send_code(**do)
        case "confirmation":
            form = ConfirmForm(request.POST, request.FILES, auto_id="confirm_%s")
            if not done(form, lambda given: actions.confirm_payment(**do, **given)):
                return _page(request, found, {"confirm": form})
        case _:
            raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("payments:payment", found.pk)


def _answer(given: dict[str, Any]) -> dict[str, Any]:
    made = given["made"]
    return {
        "made": made,
        "reference": given["words"] if made else "",
        "failure": "" if made else given["words"],
        "on": given["on"],
    }


@require_GET
def list_batches(request: AgentRequest) -> HttpResponse:
    """Show the files of payments, the newest first."""
    PAYMENTS.require(request.actor, "view")
    page = paginate(payments.batches_visible_to(request.actor).order_by(), order=("-id",), request=request)
    context = {
        "page": page,
        "lines": [
            {"row": row, "total": show_minor(row.total, row.fund.currency), "tone": tone("batch", row.state)}
            for row in page.rows
        ],
    }
    return render(request, "funds/batches.html", context)


@require_http_methods(["GET", "POST"])
def new_batch(request: AgentRequest, fund_id: UUID) -> HttpResponse:
    """Choose the mobile-money payments of a fund that go into one file."""
    fund = fund_or_404(request, fund_id)
    PAYMENTS.require(request.actor, "order", fund.office_id)
    rows = unsent(fund)
    error = ""
    if request.method == "POST":
        wanted = set(request.POST.getlist("payments"))
        try:
            found = actions.make_batch(
                actor=request.actor, fund=fund, payment_ids=[row.pk for row in rows if str(row.pk) in wanted]
            )
        except BusinessError as refusal:
            error = str(refusal)
        else:
            drafts.confirm(request, _("The file is prepared. Another person sends it."))
            return redirect("payments:batch", found.pk)
    context = {"fund": fund, "lines": [_line(row) for row in rows], "error": error}
    return render(request, "funds/new_batch.html", context, status=422 if error else 200)


@require_GET
def batch(request: AgentRequest, batch_id: UUID) -> HttpResponse:
    """Show a file of payments: its hash, its lines, what the operator answered."""
    return _batch_page(request, batch_or_404(request, batch_id), AnswersForm())


def _batch_page(request: AgentRequest, found: Batch, form: AnswersForm) -> HttpResponse:
    actor = request.actor
    may = {name: PAYMENTS.allows(actor, name, found.fund.office_id) for name in ("order", "send", "answer")}
    context = {
        "batch": found,
        "tone": tone("batch", found.state),
        "total": show_minor(found.total, found.fund.currency),
        "lines": [
            {"row": row, "amount": show_minor(row.payment.amount, found.fund.currency),
             "tone": tone("payment", row.payment.state)}
            for row in found.attempts.select_related("payment").order_by("reference")
        ],
        "form": form,
        "may_send": found.state == BatchState.MADE and may["send"] and found.made_by_id != actor.id,
        "may_take": found.state != BatchState.DROPPED and may["send"],
        "own": found.state == BatchState.MADE and found.made_by_id == actor.id,
        "may_drop": found.state == BatchState.MADE and may["order"],
        "may_answer": found.state == BatchState.SENT and may["answer"],
    }  # fmt: skip
    return render(request, "funds/batch.html", context, status=422 if form.errors else 200)


@require_GET
def batch_file(request: AgentRequest, batch_id: UUID) -> HttpResponse:
    """Hand over the file for the operator's platform, exactly as it was hashed; who took its names and numbers is journaled."""
    found = batch_or_404(request, batch_id)
    PAYMENTS.require(request.actor, "send", found.fund.office_id)
    journal.look(
        request.actor, "payment_batch.look", noun="payment_batch", object_id=found.pk, subject_id=None,
        structure_id=found.fund.office_id,
    )  # fmt: skip
    answer = HttpResponse(found.content.encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def batch_act(request: AgentRequest, batch_id: UUID, name: str) -> HttpResponse:
    """Do one act on a file of payments: sent, withdrawn, answered by the operator."""
    found = batch_or_404(request, batch_id)
    do: dict[str, Any] = {"actor": request.actor, "batch_id": found.pk}
    match name:
        case "envoi":
            actions.send_batch(**do, version=version_of(request))
            drafts.confirm(request, _("The file is recorded as sent: its payments wait for the answer."))
        case "retrait":
            actions.drop_batch(**do, reason=request.POST.get("reason", ""), version=version_of(request))
            drafts.confirm(request, _("The file is withdrawn."))
        case "reponse":
            form = AnswersForm(request.POST, request.FILES)
            if not form.is_valid() or not _answered(request, do, form):
                return _batch_page(request, found, form)
        case _:
            raise Http404
    return redirect("payments:batch", found.pk)


def _answered(request: AgentRequest, do: dict[str, Any], form: AnswersForm) -> bool:
    try:
        said = actions.read_answers(**do, content=form.cleaned_data["file"].read())
    except BusinessError as error:
        form.refuse(error)
        return False
    words = {"made": said.made, "failed": said.failed, "waiting": said.waiting}
    drafts.confirm(request, _("%(made)d paid, %(failed)d failed, %(waiting)d without an answer.") % words)
    return True
