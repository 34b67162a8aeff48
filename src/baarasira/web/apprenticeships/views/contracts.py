"""Contracts of apprenticeship: the list with what is due, one contract with what can be done now, its text."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.reference.languages import LANGUAGES
from baarasira.training.apprenticeships.actions import allowances, logbook
from baarasira.training.apprenticeships.actions import contracts as actions
from baarasira.training.apprenticeships.enums import ContractState
from baarasira.training.apprenticeships.inputs import ContractData, SignaturesData
from baarasira.training.apprenticeships.models import Contract
from baarasira.training.apprenticeships.policies import CONTRACTS, LOGBOOK
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.training.apprenticeships.queries import logbook as books
from baarasira.training.apprenticeships.rules.contracts import is_minor, signature_findings
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from .. import forms
from ..acting import Do, Offer, act
from ..reach import applicant_or_404, contract_or_404
from ..states import tone


@require_GET
def list_contracts(request: AgentRequest) -> HttpResponse:
    """Show the apprentices of the agent's structures; above them what waits: visits late first, admitted without contract."""
    CONTRACTS.require(request.actor, "view")
    actor = request.actor
    rows = queries.visible_to(actor)
    state = request.GET.get("etat", "")
    if state in ContractState.values:
        rows = rows.filter(state=state)
    page = paginate(rows.order_by(), order=("-id",), request=request)
    states = [("", _("All")), *ContractState.choices]
    context = {
        "page": page,
        "lines": [{"row": row, "tone": tone("contract", row.state)} for row in page.rows],
        "states": [{"label": label, "url": f"?etat={code}", "current": code == state} for code, label in states],
        "visits": queries.visits_due(actor)[:20],
        "admitted": queries.admitted_without_contract(actor)[:20],
        "may_prepare": CONTRACTS.allows(actor, "prepare"),
        "today": actor.today,
    }
    return render(request, "apprenticeships/list.html", context)


