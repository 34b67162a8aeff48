"""Ordered and online courses of the demonstration: an order at each turning, a platform whose export is taken in.

Companies and people are those of the invented register; every act goes through the actions, on its own day.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from baarasira.accounts.enums import Role
from baarasira.cooperation import actions as cooperation
from baarasira.cooperation.details import AgreementDetails
from baarasira.cooperation.enums import AgreementKind
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.training.courses import actions as courses
from baarasira.training.courses.inputs import CourseData, EntryData
from baarasira.training.courses.models import Course, Session, Trainer
from baarasira.training.online import actions as online
from baarasira.training.online.enums import CallOutcome, StillReason
from baarasira.training.online.inputs import CallData, PlaceData, PlatformData
from baarasira.training.online.models import Place
from baarasira.training.orders import actions
from baarasira.training.orders.enums import PayWay
from baarasira.training.orders.inputs import LineData, MarksData, NeedData, OpeningData, QuoteData, ReceiptData
from baarasira.training.orders.models import Order

from ..service import Service

_REAL = "Démonstration : aucune entreprise n'a commandé cette formation."
_ENOUGH = 1000
"""More people than are sent to all orders; a register may hold a million."""


class _Orders:
    """The CPR of Bamako with who acts there, companies that order, people they send."""

    def __init__(self, now: datetime) -> None:
        self.service = Service(now)
        self.centre = Structure.objects.get(code="CPR-BAMAKO")
        self._employers = iter(Employer.objects.filter(state=EmployerState.ACCREDITED).order_by("number"))
        self._people = iter(Person.objects.filter(state=PersonState.OPEN).order_by("-registered_on", "-id")[:_ENOUGH])
        officer = self.officer(400)
        data = CourseData(
            key="demo-soudure-commande", title="Soudure sur commande", kind="a_la_carte", hours=20, occupation="7212",
            criteria=_REAL,
        )  # fmt: skip
        self.course: Course = courses.record_course(actor=officer, data=data)
        self.trainer: Trainer = courses.record_trainer(actor=officer, structure=self.centre, name="Adama Sangaré")

    def officer(self, days_ago: int) -> Actor:
        """Return the training officer of the centre, so many days ago."""
        return self.service.of(Role.TRAINING_OFFICER, days_ago=days_ago, structure_id=self.centre.pk)[0]

    def director(self, days_ago: int) -> Actor:
        """Return the director nearest above the centre."""
        return self.service.above(Role.DIRECTOR, self.centre, days_ago=days_ago)

    def cashier(self, days_ago: int) -> Actor:
        """Return a finance officer of the service."""
        return self.service.of(Role.FINANCE_OFFICER, days_ago=days_ago)[0]

    def need(self, title: str, days_ago: int) -> Order | None:
        """Record the need of the next company; None when the register has no more."""
        employer = next(self._employers, None)
        if employer is None:
            return None
        data = NeedData(
            employer_id=employer.pk, title=title, need=_REAL, participants=6, contact="Responsable du personnel",
            contact_phone="20 22 00 00",
        )  # fmt: skip
        return actions.record_need(actor=self.officer(days_ago), office=self.centre, centre=self.centre, data=data)

    def quote(self, order: Order, days_ago: int, begins: int) -> None:
        """Send a quote for a week of mornings that begins so many days ago (to come when negative)."""
        first = _monday(self.service.day(begins))
        lines = (
            LineData("Formateur", "hour", 20, 15_000),
            LineData("Fournitures", "participant", 6, 12_500),
            LineData("Mise en place de l'atelier", "flat", 1, 80_000),
        )
        data = QuoteData(
            programme=_REAL, hours=20, seats=6, starts_on=first, ends_on=first + timedelta(days=4), lines=lines
        )
        actions.write_quote(actor=self.officer(days_ago), order_id=order.pk, data=data)
        actions.send_quote(actor=self.officer(days_ago), order_id=order.pk)

    def agree(self, order: Order, days_ago: int) -> None:
        """Accept the quote and have the agreement signed by both, two people for the service."""
        officer = self.officer(days_ago)
        actions.accept_quote(actor=officer, order_id=order.pk, by="La direction du client", on=officer.today)
        actions.prepare_agreement(actor=officer, order_id=order.pk)
        actions.record_client_signature(
            actor=officer, order_id=order.pk, signer="La direction du client", function="Gérance", on=officer.today
        )
        actions.sign_agreement(actor=self.director(days_ago), order_id=order.pk)

    def teach(self, order: Order, opened: int, ended: int) -> None:
        """Open the session, enrol six employees, hold it whole; one of the six never comes."""
        data = OpeningData(
            course_id=self.course.pk, literacy="reads_little", trainers=(self.trainer.pk,), begins=time(8), ends=time(12),
            cost=180_000,
        )  # fmt: skip
        session = actions.open_session(actor=self.officer(opened), order_id=order.pk, data=data)
        people = [person for person, _number in zip(self._people, range(6), strict=False)]
        for person in people:
            actions.enrol_participant(actor=self.officer(opened), order_id=order.pk, person_number=person.number)
        officer = self.officer(ended)
        courses.record_attendance(actor=officer, session_id=session.pk, entries=_entries(session))
        courses.close_session(actor=officer, session_id=session.pk)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _entries(session: Session) -> list[EntryData]:
    rows = list(session.enrolments.order_by("id"))
    return [
        EntryData(
            id=uuid4(), enrolment_id=row.pk, day_id=day.pk, mark="absent" if row is rows[-1] else "present",
            noted_at=datetime.combine(day.day, day.starts).astimezone(), device="telephone-1",
        )
        for day in session.days.all()
        for row in rows
    ]  # fmt: skip


def make_orders(now: datetime) -> int:
    """Tell the orders and the online courses; return how many orders there are. A small register has the first ones."""
    told = _Orders(now)
    _closed(told)
    _cancelled(told)
    _waiting(told)
    _online(now)
    return Order.objects.count()


def _closed(told: _Orders) -> None:
    """From the need to the payment in two parts, a credit note and the evaluation."""
    order = told.need("Soudure de l'aluminium", 75)
    if order is None:
        return
    told.quote(order, 70, 45)
    told.agree(order, 60)
    told.teach(order, 55, 38)
    invoice = actions.issue_invoice(actor=told.officer(36), order_id=order.pk)
    marks = MarksData(content=5, trainer=4, organisation=4, usefulness=5, again=True, words=_REAL)
    actions.evaluate_as_client(actor=told.officer(30), order_id=order.pk, data=marks)
    for row in actions.awaited(order)[:3]:
        given = MarksData(content=4, trainer=5, organisation=4, usefulness=4)
        actions.evaluate_as_participant(actor=told.officer(30), order_id=order.pk, person_id=row.person_id, data=given)
    actions.issue_credit(
        actor=told.cashier(28), invoice_id=invoice.pk, amount=12_500, words="Fournitures rendues (démonstration)."
    )
    for amount, reference, days_ago in ((200_000, "VIR-DEMO-1", 20), (invoice.total - 212_500, "VIR-DEMO-2", 10)):
        receipt = ReceiptData(
            amount=amount, received_on=told.service.day(days_ago), way=PayWay.TRANSFER, reference=reference
        )
        actions.record_receipt(actor=told.cashier(days_ago), invoice_id=invoice.pk, data=receipt)


def _cancelled(told: _Orders) -> None:
    """Agreed, then cancelled by the client three days before: the part of the agreement is due."""
    order = told.need("Conduite d'un chariot élévateur", 30)
    if order is None:
        return
    told.quote(order, 28, 0)
    told.agree(order, 25)
    first = order.quotes.get().starts_on
    late = (told.service.now.date() - first).days + 3
    actions.cancel_order(
        actor=told.officer(late), order_id=order.pk, by="client", reason="Commande urgente (démonstration)."
    )


def _waiting(told: _Orders) -> None:
    """A need without a quote, a quote sent, an agreement whose session is to be opened."""
    if (agreed := told.need("Entretien des groupes électrogènes", 20)) is not None:
        told.quote(agreed, 18, -20)
        told.agree(agreed, 10)
    if (sent := told.need("Accueil et caisse", 12)) is not None:
        told.quote(sent, 8, -30)
    told.need("Froid et climatisation", 3)


def _online(now: datetime) -> None:
    """A platform of forty places, some held: one advances, one finished, one stands still, one stopped; an unknown address."""
    service = Service(now)
    department = Structure.objects.get(code="DFPE")
    agreement = _agreement(service)
    officer = service.of(Role.TRAINING_OFFICER, days_ago=60, structure_id=department.pk)[0]
    course = courses.record_course(
        actor=officer,
        data=CourseData(
            key="demo-en-ligne", title="Cours en ligne de démonstration", kind="online", hours=1, criteria=_REAL
        ),
    )
    platform = online.keep_platform(
        actor=officer, agreement=agreement, structure=department,
        data=PlatformData(
            name="Plateforme de démonstration", address="https://cours.example.org", places=40, course_id=course.pk
        ),
    )  # fmt: skip
    people = Person.objects.filter(state=PersonState.OPEN).order_by("number")[:6]
    places = [_place(officer, platform.pk, person, place) for place, person in enumerate(people)]
    if len(places) < len(people) or not places:
        return
    recent = service.of(Role.TRAINING_OFFICER, days_ago=4, structure_id=department.pk)[0]
    load = online.read_load(
        actor=recent, platform_id=platform.pk, name="export-demo.csv", content=_export(places, recent.today),
        exported_on=recent.today,
    )  # fmt: skip
    online.apply_load(actor=recent, load_id=load.pk)
    if len(places) > 2:
        call = CallData(
            reason=StillReason.CONNECTION, outcome=CallOutcome.STOPS, words="Connexion trop chère (démonstration)."
        )
        online.record_call(actor=recent, place_id=places[-1].pk, data=call)


def _place(officer: Actor, platform_id: object, person: Person, number: int) -> Place:
    data = PlaceData(
        person_id=person.pk, email=f"apprenant{number}@demo.example.org", origin="seeker", aim="Démonstration"
    )
    return online.allot(actor=officer, platform_id=platform_id, data=data)  # type: ignore[arg-type]


def _export(places: Sequence[Place], on: date) -> bytes:
    """Return an export: the first finished, the next ones advance, the last two never began; one address nobody knows."""
    lines = ["email;name;course_code;course_title;progress;last_activity_on;completed_on"]
    for number, place in enumerate(places[:-2]):
        share, done = (100, on) if number == 0 else (20 + 15 * number, "")
        lines.append(f"{place.email};;web-1;Bases du numérique;{share};{on - timedelta(days=number)};{done}")
    lines.append(f"inconnu@demo.example.org;Compte de démonstration;web-1;Bases du numérique;35;{on};")
    return ("\n".join(lines) + "\n").encode()


def _agreement(service: Service) -> Agreement:
    """Return the protocol that opens the platform: made, signed and in force, marked as invented."""
    actor, held = service.of(Role.COOPERATION_OFFICER, days_ago=120)
    partner = Organisation.objects.order_by("name_sort").values_list("pk", flat=True).first()
    details = AgreementDetails(
        reference="DEMO-EN-LIGNE", title="Protocole de formation en ligne (démonstration)", kind=AgreementKind.PROTOCOL,
        country="FR", partner=partner, purpose=_REAL,
    )  # fmt: skip
    made = cooperation.record_agreement(actor=actor, office=held.structure, details=details)
    cooperation.negotiate(actor=actor, agreement=made, document="Mandat de démonstration", on=actor.today)
    cooperation.sign(actor=actor, agreement=made, on=actor.today, document="Texte de démonstration")
    cooperation.enter_into_force(actor=actor, agreement=made, on=actor.today, document="Note de démonstration")
    return Agreement.objects.get(pk=made.pk)
