"""Reads of counselling: what is due today, for whom, in which office."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from baarasira.kernel.actor import Actor

from .enums import AppointmentState, CardState, PlanState
from .models import ActionPlan, Appointment, Card, ContactNote, PlanStep
from .policies import APPOINTMENTS, CARDS, CONTACTS, PLANS


def visible_cards(actor: Actor) -> QuerySet[Card]:
    """Return the cards of the actor's territory, with their persons."""
    return Card.objects.filter(CARDS.scope(actor, "view").q("office_id")).select_related("person", "office")


def visible_appointments(actor: Actor) -> QuerySet[Appointment]:
    """Return the appointments of the actor's territory."""
    scope = APPOINTMENTS.scope(actor, "view")
    return Appointment.objects.filter(scope.q("office_id")).select_related("person", "office", "counsellor")


def visible_plans(actor: Actor) -> QuerySet[ActionPlan]:
    """Return the action plans of the actor's territory."""
    return ActionPlan.objects.filter(PLANS.scope(actor, "view").q("office_id")).select_related("person", "counsellor")


def visible_notes(actor: Actor) -> QuerySet[ContactNote]:
    """Return the contact notes of the actor's territory."""
    return ContactNote.objects.filter(CONTACTS.scope(actor, "view").q("office_id")).select_related("author")


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the aware first instant of a day and of the next, in the installation's time zone."""
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(day, time.min, tzinfo=zone),
        datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone),
    )


def appointments_of_day(actor: Actor, day: date) -> QuerySet[Appointment]:
    """Return the day's list, in order of the hour."""
    first, last = day_bounds(day)
    return visible_appointments(actor).filter(starts_at__gte=first, starts_at__lt=last).order_by("starts_at", "id")


def appointments_to_record(actor: Actor) -> QuerySet[Appointment]:
    """Return past appointments of which nobody has said whether the person came."""
    first, _last = day_bounds(actor.today)
    return visible_appointments(actor).filter(state=AppointmentState.PLANNED, starts_at__lt=first)


def appointments_missed(actor: Actor, since: date) -> QuerySet[Appointment]:
    """Return the appointments missed since a date, newest first."""
    first, _last = day_bounds(since)
    missed = visible_appointments(actor).filter(state=AppointmentState.MISSED, starts_at__gte=first)
    return missed.order_by("-starts_at", "-id")


def cards_due(actor: Actor, until: date) -> QuerySet[Card]:
    """Return the cards that fall due by a date or have fallen due, the oldest first."""
    standing = {CardState.ACTIVE, CardState.DUE}
    return visible_cards(actor).filter(state__in=standing, expires_on__lte=until).order_by("expires_on", "id")


def steps_due(actor: Actor, until: date) -> QuerySet[PlanStep]:
    """Return the open steps of active plans that are due by a date, the oldest first."""
    scope = PLANS.scope(actor, "view")
    return (
        PlanStep.objects.filter(
            scope.q("plan__office_id"),
            plan__state=PlanState.ACTIVE,
            done_on__isnull=True,
            dropped_on__isnull=True,
            due_on__lte=until,
        )
        .select_related("plan", "plan__person")
        .order_by("due_on", "id")
    )


def reviews_due(actor: Actor, until: date) -> QuerySet[ActionPlan]:
    """Return the active plans whose review is due by a date, the oldest first."""
    return visible_plans(actor).filter(state=PlanState.ACTIVE, review_on__lte=until).order_by("review_on", "id")


def card_of(person_id: UUID) -> Card | None:
    """Return the person's card, None before it was issued."""
    return Card.objects.select_related("office").filter(person_id=person_id).first()
