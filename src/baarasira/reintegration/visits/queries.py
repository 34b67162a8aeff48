"""Reads of visits and surveys: those an actor may see, what is due, what the last ones said."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor

from ..cases.models import Case
from .enums import SurveyState, VisitState
from .models import Survey, Visit
from .policies import SURVEYS, VISITS
from .rules import is_active


def visible_to(actor: Actor) -> QuerySet[Visit]:
    """Return the visits of the cases of the actor's structures, the first due first."""
    rows = Visit.objects.filter(VISITS.scope(actor, "view").q("case__owner_id"))
    return rows.select_related("case__person", "case__owner", "visitor", "done_by", "photo")


def due(rows: QuerySet[Visit], on: date) -> QuerySet[Visit]:
    """Keep those still to be made that are due on a day, the longest overdue first."""
    return rows.filter(state=VisitState.PLANNED, due_on__lte=on).order_by("due_on", "id")


def coming(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """Keep those still to be made, the first due first."""
    return rows.filter(state=VisitState.PLANNED).order_by("due_on", "id")


def mine(rows: QuerySet[Visit], actor: Actor) -> QuerySet[Visit]:
    """Keep those given to the actor, or to nobody yet."""
    return rows.filter(Q(visitor_id=actor.id) | Q(visitor__isnull=True))


def late_at_level(rows: QuerySet[Visit], level: int) -> QuerySet[Visit]:
    """Keep those still to be made whose alarm has reached a level (R-24)."""
    return rows.filter(state=VisitState.PLANNED, escalated__gte=level).order_by("due_on", "id")


def last_visit(case_id: UUID, on: date | None = None) -> Visit | None:
    """Return the last visit made to a case, up to a day when one is given; None without one."""
    rows = Visit.objects.filter(case_id=case_id, state=VisitState.DONE)
    rows = rows.filter(done_on__lte=on) if on is not None else rows
    return rows.select_related("photo").order_by("-done_on", "-id").first()


def active_visit(case_id: UUID, on: date, since: date | None = None) -> Visit | None:
    """Return the last visit made up to a day when it found the activity at work (R-23); None otherwise.

    With `since`, one made before that day does not count: a tranche is not paid on a visit that came before the one before.
    """
    last = last_visit(case_id, on)
    if last is None or not is_active(last) or (since is not None and last.done_on is not None and last.done_on < since):
        return None
    return last


def visits_of(case: Case) -> QuerySet[Visit]:
    """Return the visits of a case that are made or to be made, the first first."""
    rows = case.visits.exclude(state=VisitState.CANCELLED)
    return rows.select_related("visitor", "done_by", "photo").order_by("due_on", "id")


def surveys_of(case: Case) -> QuerySet[Survey]:
    """Return the surveys of a case, the first first."""
    return case.surveys.select_related("interviewer", "weights").order_by("begun_on", "id")


def surveys_visible_to(actor: Actor) -> QuerySet[Survey]:
    """Return the surveys of the cases of the actor's structures."""
    rows = Survey.objects.filter(SURVEYS.scope(actor, "view").q("case__owner_id"))
    return rows.select_related("case__person", "case__owner", "interviewer", "weights")


def open_survey(case: Case) -> Survey | None:
    """Return the survey that was begun and not finished; None without one."""
    return case.surveys.filter(state=SurveyState.OPEN).first()
