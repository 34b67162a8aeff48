"""Reads of counselling: what is due today, for whom, in which office."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.kernel.actor import Actor
from baarasira.kernel.models import Move
from baarasira.network.models import Structure
from baarasira.network.queries import ancestor_ids

from .enums import AppointmentState, CardState, PlanState
from .hours import SLOT, slots_of
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


def to_call_again(actor: Actor, since: date) -> QuerySet[Appointment]:
    """Return the appointments missed since a date of people who were given no later one, newest first."""
    later = Appointment.objects.filter(
        person_id=OuterRef("person_id"),
        starts_at__gt=OuterRef("starts_at"),
        state__in=[AppointmentState.PLANNED, AppointmentState.KEPT],
    )
    return appointments_missed(actor, since).filter(~Exists(later))


def appointments_of(person_id: UUID, limit: int = 30) -> list[Appointment]:
    """Return a person's appointments, the newest first, with office and counsellor."""
    rows = Appointment.objects.filter(person_id=person_id).select_related("office", "counsellor")
    return list(rows.order_by("-starts_at", "-id")[:limit])


def counsellors_of(office: Structure, on: date) -> QuerySet[User]:
    """Return the agents who receive people in an office: its counsellors, and the focal points of what is above it."""
    above = [*ancestor_ids(office), office.pk]
    held = (
        Membership.objects.in_force(on)
        .filter(user_id=OuterRef("pk"))
        .filter(Q(structure_id=office.pk, role=Role.COUNSELLOR) | Q(structure_id__in=above, role=Role.FOCAL_POINT))
    )
    return User.objects.filter(Exists(held), state=AccountState.ACTIVE).order_by("surname", "given_name", "id")


def free_hours(office: Structure, day: date, after: datetime, counsellor_id: UUID | None = None) -> list[datetime]:
    """Return the hours of a day, after a moment, at which an agent (any of the office's when None) is free. Two queries."""
    first, last = day_bounds(day)
    planned = Appointment.objects.filter(
        office=office, state=AppointmentState.PLANNED, starts_at__gte=first, starts_at__lt=last
    )
    room = 1
    if counsellor_id is not None:
        planned = planned.filter(counsellor_id=counsellor_id)
    else:
        room = max(1, counsellors_of(office, day).count())
    taken = list(planned.order_by().values_list("starts_at", flat=True))
    return [
        slot
        for slot in slots_of(day)
        if slot > after and sum(slot - SLOT < other < slot + SLOT for other in taken) < room
    ]


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


def in_force(card: Card, on: date) -> bool:
    """Tell whether a card is good on a day: active, its last day not passed."""
    return card.state == CardState.ACTIVE and on <= card.expires_on


def moves_of(card: Card) -> list[Move]:
    """Return what happened to a card, oldest first."""
    return list(Move.objects.filter(noun="card", object_id=card.pk).order_by("id"))


def plans_of(person_id: UUID) -> list[ActionPlan]:
    """Return a person's plans with their steps, the newest first. Two queries."""
    rows = ActionPlan.objects.filter(person_id=person_id).select_related("counsellor", "office")
    return list(rows.prefetch_related("steps").order_by("-agreed_on", "-id"))


def notes_of(person_id: UUID) -> QuerySet[ContactNote]:
    """Return the contacts noted about a person, with who noted them, the newest first."""
    return ContactNote.objects.filter(person_id=person_id).select_related("author").order_by("-at", "-id")


def counts(rows: QuerySet[Any], late: Q) -> tuple[int, int]:
    """Return how many rows there are and how many of them are late, in one query."""
    found = rows.order_by().aggregate(every=Count("pk"), late=Count("pk", filter=late))
    return found["every"], found["late"]


def card_of(person_id: UUID) -> Card | None:
    """Return the person's card, None before it was issued."""
    return Card.objects.select_related("office").filter(person_id=person_id).first()
