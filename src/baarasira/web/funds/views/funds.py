"""Funds: the list with what they hold, one fund with its ledger and signatories, statements."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.accounts.models import User
from baarasira.kernel.errors import BusinessError
from baarasira.programmes.enums import Axis
from baarasira.reference.amounts import show_minor
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.enums import Account, LineState
from baarasira.reintegration.funds.inputs import FundData
from baarasira.reintegration.funds.models import Fund, StatementLine
from baarasira.reintegration.funds.policies import FUNDS, GRANTS
from baarasira.reintegration.funds.queries import grants, payments
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import FundForm, KeyedAmountForm, ReceiveForm, SignatoryForm, StatementForm
from ..reach import fund_or_404, version_of
from ..states import tone

_SHOWN = (Account.AVAILABLE, Account.COMMITTED, Account.IN_TRANSIT, Account.PAID, Account.RETURNED)
_MOST = 50


def _amounts(fund: Fund) -> dict[str, Any]:
    held = grants.fund_balances(fund)
    amounts = [(Account(name).label, show_minor(held.of(name), fund.currency)) for name in _SHOWN]
    return {"amounts": amounts, "given": show_minor(held.given, fund.currency)}


@require_GET
def list_funds(request: AgentRequest) -> HttpResponse:
    """Show the funds and what each holds; what awaits the agent's signature; what is late."""
    named = grants.signs_somewhere(request.actor)
    if not named:
        FUNDS.require(request.actor, "view")
    rows = list(grants.funds_visible_to(request.actor)[:_MOST])
    context = {
        "lines": [{"fund": row, "tone": tone("fund", row.state), **_amounts(row)} for row in rows],
        "to_sign": [
            {"tranche": row, "amount": show_minor(row.amount, row.grant.fund.currency)}
            for row in grants.to_sign(request.actor)[:_MOST]
        ],
        "late": [
            {
                "tranche": row,
                "amount": show_minor(row.amount, row.grant.fund.currency),
                "tone": tone("tranche", row.state),
            }
            for row in grants.late(request.actor)[:_MOST]
        ],
        "named": named,
        "may_open": FUNDS.allows(request.actor, "open"),
        "may_see_grants": GRANTS.allows(request.actor, "view"),
    }
    return render(request, "funds/list.html", context)


