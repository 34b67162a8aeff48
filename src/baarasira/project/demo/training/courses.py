"""Courses of the demonstration: a CREE group followed to its businesses, one under way, one cancelled, dyeing with the consulate.

Names and people are those of the invented register; every act goes through the actions, on its own day.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import uuid4

from baarasira.accounts.enums import Role
from baarasira.cooperation.models import Organisation
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.training.courses import actions
from baarasira.training.courses.inputs import (
    DayData,
    EntryData,
    FollowUpData,
    OutputData,
    QuizData,
    SessionData,
)
from baarasira.training.courses.models import Course, Enrolment, Session, SessionDay, Trainer
from baarasira.training.courses.queries.forms import form_for

from ..service import Service

_WORDS = "Session de démonstration"
_ENOUGH = 1000
"""More people than all sessions have seats for; a register may hold a million."""


class _Training:
    """The DFPE and the AEK with who acts there, and the people of the register not yet in a course."""

    def __init__(self, now: datetime) -> None:
        self.service = Service(now)
        self.dfpe = Structure.objects.get(code="DFPE")
        self.school = Structure.objects.get(code="AEK-KAYES")
        self._people = iter(Person.objects.filter(state=PersonState.OPEN).order_by("registered_on", "id")[:_ENOUGH])
        account = self.service.of(Role.TRAINER)[1].user
        self.trainer = self._trainer(self.dfpe, "Salif Sangaré", account_of=account, kinds=("tre", "cree", "germe"))
        self.second = self._trainer(self.dfpe, "Awa Coulibaly", kinds=("cree", "germe"))
        self.dyer = self._trainer(self.school, "Kadiatou Sissoko")

    def officer(self, centre: Structure, days_ago: int) -> Actor:
        """Return the training officer of a centre, so many days ago."""
        return self.service.of(Role.TRAINING_OFFICER, days_ago=days_ago, structure_id=centre.pk)[0]

    def _trainer(
        self, centre: Structure, name: str, *, account_of: object = None, kinds: Sequence[str] = ()
    ) -> Trainer:
        actor = self.officer(centre, 500)
        made = actions.record_trainer(actor=actor, structure=centre, name=name, user=account_of)  # type: ignore[arg-type]
        for kind in kinds:
            actions.accredit(
                actor=actor, trainer_id=made.pk, number=f"DEMO-{kind.upper()}-{made.pk.hex[-4:]}", kind=kind,
                valid_from=actor.today, valid_to=actor.today + timedelta(days=1095),
            )  # fmt: skip
        return made

    def plan(
        self, key: str, title: str, centre: Structure, begins: int, days: int, trainer: Trainer, **values: object
    ) -> Session:
        """Plan a session that begins so many days ago (to come when negative), six hours a day, and open it a month before."""
        first = self.service.day(begins)
        actor = self.officer(centre, begins + 30)
        met = [DayData(day=first + timedelta(days=n), starts=time(8), ends=time(14)) for n in range(days)]
        data = SessionData(
            course_id=Course.objects.get(key=key).pk, centre_id=centre.pk, title=title, literacy="oral", language="bm",
            starts_on=first, ends_on=met[-1].day, seats=15, days=met, trainers=[trainer.pk], place=_WORDS, **values,  # type: ignore[arg-type]
        )  # fmt: skip
        session = actions.plan_session(actor=actor, data=data)
        return actions.open_session(actor=actor, session_id=session.pk)

    def enrol(self, session: Session, count: int, days_ago: int, origin: str = "") -> list[Enrolment]:
        """Enrol the next people of the register."""
        actor = self.officer(session.centre, days_ago)
        people = [person for person, _n in zip(self._people, range(count), strict=False)]
        return [
            actions.enrol(actor=actor, session_id=session.pk, person_id=person.pk, origin=origin) for person in people
        ]

    def attend(self, session: Session, rows: Sequence[Enrolment], days_ago: int, absent: Sequence[int] = ()) -> None:
        """Note the days past: everybody came, but for those at these places."""
        actor = self.officer(session.centre, days_ago)
        marks = {row.pk: "absent" if place in absent else "present" for place, row in enumerate(rows)}
        days = [day for day in session.days.all() if day.day <= actor.today]
        told = [entry(row, day, marks[row.pk], "telephone-1") for day in days for row in rows]
        actions.record_attendance(actor=actor, session_id=session.pk, entries=told)

    def ask(self, rows: Sequence[Enrolment], when: str, days_ago: int, wrong: int) -> None:
        """Ask the quiz orally: as many wrong answers, one more for every third person."""
        for place, row in enumerate(rows):
            actor = self.officer(row.session.centre, days_ago)
            form = form_for("quiz", row.session.course.kind, actor.today)
            if form is None:
                continue
            few = wrong + (place % 3 == 2)
            answers = {
                str(question["code"]): question["right"] if number >= few else _other(question)
                for number, question in enumerate(form.questions)
            }
            data = QuizData(when=when, asked="oral", answers=answers)
            actions.record_quiz(actor=actor, enrolment_id=row.pk, data=data)

    def follow(self, row: Enrolment, months: int, situation: str, *, jobs: int | None = None) -> None:
        """Give the support of so many months on the day it was due, if that day has come."""
        due = row.follow_ups.filter(months=months, due_on__lte=self.service.now.date()).first()
        if due is None:
            return
        started = row.session.ends_on + timedelta(days=25) if situation == "self_employed" else None
        data = FollowUpData(
            situation=situation,
            done_on=due.due_on,
            business_started_on=started,
            jobs_created=jobs,
            note="Démonstration",
        )
        days_ago = (self.service.now.date() - due.due_on).days
        actions.record_follow_up(actor=self.officer(row.session.centre, days_ago), follow_up_id=due.pk, data=data)


def entry(row: Enrolment, day: SessionDay, mark: str, device: str) -> EntryData:
    """Return an entry made on a phone a quarter of an hour after the group began."""
    noted = datetime.combine(day.day, day.starts).astimezone() + timedelta(minutes=15)
    return EntryData(id=uuid4(), enrolment_id=row.pk, day_id=day.pk, mark=mark, noted_at=noted, device=device)


def _other(question: dict[str, object]) -> object:
    options = question["options"]
    return next(option for option in options if option != question["right"])  # type: ignore[attr-defined]


def make_courses(now: datetime) -> int:
    """Tell the courses; return how many people are enrolled. A register too small for all of them has the first ones."""
    told = _Training(now)
    _ended(told)
    _under_way(told)
    _dyeing(told)
    _to_come(told)
    return Enrolment.objects.count()


def _ended(told: _Training) -> None:
    """A CREE group of seven months ago: most completed, some started a business, one was not reached."""
    session = told.plan("cree", "CREE de Bamako, promotion de démonstration", told.dfpe, 215, 5, told.trainer)
    rows = told.enrol(session, 8, 230)
    told.ask(rows, "entry", 215, 2)
    told.attend(session, rows, 211, absent=(7,))
    told.ask(rows, "exit", 211, 0)
    actor = told.officer(told.dfpe, 211)
    file = OutputData(
        kind="business_file", summary="Un dossier d'entreprise de démonstration.", activity="Transformation de céréales",
        investment=450_000, own_part=60_000, monthly_sales=180_000,
    )  # fmt: skip
    for row in rows[:5]:
        actions.record_output(actor=actor, enrolment_id=row.pk, data=file)
    actions.close_session(actor=actor, session_id=session.pk, cost=960_000)
    for place, row in enumerate(rows[:7]):
        told.follow(row, 1, "seeking")
        told.follow(row, 3, "self_employed" if place < 3 else "seeking", jobs=1 if place < 3 else None)
        if place < 6:
            last = "self_employed" if place < 4 else "unreachable"
            told.follow(row, 6, last, jobs=2 if place < 4 else None)


def _under_way(told: _Training) -> None:
    """A GERME group under way: two phones differ about one person, and the trainer's accreditation was withdrawn."""
    session = told.plan("germe", "GERME de Bamako", told.dfpe, 2, 7, told.second)
    rows = told.enrol(session, 6, 10)
    told.ask(rows, "entry", 2, 2)
    told.attend(session, rows, 1)
    if rows:
        day = session.days.order_by("day")[0]
        late = entry(rows[0], day, "absent", "telephone-2")
        actions.record_attendance(actor=told.officer(told.dfpe, 0), session_id=session.pk, entries=[late])
    row = told.second.accreditations.get(kind="germe")
    actor = told.officer(told.dfpe, 0)
    actions.end_accreditation(
        actor=actor, accreditation_id=row.pk, last_day=actor.today + timedelta(days=1),
        reason="Renouvellement non reçu du BIT (démonstration).",
    )  # fmt: skip


