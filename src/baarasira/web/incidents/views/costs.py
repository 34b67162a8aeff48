"""Amounts paid: the list, those of one file, the claims for refund."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.actions.costs import shown
from baarasira.mobility.incidents.actions.refunds import standing
from baarasira.mobility.incidents.enums import ClaimState
from baarasira.mobility.incidents.inputs import CostData
from baarasira.mobility.incidents.models import Cost, FirstEarning, RefundClaim
from baarasira.mobility.incidents.policies import COSTS
from baarasira.mobility.incidents.queries import costs as queries
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import CostForm, EarningForm, RepaymentForm, SurveyForm, small_units
from ..states import tone
from .reach import claim_or_404, file_or_404, version_of


def _lines(costs: Iterable[Cost]) -> list[dict[str, Any]]:
    rows = list(costs)
    proved = actions.proof_owners(rows)
    return [_line(row, proved=row.pk in proved) for row in rows]


def _line(cost: Cost, *, proved: bool) -> dict[str, Any]:
    claim: RefundClaim | None = getattr(cost, "claim", None)
    return {
        "proved": proved,
        "cost": cost,
        "amount": shown(cost.amount, cost.currency),
        "claim": claim,
        "tone": tone(claim.state) if claim is not None else "",
    }


@require_GET
def list_costs(request: AgentRequest) -> HttpResponse:
    """Show the amounts paid, the newest first, and the claims for which money is still to be given back."""
    COSTS.require(request.actor, "view")
    rows = queries.visible_to(request.actor)
    page = paginate(rows.order_by(), order=("-paid_on", "-id"), request=request)
    claims = queries.standing_claims(queries.claims_visible_to(request.actor))[:50]
    context = {
        "page": page,
        "lines": _lines(page.rows),
        "claims": [
            {"claim": row, "amount": shown(row.amount, row.currency), "tone": tone(row.state)} for row in claims
        ],
        "totals": queries.totals(rows),
    }
    return render(request, "incidents/costs.html", context)


def _may_record(request: AgentRequest, file: Candidacy) -> bool:
    here = COSTS.allows(request.actor, "record", file.person.office_id)
    return here or COSTS.allows(request.actor, "record", file.opening.office_id)


@require_http_methods(["GET", "POST"])
def file_costs(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Show the amounts paid for one file, and record one."""
    file = file_or_404(request, file_id)
    COSTS.require(request.actor, "view")
    initial = {"paid_on": request.actor.today}
    form = CostForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            cost = actions.record_cost(
                actor=request.actor, person=file.person, data=_data(form, file), scan=form.cleaned_data["scan"]
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            claimed = RefundClaim.objects.filter(cost=cost).exists()
            sentence = _("The amount is recorded. Nobody may charge it: an incident and a claim for refund are opened.")
            drafts.confirm(request, sentence if claimed else _("The amount is recorded."))
            return redirect("incidents:file-costs", file.pk)
    return _file_page(request, file, {"form": form})


def _file_page(request: AgentRequest, file: Candidacy, sent: Mapping[str, Form]) -> HttpResponse:
    """Show the page of a file; `sent` holds the form that was sent, under its name in the template."""
    rows = queries.of_campaign_file(file)
    earning = FirstEarning.objects.filter(candidacy=file).first()
    today = request.actor.today
    context = {
        "file": file,
        "form": CostForm(actor=request.actor, initial={"paid_on": today}),
        "earning_form": EarningForm(auto_id="earning_%s"),
        "survey_form": SurveyForm(auto_id="survey_%s", initial={"asked_on": today}),
        **sent,
        "lines": _lines(rows),
        "totals": queries.totals(rows),
        "earning": shown(earning.amount, earning.currency) if earning is not None else "",
        "earning_month": earning.month if earning is not None else None,
        "may_record": _may_record(request, file),
        "may_withdraw": COSTS.allows(request.actor, "withdraw", file.opening.office_id),
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "incidents/file_costs.html", context, status=422 if failed else 200)


def _data(form: CostForm, file: Candidacy) -> CostData:
    given = form.cleaned_data
    employer, organisation = given["payee_employer"], given["payee_organisation"]
    return CostData(
        item=given["item"], payer=given["payer"], payee=given["payee"], phase=given["phase"],
        amount=given["units"] or 0, currency=given["currency"], paid_on=given["paid_on"], proof=given["proof"],
        reference=given["reference"], payee_employer_id=employer.pk if employer is not None else None,
        payee_organisation_id=UUID(organisation) if organisation else None, candidacy_id=file.pk,
        francs=given["francs"], form_token=given["token"],
    )  # fmt: skip


@require_POST
def record_earning(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Record what the first month abroad earned."""
    file = file_or_404(request, file_id)
    form = EarningForm(request.POST, auto_id="earning_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_first_earning(
                actor=request.actor, candidacy_id=file.pk, month=given["month"], amount=given["units"],
                currency=given["currency"], proof=given["proof"], francs=given["francs"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("What the first month earned is recorded."))
            return redirect("incidents:file-costs", file.pk)
    return _file_page(request, file, {"earning_form": form})


@require_POST
def record_survey(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Record what a worker says when asked."""
    file = file_or_404(request, file_id)
    form = SurveyForm(request.POST, auto_id="survey_%s")
    if form.is_valid():
        try:
            actions.record_survey(actor=request.actor, candidacy_id=file.pk, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The answers are recorded."))
            return redirect("incidents:file-costs", file.pk)
    return _file_page(request, file, {"survey_form": form})


@require_GET
def cost_proof(request: AgentRequest, cost_id: UUID) -> HttpResponse:
    """Hand over the scan that proves an amount."""
    COSTS.require(request.actor, "view")
    stored = actions.proof_of(get_object_or_404(queries.visible_to(request.actor), pk=cost_id))
    if stored is None:
        raise Http404
    return send(request.actor, stored)  # type: ignore[return-value]


@require_POST
def withdraw_cost(request: AgentRequest, cost_id: UUID) -> HttpResponse:
    """Withdraw a line recorded by mistake."""
    cost = get_object_or_404(queries.visible_to(request.actor), pk=cost_id)
    actions.withdraw_cost(
        actor=request.actor, cost_id=cost.pk, reason=request.POST.get("reason", ""), version=version_of(request)
    )
    drafts.confirm(request, _("The line is withdrawn."))
    if cost.candidacy_id is not None:
        return redirect("incidents:file-costs", cost.candidacy_id)
    return redirect("incidents:costs")


@require_GET
def claim(request: AgentRequest, claim_id: UUID) -> HttpResponse:
    """Show a claim for refund: what is owed, what came back, what can be done now."""
    return _claim_page(request, claim_or_404(request, claim_id), None)


def _claim_page(request: AgentRequest, found: RefundClaim, form: RepaymentForm | None) -> HttpResponse:
    actor = request.actor
    may = {name: COSTS.allows(actor, name, found.office_id) for name in ("claim", "ask_abandon", "abandon")}
    stands = standing(found)
    context = {
        "claim": found,
        "tone": tone(found.state),
        "amount": shown(found.amount, found.currency),
        "left": shown(found.amount - found.repaid, found.currency),
        "repayments": [{"row": row, "amount": shown(row.amount, found.currency)} for row in found.repayments.all()],
        "form": form or RepaymentForm(initial={"paid_on": actor.today}),
        "may_ask": stands and may["claim"] and found.state == ClaimState.OPENED,
        "may_repay": stands and may["claim"],
        "may_ask_abandon": stands and may["ask_abandon"] and found.abandon_asked_by_id is None,
        "may_abandon": stands and may["abandon"] and found.abandon_asked_by_id not in {None, actor.id},
    }
    return render(request, "incidents/claim.html", context, status=422 if form is not None and form.errors else 200)


@require_POST
def claim_act(request: AgentRequest, claim_id: UUID, name: str) -> HttpResponse:
    """Do one act on a claim: demand, repayment, abandonment asked then decided."""
    found = claim_or_404(request, claim_id)
    do: dict[str, Any] = {"actor": request.actor, "claim_id": found.pk}
    reason = request.POST.get("reason", "")
    match name:
        case "demande":
            actions.ask_refund(**do, reference=reason)
        case "remboursement":
            form = RepaymentForm(request.POST)
            if not form.is_valid() or not _repaid(do, found, form):
                return _claim_page(request, found, form)
        case "abandon-demande":
            actions.ask_abandon(**do, reason=reason)
        case "abandon":
            actions.abandon(**do)
        case _:
            raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("incidents:claim", found.pk)


def _repaid(do: dict[str, Any], found: RefundClaim, form: RepaymentForm) -> bool:
    given = form.cleaned_data
    units = small_units(given["amount"], found.currency)
    if units is None:
        form.add_error("amount", _("This currency has not so many decimals."))
        return False
    try:
        actions.record_repayment(**do, amount=units, paid_on=given["paid_on"], reference=given["reference"])
    except BusinessError as error:
        form.refuse(error)
        return False
    return True
