"""The individual plan: prepared with the person, checked against every rule, signed by hand or thumbprint."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.reference.languages import LANGUAGES

from ..enums import Axis, CaseState, PlanState, Purpose, SignatureKind
from ..events import PLANNED
from ..inputs import PlanStepData, SignatureData
from ..models import Case, Plan, PlanStep
from ..rules.axes import axis_findings, axis_programmes
from ..rules.caps import plan_findings
from ..transitions import CASE, PLAN, PLAN_STEP
from . import doors

MOST_STEPS = 20
_PLANNABLE = frozenset(CaseState) - {CaseState.SIGNALLED, CaseState.INTAKE, CaseState.CLOSED}


@transaction.atomic
def draft(*, actor: Actor, case_id: UUID, axis: str, goal: str, version: int | None = None) -> Plan:
    """Prepare a plan on one axis; a draft before it gives way. The axis must be open to the person.

    Raises NotAllowed, Stale, RuleRefused with each condition that fails and what else is open.
    """
    case = doors.locked(actor, case_id, "plan", version)
    if case.state not in _PLANNABLE:
        raise doors.refused(
            "plan_early", _("Finish the intake and the assessment first: the plan rests on them."), "axis"
        )
    axis = Axis(axis)
    doors.stop_at(axis_findings(case, axis, actor.today))
    for former in case.plans.filter(state=PlanState.DRAFT):
        _take_out(actor, case, former, "case_plan.remove")
    last = case.plans.aggregate(last=Max("number"))["last"] or 0
    plan = Plan(
        case=case,
        number=last + 1,
        axis=axis,
        programme=axis_programmes(actor.today)[axis],
        goal=doors.words_of(goal, 500, "goal"),
        made_on=actor.today,
        made_by=doors.person_acting(actor),
    )
    PLAN.begin(plan, "draft", actor=actor, **doors.told(case))
    return plan


def _draft(actor: Actor, plan_id: UUID) -> tuple[Case, Plan]:
    case_id = Plan.objects.values_list("case_id", flat=True).get(pk=plan_id)
    case = doors.locked(actor, case_id, "plan")
    plan = Plan.objects.select_for_update(of=("self",)).select_related("programme").get(pk=plan_id)
    if plan.state != PlanState.DRAFT:
        raise doors.refused("plan_signed", _("A signed plan is not changed: prepare a new one."))
    return case, plan


@transaction.atomic
def add_step(*, actor: Actor, plan_id: UUID, data: PlanStepData) -> PlanStep:
    """Add a step to a plan being prepared. What it asks money for is checked at once: caps, and no second aid for it.

    Raises NotAllowed, RuleRefused.
    """
    case, plan = _draft(actor, plan_id)
    held = list(plan.steps.all())
    if len(held) >= MOST_STEPS:
        raise doors.refused("plan_long", _("A plan has at most %(most)d steps.") % {"most": MOST_STEPS})
    if data.due_on < actor.today:
        raise doors.refused("step_past", _("A step is due today at the earliest."), "due_on")
    if data.amount is not None and not data.purpose:
        raise doors.refused("step_purpose", _("Say what the money is for."), "purpose")
    step = PlanStep(
        plan=plan,
        position=max((row.position for row in held), default=0) + 1,
        words=doors.words_of(data.words, 300, "words"),
        doer=data.doer,
        body_id=data.body_id,
        due_on=data.due_on,
        purpose=Purpose(data.purpose) if data.purpose else "",
        amount=data.amount,
    )
    doors.stop_at(plan_findings(case, plan, [*held, step], actor.today))
    PLAN_STEP.begin(step, "add", actor=actor, **doors.told(case))
    return step


@transaction.atomic
def remove_step(*, actor: Actor, step_id: UUID) -> None:
    """Take a step out of a plan being prepared. Raises NotAllowed, RuleRefused once it is signed."""
    plan_id = PlanStep.objects.values_list("plan_id", flat=True).get(pk=step_id)
    case, plan = _draft(actor, plan_id)
    _take_out(actor, case, plan.steps.get(pk=step_id), "case_plan_step.remove")


def _take_out(actor: Actor, case: Case, row: Plan | PlanStep, verb: str) -> None:
    """Delete what was being prepared and never signed; the journal says what it was."""
    before = journal.snapshot(row)
    noun = verb.partition(".")[0]
    journal.record(actor, verb, noun=noun, object_id=row.pk, before=before, **doors.told(case))
    row.delete()


@transaction.atomic
def sign(*, actor: Actor, plan_id: UUID, data: SignatureData) -> Case:
    """Sign the plan with the person; the case takes its axis and the frozen programme by which all is judged after.

    Asked once more behind the door: the conditions of the axis, the caps, no second aid for the same thing. A thumbprint
    asks who read it aloud, in which language, and a witness. Raises NotAllowed, RuleRefused.
    """
    case, plan = _draft(actor, plan_id)
    doors.in_force(case.person_id)
    steps = list(plan.steps.all())
    if not steps:
        raise doors.refused("plan_empty", _("A plan says who does what by when: add at least one step."))
    findings = [*axis_findings(case, plan.axis, actor.today), *plan_findings(case, plan, steps, actor.today)]
    doors.stop_at([*findings, *_same_axis(case, plan), *_signature_findings(data)])
    for former in case.plans.select_for_update().filter(state=PlanState.SIGNED):
        PLAN.apply(former, "replace", actor=actor, **doors.told(case))
    signed = {
        "signed_on": actor.today,
        "signature": SignatureKind(data.signature),
        "read_in": data.read_in,
        "read_by": " ".join(data.read_by.split())[:120],
        "witness": " ".join(data.witness.split())[:120],
        "signed_with": doors.person_acting(actor),
    }
    PLAN.apply(plan, "sign", actor=actor, values=signed, **doors.told(case))
    values = {"axis": plan.axis, "programme": plan.programme, "planned_on": case.planned_on or actor.today}
    if case.state == CaseState.ASSESSMENT:
        CASE.apply(case, "plan", actor=actor, values=values, **doors.told(case))
    else:
        writing.edit(case, "case.replan", actor=actor, values=values, **doors.told(case))
    emit(Event(PLANNED, actor, case.pk, subject_id=case.person_id, details={"axis": plan.axis}))
    return case


_DECIDED = frozenset({CaseState.COMMITTEE, CaseState.FUNDING, CaseState.START, CaseState.FOLLOW_UP})


def _same_axis(case: Case, plan: Plan) -> list[Finding]:
    """Return what stops another axis once the committee, the money or the start stand on the one before."""
    if not case.axis or plan.axis == case.axis or case.state not in _DECIDED:
        return []
    sentence = _("The axis “%(axis)s” is under way: it is closed before another is taken.")
    return [Finding("axis_under_way", sentence % {"axis": Axis(case.axis).label}, "axis")]


def _signature_findings(data: SignatureData) -> list[Finding]:
    """Return what is missing of how the person signed."""
    found = []
    if data.read_in and data.read_in not in LANGUAGES:
        found.append(Finding("read_in", _("Choose the language in which the plan was read aloud."), "read_in"))
    if data.signature == SignatureKind.THUMB and not data.read_in:
        found.append(
            Finding(
                "thumb_read", _("Who signs with the thumb hears the plan read aloud: say in which language."), "read_in"
            )
        )
    if (data.signature == SignatureKind.THUMB or data.read_in) and not data.read_by.strip():
        found.append(Finding("thumb_reader", _("Write who read the plan aloud."), "read_by"))
    if data.signature == SignatureKind.THUMB and not data.witness.strip():
        found.append(Finding("thumb_witness", _("A thumbprint is put before a witness: write their name."), "witness"))
    return found


@transaction.atomic
def end_step(*, actor: Actor, step_id: UUID, done: bool) -> PlanStep:
    """Mark a step of the signed plan as done, or as given up. Raises NotAllowed, RuleRefused, WrongState."""
    case_id = PlanStep.objects.values_list("plan__case_id", flat=True).get(pk=step_id)
    case = doors.locked(actor, case_id, "plan")
    step = PlanStep.objects.select_for_update(of=("self",)).select_related("plan").get(pk=step_id)
    if step.plan.state != PlanState.SIGNED:
        raise doors.refused("plan_unsigned", _("This plan is not signed, or another replaced it."))
    name = "do" if done else "drop"
    PLAN_STEP.apply(step, name, actor=actor, values={"ended_on": actor.today}, **doors.told(case))
    return step