def _dyeing(told: _Training) -> None:
    """Dyeing for returnees, with the consulate as partner: over two months ago, the first support is late for one."""
    partner = Organisation.objects.filter(code="fr-consulat-bfe").first()
    session = told.plan(
        "teinture", "Teinture, migrants de retour", told.school, 75, 10, told.dyer,
        partner_id=partner.pk if partner else None, funded_by="Consulat de France (démonstration)",
    )  # fmt: skip
    rows = told.enrol(session, 5, 80, "returnee")
    told.attend(session, rows, 66)
    actions.close_session(actor=told.officer(told.school, 66), session_id=session.pk, cost=520_000)
    for row in rows[:4]:
        told.follow(row, 1, "self_employed")


def _to_come(told: _Training) -> None:
    """A TRE group cancelled, whose people have a place in the next one; a CREE group open to enrolment."""
    first = told.plan("tre", "TRE de Bamako, première quinzaine", told.dfpe, -6, 4, told.trainer)
    told.enrol(first, 6, 2)
    second = told.plan("tre", "TRE de Bamako, seconde quinzaine", told.dfpe, -20, 4, told.trainer)
    actions.cancel_session(
        actor=told.officer(told.dfpe, 1), session_id=first.pk, move_to=second.pk,
        reason="Salle prise par une réunion régionale (démonstration).",
    )  # fmt: skip
    told.plan("cree", "CREE de Bamako, prochaine promotion", told.dfpe, -25, 5, told.trainer)
