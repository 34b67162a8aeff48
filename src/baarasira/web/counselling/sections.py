"""What counselling shows on a person's file: the card, the appointments, the plan, the contacts; what is due; the acts."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.counselling import queries
from baarasira.counselling.enums import AppointmentState, CardState, PlanState
from baarasira.counselling.policies import APPOINTMENTS, CARDS, CONTACTS, PLANS
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.reference.queries import value
from baarasira.web.people.sections import Due, DueMaker, Link, LinkMaker, Section, SectionMaker
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.text import short_date

from .forms import hour_words
from .states import appointment_look, card_look, plan_look, step_look

_SHOWN = 5
_STEPS_DUE = 2
_REVIEW_ANNOUNCED_DAYS = 30


def _address(name: str, person: Person) -> str:
    return reverse(f"counselling:{name}", args=[person.pk])


def card(request: AgentRequest, person: Person) -> Section | None:
    """The card; an agent who opened another office's file sees where it stands as well."""
    if not CARDS.allows(request.actor, "view"):
        return None
    held, own = queries.card_of(person.pk), CARDS.allows(request.actor, "view", person.office_id)
    look = card_look(held, request.actor.today) if held else None
    context = {"card": held, "look": look, "url": _address("card", person) if own else ""}
    note = f"{held.number} – {look.word}" if held and look else _("none yet")
    return Section(
        gettext_lazy("Job-seeker card"), "counselling/section_card.html", context, 40, note=note, anchor="carte"
    )


def appointments(request: AgentRequest, person: Person) -> Section | None:
    """The next appointment and those before it."""
    if not APPOINTMENTS.allows(request.actor, "view", person.office_id):
        return None
    rows = queries.appointments_of(person.pk)
    lines = [(row, appointment_look(row, request.actor.at), hour_words(row.starts_at)) for row in rows]
    may_give = APPOINTMENTS.allows(request.actor, "give", person.office_id) and person.state == PersonState.OPEN
    coming = [row for row in rows if row.state == AppointmentState.PLANNED and row.starts_at >= request.actor.at]
    note = _("next: %(day)s") % {"day": short_date(coming[-1].starts_at)} if coming else ""
    context = {"lines": lines, "give_url": _address("appointment_new", person) if may_give else ""}
    return Section(
        gettext_lazy("Appointments"), "counselling/section_appointments.html", context, 50,
        count=len(rows), note=note, anchor="rendez-vous",
    )  # fmt: skip


def plan(request: AgentRequest, person: Person) -> Section | None:
    """The plan under way with its open steps."""
    if not PLANS.allows(request.actor, "view", person.office_id):
        return None
    plans, today = queries.plans_of(person.pk), request.actor.today
    current = next((row for row in plans if row.state == PlanState.ACTIVE), None)
    steps = [(row, step_look(row, today)) for row in current.steps.all()] if current else []
    context = {
        "plan": current,
        "look": plan_look(current, today) if current else None,
        "steps": steps,
        "ended": len(plans) - bool(current),
        "url": _address("plan", person),
    }
    left = sum(row.done_on is None and row.dropped_on is None for row, _look in steps)
    return Section(
        gettext_lazy("Action plan"), "counselling/section_plan.html", context, 60,
        count=left if current else None, note=current.aim[:80] if current else _("none yet"), anchor="plan",
    )  # fmt: skip


def contacts(request: AgentRequest, person: Person) -> Section | None:
    """The last contacts, for those who counsel and their director."""
    if not CONTACTS.allows(request.actor, "view", person.office_id):
        return None
    rows = list(queries.notes_of(person.pk)[: _SHOWN + 1])
    context = {"notes": rows[:_SHOWN], "more": len(rows) > _SHOWN, "url": _address("note", person)}
    note = short_date(rows[0].at) if rows else _("none yet")
    return Section(
        gettext_lazy("Contacts"), "counselling/section_contacts.html", context, 70, note=note, anchor="contacts"
    )


def card_due(request: AgentRequest, person: Person) -> list[Due]:
    """The card to be issued, or to be renewed soon."""
    if not CARDS.allows(request.actor, "renew", person.office_id) or person.state != PersonState.OPEN:
        return []
    held, today = queries.card_of(person.pk), request.actor.today
    url = _address("card", person)
    if held is None:
        return [Due(gettext_lazy("Issue the job-seeker card"), url, verb=gettext_lazy("Open the card"))]
    warned = today + timedelta(days=max(value("card.reminder_days", today)))
    if held.state in (CardState.ACTIVE, CardState.DUE) and held.expires_on <= warned:
        return [
            Due(gettext_lazy("Renew the job-seeker card"), url, held.expires_on, verb=gettext_lazy("Open the card"))
        ]
    return []


def appointments_due(request: AgentRequest, person: Person) -> list[Due]:
    """Appointments to come, or past of which nothing was said."""
    if not APPOINTMENTS.allows(request.actor, "view", person.office_id):
        return []
    rows = [row for row in queries.appointments_of(person.pk) if row.state == AppointmentState.PLANNED]
    return [
        Due(
            gettext_lazy("Appointment")
            if row.starts_at >= request.actor.at
            else gettext_lazy("Say whether the person came"),
            reverse("counselling:appointment", args=[row.pk]),
            timezone.localtime(row.starts_at),
            detail=str(row.get_purpose_display()),
        )
        for row in reversed(rows)
    ]


def plan_due(request: AgentRequest, person: Person) -> list[Due]:
    """The first steps of the plan still open, and its review when it is near."""
    if not PLANS.allows(request.actor, "follow", person.office_id):
        return []
    url = _address("plan", person)
    current = next((row for row in queries.plans_of(person.pk) if row.state == PlanState.ACTIVE), None)
    if current is None:
        return []
    steps = [row for row in current.steps.all() if row.done_on is None and row.dropped_on is None][:_STEPS_DUE]
    found = [Due(row.what, url, row.due_on, row.get_side_display(), gettext_lazy("Open the plan")) for row in steps]
    if current.review_on <= request.actor.today + timedelta(days=_REVIEW_ANNOUNCED_DAYS):
        title = gettext_lazy("Review of the action plan")
        found.append(Due(title, url, current.review_on, verb=gettext_lazy("Open the plan")))
    return found


def links(request: AgentRequest, person: Person) -> list[Link]:
    """The acts of counselling, at the top of the file."""
    actor, office = request.actor, person.office_id
    if person.state != PersonState.OPEN:
        return []
    offered = (
        (CARDS.allows(actor, "renew", office), gettext_lazy("Job-seeker card"), "card"),
        (APPOINTMENTS.allows(actor, "give", office), gettext_lazy("Give an appointment"), "appointment_new"),
        (CONTACTS.allows(actor, "note", office), gettext_lazy("Note a contact"), "note"),
    )
    return [Link(label, _address(name, person)) for allowed, label, name in offered if allowed]


SECTIONS: list[SectionMaker] = [card, appointments, plan, contacts]
DUE: list[DueMaker] = [card_due, appointments_due, plan_due]
LINKS: list[LinkMaker] = [links]
