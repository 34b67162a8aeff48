"""What was offered, signed, found on arrival and paid, side by side; the forms that record the last two."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.actions.doors import require
from baarasira.mobility.contracts.models import ArrivalFinding, PaySlip, WorkContract
from baarasira.mobility.contracts.policies import CONTRACTS
from baarasira.mobility.contracts.rules.comparing import (
    LINES,
    Difference,
    differences,
    read_terms,
    said,
    said_differences,
    shown,
    terms_of,
)
from baarasira.mobility.contracts.rules.paying import compared_slip, paid_terms, shortfall
from baarasira.reference.amounts import show_minor
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import FindingForm, SlipForm
from .reach import contract_or_404, may


@require_GET
def comparison(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Compare clause by clause what was offered, what was signed, what was found; then the pay slips."""
    contract = contract_or_404(request, contract_id)
    finding = contract.findings.first()
    slips = list(contract.slips.prefetch_related("deductions"))
    paid = compared_slip(contract, slips)
    context = {
        "contract": contract,
        "rows": _rows(contract, finding, paid),
        "paid": paid,
        "finding": finding,
        "findings": list(contract.findings.all()),
        "slips": [_slip(contract, slip) for slip in slips],
        "may_find": contract.signed_on is not None and may(request, "find", contract.candidacy),
    }
    return render(request, "contracts/comparison.html", context)


def _rows(contract: WorkContract, finding: ArrivalFinding | None, slip: PaySlip | None) -> list[dict[str, Any]]:
    """Return one line a condition: offered, signed, found, paid; what is worse than what stood before is marked and said.

    A condition that nobody says anything of is left out.
    """
    offered, signed = read_terms(contract.offered), terms_of(contract)
    found = terms_of(finding) if finding is not None else {}
    paid = paid_terms(contract, slip) if slip is not None else {}
    below = _worse(differences(offered, signed)) if contract.offered else set()
    marks = (
        ("below", below, _("Worse than offered")),
        ("worse", _worse(said_differences(signed, found)), _("Worse than signed")),
        ("short", _worse(said_differences(signed, paid)), _("Worse on the pay slip")),
    )
    columns = (offered, signed, found, paid)
    return [
        {
            "clause": line.clause, "label": line.label, "offered": shown(line, offered), "signed": shown(line, signed),
            "found": shown(line, found), "paid": shown(line, paid),
            **{mark: line.name in names for mark, names, _words in marks},
            "said": [words for _mark, names, words in marks if line.name in names],
        }
        for line in LINES
        if any(said(line.name, terms) for terms in columns)
    ]  # fmt: skip


def _worse(found: list[Difference]) -> set[str]:
    return {item.line.name for item in found if item.worse}


def _slip(contract: WorkContract, slip: PaySlip) -> dict[str, Any]:
    lacking = shortfall(contract, slip.month, slip.hours, slip.gross)
    lines = [
        {"label": line.get_kind_display(), "amount": show_minor(line.amount, slip.currency), "illegal": line.illegal}
        for line in slip.deductions.all()
    ]
    return {
        "slip": slip, "gross": show_minor(slip.gross, slip.currency), "net": show_minor(slip.net, slip.currency),
        "lines": lines, "wrong": bool(lacking) or any(line["illegal"] for line in lines),
        "due": show_minor(slip.gross + lacking, slip.currency) if lacking else "",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def finding(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Record what a worker found on arrival."""
    contract = contract_or_404(request, contract_id)
    require(CONTRACTS, request.actor, "find", contract.candidacy)
    initial = {"found_on": request.actor.today, "wage_currency": contract.wage_currency, "wage_period": ""}
    form = FindingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_finding(actor=request.actor, contract_id=contract.pk, data=form.data_given())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("What was found is recorded; see what differs."))
            return redirect("contracts:comparison", contract.pk)
    context = {"form": form, "contract": contract}
    return render(request, "contracts/finding.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def slip(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Record a pay slip."""
    contract = contract_or_404(request, contract_id)
    require(CONTRACTS, request.actor, "find", contract.candidacy)
    form = SlipForm(request.POST or None, currency=contract.wage_currency)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_slip(actor=request.actor, contract_id=contract.pk, data=form.data_given())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The pay slip is recorded."))
            return redirect("contracts:comparison", contract.pk)
    return render(
        request, "contracts/slip.html", {"form": form, "contract": contract}, status=422 if form.errors else 200
    )
