"""Reads of timetables: the lessons of a week, the centres an actor plans, what groups and trainers said of their weeks."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure

from ..courses.enums import LIVE, SessionState
from ..courses.models import Session, SessionDay, Trainer
from .models import ClosedDay, Journey, Proposal
from .policies import TIMETABLES
from .weeks import DAYS


def lessons(actor: Actor, monday: date) -> QuerySet[SessionDay]:
    """Return the lessons of a week that the actor may see: those of their centres, and those they teach."""
    seen = TIMETABLES.scope(actor, "view").q("session__centre_id")
    if TIMETABLES.allows(actor, "view_own") and actor.id is not None:
        seen |= Q(trainer__user_id=actor.id) | Q(trainer__isnull=True, session__teaching__trainer__user_id=actor.id)
    rows = of_week(monday).filter(seen)
    return rows.distinct().order_by("day", "starts", "session__number")


def of_week(monday: date) -> QuerySet[SessionDay]:
    """Return every lesson of a week of sessions that were not cancelled."""
    rows = SessionDay.objects.filter(day__gte=monday, day__lt=monday + timedelta(days=DAYS))
    related = ("session__course", "session__centre", "room", "trainer", "kept")
    return rows.exclude(session__state=SessionState.CANCELLED).select_related(*related)


def plannable(actor: Actor) -> QuerySet[Structure]:
    """Return the structures whose weeks the actor plans, by name."""
    rows = Structure.objects.filter(TIMETABLES.scope(actor, "plan").q("pk"), closed_on__isnull=True)
    return rows.order_by("name", "id")


def groups(structures: Collection[UUID], monday: date) -> QuerySet[Session]:
    """Return the living groups of centres that meet, or may meet, in a week."""
    last = monday + timedelta(days=DAYS - 1)
    rows = Session.objects.filter(centre__in=structures, state__in=LIVE, starts_on__lte=last, ends_on__gte=monday)
    return rows.select_related("course", "centre", "timetable_needs").order_by("number")


def groups_of(actor: Actor) -> QuerySet[Session]:
    """Return the living groups of the centres that the actor plans, the first to begin first."""
    scope = TIMETABLES.scope(actor, "keep")
    rows = Session.objects.filter(scope.q("centre_id"), state__in=LIVE)
    return rows.select_related("course", "centre", "timetable_needs").order_by("starts_on", "number")


def trainers_of(actor: Actor) -> QuerySet[Trainer]:
    """Return the trainers of the structures that the actor plans, by name."""
    rows = Trainer.objects.filter(TIMETABLES.scope(actor, "keep").q("structure_id"), active=True)
    return rows.select_related("structure", "week").order_by("name", "id")


def proposals(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals for the actor's structures, the newest first."""
    rows = Proposal.objects.filter(TIMETABLES.scope(actor, "view").q("structure_id"))
    return rows.select_related("structure", "made_by", "ended_by")


def closed_days(structures: Collection[UUID], monday: date) -> dict[tuple[UUID, date], str]:
    """Return the closed days of centres in a week, each with why."""
    rows = ClosedDay.objects.filter(structure__in=structures, day__gte=monday, day__lt=monday + timedelta(days=DAYS))
    return {(structure, day): reason for structure, day, reason in rows.values_list("structure_id", "day", "reason")}


def journeys(structures: Iterable[UUID]) -> dict[frozenset[UUID], int]:
    """Return the recorded journeys between centres, in minutes."""
    among = list(structures)
    rows = Journey.objects.filter(one__in=among, other__in=among)
    return {frozenset((one, other)): count for one, other, count in rows.values_list("one_id", "other_id", "minutes")}


def fingerprint(structures: Collection[UUID], monday: date) -> str:
    """Return the SHA-256 of the lessons of a week of some centres: another one says that something changed meanwhile."""
    rows = of_week(monday).filter(session__centre__in=structures).order_by("id")
    parts = [f"{pk}:{version}" for pk, version in rows.values_list("pk", "version")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
