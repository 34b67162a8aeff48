"""While the placement runs and at its end: attendance, break, evaluation by both, hire."""

from calendar import monthrange
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor

from ...cases.actions import advance, doors
from ...cases.enums import CaseState
from ..enums import BreakReason, HireKind, PlacementState, Side
from ..inputs import EvaluationData
from ..models import Attendance, Evaluation, Placement
from ..transitions import PLACEMENT
from .agreements import locked

_RUN = frozenset({PlacementState.SIGNED, PlacementState.ENDED, PlacementState.BROKEN})


def _running(actor: Actor, placement_id: UUID) -> Placement:
    row = locked(actor, placement_id, "follow")
    if row.state not in _RUN:
        raise doors.refused("placement_unsigned", _("The agreement is not approved yet."))
    return row


@transaction.atomic
def record_attendance(
    *, actor: Actor, placement_id: UUID, month: date, present: int, excused: int, absent: int, confirmed_by: str
) -> Attendance:
    """Record (or correct) the attendance of one month, as the company confirms it. The first one records the start.

    `month` is any day of it. Raises NotAllowed, RuleRefused for a month outside the placement or more days than it has.
    """
    row = _running(actor, placement_id)
    first = month.replace(day=1)
    if not row.starts_on.replace(day=1) <= first <= (row.ended_on or row.ends_on) or first > actor.today:
        raise doors.refused("attendance_month", _("This month is not one of the placement, or has not begun."), "month")
    if present + excused + absent > monthrange(first.year, first.month)[1]:
        raise doors.refused("attendance_days", _("There are not so many days in this month."), "present")
    if not confirmed_by.strip():
        raise doors.refused("attendance_who", _("Write who confirms it at the company."), "confirmed_by")
    values = {
        "present": present, "excused": excused, "absent": absent, "confirmed_by": " ".join(confirmed_by.split())[:120],
        "recorded_by": doors.person_acting(actor),
    }  # fmt: skip
    known = Attendance.objects.select_for_update().filter(placement=row, month=first).first()
    if known is not None:
        writing.edit(known, "placement_attendance.correct", actor=actor, values=values, **doors.told(row.case))
        return known
    kept = Attendance(placement=row, month=first, **values)
    writing.create(kept, "placement_attendance.record", actor=actor, **doors.told(row.case))
    if present and row.case.state in {CaseState.PLAN, CaseState.FUNDING}:
        day = max(row.starts_on, row.case.planned_on or row.starts_on)
        advance(actor=actor, case_id=row.case_id, name="start", on=day)
    return kept


@transaction.atomic
def break_off(*, actor: Actor, placement_id: UUID, reason: str, words: str, on: date) -> Placement:
    """Record that a placement was broken off before its last day. Raises NotAllowed, RuleRefused, WrongState."""
    row = locked(actor, placement_id, "follow")
    if not row.starts_on <= on <= min(actor.today, row.ends_on):
        raise doors.refused("break_day", _("The break lies between the first day and today."), "on")
    values = {
        "ended_on": on, "break_reason": BreakReason(reason), "break_words": doors.words_of(words, 500, "words"),
    }  # fmt: skip
    PLACEMENT.apply(row, "break", actor=actor, values=values, **doors.told(row.case))
    return row


@transaction.atomic
def end(*, actor: Actor, placement_id: UUID, hire: str, hired_on: date | None = None) -> Placement:
    """End a placement on its last day, and say whether the company hires: both have evaluated before.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    row = locked(actor, placement_id, "follow")
    if actor.today < row.ends_on:
        sentence = _("The last day is %(day)s. Before that, record a break.") % {"day": f"{row.ends_on:%d/%m/%Y}"}
        raise doors.refused("end_early", sentence)
    if row.evaluations.count() < len(Side):
        raise doors.refused("end_evaluations", _("The company and the graduate evaluate first."))
    hire = HireKind(hire)
    if (hire != HireKind.NONE) != (hired_on is not None):
        raise doors.refused("hire_day", _("A hire has its day; without a hire, write none."), "hired_on")
    values = {"ended_on": row.ends_on, "hire": hire, "hired_on": hired_on}
    PLACEMENT.apply(row, "end", actor=actor, values=values, **doors.told(row.case))
    return row


@transaction.atomic
def evaluate(*, actor: Actor, placement_id: UUID, data: EvaluationData) -> Evaluation:
    """Record what one side says of the other, once. Raises NotAllowed, RuleRefused."""
    row = _running(actor, placement_id)
    if row.evaluations.filter(side=data.side).exists():
        raise doors.refused("evaluated", _("This side has evaluated already."), "side")
    kept = Evaluation(
        placement=row,
        side=Side(data.side),
        work=data.work,
        guidance=data.guidance,
        again=data.again,
        words=" ".join(data.words.split())[:1000],
        given_on=actor.today,
        recorded_by=doors.person_acting(actor),
    )
    writing.create(kept, "placement_evaluation.record", actor=actor, **doors.told(row.case))
    return kept