@require_http_methods(["GET", "POST"])
def new_fund(request: AgentRequest) -> HttpResponse:
    """Open a fund."""
    FUNDS.require(request.actor, "open")
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        held = request.user.memberships_on(request.actor.today)
        office = next(row.structure for row in held if row.role in FUNDS.grants["open"])
        data = FundData(
            name=given["name"], code=given["code"], funder_id=UUID(given["funder"]),
            operator_id=UUID(given["operator"]), currency=given["currency"], axes=tuple(given["axes"]),
            starts_on=given["starts_on"], ends_on=given["ends_on"], allows_cash=given["allows_cash"],
            form_token=given["token"],
        )  # fmt: skip
        try:
            found = actions.open_fund(actor=request.actor, office=office, data=data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The fund is open. Name who signs for each of the three bodies."))
            return redirect("funds:fund", found.pk)
    return render(request, "funds/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def fund(request: AgentRequest, fund_id: UUID) -> HttpResponse:
    """Show a fund: what it holds, who signs, its ledger."""
    return _page(request, fund_or_404(request, fund_id), {})


def _page(request: AgentRequest, found: Fund, sent: dict[str, Form]) -> HttpResponse:
    actor = request.actor
    page = paginate(grants.lines_of(found).order_by(), order=("-id",), request=request)
    may = {name: FUNDS.allows(actor, name, found.office_id) for name in FUNDS.grants}
    context = {
        "fund": found,
        "tone": tone("fund", found.state),
        "axes": ", ".join(str(Axis(axis).label) for axis in found.axes),
        **_amounts(found),
        "signatories": found.signatories.select_related("user").order_by("ended_on", "side"),
        "page": page,
        "lines": [{"line": row, "amount": show_minor(row.amount, found.currency)} for row in page.rows],
        "unbalanced": grants.unbalanced(found),
        "receive": ReceiveForm(currency=found.currency, initial={"received_on": actor.today}),
        "restore": KeyedAmountForm(currency=found.currency, auto_id="restore_%s"),
        "signatory": SignatoryForm(auto_id="signatory_%s"),
        **sent,
        "may": may,
        "open": found.state == "open",
        "returned": grants.fund_balances(found).of(Account.RETURNED),
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "funds/fund.html", context, status=422 if failed else 200)


@require_POST
def fund_act(request: AgentRequest, fund_id: UUID, name: str) -> HttpResponse:
    """Do one act on a fund: money received, put back, a signatory named or ended, the fund closed."""
    found = fund_or_404(request, fund_id)
    actor = request.actor
    match name:
        case "recette":
            form: Form = ReceiveForm(request.POST, currency=found.currency)
            return _sent(request, found, "receive", form, _received)
        case "remise":
            form = KeyedAmountForm(request.POST, currency=found.currency, auto_id="restore_%s")
            return _sent(request, found, "restore", form, _restored)
        case "signataire":
            form = SignatoryForm(request.POST, auto_id="signatory_%s")
            return _sent(request, found, "signatory", form, _named)
        case "fin-signataire":
            row = get_object_or_404(found.signatories, pk=_uuid(request.POST.get("signatory", "")))
            actions.end_signatory(actor=actor, signatory_id=row.pk)
        case "cloture":
            actions.close_fund(actor=actor, fund_id=found.pk, version=version_of(request))
        case _:
            raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("funds:fund", found.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _sent(
    request: AgentRequest, found: Fund, name: str, form: Form, act: Callable[[AgentRequest, Fund, Form], None]
) -> HttpResponse:
    """Do the act of a form of the fund's page; show the page again with what stands against it."""
    if form.is_valid():
        try:
            act(request, found, form)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("It is recorded."))
            return redirect("funds:fund", found.pk)
    return _page(request, found, {name: form})


def _received(request: AgentRequest, found: Fund, form: Form) -> None:
    given = form.cleaned_data
    actions.receive_money(
        actor=request.actor, fund_id=found.pk, amount=given["amount"], reference=given["reference"],
        received_on=given["received_on"], key=given["key"],
    )  # fmt: skip


def _restored(request: AgentRequest, found: Fund, form: Form) -> None:
    given = form.cleaned_data
    actions.restore_money(actor=request.actor, fund_id=found.pk, amount=given["amount"], key=given["key"])


def _named(request: AgentRequest, found: Fund, form: Form) -> None:
    user = User.objects.filter(email=form.cleaned_data["email"].strip().lower()).first()
    if user is None:
        form.add_error("email", _("No account has this address."))
        raise BusinessError(_("Choose an account that exists."), code="signatory")
    actions.name_signatory(actor=request.actor, fund_id=found.pk, user=user, side=form.cleaned_data["side"])


@require_GET
def statements(request: AgentRequest, fund_id: UUID) -> HttpResponse:
    """Show the statements of a fund and the debits that stand out."""
    return _statements(request, fund_or_404(request, fund_id), StatementForm())


def _statements(request: AgentRequest, found: Fund, form: StatementForm) -> HttpResponse:
    rows = payments.open_lines(request.actor).filter(fund=found)[:_MOST]
    context = {
        "fund": found,
        "form": form,
        "lines": [
            {"line": row, "amount": show_minor(row.amount, found.currency), "tone": tone("line", row.state)}
            for row in rows
        ],
        "statements": payments.statements_visible_to(request.actor).filter(fund=found)[:_MOST],
        "may": FUNDS.allows(request.actor, "reconcile", found.office_id),
    }
    return render(request, "funds/statements.html", context, status=422 if form.errors else 200)


@require_POST
def load_statement(request: AgentRequest, fund_id: UUID) -> HttpResponse:
    """Load a statement and reconcile it."""
    found = fund_or_404(request, fund_id)
    form = StatementForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        content = upload.read()
        try:
            done = actions.load_statement(
                actor=request.actor, fund_id=found.pk, name=upload.name or "", content=content,
                digest=hashlib.sha256(content).hexdigest(),
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            words = {"matched": done.lines.get(LineState.MATCHED, 0), "all": sum(done.lines.values())}
            drafts.confirm(request, _("%(matched)d of %(all)d lines are reconciled.") % words)
            return redirect("funds:statements", found.pk)
    return _statements(request, found, form)


@require_POST
def explain(request: AgentRequest, line_id: UUID) -> HttpResponse:
    """Explain a debit that no payment answers for."""
    line = get_object_or_404(StatementLine.objects.select_related("fund"), pk=line_id)
    found = fund_or_404(request, line.fund_id)
    actions.explain_line(actor=request.actor, line_id=line.pk, words=request.POST.get("reason", ""))
    drafts.confirm(request, _("The line is explained."))
    return redirect("funds:statements", found.pk)
