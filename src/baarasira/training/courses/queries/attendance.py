"""Reads of attendance: the sheet of a day, what differs, the days nobody noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from baarasira.kernel.actor import Actor

from ..enums import EnrolmentState, Mark, SessionState
from ..models import Attendance, AttendanceEntry, Enrolment, Session, SessionDay
from .reach import sessions


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a day's sheet: the mark that stands (empty: none yet), whether it is disputed, every entry in order."""

    enrolment: Enrolment
    mark: str
    disputed: bool
    entries: tuple[AttendanceEntry, ...] = ()

    @property
    def mark_label(self) -> str:
        """The mark in words."""
        return str(Mark(self.mark).label) if self.mark else ""


def sheet(session: Session, day: SessionDay) -> list[Line]:
    """Return the group on a day, by name: who was enrolled then and had not stopped, and whoever was noted all the same."""
    rows = session.enrolments.select_related("person").order_by("person__surname", "person__given_names", "id")
    held = {row.enrolment_id: row for row in Attendance.objects.filter(day=day)}
    entries: dict[UUID, list[AttendanceEntry]] = {}
    for entry in AttendanceEntry.objects.filter(day=day).select_related("by"):
        entries.setdefault(entry.enrolment_id, []).append(entry)
    lines = []
    for row in rows:
        noted = held.get(row.pk)
        if noted is None and not _expected(row, day):
            continue
        mark, disputed = (noted.mark, noted.disputed) if noted is not None else ("", False)
        lines.append(Line(row, mark, disputed, tuple(entries.get(row.pk, ()))))
    return lines


def group(session: Session) -> list[Enrolment]:
    """Return who is expected in a session, by name. One query."""
    rows = session.enrolments.filter(
        state__in=(EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.FAILED)
    )
    return list(rows.select_related("person").order_by("person__surname", "person__given_names", "id"))


def _expected(enrolment: Enrolment, day: SessionDay) -> bool:
    if enrolment.state == EnrolmentState.CANCELLED or enrolment.enrolled_on > day.day:
        return False
    return enrolment.state != EnrolmentState.DROPPED or (
        enrolment.ended_on is not None and day.day <= enrolment.ended_on
    )


def standing(session: Session) -> QuerySet[Attendance]:
    """Return every mark that stands in a session, by person then day."""
    return Attendance.objects.filter(enrolment__session=session).order_by("enrolment_id", "day__day", "id")


def disputed(session: Session) -> QuerySet[Attendance]:
    """Return the differences of a session that nobody settled, by day then name."""
    rows = Attendance.objects.filter(enrolment__session=session, disputed=True)
    return rows.select_related("enrolment__person", "day").order_by("day__day", "enrolment__person__surname", "id")


def unnoted_days(session: Session, actor: Actor) -> Sequence[SessionDay]:
    """Return the days past or today of a session on which nobody was noted yet."""
    noted = Attendance.objects.filter(day=OuterRef("pk"))
    return list(session.days.filter(~Exists(noted), day__lte=actor.today))


def to_note(actor: Actor) -> list[tuple[Session, SessionDay]]:
    """Return the days of the actor's sessions under way that wait for attendance, the oldest first."""
    noted = Attendance.objects.filter(day=OuterRef("pk"))
    rows = SessionDay.objects.filter(
        ~Exists(noted),
        session__in=sessions(actor).filter(state__in=[SessionState.OPEN, SessionState.RUNNING]),
        session__enrolments__state=EnrolmentState.ENROLLED,
        day__lte=actor.today,
    )
    days = rows.select_related("session__course", "session__centre").distinct().order_by("day", "starts", "id")[:100]
    return [(row.session, row) for row in days]


def differing_sessions(actor: Actor) -> QuerySet[Session]:
    """Return the actor's sessions in which two devices differ, the oldest first."""
    rows = Attendance.objects.filter(enrolment__session=OuterRef("pk"), disputed=True)
    return sessions(actor).filter(Exists(rows)).order_by("starts_on", "id")
