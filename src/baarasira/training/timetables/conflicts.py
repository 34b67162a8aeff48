"""What is wrong with the lessons of a week as they stand, whoever placed them: found on the clock's times, said in words.

The engine proposes on a grid; a planner may place a lesson at any time. So the conflicts of a week are found here on what is
written, by the same rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..courses.enums import ACCREDITED
from ..courses.models import Enrolment, SessionDay
from ..courses.rules.accreditations import accreditations_for, accredited_on
from . import queries
from .models import TrainerWeek
from .weeks import can, half_day_of, minutes

HARD = frozenset({"group_twice", "trainer_twice", "room_twice"})
"""What cannot be: nobody is in two places. The others may be accepted by who knows why."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that is wrong: its kind, the lessons it is between, and the sentence."""

    kind: str
    lessons: tuple[UUID, ...]
    sentence: str

    @property
    def hard(self) -> bool:
        """Whether it cannot be at all."""
        return self.kind in HARD


def conflicts(lessons: Sequence[SessionDay], monday: date) -> list[Conflict]:
    """Return everything wrong with the lessons of a week (room, trainer, session and centre read), the gravest first."""
    found = [*_twice(lessons), *_travel(lessons, monday)]
    found += _rooms(lessons)
    found += _trainers(lessons, monday)
    found += _closed(lessons, monday)
    return sorted(found, key=lambda one: (not one.hard, one.sentence))


def _at(lesson: SessionDay) -> str:
    day = date_format(lesson.day, "l j F")
    return f"{day}, {time_format(lesson.starts, 'H:i')} – {time_format(lesson.ends, 'H:i')}"


def _overlap(one: SessionDay, other: SessionDay) -> bool:
    return one.day == other.day and one.starts < other.ends and other.starts < one.ends


def _by(lessons: Iterable[SessionDay], name: str) -> dict[UUID, list[SessionDay]]:
    found: defaultdict[UUID, list[SessionDay]] = defaultdict(list)
    for lesson in lessons:
        if (key := getattr(lesson, name)) is not None:
            found[key].append(lesson)
    return found


def _twice(lessons: Sequence[SessionDay]) -> Iterator[Conflict]:
    for kind, name in (("group_twice", "session_id"), ("trainer_twice", "trainer_id"), ("room_twice", "room_id")):
        for held in _by(lessons, name).values():
            for one, other in combinations(held, 2):
                if _overlap(one, other):
                    yield Conflict(kind, (one.pk, other.pk), _twice_words(kind, one, other))


def _twice_words(kind: str, one: SessionDay, other: SessionDay) -> str:
    words = {"one": one.session.title, "other": other.session.title, "at": _at(one)}
    if kind == "group_twice":
        return _("%(one)s has two lessons at the same time (%(at)s).") % words
    if kind == "trainer_twice":
        words["name"] = one.trainer.name if one.trainer else ""
        return _("%(name)s teaches %(one)s and %(other)s at the same time (%(at)s).") % words
    words["name"] = one.room.name if one.room else ""
    return _("The room %(name)s holds %(one)s and %(other)s at the same time (%(at)s).") % words


def _travel(lessons: Sequence[SessionDay], monday: date) -> Iterator[Conflict]:
    known = queries.journeys({lesson.session.centre_id for lesson in lessons})
    usual = value(parameters.TIMETABLE_JOURNEY, monday)
    for held in _by(lessons, "trainer_id").values():
        for one, other in combinations(sorted(held, key=lambda lesson: (lesson.day, lesson.starts)), 2):
            here, there = one.session.centre_id, other.session.centre_id
            if one.day != other.day or here == there or _overlap(one, other):
                continue
            asked, left = known.get(frozenset((here, there)), usual), minutes(other.starts) - minutes(one.ends)
            if left < asked:
                words = {
                    "name": one.trainer.name if one.trainer else "", "here": one.session.centre.name,
                    "there": other.session.centre.name, "left": left, "asked": asked, "at": _at(other),
                }  # fmt: skip
                sentence = _(
                    "%(name)s has %(left)d minutes from %(here)s to %(there)s (%(at)s): the journey takes %(asked)d."
                )
                yield Conflict("travel", (one.pk, other.pk), sentence % words)


