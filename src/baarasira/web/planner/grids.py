"""A week laid out: a row for each room, trainer or group, a column for each day, in each cell the lessons there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.training.courses.models import Room, Session, SessionDay, Trainer
from baarasira.training.timetables.enums import View


@dataclass(frozen=True, slots=True)
class Placed:
    """One lesson of a grid, on record or only proposed: when, whose, where, by whom; `lesson_id` where it can be opened."""

    day: date
    starts: time
    ends: time
    group: str
    group_id: UUID
    room: str
    room_id: UUID | None
    trainer: str
    trainer_id: UUID | None
    lesson_id: UUID | None = None
    kept: bool = False
    wrong: bool = False
    new: bool = False


@dataclass(slots=True)
class GridRow:
    """One row: its name, and for each day of the week the lessons in time order."""

    name: str
    cells: list[list[Placed]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """The days of the week that are shown, and the rows by name."""

    days: Sequence[date]
    rows: Sequence[GridRow]


def of_lesson(row: SessionDay, wrong: Iterable[UUID] = ()) -> Placed:
    """Return a lesson on record."""
    return Placed(
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        group=row.session.title,
        group_id=row.session_id,
        room=row.room.name if row.room else "",
        room_id=row.room_id,
        trainer=row.trainer.name if row.trainer else "",
        trainer_id=row.trainer_id,
        lesson_id=row.pk,
        kept=getattr(row, "kept", None) is not None,
        wrong=row.pk in set(wrong),
    )


def of_proposal(said: Sequence[dict[str, str]]) -> list[Placed]:
    """Return the lessons of a proposal, with the names of today."""
    groups = {str(row.pk): row for row in Session.objects.filter(pk__in={one["session"] for one in said})}
    rooms = {str(row.pk): row for row in Room.objects.filter(pk__in={one["room"] for one in said})}
    trainers = {str(row.pk): row for row in Trainer.objects.filter(pk__in={one["trainer"] for one in said})}
    return [
        Placed(
            day=date.fromisoformat(one["day"]),
            starts=time.fromisoformat(one["starts"]),
            ends=time.fromisoformat(one["ends"]),
            group=groups[one["session"]].title,
            group_id=groups[one["session"]].pk,
            room=rooms[one["room"]].name if one["room"] in rooms else "",
            room_id=rooms[one["room"]].pk if one["room"] in rooms else None,
            trainer=trainers[one["trainer"]].name if one["trainer"] in trainers else "",
            trainer_id=trainers[one["trainer"]].pk if one["trainer"] in trainers else None,
            new=True,
        )
        for one in said
        if one["session"] in groups
    ]


def grid(lessons: Sequence[Placed], monday: date, view: str) -> Grid:
    """Lay the lessons of a week out; Saturday and Sunday are shown only where something is held then."""
    last = max((lesson.day.weekday() for lesson in lessons), default=0)
    days = [monday + timedelta(days=offset) for offset in range(max(5, last + 1))]
    rows: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
    for lesson in lessons:
        rows[_row(lesson, view)].append(lesson)
    made = []
    for (name, _key), held in sorted(rows.items()):
        cells = [sorted((one for one in held if one.day == day), key=lambda one: one.starts) for day in days]
        made.append(GridRow(name, cells))
    return Grid(days, made)


def _row(lesson: Placed, view: str) -> tuple[str, str]:
    if view == View.ROOM:
        return (lesson.room or _("Without a room"), str(lesson.room_id or ""))
    if view == View.TRAINER:
        return (lesson.trainer or _("Without a trainer"), str(lesson.trainer_id or ""))
    return (lesson.group, str(lesson.group_id))
