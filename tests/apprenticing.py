"""Apprentices for tests: a workshop school, masters with phones, contracts brought where a test wants them, by real actions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, system, visitor
from baarasira.kernel.dates import add_months
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.training.apprenticeships.actions import (
    allowances,
    contracts,
    examinations,
    intakes,
    logbook,
    masters,
    phones,
)
from baarasira.training.apprenticeships.inputs import (
    ContractData,
    ExamData,
    IntakeData,
    JurorData,
    MasterData,
    NoteData,
    SignaturesData,
)
from baarasira.training.apprenticeships.loading import load_trades
from baarasira.training.apprenticeships.models import Contract, Examination, Master, Phone, Task
from factories import NOW, TODAY, make_person, make_structure, make_user

WEEK = {"workshop_days": [0, 1, 2, 3], "centre_days": [4]}
PICTURES = ("fish", "sun", "drum")
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 11) Chrome/120 Mobile Safari/537.36"
VOICE = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm\x86\x86A_OPUS" + bytes(
    600
)
PAPER = b"%PDF-1.4\n" + b"%" * 80 + b"\nstartxref\n9\n%%EOF\n"


def voice(extra: bytes = b"") -> ContentFile[bytes]:
    """Return a recording as a browser makes one."""
    return ContentFile(VOICE + extra, name="voix.webm")


def paper(name: str = "recu.pdf", extra: bytes = b"") -> SimpleUploadedFile:
    """Return a small receipt."""
    return SimpleUploadedFile(name, PAPER.replace(b"%%%", extra + b"%%%", 1), content_type="application/pdf")


@dataclass
class School:
    """A workshop school with who works there."""

    centre: Structure
    officer: User
    director: User
    trainer: User
    office: Structure

    def at(self, who: str, when: datetime = NOW, reason: str = "") -> Actor:
        """Return one of them acting at a moment."""
        return Actor(user=getattr(self, who), at=when, channel="web", reason=reason)


def make_school(parent: Structure | None = None) -> School:
    """Make a workshop school under a directorate, with a training officer, a director and a trainer; load the trades."""
    load_trades(actor=system(NOW))
    parent = parent or make_structure(make_structure())
    centre = make_structure(parent, name="Atelier École de Kayes", kind=StructureKind.AEK)
    return School(
        centre=centre,
        officer=make_user(Role.TRAINING_OFFICER, centre, surname="Sissoko"),
        director=make_user(Role.DIRECTOR, centre, surname="Traoré"),
        trainer=make_user(Role.TRAINER, centre, surname="Dembélé"),
        office=make_structure(parent),
    )


def master_data(**values: Any) -> MasterData:
    """Return a master of car mechanics."""
    own: dict[str, Any] = {
        "given_names": "Bakary", "surname": "Coulibaly", "workshop": "Garage du Fleuve", "place": "Kayes, Légal Ségou",
        "phone": "76 11 22 33", "trade": "mecanique-auto", "sign": "fish", "registration": "APCMM-K-118", "capacity": 2,
    }  # fmt: skip
    return MasterData(**{**own, **values})


def make_master(school: School, at: datetime = NOW, **values: Any) -> Master:
    """Record a master of the school."""
    return masters.record_master(actor=school.at("officer", at), centre_id=school.centre.pk, data=master_data(**values))


def bind_phone(school: School, master: Master, at: datetime = NOW, pictures: Any = PICTURES) -> tuple[Phone, str]:
    """Bind a phone to a master; return it with its secret."""
    _row, token = phones.make_link(actor=school.at("officer", at), master_id=master.pk)
    bound = phones.bind(actor=visitor(at), token=token, pictures=pictures, agent=PHONE_AGENT)
    master.refresh_from_db()
    return bound


def make_youth(school: School, **values: Any) -> Person:
    """Register somebody of sixteen at the office beside the school."""
    own: dict[str, Any] = {"born": f"01/03/{TODAY.year - 16}", "surname": "Sangaré", "given_names": "Adama", "sex": "M"}
    return make_person(school.office, **{**own, **values})


def contract_data(master: Master, starts_on: date = TODAY, **values: Any) -> ContractData:
    """Return a contract of three years with a master: four days in the workshop, Friday at the centre."""
    own: dict[str, Any] = {
        "master_id": master.pk, "starts_on": starts_on, "allowance": 15_000, "insurer": "Lafia", "policy_number": "AT-77",
        "insured_to": add_months(starts_on, 12), "safety": "Gants, lunettes et chaussures fermées fournis par le maître.",
        "tools": "Une trousse de clés prêtée par l'école.", "parent_name": "Sira Sangaré", "parent_phone": "66 00 11 22", **WEEK,
    }  # fmt: skip
    return ContractData(**{**own, **values})


def signatures(on: date = TODAY, **values: Any) -> SignaturesData:
    """Return all three signatures by thumbprint, read aloud in Bambara."""
    own: dict[str, Any] = {"read_in": "bm"}
    for who in ("apprentice", "master", "parent"):
        own |= {f"{who}_on": on, f"{who}_how": "thumb"}
    return SignaturesData(**{**own, **values})


def make_contract(
    school: School,
    master: Master,
    person: Person | None = None,
    *,
    at: datetime = NOW,
    until: str = "running",
    **values: Any,
) -> Contract:
    """Make a contract and bring it to ``draft``, ``signed``, ``running`` or ``completed`` (three years later)."""
    officer, day = school.at("officer", at), at.date()
    person = person or make_youth(school, born=f"01/03/{day.year - 16}")
    row = contracts.prepare(actor=officer, person_id=person.pk, data=contract_data(master, day, **values))
    if until == "draft":
        return row
    contracts.record_signatures(actor=officer, contract_id=row.pk, data=signatures(day))
    if until == "signed":
        return row
    row = contracts.approve(actor=school.at("director", at), contract_id=row.pk)
    if until == "completed":
        later = datetime.combine(row.ends_on, at.timetz())
        row = contracts.complete(actor=school.at("officer", later), contract_id=row.pk)
    return row


def note_data(contract: Contract, task: str = "roue", level: int = 1, *, at: datetime = NOW, **values: Any) -> NoteData:
    """Return an entry of the logbook as a phone makes it."""
    own: dict[str, Any] = {"device_entry": uuid4(), "contract_id": contract.pk, "noted_at": at}
    if "withdraws" not in values:
        own |= {"task_id": Task.objects.get(trade=contract.trade, code=task).pk, "level": level}
    return NoteData(**{**own, **values})


def jurors(**values: Any) -> list[JurorData]:
    """Return a trainer and two professionals."""
    return [
        JurorData(kind="trainer", name="Ousmane Dembélé"),
        JurorData(kind="professional", name="Seydou Kanté"),
        JurorData(kind="professional", name="Modibo Sy", **values),
    ]


def make_exam(school: School, at: datetime, trade: str = "mecanique-auto", **values: Any) -> Examination:
    """Plan an examination held on the day of `at`."""
    own: dict[str, Any] = {
        "trade": trade, "held_on": at.date(), "place": "Atelier de l'AEK", "jurors": jurors(),
        "situation": "Refaire les freins avant d'une voiture et expliquer au client.",
    }  # fmt: skip
    return examinations.plan(
        actor=school.at("officer", at), centre_id=school.centre.pk, data=ExamData(**{**own, **values})
    )


def give_marks(school: School, exam: Examination, contract: Contract, at: datetime, *given: tuple[str, str]) -> None:
    """Enter an apprentice in an examination and give each juror's marks, in the order of the jury."""
    officer = school.at("officer", at)
    sitting = examinations.enter(actor=officer, examination_id=exam.pk, contract_id=contract.pk)
    for juror, (practical, oral) in zip(exam.jurors.all(), given, strict=True):
        examinations.mark(actor=officer, sitting_id=sitting.pk, juror_id=juror.pk, practical=practical, oral=oral)


