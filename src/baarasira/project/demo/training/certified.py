"""A short course of soap-making at a branch of the CPR: certificates signed, one that waits, one taken back; a week of lessons."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.training.certificates import actions as certificates
from baarasira.training.certificates.models import Certificate
from baarasira.training.courses import actions as courses
from baarasira.training.courses.inputs import DayData, EntryData, SessionData
from baarasira.training.courses.loading import load_courses, load_forms
from baarasira.training.courses.models import Course, Enrolment, Session, Trainer
from baarasira.training.timetables import actions as timetables
from baarasira.training.timetables.weeks import monday_of

from ..agents import hire_for_training
from ..service import Service

_LEARNERS = 5
_ROOMS = (("Atelier savon et teinture", 16, ["cuves", "teinture"]), ("Salle de cours", 30, []))
_GROUPS = (
    ("Teinture, groupe du matin", "teinture", ("cuves",), ("tue_am",)),
    ("Teinture, groupe des femmes", "teinture", ("cuves",), ("tue_am",)),
    ("Maraîchage, promotion 2", "maraichage", (), ()),
)


def make_certified(now: datetime, address: str) -> int:
    """Tell the story; return how many certificates there are. A register without a centre of training has none."""
    centre = Structure.objects.filter(kind=StructureKind.CPR, parent__kind=StructureKind.CPR).order_by("code").first()
    if centre is None:
        return 0
    if not Course.objects.exists():
        load_courses()
        load_forms()
    officer, director = hire_for_training(centre, now)
    service = Service(now)
    session = _taught(service, centre, officer)
    _certified(service, officer, director, list(session.enrolments.order_by("id")), address)
    _week(service.actor(officer), centre, now.date())
    return Certificate.objects.count()


def _taught(service: Service, centre: Structure, officer: User) -> Session:
    """Tell a course of soap-making held last month and closed, with the people of the centre's region."""
    course = Course.objects.get(key="savon")
    first = monday_of(service.day(40))
    days = [DayData(day=first + timedelta(days=n), starts=time(8), ends=time(16)) for n in _workdays(course.hours)]
    data = SessionData(
        course_id=course.pk, centre_id=centre.pk, title="Savonnerie, promotion 1 (démonstration)", literacy="oral",
        starts_on=first, ends_on=days[-1].day, seats=20, language="bm", days=days,
        trainers=[courses.record_trainer(actor=service.actor(officer, 60), structure=centre, name="Nana Coulibaly").pk],
    )  # fmt: skip
    session = courses.plan_session(actor=service.actor(officer, 60), data=data)
    courses.open_session(actor=service.actor(officer, 60), session_id=session.pk)
    people = Person.objects.filter(state=PersonState.OPEN, office__parent__isnull=False).order_by("registered_on", "id")
    for person in people[:_LEARNERS]:
        courses.enrol(actor=service.actor(officer, 55), session_id=session.pk, person_id=person.pk, origin="seeker")
    _attended(service, session, officer, days[-1].day)
    return session


def _workdays(hours: int) -> list[int]:
    """Return the offsets of enough days of eight hours, weekends left out."""
    count = -(-hours // 8)
    return [n for n in range(count * 2) if n % 7 < 5][:count]


def _attended(service: Service, session: Session, officer: User, last: date) -> None:
    """Note everybody present, give each the mark of the exit, close the session on its last day."""
    actor = Actor(officer, service.now.replace(year=last.year, month=last.month, day=last.day, hour=18), channel="demo")
    entries = [
        EntryData(
            id=uuid4(), enrolment_id=row.pk, day_id=day.pk, mark="present", device="démonstration",
            noted_at=actor.at.replace(year=day.day.year, month=day.day.month, day=day.day.day, hour=8),
        )
        for day in session.days.all()
        for row in session.enrolments.all()
    ]  # fmt: skip
    courses.record_attendance(actor=actor, session_id=session.pk, entries=entries)
    courses.close_session(actor=actor, session_id=session.pk)


def _certified(service: Service, officer: User, director: User, enrolments: list[Enrolment], address: str) -> None:
    """Propose the certificates of all but one, sign all but one of these, take one back."""
    proposed = certificates.propose_completed(
        actor=service.actor(officer, 10), enrolment_ids=[row.pk for row in enrolments[1:]]
    )
    made = [line.certificate for line in proposed if line.certificate is not None]
    for certificate in made[1:]:
        certificates.sign(actor=service.actor(director, 9), certificate_id=certificate.pk, address=address)
    if len(made) > 2:
        reason = "Démonstration : la présence d'une autre personne avait été notée."
        certificates.revoke(actor=service.actor(director, 3), certificate_id=made[-1].pk, reason=reason)


def _week(actor: Actor, centre: Structure, today: date) -> None:
    """Plan three groups for next week, put their timetable in place, and leave a proposal in which two want one workshop."""
    monday = monday_of(today) + timedelta(days=7)
    for name, seats, equipment in _ROOMS:
        courses.record_room(actor=actor, structure=centre, name=name, seats=seats, equipment=equipment)
    for name in ("Oumou Sidibé", "Bakary Traoré"):
        trainer = courses.record_trainer(actor=actor, structure=centre, name=name)
        timetables.keep_trainer_week(actor=actor, trainer_id=trainer.pk, hours=20, half_days=())
    for title, key, equipment, half_days in _GROUPS:
        session = _group(actor, centre, title, key, monday)
        timetables.keep_needs(
            actor=actor, session_id=session.pk, hours=4 if half_days else 12, equipment=equipment, half_days=half_days,
            most_a_day=2,
        )  # fmt: skip
    first = timetables.propose(actor=actor, structure_id=centre.pk, day=monday)
    timetables.apply(actor=actor, proposal_id=first.pk)
    timetables.propose(actor=actor, structure_id=centre.pk, day=monday)


def _group(actor: Actor, centre: Structure, title: str, key: str, monday: date) -> Session:
    course = Course.objects.get(key=key)
    data = SessionData(
        course_id=course.pk, centre_id=centre.pk, title=f"{title} (démonstration)", literacy="oral", starts_on=monday,
        ends_on=monday + timedelta(days=25), seats=15, language="bm",
        trainers=list(Trainer.objects.filter(structure=centre).order_by("name").values_list("pk", flat=True)),
    )  # fmt: skip
    return courses.plan_session(actor=actor, data=data)
