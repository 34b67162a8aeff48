"""Placements of graduates: the agreement, its signatures and approval, attendance, evaluations, the end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.reintegration.cases.enums import Axis
from baarasira.reintegration.placements import actions, queries
from baarasira.reintegration.placements.enums import PlacementState
from baarasira.reintegration.placements.inputs import AgreementData, EvaluationData
from baarasira.reintegration.placements.models import Placement
from baarasira.reintegration.placements.policies import PLACEMENTS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import AgreementForm, AttendanceForm, BreakForm, EndForm, EvaluationForm, SignaturesForm
from ..reach import case_or_404, placement_or_404
from ..states import tone


@require_GET
def list_placements(request: AgentRequest) -> HttpResponse:
    """Show the placements of the agent's structures: to approve first, past their last day, then all."""
    PLACEMENTS.require(request.actor, "view")
    rows = queries.visible_to(request.actor)
    page = paginate(rows.order_by(), order=("-id",), request=request)
    context = {
        "page": page,
        "lines": [{"placement": row, "tone": tone("placement", row.state)} for row in page.rows],
        "to_approve": queries.to_approve(request.actor)[:20],
        "ending": queries.ending(rows, request.actor.today)[:20],
    }
    return render(request, "reintegration/placements.html", context)


@require_http_methods(["GET", "POST"])
def new_placement(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Prepare the agreement of a placement."""
    case = case_or_404(request, case_id)
    PLACEMENTS.require(request.actor, "prepare", case.owner_id)
    if case.axis != Axis.PLACEMENT:
        raise Http404
    form = AgreementForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid() and form.found is not None:
        try:
            made = actions.prepare(actor=request.actor, case_id=case.pk, data=_agreement(form, form.found.pk))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The agreement is prepared: have both sign it."))
            return redirect("reintegration:placement", made.pk)
    context = {"form": form, "case": case}
    return render(request, "reintegration/placement_new.html", context, status=422 if form.errors else 200)


def _agreement(form: AgreementForm, employer_id: UUID) -> AgreementData:
    given = {name: value for name, value in form.cleaned_data.items() if name not in {"employer", "token"}}
    given["company_share"] = given["company_share"] or 0
    return AgreementData(employer_id=employer_id, form_token=form.cleaned_data["token"], **given)


@require_GET
def placement(request: AgentRequest, placement_id: UUID) -> HttpResponse:
    """Show a placement with what can be done now."""
    found = placement_or_404(request, placement_id)
    return _page(request, found, _forms(request, found))


def _forms(request: AgentRequest, found: Placement, bound: str = "") -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    signed = {"graduate_on": found.graduate_signed_on, "company_on": found.company_signed_on}
    return {
        "sign": SignaturesForm(sent("sign"), auto_id="sign_%s", initial=signed),
        "attendance": AttendanceForm(sent("attendance"), auto_id="attendance_%s"),
        "evaluate": EvaluationForm(sent("evaluate"), auto_id="evaluate_%s"),
        "break": BreakForm(sent("break"), auto_id="break_%s"),
        "end": EndForm(sent("end"), auto_id="end_%s"),
    }


def _page(request: AgentRequest, found: Placement, forms: Mapping[str, Form], status: int = 200) -> HttpResponse:
    actor, owner = request.actor, found.case.owner_id
    draft, running = found.state == PlacementState.DRAFT, found.state == PlacementState.SIGNED
    both = found.graduate_signed_on is not None and found.company_signed_on is not None
    may_approve = PLACEMENTS.allows(actor, "approve", owner)
    own = same_person(found.prepared_by, request.user)
    context = {
        "placement": found,
        "case": found.case,
        "tone": tone("placement", found.state),
        "attendance": found.attendance.all(),
        "evaluations": found.evaluations.all(),
        "forms": forms,
        "may_sign": draft and PLACEMENTS.allows(actor, "prepare", owner),
        "may_approve": draft and both and may_approve and not own,
        "waits_second": draft and both and own,
        "may_follow": PLACEMENTS.allows(actor, "follow", owner) and not draft and found.state != PlacementState.DROPPED,
        "running": running,
        "over": running and found.ends_on <= actor.today,
    }
    return render(request, "reintegration/placement.html", context, status=status)


@require_POST
def placement_act(request: AgentRequest, placement_id: UUID, name: str) -> HttpResponse:
    """Do one act on a placement, and show it again."""
    found = placement_or_404(request, placement_id)
    do: dict[str, Any] = {"actor": request.actor, "placement_id": found.pk}
    if name == "approve":
        actions.approve(**do)
    elif name == "drop":
        actions.drop(**do, reason=request.POST.get("reason", ""))
    else:
        forms = _forms(request, found, name)
        if name not in forms:
            raise Http404
        form = forms[name]
        if form.is_valid():
            try:
                _act(do, name, form.cleaned_data)
            except BusinessError as error:
                form.refuse(error)
        if form.errors:
            return _page(request, found, forms, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect("reintegration:placement", found.pk)


def _act(do: dict[str, Any], name: str, given: dict[str, Any]) -> None:
    match name:
        case "sign":
            actions.record_signatures(**do, **given)
        case "attendance":
            actions.record_attendance(**do, **given)
        case "evaluate":
            actions.evaluate(**do, data=EvaluationData(**given))
        case "break":
            actions.break_off(**do, **given)
        case "end":
            actions.end(**do, **given)
