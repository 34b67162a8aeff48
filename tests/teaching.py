"""Courses for tests: the catalogue the product carries, trainers accredited or not, sessions made by the real actions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, system
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.training.courses import actions
from baarasira.training.courses.inputs import DayData, EntryData, FollowUpData, OutputData, QuizData, SessionData
from baarasira.training.courses.loading import load_courses, load_forms
from baarasira.training.courses.models import Course, Enrolment, FormVersion, Session, SessionDay, Trainer
from factories import NOW, TODAY, Tree, make_actor, make_person, make_structure, make_user

RIGHT = {
    "q1": "Ce qui reste quand tout est payé",
    "q2": "Des clients",
    "q3": "Se tiennent à part",
    "q4": "50 F",
}
"""The right answers of the quiz of CREE."""


def make_catalogue() -> None:
    """Load the courses and the forms that the product carries."""
    load_courses(actor=system(NOW))
    load_forms(actor=system(NOW))


def officer(centre: Structure, at: datetime = NOW) -> Actor:
    """Return a training officer of a structure."""
    return make_actor(role=Role.TRAINING_OFFICER, structure=centre, at=at)


def make_trainer(
    centre: Structure,
    name: str = "Salif Sangaré",
    *,
    kinds: Sequence[str] = ("cree",),
    until: date = TODAY + timedelta(days=730),
    account: bool = True,
) -> Trainer:
    """Record a trainer with an account of theirs, accredited for kinds of courses since a year ago until a day."""
    user: User | None = make_user(Role.TRAINER, centre, surname=name.rsplit(maxsplit=1)[-1]) if account else None
    trainer = actions.record_trainer(actor=officer(centre), structure=centre, name=name, user=user)
    for kind in kinds:
        actions.accredit(
            actor=officer(centre), trainer_id=trainer.pk, number=f"OIT-{kind}-{trainer.pk.hex[-6:]}", kind=kind,
            valid_from=TODAY - timedelta(days=365), valid_to=until,
        )  # fmt: skip
    return trainer


def days_from(first: date, count: int, hours: int = 6) -> list[DayData]:
    """Return so many days in a row, from eight o'clock."""
    return [DayData(day=first + timedelta(days=n), starts=time(8), ends=time(8 + hours)) for n in range(count)]


def make_session(
    centre: Structure | None = None,
    course: str = "cree",
    *,
    trainers: Sequence[Trainer] | None = None,
    starts_on: date = TODAY + timedelta(days=7),
    days: int = 5,
    hours: int = 6,
    open_: bool = True,
    at: datetime = NOW,
    **values: Any,
) -> Session:
    """Plan a session of a course of the catalogue and open it: five days of six hours, twenty seats, for people who do not read."""
    if not Course.objects.filter(key=course).exists():
        make_catalogue()
    centre = centre or make_structure(make_structure(), kind="cpr")
    teachers = [make_trainer(centre)] if trainers is None else trainers
    own: dict[str, Any] = {
        "title": "Groupe de Kayes",
        "literacy": "oral",
        "seats": 20,
        "ends_on": starts_on + timedelta(days=days - 1),
        "days": days_from(starts_on, days, hours),
        "trainers": [trainer.pk for trainer in teachers],
        "language": "bm",
    }
    data = SessionData(
        course_id=Course.objects.get(key=course).pk, centre_id=centre.pk, starts_on=starts_on, **{**own, **values}
    )
    actor = officer(centre, at)
    session = actions.plan_session(actor=actor, data=data)
    return actions.open_session(actor=actor, session_id=session.pk) if open_ else session


def make_enrolment(session: Session, person: Person | None = None, *, at: datetime = NOW, **values: Any) -> Enrolment:
    """Enrol somebody by a counsellor of their office."""
    person = person or make_person()
    counsellor = make_actor(role=Role.COUNSELLOR, structure=person.office, at=at)
    return actions.enrol(actor=counsellor, session_id=session.pk, person_id=person.pk, **values)


def entry(
    enrolment: Enrolment, day: SessionDay, mark: str = "present", *, device: str = "phone-a", minutes: int = 0,
    id_: UUID | None = None,
) -> EntryData:  # fmt: skip
    """Return an entry made on a device so many minutes after the group began."""
    noted = datetime.combine(day.day, day.starts, NOW.tzinfo) + timedelta(minutes=minutes)
    return EntryData(
        id=id_ or uuid4(), enrolment_id=enrolment.pk, day_id=day.pk, mark=mark, noted_at=noted, device=device
    )


def after(session: Session, days: int = 0) -> datetime:
    """Return the moment of the day so many days after the last day of a session."""
    return datetime.combine(session.ends_on + timedelta(days=days), time(18), NOW.tzinfo)


