"""The action plan of a person: agreed, followed step by step, reviewed, ended."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.counselling import actions, queries
from baarasira.counselling.enums import PlanState
from baarasira.counselling.models import ActionPlan, PlanStep
from baarasira.counselling.policies import PLANS
from baarasira.kernel.errors import BusinessError, NotAllowed, Stale, WrongState
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.web.people.profile import born_words
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import OutcomeForm, PlanForm, ReviewForm, StepForm
from ..opening import back_to, person_seen, version_of
from ..papers import pdf_response
from ..papers import plan_pdf as pdf_of_plan
from ..states import plan_look, step_look

Forms = dict[str, Form]


def _page(request: AgentRequest, person: Person, faulty: Forms | None = None) -> HttpResponse:
    plans = queries.plans_of(person.pk)
    current = next((row for row in plans if row.state == PlanState.ACTIVE), None)
    today, faulty = request.actor.today, faulty or {}
    may_agree = PLANS.allows(request.actor, "agree", person.office_id) and person.state == PersonState.OPEN
    context = {
        "person": person,
        "born": born_words(person),
        "plan": current,
        "look": plan_look(current, today) if current else None,
        "steps": [(row, step_look(row, today)) for row in current.steps.all()] if current else [],
        "past": [(row, plan_look(row, today)) for row in plans if row.state != PlanState.ACTIVE],
        "may_agree": may_agree and current is None,
        "may_follow": current is not None and PLANS.allows(request.actor, "follow", person.office_id),
        "forms": _forms(current) | faulty,
        "open_step": "step" in faulty,
        "open_review": "review" in faulty or (current is not None and current.review_on <= today),
        "open_close": "close" in faulty,
        "draft": f"plan-{person.pk}",
    }
    return render(request, "counselling/plan.html", context, status=422 if faulty else 200)


def _forms(plan: ActionPlan | None) -> Forms:
    if plan is None:
        return {"agree": PlanForm()}
    held = {"version": plan.version, "aim": plan.aim}
    return {
        "step": StepForm(prefix="step"),
        "review": ReviewForm(initial=held, prefix="review"),
        "close": OutcomeForm(initial=held, prefix="close"),
    }


@require_http_methods(["GET", "POST"])
def plan(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show the plan under way, or agree on one."""
    person = person_seen(request, person_id, "plan")
    PLANS.require(request.actor, "view", person.office_id)
    if request.method == "GET":
        return _page(request, person)
    PLANS.require(request.actor, "agree", person.office_id)
    form = PlanForm(request.POST)
    agree = lambda: actions.agree_plan(  # noqa: E731
        actor=request.actor, person_id=person.pk, aim=form.cleaned_data["aim"], steps=form.steps()
    )
    if not _done(form, agree):
        return _page(request, person, {"agree": form})
    sentence = _("The plan is agreed. Print it: both sides sign it.")
    drafts.confirm(request, sentence, draft=f"plan-{person.pk}")
    return redirect("counselling:plan", person.pk)


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Do it if the form holds; put a refusal about what was typed into the form, let every other one through."""
    if not form.is_valid():
        return False
    try:
        act()
    except (NotAllowed, WrongState, Stale):
        raise
    except BusinessError as refusal:
        form.refuse(refusal)
        return False
    return True


def _plan(request: AgentRequest, plan_id: UUID) -> tuple[ActionPlan, Person]:
    row = get_object_or_404(ActionPlan.objects.only("pk", "person_id"), pk=plan_id)
    person = person_seen(request, row.person_id, "plan")
    return row, person


@require_POST
def add_step(request: AgentRequest, plan_id: UUID) -> HttpResponse:
    """Add a step to the plan."""
    row, person = _plan(request, plan_id)
    PLANS.require(request.actor, "follow", person.office_id)
    form = StepForm(request.POST, prefix="step")
    if not _done(form, lambda: actions.add_step(actor=request.actor, plan_id=row.pk, step=form.step())):
        return _page(request, person, {"step": form})
    drafts.confirm(request, _("The step is added."))
    return redirect("counselling:plan", person.pk)


@require_POST
def settle_step(request: AgentRequest, step_id: UUID) -> HttpResponseBase:
    """Say that a step was done, or dropped with the reason."""
    step = get_object_or_404(PlanStep.objects.select_related("plan"), pk=step_id)
    person = person_seen(request, step.plan.person_id, "plan")
    outcome = request.POST.get("outcome", "")
    if outcome not in ("done", "dropped"):
        raise Http404
    actions.settle_step(
        actor=request.actor,
        step_id=step.pk,
        done=outcome == "done",
        remark=request.POST.get("reason", ""),
        expected_version=version_of(request),
    )
    drafts.confirm(request, _("The step is done.") if outcome == "done" else _("The step is dropped."))
    return back_to(request, reverse("counselling:plan", args=[person.pk]))


@require_POST
def review(request: AgentRequest, plan_id: UUID) -> HttpResponse:
    """Record that the plan was reviewed with the person."""
    row, person = _plan(request, plan_id)
    PLANS.require(request.actor, "follow", person.office_id)
    form = ReviewForm(request.POST, prefix="review")
    done = _done(
        form,
        lambda: actions.review_plan(
            actor=request.actor,
            plan_id=row.pk,
            aim=form.cleaned_data["aim"],
            expected_version=form.cleaned_data["version"],
        ),
    )
    if not done:
        return _page(request, person, {"review": form})
    drafts.confirm(request, _("The review is recorded."))
    return redirect("counselling:plan", person.pk)


@require_POST
def close(request: AgentRequest, plan_id: UUID) -> HttpResponse:
    """End the plan with what came of it."""
    row, person = _plan(request, plan_id)
    PLANS.require(request.actor, "follow", person.office_id)
    form = OutcomeForm(request.POST, prefix="close")
    done = _done(
        form,
        lambda: actions.close_plan(
            actor=request.actor,
            plan_id=row.pk,
            reached=form.cleaned_data["reached"] == "yes",
            outcome=form.cleaned_data["outcome"],
            expected_version=form.cleaned_data["version"],
        ),
    )
    if not done:
        return _page(request, person, {"close": form})
    drafts.confirm(request, _("The plan is ended."))
    return redirect("counselling:plan", person.pk)


@require_GET
def plan_pdf(request: AgentRequest, plan_id: UUID) -> HttpResponse:
    """Answer with the plan on paper, to be signed by both."""
    _row, person = _plan(request, plan_id)
    PLANS.require(request.actor, "view", person.office_id)
    row = get_object_or_404(
        ActionPlan.objects.select_related("person", "office", "counsellor").prefetch_related("steps"), pk=plan_id
    )
    held = queries.card_of(person.pk)
    content = pdf_of_plan(row, held.number if held else "", request.actor.today)
    return pdf_response(content, f"plan-{person.number}")
