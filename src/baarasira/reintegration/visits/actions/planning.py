"""Which visits are due: planned from the start of what is supported, given to a visitor, escalated when overdue (R-24)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.programmes.eligibility import months_after
from baarasira.reference.parameters import CASE_VISIT_MONTHS, VISIT_ALARM_DAYS
from baarasira.reference.queries import value

from ...cases.actions import doors
from ...cases.models import Case
from ..enums import VisitState
from ..models import Visit
from ..policies import VISITS
from ..transitions import VISIT

ALARM = "visit_due.alarm"
"""Event of the clock: a visit is overdue. `details`: `level` from 1 to 3, `case`."""


def months_of(case: Case, on: date) -> tuple[int, ...]:
    """Return after how many months visits are made: what the programme of the case says, else the setting case.visit_months."""
    step = case.programme.compiled.step_of_kind("follow_up") if case.programme is not None else None
    written = tuple(step.parameters.get("after_months", ())) if step is not None else ()
    months = tuple(month for month in written if isinstance(month, int))
    return months or tuple(value(CASE_VISIT_MONTHS, on))


def plan_visits(actor: Actor, case: Case, since: date) -> list[Visit]:
    """Plan the visits of a case from a day on; those planned before and not made give way.

    Heard of by events of the cases, within their transaction: it asks no policy of its own. A month whose day is past is due
    at once only when it is the last one past.
    """
    door(f"visits:{case.pk}")
    for row in case.visits.select_for_update().filter(state=VisitState.PLANNED):
        VISIT.apply(row, "cancel", actor=actor, **doors.told(case))
    made = set(case.visits.filter(state=VisitState.DONE, due_on__gte=since).values_list("month", flat=True))
    rows = []
    for month in months_of(case, actor.today):
        if month in made:
            continue
        row = Visit(case=case, month=month, due_on=months_after(since, month))
        VISIT.begin(row, "plan", actor=actor, **doors.told(case))
        rows.append(row)
    return rows


def cancel_of(actor: Actor, case: Case) -> None:
    """Cancel what is still planned of a case that closed, within its transaction."""
    door(f"visits:{case.pk}")
    for row in case.visits.select_for_update().filter(state=VisitState.PLANNED):
        VISIT.apply(row, "cancel", actor=actor, **doors.told(case))


@transaction.atomic
def assign(*, actor: Actor, visit_id: UUID, user_id: UUID) -> Visit:
    """Give a planned visit to somebody. Raises NotAllowed, RuleRefused for an account that makes no visits there."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("case__person", "case__owner").get(pk=visit_id)
    VISITS.require(actor, "assign", visit.case.owner_id)
    user = User.objects.get(pk=user_id)
    if not user.is_active or not user.scope(VISITS.grants["make"], actor.today).covers(visit.case.owner_id):
        raise doors.refused("visitor_role", _("This account makes no visits for this structure."), "visitor")
    if visit.state != VisitState.PLANNED:
        raise doors.refused("visit_made", _("This visit is no longer to be made."), "visitor")
    writing.edit(visit, "visit_due.assign", actor=actor, values={"visitor": user}, **doors.told(visit.case))
    return visit


@transaction.atomic
def sound_alarms(*, actor: Actor) -> int:
    """Give the alarms of overdue visits (the worker's clock calls it); return how many.

    After the days of the setting case.visit_alarm_days: the visitor, then the focal point, then the director. Each alarm is
    given once; one missed because the worker stood still is given by the next.
    """
    VISITS.require(actor, "clock")
    days = value(VISIT_ALARM_DAYS, actor.today)
    late = Visit.objects.select_for_update(of=("self",)).filter(
        state=VisitState.PLANNED, due_on__lte=actor.today - timedelta(days=min(days)), escalated__lt=3
    )
    count = 0
    for visit in late.select_related("case").order_by("due_on", "id"):
        overdue = (actor.today - visit.due_on).days
        level = sum(overdue >= bound for bound in sorted(days))
        if level > visit.escalated:
            writing.edit(visit, ALARM, actor=actor, values={"escalated": level}, **doors.told(visit.case))
            details = {"level": level, "case": visit.case_id}
            emit(Event(ALARM, actor, visit.pk, subject_id=visit.case.person_id, details=details))
            count += 1
    return count
