"""The order of the returns' story: who waits, who is helped on each of the three axes, who has gone to the end."""

from datetime import datetime, timedelta

from baarasira.accounts.enums import Role
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.actor import system
from baarasira.messaging import return_notices
from baarasira.people.models import Person
from baarasira.programmes.enums import Purpose
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.placements import actions as placements
from baarasira.reintegration.placements.inputs import AgreementData
from baarasira.reintegration.visits import actions as visits

from . import money
from .cast import MILLION, Cast
from .roads import Return

_RENT = ("Trois mois de loyer", "service", "housing", 150_000)
_MILL = ("Acheter le moulin", "service", "business", MILLION)
_COURSE = ("Suivre la formation CREE", "person", "", None)


def make_returns(now: datetime) -> int:
    """Tell the returns; return how many cases there are. A register too small for all of them has the first ones."""
    cast = Cast(now)
    stories = (_late, _fresh, _referred, _settled, _paid, _before_committee, _ended)
    people = cast.people(len(stories))
    for tell, person in zip(stories, people, strict=False):
        tell(cast, person)
    if (graduate := cast.graduate(people)) is not None:
        _placed(cast, graduate)
    visits.sound_alarms(actor=system(now))
    return_notices.tell_late(actor=system(now))
    return Case.objects.count()


def _late(cast: Cast, person: Person) -> None:
    """Signalled by OFII, and nobody has met the person: the contact is two days late."""
    Return(cast, person, 9).signal()


def _fresh(cast: Cast, person: Person) -> None:
    """Signalled by the desk of the airport two days ago."""
    Return(cast, person, 2, source="airport").signal()


def _referred(cast: Cast, person: Person) -> None:
    """Assessed, and waiting at two partners: one has the file in hand, the other has not answered in time."""
    told = Return(cast, person, 40, source="iom", intake={"vulnerabilities": ["trauma", "debt"]}).signal().receive()
    told.refer("int-oim", "psychosocial", "Un premier entretien, à Bamako, en bambara.", 33)
    told.refer("ml-apej", "funding", "Chercher un appui au démarrage d'une petite activité.", 20)
    at_iom = told.case.referrals.get(body=cast.bodies["int-oim"])
    partner = cast.partner("int-oim", 30)
    cases.accept(actor=partner, referral_id=at_iom.pk)
    cases.report(actor=partner, referral_id=at_iom.pk, words="Un entretien a eu lieu ; un autre est prévu.")
    carer = cast.by(Role.CARER, 30)
    cases.name_carer(actor=cast.by(Role.FOCAL_POINT, 32), case_id=told.case.pk, user_id=carer.user.pk)  # type: ignore[union-attr]


def _settled(cast: Cast, person: Person) -> None:
    """Settling in: the first part of the rent is paid, the second waits for its last signature; three visits, two surveys."""
    told = Return(cast, person, 220).signal().receive()
    told.plan("social", "Loger la famille et scolariser les enfants", _RENT).start(208)
    told.ask("baseline", 205, 1)
    grant = money.commit(cast, told, 200, 150_000, "Trois mois de loyer.", purpose=Purpose.HOUSING)
    first, second = grant.tranches.order_by("number")
    money.pay(cast, first, 195)
    told.visit(None, None, None).ask("middle", 15, 2)
    money.prove(cast, second, 12)
    money.sign(cast, second, 10, bodies=2)


def _paid(cast: Cast, person: Person) -> None:
    """A mill at work: granted by the committee, two tranches paid, the third late; two visits, a survey."""
    told = (
        Return(cast, person, 210).signal().receive().plan("business", "Vivre d'un moulin de quartier", _COURSE, _MILL)
    )
    project = money.write_project(cast, told, "Moulin de quartier à Bamako", MILLION, 190)
    money.grant(cast, project, 185, MILLION)
    grant = money.commit(cast, told, 180, MILLION, "Un moulin et son moteur.", project_id=project.pk)
    first, second = grant.tranches.filter(number__lte=2).order_by("number")
    money.pay(cast, first, 175)
    money.pay(cast, second, 160)
    told.visit(110_000, 190_000).ask("middle", 60, 2)


def _before_committee(cast: Cast, person: Person) -> None:
    """A project before the committee, which marks: two members have handed in, the third has not."""
    told = Return(cast, person, 60).signal().receive().plan("business", "Vivre de la mouture", _COURSE, _MILL)
    project = money.write_project(cast, told, "Mouture et décorticage", MILLION, 20)
    session = money.sit(cast, project, 8, held_in=10)
    money.mark(cast, session, 5, 2)


def _ended(cast: Cast, person: Person) -> None:
    """Settled for a year: every visit made, closed as a success."""
    told = Return(cast, person, 410).signal().receive()
    told.plan("social", "S'installer au village", ("Réparer la maison", "family", "", None)).start(398)
    told.visit(None, None, None, None).close(
        "success", "La famille vit de son travail, les enfants vont à l'école.", 25
    )


def _placed(cast: Cast, person: Person) -> None:
    """A graduate in an accredited company since two months, with its attendance."""
    employer = Employer.objects.filter(state=EmployerState.ACCREDITED, country="ML").order_by("number").first()
    if employer is None:
        return
    day = cast.service.day
    told = Return(
        cast, person, 100, source="consulate",
        intake={"graduated_in": "FR", "diploma_on": day(400), "standing": "student", "return_kind": "spontaneous"},
    )  # fmt: skip
    told.signal().receive().plan("placement", "Devenir comptable dans une entreprise", _COURSE)
    focal, director = cast.by(Role.FOCAL_POINT, 75), cast.by(Role.DIRECTOR, 75)
    data = AgreementData(
        employer_id=employer.pk, title="Assistant comptable", tasks="Tenir la caisse et les comptes des fournisseurs",
        tutor="Moussa Diarra", tutor_phone="76 00 11 22", starts_on=day(70), ends_on=day(70) + timedelta(days=170),
        days_a_week=5, allowance=75_000,
    )  # fmt: skip
    made = placements.prepare(actor=focal, case_id=told.case.pk, data=data)
    placements.record_signatures(actor=focal, placement_id=made.pk, graduate_on=focal.today, company_on=focal.today)
    placements.approve(actor=director, placement_id=made.pk)
    for days_ago in (60, 30):
        placements.record_attendance(
            actor=cast.by(Role.FOCAL_POINT, days_ago), placement_id=made.pk, month=day(days_ago), present=20, excused=1,
            absent=0, confirmed_by="M. Diarra",
        )  # fmt: skip
    told.visit(None)
