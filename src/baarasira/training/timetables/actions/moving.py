"""A lesson placed by hand: moved, given another room or trainer, kept in place. What it would clash with is said first."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door

from ...courses.enums import LIVE
from ...courses.models import Attendance, Room, SessionDay, Trainer
from .. import queries
from ..conflicts import Conflict, conflicts
from ..models import KeptLesson
from ..policies import TIMETABLES
from ..weeks import monday_of


@dataclass(frozen=True, slots=True)
class MoveData:
    """Where a lesson goes: day, times, room and trainer (None: not said yet). despite: kept though it clashes."""

    day: date
    starts: time
    ends: time
    room_id: UUID | None
    trainer_id: UUID | None
    despite: bool = False


def _locked(actor: Actor, lesson_id: UUID) -> SessionDay:
    rows = SessionDay.objects.select_related("session__course", "session__centre")
    lesson = rows.get(pk=lesson_id)
    door(f"timetable:lesson:{lesson.session_id}")
    lesson = rows.select_for_update(of=("self",)).get(pk=lesson_id)
    TIMETABLES.require(actor, "plan", lesson.session.centre_id)
    if lesson.session.state not in LIVE:
        raise WrongState(_("This session is over: its lessons do not move any more."), code="timetable.over")
    if Attendance.objects.filter(day=lesson).exists():
        raise WrongState(_("Attendance is recorded at this lesson: it stays."), code="timetable.noted")
    return lesson


def would_be(lesson: SessionDay, data: MoveData) -> list[Conflict]:
    """Return what would be wrong with a lesson placed so, among the lessons of that week; nothing is written."""
    monday = monday_of(data.day)
    others = [row for row in queries.of_week(monday) if row.pk != lesson.pk]
    moved = queries.of_week(monday_of(lesson.day)).get(pk=lesson.pk)
    moved.day, moved.starts, moved.ends = data.day, data.starts, data.ends
    moved.room = Room.objects.get(pk=data.room_id) if data.room_id else None
    moved.trainer = Trainer.objects.get(pk=data.trainer_id) if data.trainer_id else None
    return [found for found in conflicts([*others, moved], monday) if lesson.pk in found.lessons]


@transaction.atomic
def move(*, actor: Actor, lesson_id: UUID, data: MoveData, expected_version: int | None = None) -> SessionDay:
    """Place a lesson by hand, and keep it there from then on.

    Raises NotAllowed, Stale, WrongState once it was noted, RuleRefused with every conflict: those that cannot be (somebody in
    two places) always, the others unless `despite`.
    """
    lesson = _locked(actor, lesson_id)
    lesson.require_version(expected_version)
    found = _findings(lesson, data)
    if found:
        raise RuleRefused(found)
    values = {
        "day": data.day, "starts": data.starts, "ends": data.ends, "room_id": data.room_id, "trainer_id": data.trainer_id,
    }  # fmt: skip
    writing.edit(lesson, "timetable.move", actor=actor, values=values, structure_id=lesson.session.centre_id)
    KeptLesson.objects.get_or_create(lesson=lesson, defaults={"created_at": actor.at, "updated_at": actor.at})
    return lesson


def _findings(lesson: SessionDay, data: MoveData) -> list[Finding]:
    session = lesson.session
    if data.ends <= data.starts:
        return [Finding("lesson_times", _("It ends before it begins."), "ends")]
    if not session.starts_on <= data.day <= session.ends_on:
        sentence = _("The day lies outside the dates of the session: correct these first.")
        return [Finding("day_outside", sentence, "day")]
    found = would_be(lesson, data)
    return [Finding(one.kind, one.sentence, "") for one in found if one.hard or not data.despite]


@transaction.atomic
def keep_in_place(*, actor: Actor, lesson_id: UUID) -> None:
    """Keep a lesson where it is: proposals leave it there. Raises NotAllowed, WrongState."""
    lesson = _locked(actor, lesson_id)
    if KeptLesson.objects.filter(lesson=lesson).exists():
        return
    writing.create(
        KeptLesson(lesson=lesson), "timetable.keep_lesson", actor=actor, structure_id=lesson.session.centre_id
    )


@transaction.atomic
def let_move(*, actor: Actor, lesson_id: UUID) -> None:
    """Let proposals move a lesson again. Raises NotAllowed, WrongState."""
    lesson = _locked(actor, lesson_id)
    row = KeptLesson.objects.filter(lesson=lesson).first()
    if row is None:
        return
    journal.record(
        actor, "timetable.let_move", noun="timetable", object_id=lesson.pk, structure_id=lesson.session.centre_id,
        before={"kept": True}, after={},
    )  # fmt: skip
    row.delete()