@require_http_methods(["GET", "POST"])
def new_contract(request: AgentRequest, applicant_id: UUID | None = None) -> HttpResponse:
    """Prepare a contract, of somebody admitted (the master proposed) or of somebody the centre found."""
    CONTRACTS.require(request.actor, "prepare")
    applicant = applicant_or_404(request, applicant_id) if applicant_id is not None else None
    initial = {"person": applicant.person.number, "master": str(applicant.master_id or "")} if applicant else {}
    masters = queries.masters(request.actor).filter(ended_on__isnull=True)
    if applicant is not None:
        masters = masters.filter(trade_id=applicant.trade_id)
    form = forms.ContractForm(request.POST or None, actor=request.actor, masters=masters, initial=initial)
    if request.method == "POST" and form.is_valid() and form.found is not None:
        try:
            made = actions.prepare(
                actor=request.actor, person_id=form.found.pk, data=_data(form.cleaned_data), applicant_id=applicant_id
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The contract is prepared: read it aloud and have it signed."))
            return redirect("apprenticeships:contract", made.pk)
    context = {"form": form, "applicant": applicant}
    return render(request, "apprenticeships/contract_new.html", context, status=422 if form.errors else 200)


def _data(given: Mapping[str, Any]) -> ContractData:
    plain = {name: value for name, value in given.items() if name not in {"person", "master", "token"}}
    days = {name: [int(day) for day in plain.pop(name)] for name in ("workshop_days", "centre_days")}
    return ContractData(master_id=UUID(given["master"]), form_token=given["token"], **days, **plain)


@require_GET
def contract(request: AgentRequest, apprenticeship_id: UUID) -> HttpResponse:
    """Show a contract: parties, week, signatures, logbook, visits, allowance, and what can be done now."""
    return _page(request, contract_or_404(request, apprenticeship_id))


@require_GET
def sheet(request: AgentRequest, apprenticeship_id: UUID) -> HttpResponse:
    """Show the text of a contract as it is read aloud, printed and signed by all parties."""
    found = contract_or_404(request, apprenticeship_id)
    context = {"contract": found, "week": week(found), "minor": is_minor(found.person, found.starts_on)}
    return render(request, "apprenticeships/sheet.html", context)


def week(found: Contract) -> dict[str, list[Any]]:
    """Return the days in the workshop and at the centre in words."""
    words = [label for _code, label in forms.WEEKDAYS]
    return {
        "workshop": [words[day] for day in found.workshop_days],
        "centre": [words[day] for day in found.centre_days],
    }


def _known(request: AgentRequest, found: Contract, bound: str = "") -> dict[str, tuple[Form | None, Do]]:
    do: dict[str, Any] = {"actor": request.actor, "contract_id": found.pk}

    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    signed = {
        f"{who}_{part}": getattr(found, f"{who}_{field}")
        for who in ("apprentice", "master", "parent")
        for part, field in (("on", "signed_on"), ("how", "signing"))
    }
    signing = forms.SignaturesForm(sent("sign"), auto_id="sign_%s", initial={**signed, "read_in": found.read_in})
    return {
        "sign": (signing, lambda given: actions.record_signatures(**do, data=SignaturesData(**given))),
        "approve": (None, lambda _given: actions.approve(**do)),
        "drop": (None, lambda given: actions.drop(**do, **given)),
        "insure": (
            forms.InsuranceForm(sent("insure"), auto_id="insure_%s"),
            lambda given: actions.renew_insurance(**do, **given),
        ),
        "complete": (None, lambda _given: actions.complete(**do)),
        "terminate": (
            forms.TerminateForm(sent("terminate"), auto_id="end_%s"),
            lambda given: actions.terminate(**do, **given),
        ),
        "count": (
            forms.MonthForm(sent("count"), auto_id="count_%s"),
            lambda given: allowances.count_month(**do, **given),
        ),
        "settle": (
            forms.SettleForm(sent("settle"), auto_id="settle_%s"),
            lambda given: logbook.settle_day(**do, **given),
        ),
    }


@require_POST
def contract_act(request: AgentRequest, apprenticeship_id: UUID, name: str) -> HttpResponse:
    """Do one act on a contract, and show it again."""
    found = contract_or_404(request, apprenticeship_id)
    known = _known(request, found, name)
    back = ("apprenticeships:contract", [found.pk])
    return act(request, name, known, lambda wrong, status: _page(request, found, wrong, status), back)


def _page(
    request: AgentRequest, found: Contract, wrong: Mapping[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    own = same_person(found.prepared_by, request.user)
    missing = signature_findings(found) if found.state == ContractState.DRAFT else []
    book = books.books([found])[found.pk]
    visits = found.visits.select_related("done_by")
    context = {
        "contract": found,
        "tone": tone("contract", found.state),
        "week": week(found),
        "read_in": next((row.label for row in LANGUAGES if row.code == found.read_in), ""),
        "missing": missing,
        "waits_second": found.state == ContractState.DRAFT and not missing and own,
        "offers": _offers(request, found, wrong or {}, own=own, missing=bool(missing)),
        "visits": [{"row": row, "tone": _visit_tone(row, request)} for row in visits],
        "allowances": [
            {"row": row, "tone": tone("allowance", row.state)}
            for row in found.allowances.select_related("recorded_by", "confirmed_by")
        ],
        "may": {name: CONTRACTS.allows(request.actor, name, found.centre_id) for name in CONTRACTS.grants},
        "paid": forms.PaidForm(auto_id="paid_%s"),
        "differences": books.to_settle(book.days.items()),
        "reached": sum(entry.level is not None and entry.level > 2 for entry in book.tasks.values()),
        "tasks": found.trade.tasks.filter(active=True).count(),
        "sittings": found.sittings.select_related("examination"),
        "insertions": found.insertions.all(),
        "sees_logbook": LOGBOOK.allows(request.actor, "view", found.centre_id),
        "request_user": request.user,
    }
    return render(request, "apprenticeships/contract.html", context, status=status)


def _visit_tone(row: Any, request: AgentRequest) -> str:
    late = row.state == "planned" and row.due_on < request.actor.today
    return "late" if late else tone("visit", row.state)


def _offers(
    request: AgentRequest, found: Contract, wrong: Mapping[str, Form], *, own: bool, missing: bool
) -> list[Offer]:
    """Return the acts this agent may do on the contract now, in the order of its road."""
    may, state = (lambda name: CONTRACTS.allows(request.actor, name, found.centre_id)), found.state
    draft, running = state == ContractState.DRAFT, state == ContractState.RUNNING
    over = running and found.ends_on <= request.actor.today
    shown: list[tuple[bool, Offer]] = [
        (draft and may("prepare"), Offer("sign", _("Record the signatures"), "", open=missing)),
        (draft and may("approve") and not own and not missing, Offer("approve", _("Sign for the centre"), "")),
        (over and may("follow"), Offer("complete", _("Record the end of the three years"), "")),
        (running and may("pay_allowance"), Offer("count", _("Count the allowance of a month"), "")),
        (
            running and LOGBOOK.allows(request.actor, "settle", found.centre_id),
            Offer("settle", _("Settle the attendance of a day"), ""),
        ),
        (running and may("follow"), Offer("insure", _("Record the new insurance"), "")),
        (running and may("terminate"), Offer("terminate", _("Terminate the contract"), "")),
        (
            draft and may("prepare"),
            Offer(
                "drop", _("Give the contract up"), "", reason=True,
                consequence=_("The contract is given up; another can then be prepared."),
            ),
        ),
    ]  # fmt: skip
    known = _known(request, found)
    offers = []
    for offered, offer in shown:
        if offered:
            offer.url = reverse("apprenticeships:contract-act", args=[found.pk, offer.name])
            offer.form = wrong.get(offer.name) or known[offer.name][0]
            offer.open = offer.open or offer.name in wrong
            offers.append(offer)
    return offers
