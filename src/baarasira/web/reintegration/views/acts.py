"""The acts on a case from its page, and the answer to a transfer."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.inputs import AidData, AssessmentData
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.queries import cases as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..reach import case_or_404, sent_id
from .case import forms_of, page

Made = Callable[[AgentRequest, Case, Any], object]


def _assess(request: AgentRequest, found: Case, given: dict[str, Any]) -> object:
    data = AssessmentData(**{name: given[name] for name in ("skills", "experience", "family", "risk")})
    return actions.assess(actor=request.actor, case_id=found.pk, data=data, version=given["version"])


def _consent(request: AgentRequest, found: Case, given: dict[str, Any]) -> object:
    return actions.record_consent(
        actor=request.actor,
        case_id=found.pk,
        body_id=UUID(given["body"]),
        given=given["given"] == "yes",
        how=given["how"],
    )


def _refer(request: AgentRequest, found: Case, given: dict[str, Any]) -> object:
    body = UUID(given["body"])
    return actions.refer(actor=request.actor, case_id=found.pk, body_id=body, need=given["need"], words=given["words"])


def _aid(request: AgentRequest, found: Case, given: dict[str, Any]) -> object:
    data = AidData(
        purpose=given["purpose"],
        given_on=given["given_on"],
        funder_id=UUID(given["funder"]) if given["funder"] else None,
        funder_name=given["funder_name"],
        amount=given["amount"],
        currency="XOF" if given["amount"] is not None else "",
        reference=given["reference"],
    )
    return actions.record_aid(actor=request.actor, case_id=found.pk, data=data)


_FORMS: Mapping[str, Made] = {
    "assess": _assess,
    "consent": _consent,
    "refer": _refer,
    "aid": _aid,
    "transfer": lambda request, found, given: actions.ask_transfer(
        actor=request.actor, case_id=found.pk, target_id=UUID(given["target"]), reason=given["reason"]
    ),
    "carer": lambda request, found, given: actions.name_carer(
        actor=request.actor, case_id=found.pk, user_id=UUID(given["user"])
    ),
    "close": lambda request, found, given: actions.close(actor=request.actor, case_id=found.pk, **given),
    "reopen": lambda request, found, given: actions.reopen(actor=request.actor, case_id=found.pk, **given),
}


def _said(name: str) -> Sentence:
    return {
        "assess": _("The assessment is recorded: the plan may be made."),
        "consent": _("What the person says is recorded."),
        "refer": _("The file is shown to the partner, who answers from their own desk."),
        "aid": _("The aid is recorded: nothing is paid twice for the same thing."),
        "transfer": _("The transfer is asked. The case stays yours until it is taken."),
        "carer": _("This person now reads and writes the notes of care of this case."),
        "close": _("The case is closed."),
        "reopen": _("The case is reopened."),
        "withdraw": _("The referral is withdrawn: the partner no longer sees the file."),
        "end-carer": _("This person no longer reads the notes of care."),
        "cancel-aid": _("The aid no longer stands."),
        "start": _("The start is recorded: the visits are counted from it."),
    }[name]


@require_POST
def case_act(request: AgentRequest, case_id: UUID, name: str) -> HttpResponse:
    """Do one act on a case, and show it again."""
    found = case_or_404(request, case_id)
    if name in _FORMS:
        forms = forms_of(request, found, name)
        form = forms[name]
        if form.is_valid():
            try:
                _FORMS[name](request, found, form.cleaned_data)
            except BusinessError as error:
                form.refuse(error)
        if form.errors:
            return page(request, found, forms, 422)
    else:
        _plain(request, found, name)
    drafts.confirm(request, _said(name))
    return redirect("reintegration:case", found.pk)


def _one(request: AgentRequest, rows: Any, name: str) -> Any:
    """Return the row whose id was sent under a name, among those of the case; 404 otherwise."""
    return get_object_or_404(rows, pk=sent_id(request, name))


def _plain(request: AgentRequest, found: Case, name: str) -> None:
    """Do an act that asks for no form of its own."""
    actor, reason = request.actor, request.POST.get("reason", "")
    match name:
        case "withdraw":
            row = _one(request, found.referrals.all(), "referral")
            actions.withdraw(actor=actor, referral_id=row.pk, reason=reason)
        case "end-carer":
            actions.end_carer(actor=actor, carer_id=_one(request, found.carers.all(), "carer").pk)
        case "cancel-aid":
            actions.cancel_aid(actor=actor, aid_id=_one(request, found.aids.all(), "aid").pk, reason=reason)
        case "start":
            actions.advance(actor=actor, case_id=found.pk, name="start")
        case _:
            raise Http404


@require_POST
def answer_transfer(request: AgentRequest, transfer_id: UUID) -> HttpResponse:
    """Take a case over, or decline it with the reason."""
    row = get_object_or_404(queries.transfers_to_answer(request.actor), pk=transfer_id)
    taken = request.POST.get("answer") == "take"
    words = request.POST.get("reason", "")
    actions.answer_transfer(actor=request.actor, transfer_id=row.pk, taken=taken, words=words)
    drafts.confirm(request, _("The case is yours now.") if taken else _("The transfer is declined."))
    return redirect("reintegration:case", row.case_id) if taken else redirect("reintegration:list")