def make_apprentices() -> tuple[dict[str, list[object]], list[User]]:
    """Make one of everything of apprenticeship for the walk of every page: {name in addresses: values}, who sees them."""
    school = make_school()
    begin = NOW - timedelta(days=1200)
    master = make_master(school, begin, capacity=9)
    phone, _secret = bind_phone(school, master, begin)
    done = make_contract(school, master, at=begin, until="completed")
    row = make_contract(school, master, make_youth(school, surname="Kanouté"), at=NOW - timedelta(days=120))
    draft = make_contract(school, master, make_youth(school, surname="Kéita"), until="signed")
    by = Actor(user=master.user, at=NOW, channel="sync")
    entry = logbook.note(actor=by, data=note_data(row, "roue", 3, voice=voice()), phone=phone)
    officer = school.at("officer")
    due = allowances.count_month(actor=officer, contract_id=row.pk, month=TODAY - timedelta(days=50))
    sitting_of = make_exam(school, NOW)
    give_marks(school, sitting_of, done, NOW, *[("14", "12")] * 3)
    day = {"opens_on": TODAY, "closes_on": TODAY, "test_on": TODAY}
    intake = intakes.open_intake(
        actor=officer, centre_id=school.centre.pk, data=IntakeData(title="Rentrée", seats={"couture": 2}, **day)
    )
    applicant = intakes.apply(
        actor=officer, intake_id=intake.pk, trade="couture", out_of_school=True,
        person_id=make_youth(school, surname="Konaté").pk,
    )  # fmt: skip
    sitting, juror = sitting_of.sittings.get(), sitting_of.jurors.first()
    examinations.propose(actor=officer, examination_id=sitting_of.pk)
    closed = make_exam(school, NOW)
    again = make_contract(
        school, make_master(school, begin, surname="Diallo"), make_youth(school, surname="Fané", born="1999"), at=begin,
        until="completed",
    )  # fmt: skip
    give_marks(school, closed, again, NOW, *[("14", "12")] * 3)
    examinations.propose(actor=officer, examination_id=closed.pk)
    examinations.sign(actor=school.at("director"), examination_id=closed.pk, address="https://baarasira.example")
    spoken = masters.record_voice(actor=officer, message="task.mecanique-auto.roue", language="bm", upload=voice(b"1"))
    values: dict[str, list[object]] = {
        "apprenticeship_id": [done.pk, row.pk, draft.pk, again.pk],
        "log_entry_id": [entry.pk],
        "allowance_id": [due.pk],
        "workshop_visit_id": [row.visits.first().pk],
        "insertion_id": [again.insertions.get().pk],
        "master_id": [master.pk],
        "phone_id": [phone.pk],
        "intake_id": [intake.pk],
        "applicant_id": [applicant.pk],
        "exam_id": [sitting_of.pk, closed.pk],
        "sitting_id": [sitting.pk],
        "juror_id": [juror.pk],
        "trade_id": [row.trade_id],
        "recording_id": [spoken.pk],
    }
    assert master.user is not None
    return values, [school.officer, school.director, school.trainer, master.user]