def attend(session: Session, marks: dict[Enrolment, str] | None = None, default: str = "present") -> None:
    """Note everybody enrolled on each day, at the end of the last one."""
    enrolled = list(session.enrolments.filter(state="enrolled"))
    given = marks or {}
    entries = [entry(row, day, given.get(row, default)) for day in session.days.all() for row in enrolled]
    actions.record_attendance(actor=officer(session.centre, after(session)), session_id=session.pk, entries=entries)


def quiz(enrolment: Enrolment, when: str, right: int = 4, *, at: datetime = NOW, reason: str = "") -> Enrolment:
    """Ask the quiz of CREE orally; so many answers are right."""
    wrong = {"q1": "Ce qui entre", "q2": "Une grande boutique", "q3": "Se mélangent", "q4": "200 F"}
    answers = {code: RIGHT[code] if place < right else wrong[code] for place, code in enumerate(RIGHT)}
    data = QuizData(when=when, asked="oral", answers=answers, reason=reason)
    return actions.record_quiz(actor=officer(enrolment.session.centre, at), enrolment_id=enrolment.pk, data=data)


def make_completed(session: Session, persons: Sequence[Person], *, cost: int | None = None) -> list[Enrolment]:
    """Enrol people, note them present, ask the quiz at exit, close the session."""
    rows = [make_enrolment(session, person) for person in persons]
    attend(session)
    for row in rows if session.course.pass_mark else ():
        quiz(row, "exit", at=after(session))
    actions.close_session(actor=officer(session.centre, after(session)), session_id=session.pk, cost=cost)
    return list(session.enrolments.order_by("id"))


def follow(enrolment: Enrolment, months: int, situation: str = "self_employed", **values: Any) -> None:
    """Record the support of so many months on the day it was due."""
    row = enrolment.follow_ups.get(months=months)
    at = datetime.combine(row.due_on, time(10), NOW.tzinfo)
    data = FollowUpData(situation=situation, done_on=row.due_on, **values)
    actions.record_follow_up(actor=officer(enrolment.session.centre, at), follow_up_id=row.pk, data=data)


def make_training(tree: Tree) -> tuple[dict[str, list[object]], list[User]]:
    """Return the values of the addresses of courses, and who may see each: sessions at each of their states, two devices that
    differ, somebody who completed and is followed up, a course cancelled.
    """
    centre = make_structure(tree.directorate, name="CPR de Ségou", kind="cpr")
    ended = make_session(centre, starts_on=TODAY - timedelta(days=60), at=NOW - timedelta(days=70))
    person = make_person(tree.office, surname="Cissé", at=NOW - timedelta(days=70), phones=["76 45 88 88"])
    done = make_enrolment(ended, person, at=NOW - timedelta(days=70))
    attend(ended)
    quiz(done, "exit", at=after(ended))
    business = OutputData(kind="business_file", summary="Une savonnerie", activity="Savon", investment=350_000)
    boss = officer(centre, after(ended))
    actions.record_output(actor=boss, enrolment_id=done.pk, data=business)
    actions.close_session(actor=boss, session_id=ended.pk, cost=400_000)
    teacher = ended.trainers.get()
    running = make_session(centre, trainers=[teacher], starts_on=TODAY - timedelta(days=2), at=NOW - timedelta(days=9))
    row = make_enrolment(running, make_person(tree.office, surname="Bagayoko"), at=NOW - timedelta(days=9))
    first = running.days.order_by("day").first()
    assert first is not None
    for mark, device in (("absent", "phone-a"), ("present", "phone-b")):
        told = [entry(row, first, mark, device=device)]
        actions.record_attendance(actor=officer(centre), session_id=running.pk, entries=told)
    stopped = make_session(centre, trainers=[teacher], starts_on=TODAY + timedelta(days=40))
    actions.cancel_session(actor=officer(centre), session_id=stopped.pk, reason="Salle inondée par la pluie.")
    planned = make_session(centre, trainers=[teacher], starts_on=TODAY + timedelta(days=60), open_=False)
    form = FormVersion.objects.get(code="quiz", kind="cree")
    values: dict[str, list[object]] = {
        "course_id": [ended.course_id],
        "trainer_id": [teacher.pk],
        "template_id": [form.pk],
        "follow_up_id": list(done.follow_ups.values_list("pk", flat=True)[:1]),
        "enrolment_id": [row.pk, done.pk],
        "moment": ["entry", "exit", "f3", "f4"],
        "group_id": [running.pk, running.pk, running.pk, ended.pk, planned.pk, stopped.pk],
    }
    return values, [make_user(Role.TRAINING_OFFICER, centre, surname="Sacko")]
