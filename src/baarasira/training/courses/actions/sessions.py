"""A session: planned with its days and trainers, opened to enrolment, changed while it lives, a trainer replaced."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.models import Organisation
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.reference.languages import LANGUAGES

from ..enums import LIVE, Literacy, SessionState
from ..inputs import DayData, SessionData
from ..models import Attendance, Course, Room, Session, SessionDay, SessionTrainer, Trainer
from ..policies import SESSIONS
from ..queries.sessions import seats_taken
from ..rules import accreditations
from ..rules.results import hours_of
from ..transitions import SESSION
from . import doors

CENTRES = (StructureKind.CPR, StructureKind.AEK, StructureKind.DEPARTMENT, StructureKind.DIRECTORATE, StructureKind.LOCAL_OFFICE)  # fmt: skip
"""Where a session is held: everywhere in the service but at a partner's."""


@transaction.atomic
def plan_session(*, actor: Actor, data: SessionData) -> Session:
    """Plan a session with its days and its trainers; the same form sent twice plans one. Raises NotAllowed, RuleRefused."""
    SESSIONS.require(actor, "plan", data.centre_id)
    if data.form_token is not None and (known := Session.objects.filter(form_token=data.form_token).first()):
        return known
    course = Course.objects.get(pk=data.course_id)
    centre = Structure.objects.get(pk=data.centre_id)
    doors.stop_at([*_data_findings(actor, course, centre, data), *_days_findings(data)])
    session = Session(
        number=with_check(f"F{actor.today:%y}-{next_number(f'course_session:{actor.today.year}'):05d}-"),
        form_token=data.form_token, course=course, centre=centre, prepared_by=doors.person_acting(actor), **_columns(data),
    )  # fmt: skip
    SESSION.begin(session, "plan", actor=actor, structure_id=centre.pk)
    for trainer in Trainer.objects.filter(pk__in=data.trainers, active=True).order_by("name", "id"):
        _teach(actor, session, trainer, data.starts_on)
    for day in data.days:
        _meet(actor, session, day)
    return session


def _columns(data: SessionData) -> dict[str, Any]:
    return {
        "title": " ".join(data.title.split()),
        "literacy": Literacy(data.literacy),
        "language": data.language,
        "place": " ".join(data.place.split()),
        "starts_on": data.starts_on,
        "ends_on": data.ends_on,
        "seats": data.seats,
        "partner": Organisation.objects.get(pk=data.partner_id) if data.partner_id else None,
        "order_id": data.order_id,
        "cost": data.cost,
        "funded_by": " ".join(data.funded_by.split()),
    }


def _data_findings(
    actor: Actor, course: Course, centre: Structure, data: SessionData, *, seated: int = 0
) -> list[Finding]:
    found = []
    if not course.active:
        found.append(Finding("course_closed", _("This course is no longer taught."), "course"))
    if centre.kind not in CENTRES:
        found.append(
            Finding("session_centre", _("A session is held by a centre, a department or an office."), "centre")
        )
    if not data.title.strip():
        found.append(Finding("session_title", _("Write the title."), "title"))
    if data.literacy not in (course.literacy or Literacy.values):
        found.append(Finding("session_literacy", _("This course is not taught to such a group."), "literacy"))
    if data.language not in LANGUAGES:
        found.append(Finding("session_language", _("Choose the language it is taught in."), "language"))
    if data.ends_on < data.starts_on:
        found.append(Finding("session_dates", _("It ends before it begins."), "ends_on"))
    if data.seats < max(1, seated):
        found.append(Finding("session_seats", _("Fewer seats than people enrolled, or none."), "seats"))
    return found


def _days_findings(data: SessionData) -> list[Finding]:
    outside = any(not data.starts_on <= day.day <= data.ends_on for day in data.days)
    reversed_ = any(day.ends <= day.starts for day in data.days)
    if outside or reversed_:
        return [
            Finding("day_outside", _("Each day lies between the first and the last, and ends after it begins."), "days")
        ]
    if len({(day.day, day.starts) for day in data.days}) != len(data.days):
        return [Finding("day_twice", _("The group meets twice at the same time."), "days")]
    return []


