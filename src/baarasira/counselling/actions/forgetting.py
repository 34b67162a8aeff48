"""What counselling holds about a person when their file is purged: ended, and its words emptied (domain.md B.8)."""

from uuid import UUID

from django.db.models import Q

from baarasira.kernel.actor import Actor

from ..enums import AppointmentState, PlanState
from ..models import ActionPlan, Appointment, Card, ContactNote, PlanStep
from ..transitions import APPOINTMENT, CARD, PLAN


def forget_person(*, actor: Actor, person_id: UUID) -> None:
    """End what is still open about a person and empty every text; dates, states and numbers stay, for the figures.

    Called on the event ``person.purge``, within its transaction; whoever purges was checked there.
    """
    _end_what_is_open(actor.because(""), person_id)
    Card.objects.filter(person_id=person_id).update(reason="")
    Appointment.objects.filter(person_id=person_id).update(note="")
    ActionPlan.objects.filter(person_id=person_id).update(aim="", outcome="")
    PlanStep.objects.filter(plan__person_id=person_id).update(what="", remark="")
    ContactNote.objects.filter(person_id=person_id).update(text="")


def _end_what_is_open(actor: Actor, person_id: UUID) -> None:
    about = Q(person_id=person_id)
    for card in Card.objects.select_for_update().filter(about, state__in=CARD.rows["strike_off"].sources):
        values = {"ended_on": actor.today, "suspended_on": None}
        CARD.apply(card, "strike_off", actor=actor, subject_id=person_id, structure_id=card.office_id, values=values)
    for appointment in Appointment.objects.select_for_update().filter(about, state=AppointmentState.PLANNED):
        APPOINTMENT.apply(appointment, "cancel", actor=actor, subject_id=person_id, structure_id=appointment.office_id)
    for plan in ActionPlan.objects.select_for_update().filter(about, state=PlanState.ACTIVE):
        values = {"ended_on": actor.today}
        PLAN.apply(plan, "end", actor=actor, subject_id=person_id, structure_id=plan.office_id, values=values)
