"""Grants: the list, the proposal from a case, one grant with its tranches and what can be done now."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reference.amounts import show_minor
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.queries import cases
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.actions.grants import start_deadline
from baarasira.reintegration.funds.enums import Account, FundState, GrantState
from baarasira.reintegration.funds.inputs import GrantData
from baarasira.reintegration.funds.models import Fund, Grant, Recovery
from baarasira.reintegration.funds.policies import GRANTS
from baarasira.reintegration.funds.queries import grants as queries
from baarasira.reintegration.funds.rules.caps import money_terms, room_of
from baarasira.reintegration.projects.enums import ProjectState
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import GrantForm, RecoveryForm, StopForm
from ..reach import grant_or_404, version_of
from ..states import tone


@require_GET
def list_grants(request: AgentRequest) -> HttpResponse:
    """Show the grants, the newest first, and the money still to be given back."""
    if not queries.signs_somewhere(request.actor):
        GRANTS.require(request.actor, "view")
    page = paginate(queries.visible_to(request.actor).order_by(), order=("-id",), request=request)
    context = {
        "page": page,
        "lines": [
            {"grant": row, "amount": show_minor(row.amount, row.fund.currency), "tone": tone("grant", row.state)}
            for row in page.rows
        ],
        "recoveries": [
            {"row": row, "left": show_minor(row.amount - row.recovered, row.grant.fund.currency)}
            for row in queries.recoveries(request.actor)[:50]
        ],
    }
    return render(request, "funds/grants.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Propose a grant for a case."""
    case = get_object_or_404(cases.visible_to(request.actor), pk=case_id)
    GRANTS.require(request.actor, "propose", case.owner_id)
    rows = list(Fund.objects.filter(state=FundState.OPEN).order_by("name"))
    open_funds = [row for row in rows if case.axis in row.axes]
    project = case.projects.filter(state=ProjectState.GRANTED).first() if case.axis == Axis.BUSINESS else None
    chosen = next((row for row in open_funds if str(row.pk) == request.POST.get("fund")), None)
    initial = {"purpose": Purpose.BUSINESS if project is not None else ""}
    form = GrantForm(
        request.POST or None, funds=[(str(row.pk), f"{row.name} ({row.currency})") for row in open_funds],
        initial=initial, currency=chosen.currency if chosen is not None else "XOF",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.propose_grant(actor=request.actor, data=_data(form, case, project))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The grant is proposed. Another person decides it."))
            return redirect("funds:grant", found.pk)
    terms = money_terms(case, request.actor.today)
    room = room_of(case, terms, "XOF") if terms is not None else None
    context = {
        "form": form,
        "case": case,
        "project": project,
        "room": show_minor(room, "XOF") if room is not None else "",
    }
    return render(request, "funds/propose.html", context, status=422 if form.errors else 200)


def _data(form: GrantForm, case: Case, project: Any) -> GrantData:
    given = form.cleaned_data
    return GrantData(
        fund_id=UUID(given["fund"]), case_id=case.pk, purpose=given["purpose"], amount=given["amount"] or 0,
        words=given["words"], form_token=given["token"],
        project_id=project.pk if project is not None and given["purpose"] == Purpose.BUSINESS else None,
    )  # fmt: skip


@require_GET
def grant(request: AgentRequest, grant_id: UUID) -> HttpResponse:
    """Show a grant: its tranches, what it holds, what can be done now."""
    return _page(request, grant_or_404(request, grant_id), {})


def _page(request: AgentRequest, found: Grant, sent: dict[str, Form]) -> HttpResponse:
    actor, currency = request.actor, found.fund.currency
    may = {name: GRANTS.allows(actor, name, found.office_id) for name in GRANTS.grants}
    held = queries.grant_balances(found)
    recovery = Recovery.objects.filter(grant=found).select_related("abandon_asked_by").first()
    proposed, granted = found.state == GrantState.PROPOSED, found.state == GrantState.GRANTED
    context = {
        "grant": found,
        "tone": tone("grant", found.state),
        "amount": show_minor(found.amount, currency),
        "amounts": [(label, show_minor(held.of(name), currency)) for name, label in _accounts()],
        "tranches": [
            {"row": row, "amount": show_minor(row.amount, currency), "tone": tone("tranche", row.state),
             "late": granted and row.due_on < actor.today and row.state not in {"confirmed", "stopped"}}
            for row in found.tranches.order_by("number")
        ],
        "lines": [{"line": row, "amount": show_minor(row.amount, currency)} for row in found.lines.order_by("id")],
        "start_by": start_deadline(found) if granted and found.started_on is None else None,
        "recovery": recovery,
        "left": show_minor(recovery.amount - recovery.recovered, currency) if recovery is not None else "",
        "stop": StopForm(auto_id="stop_%s"),
        "recover": RecoveryForm(currency=currency, auto_id="recover_%s"),
        **sent,
        "may_decide": proposed and may["decide"] and found.proposed_by_id != actor.id,
        "may_stop": granted and may["stop"],
        "may_recover": recovery is not None and recovery.state == "open" and may["recover"],
        "may_abandon": recovery is not None and recovery.state == "open" and may["abandon"]
        and recovery.abandon_asked_by_id not in {None, actor.id},
    }  # fmt: skip
    failed = any(form.errors for form in sent.values())
    return render(request, "funds/grant.html", context, status=422 if failed else 200)


def _accounts() -> list[tuple[str, Any]]:
    return [(name, Account(name).label) for name in (Account.COMMITTED, Account.IN_TRANSIT, Account.PAID)]


@require_POST
def grant_act(request: AgentRequest, grant_id: UUID, name: str) -> HttpResponse:
    """Do one act on a grant: granted, refused, stopped, money given back, a recovery abandoned."""
    found = grant_or_404(request, grant_id)
    do: dict[str, Any] = {"actor": request.actor, "grant_id": found.pk}
    reason = request.POST.get("reason", "")
    match name:
        case "accord":
            actions.decide_grant(**do, version=version_of(request))
        case "refus":
            actions.refuse_grant(**do, reason=reason, version=version_of(request))
        case "arret":
            form: Form = StopForm(request.POST, auto_id="stop_%s")
            if not _done(form, lambda given: actions.stop_grant(**do, **given)):
                return _page(request, found, {"stop": form})
        case "restitution":
            form = RecoveryForm(request.POST, currency=found.fund.currency, auto_id="recover_%s")
            if not _done(form, lambda given: actions.record_recovery(**do, **given)):
                return _page(request, found, {"recover": form})
        case "abandon-demande":
            actions.ask_abandon(**do, reason=reason)
        case "abandon":
            actions.abandon_recovery(**do)
        case _:
            raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("funds:grant", found.pk)


def _done(form: Form, act: Any) -> bool:
    """Do what a form asks; False, with what stands against it beside its fields."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except BusinessError as error:
        form.refuse(error)
        return False
    return True
