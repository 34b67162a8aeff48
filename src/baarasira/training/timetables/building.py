"""A week of centres as the engine's problem: slots, rooms, trainers, groups by number, and the way back to their records.

What proposals leave where it is (placed by hand, noted, past, or of other centres) takes its time away: from its group, from
its room, from its trainer, who must also get there and back.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from baarasira import engine
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..courses.enums import ACCREDITED
from ..courses.models import Attendance, Room, Session, SessionDay, SessionTrainer, Trainer
from ..courses.rules.accreditations import accreditations_for, accredited_on
from . import queries
from .conflicts import sizes_of
from .models import GroupNeeds, TrainerWeek
from .weeks import WeekSlot, can, lesson_minutes, minutes, slots_of


@dataclass(slots=True)
class Built:
    """The problem and its records, each at its number. fixed: lessons that stay; loose: those a proposal replaces."""

    problem: engine.TimetableProblem
    slots: list[WeekSlot]
    rooms: list[Room]
    trainers: list[Trainer]
    groups: list[Session]
    fixed: list[SessionDay] = field(default_factory=list)
    loose: list[SessionDay] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Held:
    """What is read once for a week."""

    monday: date
    slots: list[WeekSlot]
    places: Mapping[UUID, int]
    travel: tuple[tuple[int, ...], ...]
    fixed: Sequence[SessionDay]
    closed: Mapping[tuple[UUID, date], str]


def build(structures: Collection[UUID], monday: date, today: date) -> Built:
    """Return the problem of a week of some centres. Lessons of days gone, noted or placed by hand stay."""
    groups = list(queries.groups(structures, monday))
    lessons = list(queries.of_week(monday))
    fixed, loose = _parted(lessons, {group.pk for group in groups}, today)
    centres = sorted({group.centre_id for group in groups} | {lesson.session.centre_id for lesson in fixed})
    places = {key: place for place, key in enumerate(centres)}
    slots = slots_of(monday)
    held = _Held(monday, slots, places, _travel(centres, monday), fixed, queries.closed_days(centres, monday))
    rooms = list(Room.objects.filter(structure__in=centres, active=True).order_by("structure", "name", "id"))
    trainers, teaching = _teachers(groups, held)
    problem = engine.TimetableProblem(
        slots=tuple(engine.Slot(slot.day.weekday(), minutes(slot.starts), minutes(slot.ends), slot.day < today) for slot in slots),
        rooms=tuple(_room(room, held) for room in rooms),
        trainers=tuple(_trainer(trainer, held) for trainer in trainers),
        groups=_groups(groups, trainers, teaching, held),
        travel=held.travel,
    )  # fmt: skip
    return Built(problem, slots, rooms, trainers, groups, fixed, loose)


def _parted(
    lessons: Sequence[SessionDay], groups: Collection[UUID], today: date
) -> tuple[list[SessionDay], list[SessionDay]]:
    noted = set(Attendance.objects.filter(day__in=[row.pk for row in lessons]).values_list("day_id", flat=True))
    loose = [
        row
        for row in lessons
        if row.session_id in groups and row.day >= today and row.pk not in noted and getattr(row, "kept", None) is None
    ]
    chosen = {row.pk for row in loose}
    return [row for row in lessons if row.pk not in chosen], loose


def _travel(centres: Sequence[UUID], monday: date) -> tuple[tuple[int, ...], ...]:
    known, usual = queries.journeys(centres), value(parameters.TIMETABLE_JOURNEY, monday)
    if not centres:
        return ((0,),)
    return tuple(
        tuple(0 if one == other else known.get(frozenset((one, other)), usual) for other in centres) for one in centres
    )


def _overlaps(slot: WeekSlot, lesson: SessionDay) -> bool:
    return slot.day == lesson.day and slot.starts < lesson.ends and lesson.starts < slot.ends


def _busy(held: _Held, name: str, key: UUID) -> set[int]:
    """Return the slots that the lessons which stay take from a group, a room or a trainer."""
    taken = [lesson for lesson in held.fixed if getattr(lesson, name) == key]
    return {place for place, slot in enumerate(held.slots) if any(_overlaps(slot, lesson) for lesson in taken)}


def _room(room: Room, held: _Held) -> engine.RoomFree:
    free = frozenset(range(len(held.slots))) - _busy(held, "room_id", room.pk)
    return engine.RoomFree(held.places[room.structure_id], room.seats, frozenset(room.equipment), free)


def _trainer(trainer: Trainer, held: _Held) -> engine.TrainerFree:
    week: TrainerWeek | None = getattr(trainer, "week", None)
    hours = week.hours if week is not None else value(parameters.TIMETABLE_HOURS, held.monday)
    taught = sum(minutes(row.ends) - minutes(row.starts) for row in held.fixed if row.trainer_id == trainer.pk)
    free = {place for place, slot in enumerate(held.slots) if week is None or can(week.half_days, slot.half_day)}
    most = max(0, (60 * hours - taught) // lesson_minutes(held.monday))
    return engine.TrainerFree(most, frozenset(free - _busy(held, "trainer_id", trainer.pk)))


def _teachers(groups: Sequence[Session], held: _Held) -> tuple[list[Trainer], dict[UUID, list[SessionTrainer]]]:
    """Return the trainers who can teach in this week, and who is named for each group."""
    named: defaultdict[UUID, list[SessionTrainer]] = defaultdict(list)
    rows = SessionTrainer.objects.filter(session__in=[group.pk for group in groups], trainer__active=True)
    for row in rows.order_by("since", "id"):
        named[row.session_id].append(row)
    keys = {row.trainer_id for each in named.values() for row in each}
    own = Trainer.objects.filter(structure__in=list(held.places), active=True).values_list("pk", flat=True)
    trainers = Trainer.objects.filter(pk__in=keys | set(own)).select_related("week").order_by("name", "id")
    return list(trainers), named


def _groups(
    groups: Sequence[Session], trainers: Sequence[Trainer], named: Mapping[UUID, list[SessionTrainer]], held: _Held
) -> tuple[engine.GroupAsks, ...]:
    sizes = sizes_of(group.pk for group in groups)
    found = []
    for group in groups:
        needs: GroupNeeds | None = getattr(group, "timetable_needs", None)
        own = [lesson for lesson in held.fixed if lesson.session_id == group.pk]
        open_ = {
            place
            for place, slot in enumerate(held.slots)
            if group.starts_on <= slot.day <= group.ends_on
            and (group.centre_id, slot.day) not in held.closed
            and (needs is None or can(needs.half_days, slot.half_day))
        }
        found.append(
            engine.GroupAsks(
                place=held.places[group.centre_id],
                size=max(1, sizes.get(group.pk, 0)) if group.state == "running" else max(group.seats, 1),
                lessons=lessons_of(group, needs, own, held.monday),
                trainers=_eligible(group, trainers, named.get(group.pk, []), held),
                equipment=frozenset(needs.equipment if needs is not None else ()),
                slots=frozenset(open_ - _busy(held, "session_id", group.pk)),
                most_a_day=needs.most_a_day if needs is not None else 2,
            )
        )
    return tuple(found)


def lessons_of(group: Session, needs: GroupNeeds | None, own: Sequence[SessionDay], monday: date) -> int:
    """Return how many lessons a group still asks for in a week, after those that stay.

    Without hours of its own: what the course asks for beyond the days held before this week, spread over the weeks left.
    """
    placed = sum(minutes(lesson.ends) - minutes(lesson.starts) for lesson in own)
    if needs is not None and needs.hours is not None:
        asked = 60 * needs.hours
    else:
        before = SessionDay.objects.filter(session=group, day__lt=monday)
        done = sum(minutes(ends) - minutes(starts) for starts, ends in before.values_list("starts", "ends"))
        weeks = max(1, math.ceil(((group.ends_on - max(monday, group.starts_on)).days + 1) / 7))
        asked = math.ceil(max(0, 60 * group.course.hours - done) / weeks)
    return math.ceil(max(0, asked - placed) / lesson_minutes(monday))


def _eligible(
    group: Session, trainers: Sequence[Trainer], named: Sequence[SessionTrainer], held: _Held
) -> tuple[tuple[int, frozenset[int]], ...]:
    """Return who may teach a group, each with the slots: named for it if somebody is, accredited on the day, near enough.

    Where nobody is named, the trainers of its centre.
    """
    spans = {row.trainer_id: row for row in named}
    asked = group.course.kind in ACCREDITED
    wanted = [
        (place, trainer)
        for place, trainer in enumerate(trainers)
        if (trainer.pk in spans if spans else trainer.structure_id == group.centre_id)
    ]
    good = accreditations_for(group.course, [trainer.pk for _place, trainer in wanted]) if asked else {}
    found = []
    for place, trainer in wanted:
        span = spans.get(trainer.pk)
        slots = frozenset(
            number
            for number, slot in enumerate(held.slots)
            if (span is None or (span.since <= slot.day and (span.until is None or slot.day <= span.until)))
            and (not asked or accredited_on(good.get(trainer.pk, ()), slot.day))
            and not _too_far(trainer, group, slot, held)
        )
        found.append((place, slots))
    return tuple(found)


def _too_far(trainer: Trainer, group: Session, slot: WeekSlot, held: _Held) -> bool:
    """Tell whether a lesson that stays elsewhere on that day leaves no time to come, or to go."""
    for lesson in held.fixed:
        if lesson.trainer_id != trainer.pk or lesson.day != slot.day or lesson.session.centre_id == group.centre_id:
            continue
        asked = held.travel[held.places[lesson.session.centre_id]][held.places[group.centre_id]]
        if minutes(slot.starts) < minutes(lesson.ends) + asked and minutes(lesson.starts) < minutes(slot.ends) + asked:
            return True
    return False
