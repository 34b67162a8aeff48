"""The individual plan: the axes as they stand for the person, the draft with its steps, the signature."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.people.enums import Reading
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import CaseState, PlanState, StepState
from baarasira.reintegration.cases.inputs import PlanStepData, SignatureData
from baarasira.reintegration.cases.models import Case, Plan
from baarasira.reintegration.cases.policies import CASES
from baarasira.reintegration.cases.queries import partners
from baarasira.reintegration.cases.rules import axes_open, case_cap, terms_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import PlanForm, PlanStepForm, SignForm
from ..reach import case_or_404, plan_or_404, sent_id
from ..states import tone


@require_http_methods(["GET", "POST"])
def plan(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Show the plans of a case, and prepare one on an axis that is open to the person."""
    found = case_or_404(request, case_id)
    answers = axes_open(found, request.actor.today)
    form = PlanForm(
        request.POST or None,
        axes=[(answer.axis, answer.label) for answer in answers],
        initial={"version": found.version},
    )
    if request.method == "POST":
        CASES.require(request.actor, "plan", found.owner_id)
        if form.is_valid():
            try:
                actions.draft(actor=request.actor, case_id=found.pk, **form.cleaned_data)
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The plan is being prepared: add who does what by when."))
                return redirect("reintegration:plan", found.pk)
    return _page(request, found, {"plan": form})


def _page(request: AgentRequest, found: Case, sent: Mapping[str, Form]) -> HttpResponse:
    """Show the page; `sent` holds the form that was sent, under its name in the template."""
    today = request.actor.today
    answers = axes_open(found, today)
    draft = found.plans.filter(state=PlanState.DRAFT).select_related("programme").first()
    bodies = [(str(body.pk), body.organisation.label) for body in partners.bodies(today)]
    may_plan = CASES.allows(request.actor, "plan", found.owner_id) and found.state not in _TOO_EARLY
    axes = [(answer.axis, answer.label) for answer in answers]
    forms: dict[str, Form] = {
        "plan": PlanForm(auto_id="plan_%s", axes=axes, initial={"version": found.version}),
        "step": PlanStepForm(auto_id="step_%s", bodies=bodies),
        "sign": SignForm(auto_id="sign_%s", initial={"read_in": _aloud(found)}),
        **sent,
    }
    context = {
        "case": found,
        "answers": answers,
        "draft": draft,
        "draft_steps": list(draft.steps.select_related("body__organisation")) if draft is not None else [],
        "cap": _cap(found, draft, today),
        "signed": _signed(found),
        "former": found.plans.filter(state=PlanState.REPLACED),
        "forms": forms,
        "may_plan": may_plan,
        "may_end": may_plan and found.state != CaseState.CLOSED,
        "todo": StepState.TO_DO,
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "reintegration/plan.html", context, status=422 if failed else 200)


_TOO_EARLY = frozenset({CaseState.SIGNALLED, CaseState.INTAKE, CaseState.CLOSED})


def _aloud(found: Case) -> str:
    """Return the language in which the plan is read aloud, for who does not read; empty otherwise."""
    return found.person.preferred_language if found.person.reading_latin == Reading.NONE else ""


def _cap(found: Case, draft: Plan | None, today: Any) -> int | None:
    """Return the most the plan being prepared may ask for, in whole francs; None without a cap."""
    terms = terms_of(draft.programme, today) if draft is not None else None
    return case_cap(found, terms) if terms is not None else None


def _signed(found: Case) -> dict[str, Any] | None:
    """Return the plan in force with its steps, None without one."""
    row = found.plans.filter(state=PlanState.SIGNED).select_related("signed_with", "programme").first()
    if row is None:
        return None
    steps = row.steps.select_related("body__organisation")
    return {"plan": row, "steps": [{"step": step, "tone": tone("step", step.state)} for step in steps]}


def _said(name: str) -> Sentence:
    return {
        "step": _("The step is added."),
        "remove": _("The step is taken out."),
        "sign": _("The plan is signed."),
        "done": _("The step is done."),
        "drop": _("The step is given up."),
    }[name]


@require_POST
def plan_act(request: AgentRequest, case_plan_id: UUID, name: str) -> HttpResponse:
    """Do one act on a plan: add or take out a step, sign, end a step."""
    row = plan_or_404(request, case_plan_id)
    found = case_or_404(request, row.case_id)
    form: Form | None = None
    if name == "step":
        bodies = [(str(body.pk), body.organisation.label) for body in partners.bodies(request.actor.today)]
        form = PlanStepForm(request.POST, auto_id="step_%s", bodies=bodies)
    elif name == "sign":
        form = SignForm(request.POST, auto_id="sign_%s")
    if form is None:
        _plain(request, row, name)
    else:
        if form.is_valid():
            try:
                _act(request, row, name, form.cleaned_data)
            except BusinessError as error:
                form.refuse(error)
        if form.errors:
            return _page(request, found, {name: form})
    drafts.confirm(request, _said(name))
    return redirect("reintegration:case" if name == "sign" else "reintegration:plan", found.pk)


def _act(request: AgentRequest, row: Plan, name: str, given: dict[str, Any]) -> None:
    if name == "sign":
        actions.sign(actor=request.actor, plan_id=row.pk, data=SignatureData(**given))
        return
    body = given.pop("body")
    data = PlanStepData(**given, body_id=UUID(body) if body else None)
    actions.add_step(actor=request.actor, plan_id=row.pk, data=data)


def _plain(request: AgentRequest, row: Plan, name: str) -> None:
    if name not in {"remove", "done", "drop"}:
        raise Http404
    step = get_object_or_404(row.steps.all(), pk=sent_id(request, "step"))
    if name == "remove":
        actions.remove_step(actor=request.actor, step_id=step.pk)
    else:
        actions.end_step(actor=request.actor, step_id=step.pk, done=name == "done")
