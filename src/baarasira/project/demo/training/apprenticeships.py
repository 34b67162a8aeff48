"""Apprentices of the demonstration: one certified and at work, two in workshops with a logbook, one contract to sign, a call.

Masters are invented, people are those of the invented register; every act goes through the actions, on its own day.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import Actor, visitor
from baarasira.kernel.dates import add_months
from baarasira.network.models import Structure
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.training.apprenticeships.actions import (
    contracts,
    examinations,
    insertion,
    intakes,
    logbook,
    masters,
    phones,
    visits,
)
from baarasira.training.apprenticeships.inputs import (
    ContractData,
    DayData,
    ExamData,
    InsertionData,
    IntakeData,
    JurorData,
    MasterData,
    NoteData,
    SignaturesData,
    VisitData,
)
from baarasira.training.apprenticeships.models import Contract, Master, Phone, Task
from baarasira.training.apprenticeships.pictures import SIGNS

from ..service import Service

_YOUNG = timedelta(days=22 * 366)
_DEMO = "Démonstration : "


def make_apprentices(now: datetime, address: str) -> int:
    """Tell the apprentices of the workshop school; return how many contracts there are. `address`: that of the codes."""
    told = _Story(now)
    people = iter(
        Person.objects.filter(state=PersonState.OPEN, born__lt=(now - _YOUNG).date()).order_by("-born", "id")[:12]
    )
    garage = told.master("Bakary", "Coulibaly", "Garage du Fleuve", "mecanique-auto", "fish", 1300)
    forge = told.master("Mariam", "Diallo", "Soudure Légal Ségou", "soudure", "drum", 300)
    pairs = list(zip(range(6), people, strict=False))
    if len(pairs) < 6:
        return 0
    chosen = [person for _place, person in pairs]
    told.certified(chosen[0], garage, address)
    told.under_way(chosen[1], garage, 200)
    told.under_way(chosen[2], forge, 130)
    told.to_sign(chosen[3], forge)
    told.call(chosen[4:])
    return Contract.objects.count()


class _Story:
    """The school with who acts there."""

    def __init__(self, now: datetime) -> None:
        self.service = Service(now)
        self.school = Structure.objects.get(code="AEK-KAYES")

    def officer(self, days_ago: int) -> Actor:
        """Return the training officer of the school, so many days ago."""
        return self.service.of(Role.TRAINING_OFFICER, days_ago=days_ago, structure_id=self.school.pk)[0]

    def director(self, days_ago: int) -> Actor:
        """Return the director above the school."""
        return self.service.above(Role.DIRECTOR, self.school, days_ago=days_ago)

    def master(self, given: str, surname: str, workshop: str, trade: str, sign: str, days_ago: int) -> Master:
        """Record a master."""
        data = MasterData(
            given_names=given, surname=surname, workshop=workshop, place="Kayes", phone="76 00 00 0" + str(len(sign)),
            trade=trade, sign=sign, registration="DEMO-APCMM", capacity=3,
        )  # fmt: skip
        return masters.record_master(actor=self.officer(days_ago), centre_id=self.school.pk, data=data)

    def phone(self, master: Master, days_ago: int) -> Phone:
        """Bind a phone to a master."""
        _row, token = phones.make_link(actor=self.officer(days_ago), master_id=master.pk)
        at = self.service.now - timedelta(days=days_ago)
        phone, _secret = phones.bind(
            actor=visitor(at, channel="demo"), token=token, pictures=SIGNS[:3], agent="Android"
        )
        master.refresh_from_db()
        return phone

    def contract(self, person: Person, master: Master, days_ago: int) -> Contract:
        """Prepare a contract and have it signed by all but the centre."""
        first = self.service.day(days_ago)
        data = ContractData(
            master_id=master.pk, starts_on=first, workshop_days=[0, 1, 2, 3], centre_days=[4], allowance=15_000,
            insurer="Assurance de démonstration", policy_number="DEMO-1", insured_to=add_months(first, 40),
            safety=_DEMO + "gants, lunettes et chaussures fermées fournis par le maître.",
        )  # fmt: skip
        officer = self.officer(days_ago)
        row = contracts.prepare(actor=officer, person_id=person.pk, data=data)
        signed = SignaturesData(
            apprentice_on=first, apprentice_how="thumb", master_on=first, master_how="thumb", read_in="bm"
        )
        return contracts.record_signatures(actor=officer, contract_id=row.pk, data=signed)

    def to_sign(self, person: Person, master: Master) -> None:
        """A contract that waits for the director."""
        self.contract(person, master, 1)

    def under_way(self, person: Person, master: Master, days_ago: int) -> None:
        """An apprentice in the workshop: the logbook of the last weeks, a visit made; the next ones as they fall due."""
        row = self.contract(person, master, days_ago)
        row = contracts.approve(actor=self.director(days_ago), contract_id=row.pk)
        phone = self.phone(master, days_ago - 2)
        first = row.visits.order_by("due_on").first()
        if first is not None and first.due_on <= self.service.day(0):
            data = VisitData(
                done_on=first.due_on, apprentice_seen=True, progress="good", guidance="good", safety="fair", tools="good",
                hours_kept=True, logbook_kept=True, allowance_received=True, problems=_DEMO + "lunettes à remplacer.",
            )  # fmt: skip
            visits.make_visit(actor=self.officer(0), visit_id=first.pk, data=data)
        self.keep(row, master, phone)

    def keep(self, row: Contract, master: Master, phone: Phone) -> None:
        """Keep the logbook of some weeks: a task learnt a step further each week, and who came."""
        tasks = list(Task.objects.filter(trade=row.trade, year=1))
        for week in range(8, 0, -1):
            by = Actor(user=master.user, at=self.service.now - timedelta(days=7 * week), channel="demo")
            task, level = tasks[week % len(tasks)], min(4, 5 - (week + 1) // 2)
            data = NoteData(device_entry=uuid4(), contract_id=row.pk, noted_at=by.at, task_id=task.pk, level=level)
            logbook.note(actor=by, data=data, phone=phone)
            for day in range(4):
                on = by.today - timedelta(days=by.today.weekday() - day)
                if on > by.today:
                    continue
                mark = "absent" if (week, day) == (3, 1) else "late" if (week, day) == (5, 2) else "present"
                noted = DayData(device_entry=uuid4(), contract_id=row.pk, on=on, mark=mark, noted_at=by.at)
                logbook.note_day(actor=by, data=noted, phone=phone)

    def certified(self, person: Person, master: Master, address: str) -> None:
        """An apprentice who has gone to the end: three years, the examination, a workshop of their own."""
        row = self.contract(person, master, 1300)
        contracts.approve(actor=self.director(1300), contract_id=row.pk)
        contracts.complete(actor=self.officer(203), contract_id=row.pk)
        jurors = [
            JurorData(kind="trainer", name="Formateur de démonstration"),
            JurorData(kind="professional", name="Premier professionnel de démonstration"),
            JurorData(kind="professional", name="Second professionnel de démonstration"),
        ]
        data = ExamData(
            trade="mecanique-auto", held_on=self.service.day(200), place="Atelier-école de Kayes", jurors=jurors,
            situation=_DEMO + "refaire les freins avant d'une voiture et expliquer au client.",
        )  # fmt: skip
        officer = self.officer(200)
        exam = examinations.plan(actor=officer, centre_id=self.school.pk, data=data)
        sitting = examinations.enter(actor=officer, examination_id=exam.pk, contract_id=row.pk)
        for juror, (practical, oral) in zip(
            exam.jurors.all(), (("14", "12"), ("15", "11,5"), ("13", "12")), strict=True
        ):
            examinations.mark(actor=officer, sitting_id=sitting.pk, juror_id=juror.pk, practical=practical, oral=oral)
        examinations.propose(actor=officer, examination_id=exam.pk)
        examinations.sign(actor=self.director(199), examination_id=exam.pk, address=address)
        asked = self.officer(3)
        answer = InsertionData(
            situation="self_employed", done_on=asked.today, first_job_on=self.service.day(110),
            where=_DEMO + "un petit garage à Kayes.",
        )  # fmt: skip
        insertion.record(actor=asked, insertion_id=row.insertions.get().pk, data=answer)

    def call(self, people: list[Person]) -> None:
        """A call whose test is today, with marks not all entered."""
        officer, today = self.officer(5), self.service.day(0)
        data = IntakeData(
            title="Rentrée de démonstration", opens_on=officer.today, closes_on=today, test_on=today,
            seats={"soudure": 1, "mecanique-auto": 2},
        )  # fmt: skip
        intake = intakes.open_intake(actor=officer, centre_id=self.school.pk, data=data)
        for person in people:
            row = intakes.apply(
                actor=officer, intake_id=intake.pk, person_id=person.pk, trade="soudure", out_of_school=True
            )
        intakes.mark_test(actor=self.officer(0), applicant_id=row.pk, practical="13,5", oral="12")
