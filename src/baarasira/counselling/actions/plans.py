"""The individual action plan: aim, dated steps on both sides, a review every three months (domain.md D.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.reference.queries import value

from ..enums import PlanState, Side
from ..models import ActionPlan, PlanStep
from ..policies import PLANS
from ..transitions import PLAN
from .persons import person_to_work_with


@dataclass(frozen=True, slots=True)
class StepData:
    """One step to agree on: whose, what, by when."""

    side: Side
    what: str
    due_on: date


def _check_step(step: StepData, today: date) -> None:
    if not step.what.strip():
        raise BusinessError(_("Say what the step is."), code="empty", field="what")
    if step.due_on < today:
        raise BusinessError(_("A step is due today or later."), code="past", field="due_on")


def _next_review(today: date) -> date:
    return add_months(today, int(value("plan.review_months", today)))


@transaction.atomic
def agree_plan(*, actor: Actor, person_id: UUID, aim: str, steps: Sequence[StepData]) -> ActionPlan:
    """Agree on a plan with at least one step on each side; the first review falls after `plan.review_months`.

    Raises WrongState when an active plan exists, BusinessError for an empty aim, a side without a step or a past date.
    """
    person = person_to_work_with(person_id)
    PLANS.require(actor, "agree", person.office_id)
    if not aim.strip():
        raise BusinessError(_("Write the aim agreed with the person."), code="empty", field="aim")
    if ActionPlan.objects.filter(person=person, state=PlanState.ACTIVE).exists():
        raise WrongState(_("This person already has a plan under way. Review it, or end it first."))
    if {Side(step.side) for step in steps} != set(Side):
        raise BusinessError(_("A plan has at least one step for the person and one for the agency."), field="steps")
    for step in steps:
        _check_step(step, actor.today)
    plan = ActionPlan(
        person=person,
        office_id=person.office_id,
        counsellor_id=actor.id,
        aim=aim.strip(),
        agreed_on=actor.today,
        review_on=_next_review(actor.today),
    )
    PLAN.begin(plan, "agree", actor=actor, subject_id=person.pk, structure_id=plan.office_id)
    for step in steps:
        _create_step(plan, step, actor)
    return plan


def _create_step(plan: ActionPlan, step: StepData, actor: Actor) -> PlanStep:
    row = PlanStep(plan=plan, side=step.side, what=step.what.strip()[:300], due_on=step.due_on)
    writing.create(row, "plan.add_step", actor=actor, subject_id=plan.person_id, structure_id=plan.office_id)
    return row


def _active(plan_id: UUID, actor: Actor) -> ActionPlan:
    plan = ActionPlan.objects.select_for_update().get(pk=plan_id)
    PLANS.require(actor, "follow", plan.office_id)
    if plan.state != PlanState.ACTIVE:
        raise WrongState(_("This plan has ended."))
    return plan


@transaction.atomic
def add_step(*, actor: Actor, plan_id: UUID, step: StepData) -> PlanStep:
    """Add a step to an active plan."""
    plan = _active(plan_id, actor)
    _check_step(step, actor.today)
    return _create_step(plan, step, actor)


@transaction.atomic
def settle_step(
    *, actor: Actor, step_id: UUID, done: bool, remark: str = "", expected_version: int | None = None
) -> PlanStep:
    """Say that a step was done, or dropped with a remark saying why."""
    step = PlanStep.objects.select_for_update().get(pk=step_id)
    plan = _active(step.plan_id, actor)
    if step.done_on or step.dropped_on:
        raise WrongState(_("This step was settled already."))
    if not done and not remark.strip():
        raise BusinessError(_("Say why the step is dropped."), code="reason", field="remark")
    writing.edit(
        step,
        "plan.settle_step",
        actor=actor,
        values={("done_on" if done else "dropped_on"): actor.today, "remark": remark.strip()[:300]},
        expected_version=expected_version,
        subject_id=plan.person_id,
        structure_id=plan.office_id,
    )
    return step


@transaction.atomic
def review_plan(*, actor: Actor, plan_id: UUID, aim: str, expected_version: int | None = None) -> ActionPlan:
    """Record that the plan was reviewed with the person: the aim as it now stands, the next review after the period."""
    plan = _active(plan_id, actor)
    if not aim.strip():
        raise BusinessError(_("Write the aim agreed with the person."), code="empty", field="aim")
    writing.edit(
        plan,
        "plan.review",
        actor=actor,
        values={"aim": aim.strip(), "review_on": _next_review(actor.today)},
        expected_version=expected_version,
        subject_id=plan.person_id,
        structure_id=plan.office_id,
    )
    return plan


@transaction.atomic
def close_plan(
    *, actor: Actor, plan_id: UUID, reached: bool, outcome: str, expected_version: int | None = None
) -> ActionPlan:
    """End a plan with its outcome in words: the aim reached, or not."""
    plan = _active(plan_id, actor)
    plan.require_version(expected_version)
    if not outcome.strip():
        raise BusinessError(_("Write what came of the plan."), code="empty", field="outcome")
    PLAN.apply(
        plan,
        "reach" if reached else "end",
        actor=actor,
        subject_id=plan.person_id,
        structure_id=plan.office_id,
        values={"ended_on": actor.today, "outcome": outcome.strip()},
    )
    return plan