@transaction.atomic
def edit_session(*, actor: Actor, session_id: UUID, data: SessionData, expected_version: int | None = None) -> Session:
    """Correct a session that lives; its days and trainers have acts of their own. Raises NotAllowed, RuleRefused, Stale."""
    session = _living(actor, session_id, expected_version)
    found = _data_findings(actor, session.course, session.centre, data, seated=seats_taken(session.pk))
    if session.days.exclude(day__range=(data.starts_on, data.ends_on)).exists():
        found.append(
            Finding("day_outside", _("Some days it meets lie outside these dates: move them first."), "ends_on")
        )
    doors.stop_at(found)
    values = {**_columns(data), "order_id": session.order_id}
    writing.edit(session, "course_session.edit", actor=actor, values=values, structure_id=session.centre_id)
    return session


def _living(actor: Actor, session_id: UUID, version: int | None = None) -> Session:
    session = doors.session_locked(session_id, version)
    SESSIONS.require(actor, "plan", session.centre_id)
    if session.state not in LIVE:
        raise WrongState(_("This session is over: it does not change any more."), code="course_session.over")
    return session


@transaction.atomic
def open_session(*, actor: Actor, session_id: UUID) -> Session:
    """Open a session to enrolment: it has days enough for the course's hours, and trainers accredited on each of them.

    Raises NotAllowed, RuleRefused with every fault, WrongState.
    """
    session = doors.session_locked(session_id)
    SESSIONS.require(actor, "plan", session.centre_id)
    SESSION.check("open", session.state)
    days = accreditations.days_of(session)
    found = accreditations.findings(session, days)
    if session.ends_on < actor.today:
        found.append(Finding("session_past", _("This session lies in the past."), "ends_on"))
    if (hours := hours_of(days)) < session.course.hours:
        words = {"hours": f"{hours:g}", "asked": session.course.hours}
        sentence = _("%(hours)s hours are planned and the course asks for %(asked)s: add days.") % words
        found.append(Finding("hours_short", sentence, "days", source="domain.md C.6"))
    doors.stop_at(found)
    SESSION.apply(session, "open", actor=actor, structure_id=session.centre_id)
    return session


def _teach(actor: Actor, session: Session, trainer: Trainer, since: date) -> SessionTrainer:
    row = SessionTrainer(session=session, trainer=trainer, since=since)
    writing.create(row, "course_session.teach", actor=actor, structure_id=session.centre_id)
    return row


def _meet(actor: Actor, session: Session, day: DayData) -> SessionDay:
    row = SessionDay(
        session=session, day=day.day, starts=day.starts, ends=day.ends, room=_room(day.room_id),
        trainer=Trainer.objects.get(pk=day.trainer_id) if day.trainer_id else None, topic=" ".join(day.topic.split()),
    )  # fmt: skip
    writing.create(row, "course_session.meet", actor=actor, structure_id=session.centre_id)
    return row


def _room(room_id: UUID | None) -> Room | None:
    return Room.objects.get(pk=room_id) if room_id is not None else None


@transaction.atomic
def add_day(*, actor: Actor, session_id: UUID, day: DayData) -> SessionDay:
    """Add a day that a session meets; past its last day, the session is prolonged. Raises NotAllowed, RuleRefused."""
    session = _living(actor, session_id)
    if day.day < session.starts_on or day.ends <= day.starts:
        raise doors.refused("day_outside", _("Each day lies after the first, and ends after it begins."), "day")
    if session.days.filter(day=day.day, starts__lt=day.ends, ends__gt=day.starts).exists():
        raise doors.refused("day_twice", _("The group meets twice at the same time."), "day")
    if day.day > session.ends_on:
        writing.edit(
            session, "course_session.edit", actor=actor, values={"ends_on": day.day}, structure_id=session.centre_id
        )
    return _meet(actor, session, day)


