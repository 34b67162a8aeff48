"""Who completed a session: the share of the days that count, and the mark at exit (`Course.attendance_share`, `pass_mark`)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.kernel.errors import Finding

from ..enums import CAME, EnrolmentState
from ..models import Attendance, Course, Enrolment, Session, SessionDay
from . import accreditations


@dataclass(frozen=True, slots=True)
class Result:
    """Of one enrolment: days came of days that count, the mark at exit, what the course asks, and whether it is completed."""

    came: int
    days: int
    score: int | None
    completed: bool
    why: str = ""

    @property
    def share(self) -> int:
        """Percent of the days, rounded down; 0 where no day counts."""
        return self.came * 100 // self.days if self.days else 0


def hours_of(days: Collection[SessionDay]) -> float:
    """Return how many hours these days make."""
    return (
        sum(
            (datetime.combine(day.day, day.ends) - datetime.combine(day.day, day.starts)).total_seconds()
            for day in days
        )
        / 3600
    )


def result_of(course: Course, counted: Collection[UUID], marks: dict[UUID, str], score: int | None) -> Result:
    """Return what an enrolment comes to. `counted`: ids of the days that count; `marks` {id of the day: mark}.

    The share is compared as whole numbers, so that exactly the share asked is enough.
    """
    came = sum(marks.get(day) in CAME for day in counted)
    days = len(counted)
    if days == 0 or came * 100 < course.attendance_share * days:
        words = {"came": came, "days": days, "share": course.attendance_share}
        why = _("Came %(came)d days of %(days)d: %(share)d %% are asked.") % words
        return Result(came, days, score, False, why)
    if course.pass_mark and (score is None or score < course.pass_mark):
        words = {"score": score if score is not None else 0, "mark": course.pass_mark}
        return Result(came, days, score, False, _("Mark at exit %(score)d of 100: %(mark)d are asked.") % words)
    return Result(came, days, score, True)


def results_of(session: Session) -> dict[UUID, Result]:
    """Return what each enrolment that was not dropped nor cancelled comes to, by its id. A constant number of queries."""
    days = accreditations.days_of(session)
    counted = [day.pk for day in accreditations.counted_days(session, days)]
    marks: dict[UUID, dict[UUID, str]] = {}
    rows = Attendance.objects.filter(enrolment__session=session).order_by()
    for enrolment, day, mark in rows.values_list("enrolment_id", "day_id", "mark"):
        marks.setdefault(enrolment, {})[day] = mark
    kept = {EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.FAILED}
    return {
        row.pk: result_of(session.course, counted, marks.get(row.pk, {}), row.exit_score)
        for row in session.enrolments.filter(state__in=kept)
    }


def result_with(session: Session, enrolment: Enrolment, changed: dict[UUID, str]) -> Result:
    """Return what an enrolment would come to if these marks ({id of the day: mark}) stood instead."""
    days = accreditations.days_of(session)
    counted = [day.pk for day in accreditations.counted_days(session, days)]
    marks = dict(Attendance.objects.filter(enrolment=enrolment).order_by().values_list("day_id", "mark"))
    return result_of(session.course, counted, {**marks, **changed}, enrolment.exit_score)


def closing_findings(session: Session, enrolled: Collection[Enrolment]) -> list[Finding]:
    """Return what must be done before a session is closed: attendance, differences, hours, marks at exit."""
    days = accreditations.days_of(session)
    found = [*_attendance_findings(session, enrolled, days)]
    counted = accreditations.counted_days(session, days)
    if (hours := hours_of(counted)) < session.course.hours:
        if len(counted) < len(days):
            sentence = _(
                "%(hours)s hours count and the course asks for %(asked)s: add days taught by an accredited trainer."
            )
        else:
            sentence = _("%(hours)s hours are planned and the course asks for %(asked)s: add days.")
        words = {"hours": f"{hours:g}", "asked": session.course.hours}
        found.append(Finding("hours_short", sentence % words, "days", source="domain.md C.6"))
    if session.course.pass_mark:
        results = results_of(session)
        share = session.course.attendance_share
        unmarked = sum(row.exit_score is None and results[row.pk].share >= share for row in enrolled)
        if unmarked:
            sentence = ngettext(
                "%(count)d person who attended has no mark at exit.",
                "%(count)d people who attended have no mark at exit.",
                unmarked,
            ) % {"count": unmarked}
            found.append(Finding("exit_mark_missing", sentence, "quiz"))
    return found


def _attendance_findings(
    session: Session, enrolled: Collection[Enrolment], days: Collection[SessionDay]
) -> list[Finding]:
    found = []
    rows = Attendance.objects.filter(enrolment__session=session)
    wanted = {(row.pk, day.pk) for row in enrolled for day in days if day.day >= row.enrolled_on}
    missing = len(wanted - set(rows.values_list("enrolment_id", "day_id")))
    if missing:
        sentence = ngettext(
            "Attendance is missing for %(count)d person and day.",
            "Attendance is missing for %(count)d people and days.",
            missing,
        ) % {"count": missing}
        found.append(Finding("attendance_missing", sentence, "attendance"))
    disputed = rows.filter(disputed=True).count()
    if disputed:
        sentence = ngettext(
            "%(count)d difference between two devices is not settled.",
            "%(count)d differences between two devices are not settled.",
            disputed,
        ) % {"count": disputed}
        found.append(Finding("attendance_disputed", sentence, "attendance"))
    return found
