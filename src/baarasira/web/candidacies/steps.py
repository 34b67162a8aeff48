"""The steps that a candidacy may take next: their form, their words, the action each calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies import actions
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import CANDIDACIES, PLACEMENTS
from baarasira.candidacies.transitions import CANDIDACY
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.kernel.policies import PolicyTable

from .forms import HireForm, InterviewForm, RefuseForm, StartForm, StepForm, WithdrawForm

Act = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Step:
    """One way on: its name in the table of states, the policy, the form, the action and the words on the page."""

    name: str
    policy: PolicyTable
    action: str
    form: type[StepForm]
    act: Act
    title: Sentence
    button: Sentence
    done: Sentence
    grave: bool = False


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "interview", CANDIDACIES, "interview", InterviewForm, actions.record_interview,
            _("The employer met the person"), _("Record the interview"), _("The interview is recorded."),
        ),
        Step(
            "hire", CANDIDACIES, "hire", HireForm, actions.hire,
            _("The employer hires the person"), _("Record the hire"),
            _("The hire is recorded; it takes one place. Confirm the first day once it is worked."),
        ),
        Step(
            "start", PLACEMENTS, "confirm", StartForm, actions.confirm_start,
            _("The first day was worked"), _("Confirm the placement"),
            _("The placement is confirmed and counted. It will be checked again."),
        ),
        Step(
            "refuse", CANDIDACIES, "refuse", RefuseForm, actions.refuse,
            _("The employer does not hire the person"), _("Record the refusal"), _("The refusal is recorded."), True,
        ),
        Step(
            "withdraw", CANDIDACIES, "withdraw", WithdrawForm, actions.withdraw,
            _("The person no longer wants the job"), _("Record the withdrawal"), _("The withdrawal is recorded."), True,
        ),
    )
}  # fmt: skip


# What comes first for each state; the other ways stand folded below it.
_FIRST = {
    CandidacyState.REFERRED: "interview",
    CandidacyState.INTERVIEWED: "hire",
    CandidacyState.HIRED: "start",
}


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step with its form, open on the page when it comes first or when what was sent must be corrected."""

    step: Step
    form: StepForm
    first: bool
    draft: str = ""

    @property
    def wrong(self) -> bool:
        """Whether what was sent must be corrected."""
        return bool(self.form.errors)


def form_of(step: Step, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> StepForm:
    """Return the form of a step; several stand on one page, so that the ids of its fields carry its name."""
    return step.form(data, initial=initial, auto_id=f"{step.name}_%s")


def draft_of(candidacy: Candidacy, name: str) -> str:
    """Return the key under which the browser keeps what is typed in a step's form."""
    return f"candidacy-{candidacy.pk}-{name}"


def may(actor: Actor, step: Step, candidacy: Candidacy) -> bool:
    """Tell whether the actor may take the step: the person's office, or the offer's."""
    offices: tuple[UUID, UUID] = (candidacy.person.office_id, candidacy.opening.office_id)
    return any(step.policy.allows(actor, step.action, office) for office in offices)


def open_steps(actor: Actor, candidacy: Candidacy, sent: OpenStep | None = None) -> list[OpenStep]:
    """Return the steps this actor may take now, the one that comes first on top; `sent` is one to correct."""
    first = _FIRST.get(CandidacyState(candidacy.state), "")
    found = []
    for row in CANDIDACY.open_to(candidacy.state):
        step = STEPS.get(row.name)
        if step is None or not may(actor, step, candidacy):
            continue
        form = (
            sent.form if sent is not None and sent.step is step else form_of(step, initial=_initial(actor, candidacy))
        )
        found.append(OpenStep(step, form, row.name == first, draft_of(candidacy, row.name)))
    return sorted(found, key=lambda item: not item.first)


def _initial(actor: Actor, candidacy: Candidacy) -> dict[str, Any]:
    worked = candidacy.starts_on if candidacy.starts_on and candidacy.starts_on <= actor.today else None
    starts: date | None = candidacy.starts_on or (
        candidacy.opening.starts_on if candidacy.opening.starts_on >= actor.today else None
    )
    return {
        "version": candidacy.version,
        "on": actor.today,
        "hired_on": actor.today,
        "starts_on": starts,
        "first_day": worked,
    }


def take(actor: Actor, candidacy: Candidacy, step: Step, form: StepForm) -> None:
    """Call the action of a step with what a valid form says; raises what the action raises."""
    values = dict(form.cleaned_data)
    version = values.pop("version")
    step.act(actor=actor, candidacy_id=candidacy.pk, expected_version=version, **values)