@transaction.atomic
def remove_day(*, actor: Actor, day_id: UUID) -> None:
    """Take away a day nobody was noted on. Raises NotAllowed, RuleRefused once somebody was."""
    row = SessionDay.objects.select_related("session").get(pk=day_id)
    session = _living(actor, row.session_id)
    if Attendance.objects.filter(day=row).exists():
        raise doors.refused("day_noted", _("Attendance is recorded on this day: it stays."), "day")
    journal.record(
        actor,
        "course_session.remove_day",
        noun="course_session",
        object_id=session.pk,
        structure_id=session.centre_id,
        before={"day": f"{row.day:%Y-%m-%d}", "starts": f"{row.starts:%H:%M}", "ends": f"{row.ends:%H:%M}"},
        after={},
    )
    row.delete()


@transaction.atomic
def add_trainer(*, actor: Actor, session_id: UUID, trainer_id: UUID, since: date | None = None) -> SessionTrainer:
    """Name one more trainer of a session. Raises NotAllowed, RuleRefused when not accredited on the days left."""
    session = _living(actor, session_id)
    trainer = Trainer.objects.get(pk=trainer_id, active=True)
    if session.teaching.filter(trainer=trainer).exists():
        raise doors.refused("trainer_twice", _("This trainer teaches this session already."), "trainer")
    begins = since or max(session.starts_on, actor.today)
    _require_accredited(session, trainer, [day.day for day in session.days.filter(day__gte=begins)])
    return _teach(actor, session, trainer, begins)


@transaction.atomic
def replace_trainer(
    *, actor: Actor, session_id: UUID, leaving_id: UUID, coming_id: UUID, since: date, reason: str
) -> SessionTrainer:
    """Let another trainer take over from a day on: the days that named the one who leaves name the one who comes.

    The days before stay theirs. Raises NotAllowed, RuleRefused when the one who comes is not accredited on the days left.
    """
    session = _living(actor, session_id)
    because = actor.because(doors.words_of(reason, 300))
    leaving = session.teaching.select_for_update().get(trainer_id=leaving_id)
    coming = Trainer.objects.get(pk=coming_id, active=True)
    if since < leaving.since:
        raise doors.refused("replace_since", _("The one who leaves had not begun then."), "since")
    days = list(session.days.filter(day__gte=since))
    _require_accredited(session, coming, [day.day for day in days])
    about = {"structure_id": session.centre_id}
    if since == leaving.since:
        leaving.delete()
    else:
        values = {"until": date.fromordinal(since.toordinal() - 1)}
        writing.edit(leaving, "course_session.stop_teaching", actor=because, values=values, **about)
    for day in days:
        if day.trainer_id == leaving_id:
            writing.edit(day, "course_session.meet", actor=because, values={"trainer": coming}, **about)
    known = session.teaching.filter(trainer=coming).first()
    if known is None:
        return _teach(because, session, coming, since)
    writing.edit(known, "course_session.teach", actor=because, values={"until": None}, **about)
    return known


def _require_accredited(session: Session, trainer: Trainer, days: Sequence[date]) -> None:
    if session.course.kind not in accreditations.ACCREDITED:
        return
    held = accreditations.accreditations_for(session.course, [trainer.pk]).get(trainer.pk, [])
    bare = [day for day in days if not accreditations.accredited_on(held, day)]
    if bare:
        words = {"name": trainer.name, "day": f"{bare[0]:%d/%m/%Y}"}
        sentence = _("%(name)s is not accredited for this course on %(day)s.") % words
        raise doors.refused("accreditation_lapsed", sentence, "trainer", accreditations.SOURCE)


def begin_with_first_attendance(actor: Actor, session: Session) -> None:
    """Begin an open session: the first attendance noted does it."""
    if session.state == SessionState.OPEN:
        SESSION.apply(session, "begin", actor=actor, structure_id=session.centre_id)
