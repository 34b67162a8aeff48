"""On which days who teaches a session is accredited (C.6): what stops it, what to warn of, which days do not count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding

from ..enums import ACCREDITED
from ..models import Accreditation, Course, Session, SessionDay, SessionTrainer, Trainer

SOURCE = "domain.md C.6"


@dataclass(frozen=True, slots=True)
class Lapse:
    """A trainer who teaches from a day on without an accreditation: the first such day of the session, and all of them."""

    trainer: Trainer
    since: date
    days: tuple[date, ...]


def accreditations_for(course: Course, trainers: Iterable[UUID]) -> Mapping[UUID, list[Accreditation]]:
    """Return the accreditations of these trainers that are good for a course. One query."""
    return good_for(course, Accreditation.objects.filter(trainer__in=list(trainers)))


def good_for(course: Course, rows: Iterable[Accreditation]) -> Mapping[UUID, list[Accreditation]]:
    """Return, of these accreditations, those good for a course, by trainer."""
    found: defaultdict[UUID, list[Accreditation]] = defaultdict(list)
    for row in rows:
        if row.kind == course.kind or row.course_id == course.pk:
            found[row.trainer_id].append(row)
    return found


def accredited_on(rows: Iterable[Accreditation], day: date) -> bool:
    """Tell whether one of the accreditations is in force on a day, its last one counting."""
    return any(row.valid_from <= day <= row.valid_to for row in rows)


def teachers_of(teaching: Sequence[SessionTrainer], days: Sequence[SessionDay]) -> dict[UUID, set[Trainer]]:
    """Return who teaches each day, by its id: its own trainer where it names one, else all who teach the session then."""
    found: dict[UUID, set[Trainer]] = {}
    for day in days:
        if day.trainer is not None:
            found[day.pk] = {day.trainer}
        else:
            found[day.pk] = {
                row.trainer for row in teaching if row.since <= day.day and (row.until is None or day.day <= row.until)
            }
    return found


def days_of(session: Session) -> list[SessionDay]:
    """Return the days of a session with who teaches them, in order."""
    return list(session.days.select_related("trainer", "room"))


def teaching_of(session: Session) -> list[SessionTrainer]:
    """Return who teaches a session, with their file."""
    return list(session.teaching.select_related("trainer"))


def bare_days(
    taught: Mapping[UUID, set[Trainer]], days: Sequence[SessionDay], held: Mapping[UUID, Sequence[Accreditation]]
) -> list[Lapse]:
    """Return the trainers who teach some of these days without an accreditation among `held`, by name. Pure."""
    found = []
    trainers = {trainer for each in taught.values() for trainer in each}
    for trainer in sorted(trainers, key=lambda one: (one.name, one.pk)):
        mine = held.get(trainer.pk, ())
        bare = sorted({day.day for day in days if trainer in taught[day.pk] and not accredited_on(mine, day.day)})
        if bare:
            found.append(Lapse(trainer, bare[0], tuple(bare)))
    return found


def lapses(session: Session, days: Sequence[SessionDay] | None = None) -> list[Lapse]:
    """Return the trainers who teach some day of the session without an accreditation, by name; none for kinds that ask none."""
    if session.course.kind not in ACCREDITED:
        return []
    days = days_of(session) if days is None else days
    taught = teachers_of(teaching_of(session), days)
    held = accreditations_for(session.course, {trainer.pk for each in taught.values() for trainer in each})
    return bare_days(taught, days, held)


def counted_days(session: Session, days: Sequence[SessionDay]) -> list[SessionDay]:
    """Return the days that count for a result: those taught by trainers who are all accredited on that day.

    For the kinds that ask no accreditation, every day.
    """
    if session.course.kind not in ACCREDITED:
        return list(days)
    bare = {(lapse.trainer.pk, day) for lapse in lapses(session, days) for day in lapse.days}
    taught = teachers_of(teaching_of(session), days)
    return [
        day for day in days
        if taught[day.pk] and not any((trainer.pk, day.day) in bare for trainer in taught[day.pk])
    ]  # fmt: skip


def findings(session: Session, days: Sequence[SessionDay]) -> list[Finding]:
    """Return what stops a session of an accredited kind: nobody to teach it, or somebody whose accreditation does not reach."""
    if session.course.kind not in ACCREDITED:
        return []
    taught = teachers_of(teaching_of(session), days)
    found = []
    if any(not each for each in taught.values()):
        sentence = _("Name who teaches each day: this course asks for an accredited trainer.")
        found.append(Finding("trainer_missing", sentence, "trainers", source=SOURCE))
    for lapse in lapses(session, days):
        words = {"name": lapse.trainer.name, "day": date_format(lapse.since, "d/m/Y"), "course": session.course.title}
        sentence = (
            _("%(name)s is not accredited for “%(course)s” on %(day)s: renew the accreditation, or name another.")
            % words
        )
        found.append(Finding("accreditation_lapsed", sentence, "trainers", source=SOURCE))
    return found
