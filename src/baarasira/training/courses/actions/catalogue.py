"""The catalogue, its trainers and their accreditations, rooms, dated forms."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding
from baarasira.network.models import Structure
from baarasira.reference.occupations import is_unit_group
from baarasira.reference.skills import SKILLS

from ..enums import CourseKind, FormCode, Literacy
from ..inputs import CourseData
from ..models import Accreditation, Course, FormVersion, Room, Trainer
from ..policies import COURSES, FORMS, SESSIONS, TRAINERS
from ..rules.forms import questions_findings
from . import doors


def course_findings(data: CourseData) -> list[Finding]:
    """Return what is wrong with a course before it is kept."""
    found = []
    if not data.title.strip():
        found.append(Finding("course_title", _("Write the title."), "title"))
    if data.kind not in CourseKind.values:
        found.append(Finding("course_kind", _("Choose what kind of course it is."), "kind"))
    if data.hours < 1:
        found.append(Finding("course_hours", _("Write how many hours a session teaches at least."), "hours"))
    if any(skill not in SKILLS for skill in data.skills):
        found.append(Finding("course_skill", _("Choose skills of the list."), "skills"))
    if data.occupation and not is_unit_group(data.occupation):
        found.append(Finding("course_occupation", _("Choose an occupation of the list."), "occupation"))
    if not 0 <= data.pass_mark <= 100 or not 1 <= data.attendance_share <= 100:
        found.append(Finding("course_shares", _("Write shares of a hundred."), "pass_mark"))
    if any(variant not in Literacy.values for variant in data.literacy):
        found.append(Finding("course_literacy", _("Choose for whom it is taught."), "literacy"))
    return found


def columns_of(data: CourseData) -> dict[str, Any]:
    """Return a course as columns."""
    return {
        "title": " ".join(data.title.split()),
        "kind": CourseKind(data.kind),
        "hours": data.hours,
        "skills": sorted(set(data.skills)),
        "occupation": data.occupation,
        "pass_mark": data.pass_mark,
        "attendance_share": data.attendance_share,
        "criteria": data.criteria.strip(),
        "literacy": [variant for variant in Literacy.values if variant in set(data.literacy)],
        "active": data.active,
    }


@transaction.atomic
def record_course(*, actor: Actor, data: CourseData) -> Course:
    """Record a course of the catalogue. Raises NotAllowed, RuleRefused."""
    COURSES.require(actor, "keep")
    found = course_findings(data)
    if Course.objects.filter(key=data.key).exists():
        found.append(Finding("course_key", _("A course bears this short name already."), "key"))
    doors.stop_at(found)
    course = Course(key=data.key, **columns_of(data))
    writing.create(course, "course.record", actor=actor)
    return course


@transaction.atomic
def edit_course(*, actor: Actor, course_id: UUID, data: CourseData, expected_version: int | None = None) -> Course:
    """Correct a course. What a session that ended was measured by does not change. Raises NotAllowed, RuleRefused, Stale."""
    COURSES.require(actor, "keep")
    course = Course.objects.select_for_update().get(pk=course_id)
    doors.stop_at(course_findings(data))
    writing.edit(course, "course.edit", actor=actor, values=columns_of(data), expected_version=expected_version)
    return course


@transaction.atomic
def record_trainer(
    *, actor: Actor, structure: Structure, name: str, phone: str = "", user: User | None = None
) -> Trainer:
    """Record who teaches, kept by a structure. Raises NotAllowed, RuleRefused (an account is one trainer)."""
    TRAINERS.require(actor, "keep", structure.pk)
    _trainer_checks(name, user, None)
    trainer = Trainer(structure=structure, name=" ".join(name.split()), phone=phone, user=user)
    writing.create(trainer, "trainer.record", actor=actor, structure_id=structure.pk)
    return trainer


def _trainer_checks(name: str, user: User | None, trainer: Trainer | None) -> None:
    if not name.strip():
        raise doors.refused("trainer_name", _("Write the name."), "name")
    known = Trainer.objects.filter(user=user).exclude(pk=trainer.pk if trainer else None) if user is not None else None
    if known is not None and known.exists():
        raise doors.refused("trainer_account", _("This account is a trainer's already."), "user")


@transaction.atomic
def edit_trainer(
    *, actor: Actor, trainer_id: UUID, name: str, phone: str, user: User | None, active: bool,
    expected_version: int | None = None,
) -> Trainer:  # fmt: skip
    """Correct who teaches. Raises NotAllowed, RuleRefused, Stale."""
    trainer = Trainer.objects.select_for_update().get(pk=trainer_id)
    TRAINERS.require(actor, "keep", trainer.structure_id)
    _trainer_checks(name, user, trainer)
    values = {"name": " ".join(name.split()), "phone": phone, "user": user, "active": active}
    writing.edit(
        trainer, "trainer.edit", actor=actor, values=values, expected_version=expected_version,
        structure_id=trainer.structure_id,
    )  # fmt: skip
    return trainer


@transaction.atomic
def accredit(
    *, actor: Actor, trainer_id: UUID, number: str, valid_from: date, valid_to: date, kind: str = "",
    course: Course | None = None,
) -> Accreditation:  # fmt: skip
    """Record an accreditation, of a kind of course or of one course. Raises NotAllowed, RuleRefused."""
    trainer = Trainer.objects.get(pk=trainer_id)
    TRAINERS.require(actor, "keep", trainer.structure_id)
    found = []
    if not number.strip():
        found.append(Finding("accreditation_number", _("Write its number."), "number"))
    if valid_to < valid_from:
        found.append(Finding("accreditation_dates", _("It ends before it begins."), "valid_to"))
    if (kind not in CourseKind.values) == (course is None):
        found.append(Finding("accreditation_of", _("Choose a kind of course, or one course."), "kind"))
    if trainer.accreditations.filter(number=number.strip(), valid_from=valid_from).exists():
        found.append(Finding("accreditation_twice", _("This accreditation is recorded already."), "number"))
    doors.stop_at(found)
    row = Accreditation(
        trainer=trainer, kind=kind, course=course, number=number.strip(), valid_from=valid_from, valid_to=valid_to
    )
    writing.create(row, "trainer.accredit", actor=actor, structure_id=trainer.structure_id)
    return row


@transaction.atomic
def end_accreditation(*, actor: Actor, accreditation_id: UUID, last_day: date, reason: str) -> Accreditation:
    """Shorten an accreditation that was withdrawn, with the reason; the sessions it leaves bare show it. Raises NotAllowed,
    RuleRefused.
    """
    row = Accreditation.objects.select_for_update(of=("self",)).select_related("trainer").get(pk=accreditation_id)
    TRAINERS.require(actor, "keep", row.trainer.structure_id)
    if not row.valid_from <= last_day <= row.valid_to:
        raise doors.refused("accreditation_dates", _("The last day is one of those it was valid for."), "last_day")
    because = actor.because(doors.words_of(reason, 300))
    values = {"valid_to": last_day}
    writing.edit(row, "trainer.end_accreditation", actor=because, values=values, structure_id=row.trainer.structure_id)
    return row


@transaction.atomic
def record_room(*, actor: Actor, structure: Structure, name: str, seats: int, equipment: Sequence[str] = ()) -> Room:
    """Record a room or a workshop of a structure. Raises NotAllowed, RuleRefused."""
    SESSIONS.require(actor, "plan", structure.pk)
    tidy = " ".join(name.split())
    if not tidy or seats < 1:
        raise doors.refused("room_bare", _("Write its name and its seats."), "name")
    if Room.objects.filter(structure=structure, name=tidy).exists():
        raise doors.refused("room_twice", _("A room of this centre bears this name already."), "name")
    words = sorted({" ".join(word.split()) for word in equipment if word.strip()})
    room = Room(structure=structure, name=tidy, seats=seats, equipment=words)
    writing.create(room, "room.record", actor=actor, structure_id=structure.pk)
    return room


@transaction.atomic
def keep_form(
    *,
    actor: Actor,
    code: str,
    kind: str,
    valid_from: date,
    title: str,
    questions: Sequence[Mapping[str, Any]],
    source: str,
) -> FormVersion:
    """Keep a form from a day on; what was answered before keeps the form it answered. Raises NotAllowed, RuleRefused."""
    FORMS.require(actor, "keep")
    found = questions_findings(code, questions)
    if code not in FormCode.values or (kind and kind not in CourseKind.values):
        found.append(Finding("form_code", _("Choose which form it is, and for which courses."), "code"))
    if not title.strip() or not source.strip():
        found.append(Finding("form_bare", _("Write its title and where the text comes from."), "source"))
    if valid_from < actor.today:
        found.append(Finding("form_past", _("A form changes from today on, or later."), "valid_from"))
    if FormVersion.objects.filter(code=code, kind=kind, valid_from=valid_from).exists():
        found.append(Finding("form_day", _("This form changes on that day already: choose another."), "valid_from"))
    doors.stop_at(found)
    form = FormVersion(
        code=code, kind=kind, valid_from=valid_from, title=title.strip(), questions=[dict(each) for each in questions],
        source=source.strip(), recorded_by=doors.person_acting(actor),
    )  # fmt: skip
    writing.create(form, "training_form.keep", actor=actor)
    return form
