"""Entering and correcting a contract, and joining its text."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.candidacies.models import Candidacy
from baarasira.employers.models import Employer
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions, queries
from baarasira.mobility.contracts.actions.contracts import start_from_offer
from baarasira.mobility.contracts.actions.doors import require
from baarasira.mobility.contracts.enums import ContractState, OfferState
from baarasira.mobility.contracts.models import WorkContract
from baarasira.openings import campaign_queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import ContractForm, TextForm, shown_conditions
from .reach import contract_or_404, file_or_404


def _employers(candidacy: Candidacy, *more: UUID) -> Any:
    return Employer.objects.filter(pk__in={candidacy.opening.employer_id, *more}).order_by("name_sort")


@require_http_methods(["GET", "POST"])
def new_contract(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Enter the contract of one worker, starting from the offer of the campaign."""
    candidacy = file_or_404(request, file_id)
    require(request.actor, "record", candidacy)
    campaign = campaign_queries.one(candidacy.opening_id)
    form = ContractForm(
        request.POST or None,
        request.FILES or None,
        initial=_start(candidacy, campaign),
        employers=_employers(candidacy),
    )
    if request.method == "POST" and form.is_valid():
        try:
            contract = _record(request, candidacy, form)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The contract %(number)s is entered.") % {"number": contract.number})
            return redirect("contracts:file", contract.pk)
    context = {"form": form, "candidacy": candidacy, "contract": None}
    return render(request, "contracts/form.html", context, status=422 if form.errors else 200)


def _start(candidacy: Candidacy, campaign: Any) -> dict[str, Any]:
    offer = queries.offer_of(campaign.pk)
    if offer is None or offer.state != OfferState.PUBLISHED:
        return {"starts_on": campaign.opening.starts_on, "employer_id": campaign.opening.employer_id}
    start = start_from_offer(offer, campaign)
    return {**start, **shown_conditions(dict(start))}


@transaction.atomic
def _record(request: AgentRequest, candidacy: Candidacy, form: ContractForm) -> WorkContract:
    """Record the contract and join its text, both or neither."""
    campaign = campaign_queries.one(candidacy.opening_id)
    data = form.data_given(agreement_id=campaign.agreement_id, text_sha256="")
    contract = actions.record_contract(actor=request.actor, candidacy_id=candidacy.pk, data=data)
    if form.cleaned_data["file"] is not None:
        contract = actions.attach_text(actor=request.actor, contract_id=contract.pk, upload=form.cleaned_data["file"])
    return contract


@require_http_methods(["GET", "POST"])
def edit_contract(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Correct a contract that is being entered."""
    contract = contract_or_404(request, contract_id)
    require(request.actor, "record", contract.candidacy)
    if contract.state != ContractState.DRAFT and request.method == "GET":
        return redirect("contracts:file", contract.pk)
    names = ("worker_name", "worker_born", "worker_passport_end", "employer_id", "starts_on", "ends_on", "scope", "channel",
             "channel_number", "insurance_from", "travel_on", "version")  # fmt: skip
    initial = {**{name: getattr(contract, name) for name in names}, **shown_conditions(contract)}
    form = ContractForm(
        request.POST or None, request.FILES or None, initial=initial,
        employers=_employers(contract.candidacy, contract.employer_id),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            _correct(request, contract, form)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The contract is corrected."))
            return redirect("contracts:file", contract.pk)
    context = {"form": form, "candidacy": contract.candidacy, "contract": contract}
    return render(request, "contracts/form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _correct(request: AgentRequest, contract: WorkContract, form: ContractForm) -> None:
    data = form.data_given(agreement_id=contract.agreement_id, text_sha256=contract.text_sha256)
    actions.edit_contract(actor=request.actor, contract_id=contract.pk, data=data, version=form.cleaned_data["version"])
    if form.cleaned_data["file"] is not None:
        actions.attach_text(actor=request.actor, contract_id=contract.pk, upload=form.cleaned_data["file"])


@require_http_methods(["GET", "POST"])
def attach_text(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Join the text of a contract, or another one in its place."""
    contract = contract_or_404(request, contract_id)
    require(request.actor, "record", contract.candidacy)
    form = TextForm(request.POST or None, request.FILES or None, initial={"version": contract.version})
    if request.method == "POST" and form.is_valid():
        given = {"upload": form.cleaned_data["file"], "version": form.cleaned_data["version"]}
        try:
            actions.attach_text(actor=request.actor, contract_id=contract.pk, **given)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The text is joined; its fingerprint is kept."))
            return redirect("contracts:file", contract.pk)
    return render(
        request, "contracts/text.html", {"form": form, "contract": contract}, status=422 if form.errors else 200
    )