def _rooms(lessons: Sequence[SessionDay]) -> Iterator[Conflict]:
    sizes = sizes_of({lesson.session_id for lesson in lessons})
    for lesson in lessons:
        room = lesson.room
        if room is None:
            continue
        words = {"room": room.name, "group": lesson.session.title, "at": _at(lesson)}
        if sizes.get(lesson.session_id, 0) > room.seats:
            words |= {"seats": str(room.seats), "size": str(sizes[lesson.session_id])}
            sentence = _("The room %(room)s has %(seats)s seats and %(group)s counts %(size)s people (%(at)s).")
            yield Conflict("seats", (lesson.pk,), sentence % words)
        needs = getattr(lesson.session, "timetable_needs", None)
        lacking = [word for word in (needs.equipment if needs else []) if word not in room.equipment]
        if lacking:
            words["lacking"] = ", ".join(lacking)
            sentence = _("%(group)s needs %(lacking)s, which the room %(room)s has not (%(at)s).")
            yield Conflict("equipment", (lesson.pk,), sentence % words)
        if room.structure_id != lesson.session.centre_id:
            sentence = _("The room %(room)s is not of the centre of %(group)s (%(at)s).")
            yield Conflict("elsewhere", (lesson.pk,), sentence % words)


def sizes_of(sessions: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many people are enrolled in each session."""
    rows = Enrolment.objects.filter(session__in=list(sessions), state="enrolled").values_list("session_id", flat=True)
    found: defaultdict[UUID, int] = defaultdict(int)
    for key in rows:
        found[key] += 1
    return found


def _trainers(lessons: Sequence[SessionDay], monday: date) -> Iterator[Conflict]:
    held = _by(lessons, "trainer_id")
    said = {week.trainer_id: week for week in TrainerWeek.objects.filter(trainer__in=list(held))}
    for key, taught in held.items():
        name, week = taught[0].trainer.name if taught[0].trainer else "", said.get(key)
        for lesson in taught:
            if week is not None and not can(week.half_days, half_day_of(lesson.day, lesson.starts)):
                sentence = _("%(name)s does not teach at that time: %(group)s (%(at)s).")
                words = {"name": name, "group": lesson.session.title, "at": _at(lesson)}
                yield Conflict("trainer_away", (lesson.pk,), sentence % words)
        most = week.hours if week is not None else value(parameters.TIMETABLE_HOURS, monday)
        total = sum(minutes(lesson.ends) - minutes(lesson.starts) for lesson in taught)
        if total > 60 * most:
            sentence = ngettext(
                "%(name)s teaches %(total)s hours this week, for %(most)d hour at most.",
                "%(name)s teaches %(total)s hours this week, for %(most)d hours at most.",
                most,
            )
            words = {"name": name, "total": f"{total / 60:g}", "most": most}
            yield Conflict("hours", tuple(lesson.pk for lesson in taught), sentence % words)
    yield from _unaccredited(lessons)


def _unaccredited(lessons: Sequence[SessionDay]) -> Iterator[Conflict]:
    asked = [lesson for lesson in lessons if lesson.session.course.kind in ACCREDITED and lesson.trainer_id is not None]
    for held in _by(asked, "session_id").values():
        trainers = {lesson.trainer_id for lesson in held if lesson.trainer_id is not None}
        good = accreditations_for(held[0].session.course, trainers)
        for lesson in held:
            if lesson.trainer_id is None or accredited_on(good.get(lesson.trainer_id, ()), lesson.day):
                continue
            words = {"name": lesson.trainer.name if lesson.trainer else "", "course": lesson.session.course.title, "at": _at(lesson)}  # fmt: skip
            sentence = _("%(name)s is not accredited for %(course)s on that day (%(at)s).") % words
            yield Conflict("not_accredited", (lesson.pk,), sentence)


def _closed(lessons: Sequence[SessionDay], monday: date) -> Iterator[Conflict]:
    shut: Mapping[tuple[UUID, date], str] = queries.closed_days(
        {lesson.session.centre_id for lesson in lessons}, monday
    )
    days = set(value(parameters.TIMETABLE_CLOSED, monday))
    for lesson in lessons:
        words = {"group": lesson.session.title, "at": _at(lesson)}
        reason = shut.get((lesson.session.centre_id, lesson.day))
        if reason is not None:
            words["reason"] = reason
            sentence = _("The centre is closed on that day (%(reason)s): %(group)s (%(at)s).")
            yield Conflict("closed", (lesson.pk,), sentence % words)
        elif lesson.day.isoweekday() in days:
            yield Conflict("closed", (lesson.pk,), _("No lesson is held on that day: %(group)s (%(at)s).") % words)
