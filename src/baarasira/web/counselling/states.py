"""How the states of counselling look: word, colour, shape, as they stand on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.counselling.enums import AppointmentState, CardState, PlanState
from baarasira.counselling.models import ActionPlan, Appointment, Card, PlanStep
from baarasira.kernel.errors import Sentence

_CARDS: dict[str, tuple[Sentence, str]] = {
    CardState.ACTIVE: (pgettext_lazy("card", "In force"), "done"),
    CardState.DUE: (CardState.DUE.label, "late"),
    CardState.SUSPENDED: (pgettext_lazy("card", "Suspended"), "wait"),
    CardState.STRUCK_OFF: (pgettext_lazy("card", "Struck off"), "refused"),
    CardState.PLACED: (pgettext_lazy("card", "Closed: placed in work"), "action"),
}
_APPOINTMENTS = {
    AppointmentState.PLANNED: "wait",
    AppointmentState.KEPT: "done",
    AppointmentState.MISSED: "late",
    AppointmentState.CANCELLED: "neutral",
}
_PLANS = {PlanState.ACTIVE: "wait", PlanState.REACHED: "done", PlanState.ENDED: "neutral"}


@dataclass(frozen=True, slots=True)
class Look:
    """A state as a page shows it: the word and the tone (colour and shape)."""

    word: Sentence
    tone: str


def card_look(card: Card, today: date) -> Look:
    """Return the look of a card; one whose last day has passed is to be renewed, even before the clock has said so."""
    state = CardState.DUE if card.state == CardState.ACTIVE and card.expires_on < today else card.state
    return Look(*_CARDS[state])


def appointment_look(appointment: Appointment, now: datetime) -> Look:
    """Return the look of an appointment; one whose hour has passed and of which nothing was said is to be recorded."""
    if appointment.state == AppointmentState.PLANNED and appointment.starts_at < now:
        return Look(_("To be recorded"), "late")
    return Look(appointment.get_state_display(), _APPOINTMENTS[AppointmentState(appointment.state)])


def plan_look(plan: ActionPlan, today: date) -> Look:
    """Return the look of a plan; one whose review is past due says so."""
    if plan.state == PlanState.ACTIVE and plan.review_on < today:
        return Look(_("Review overdue"), "late")
    return Look(plan.get_state_display(), _PLANS[PlanState(plan.state)])


def step_look(step: PlanStep, today: date) -> Look:
    """Return the look of a step of a plan."""
    if step.done_on is not None:
        return Look(pgettext_lazy("plan step", "Done"), "done")
    if step.dropped_on is not None:
        return Look(pgettext_lazy("plan step", "Dropped"), "neutral")
    if step.due_on < today:
        return Look(pgettext_lazy("plan step", "Late"), "late")
    return Look(pgettext_lazy("plan step", "To do"), "wait")
