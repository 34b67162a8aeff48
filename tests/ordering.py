"""Ordered and online courses for tests, through the real actions: needs, quotes, agreements, sessions; platforms and places."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.cooperation.models import Agreement
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure, StructureKind
from baarasira.people.models import Person
from baarasira.training.courses import actions as courses
from baarasira.training.courses.enums import Literacy, SessionState
from baarasira.training.courses.inputs import CourseData, EntryData
from baarasira.training.courses.models import Course, Enrolment, Session, Trainer
from baarasira.training.online import actions as online
from baarasira.training.online.enums import CallOutcome, StillReason
from baarasira.training.online.inputs import CallData, PlaceData, PlatformData
from baarasira.training.online.models import Place, Platform
from baarasira.training.orders import actions
from baarasira.training.orders.enums import OrderState
from baarasira.training.orders.inputs import LineData, MarksData, NeedData, OpeningData, QuoteData
from baarasira.training.orders.models import Order
from factories import NOW, TODAY, make_actor, make_agreement, make_employer, make_person, make_structure, make_user

STARTS = TODAY + timedelta(days=14 - TODAY.weekday())
"""A Monday at least a week ahead."""


def make_centre() -> Structure:
    """Open a retraining centre below a new headquarters."""
    return make_structure(make_structure(), kind=StructureKind.CPR)


def officer(structure: Structure, at: datetime = NOW) -> Actor:
    """Return a training officer of a structure."""
    return make_actor(role=Role.TRAINING_OFFICER, structure=structure, at=at)


def director(structure: Structure, at: datetime = NOW) -> Actor:
    """Return a director of a structure."""
    return make_actor(role=Role.DIRECTOR, structure=structure, at=at)


def cashier(structure: Structure, at: datetime = NOW) -> Actor:
    """Return a finance officer of a structure."""
    return make_actor(role=Role.FINANCE_OFFICER, structure=structure, at=at)


def need_data(employer: Employer | None = None, **values: Any) -> NeedData:
    """Return a need as a form hands it over."""
    defaults: dict[str, Any] = {
        "employer_id": employer.pk if employer is not None else None,
        "title": "Soudure de l'aluminium",
        "need": "Nos soudeurs ne savent pas souder l'aluminium.",
        "participants": 8,
        "contact": "Mme Coulibaly",
        "contact_phone": "76 45 00 00",
    }
    return NeedData(**{**defaults, **values})


LINES = (
    LineData("Formateur", "hour", 20, 15_000),
    LineData("Fournitures", "participant", 8, 12_500),
    LineData("Mise en place de l'atelier", "flat", 1, 100_000),
)
"""20 × 15 000 + 8 × 12 500 + 100 000 = 500 000 francs."""


def quote_data(**values: Any) -> QuoteData:
    """Return a quote of 500 000 francs: 20 hours for 8 people, from Monday to Friday."""
    defaults: dict[str, Any] = {
        "programme": "Sécurité, réglages, soudure à plat et en angle.",
        "hours": 20,
        "seats": 8,
        "starts_on": STARTS,
        "ends_on": STARTS + timedelta(days=4),
        "lines": LINES,
    }
    return QuoteData(**{**defaults, **values})


def make_course(kind: str = "a_la_carte", centre: Structure | None = None, **values: Any) -> Course:
    """Record a course of the catalogue."""
    defaults: dict[str, Any] = {
        "key": f"cours-{uuid4().hex[:8]}", "title": "Soudure sur commande", "kind": kind, "hours": 20,
    }  # fmt: skip
    actor = officer(centre or make_centre())
    return courses.record_course(actor=actor, data=CourseData(**{**defaults, **values}))


def make_trainer(structure: Structure, name: str = "Adama Sangaré") -> Trainer:
    """Record a trainer of a structure."""
    return courses.record_trainer(actor=officer(structure), structure=structure, name=name)


_UNTIL = ("need", "quoted", "accepted", "agreed", "opened")


def make_order(
    centre: Structure | None = None, *, until: str = "need", at: datetime = NOW, quote: QuoteData | None = None,
    employer: Employer | None = None, **values: Any,
) -> Order:  # fmt: skip
    """Record the need of a company and bring its order to a state, each step by whoever may take it."""
    centre = centre or make_centre()
    actor = officer(centre, at)
    data = need_data(employer or make_employer(centre, at=at), **values)
    order = actions.record_need(actor=actor, office=centre, centre=centre, data=data)
    steps = _UNTIL[1 : _UNTIL.index(until) + 1]
    if "quoted" in steps:
        actions.write_quote(actor=actor, order_id=order.pk, data=quote or quote_data())
        actions.send_quote(actor=actor, order_id=order.pk)
    if "accepted" in steps:
        actions.accept_quote(actor=actor, order_id=order.pk, by="Mme Coulibaly", on=actor.today)
    if "agreed" in steps:
        actions.prepare_agreement(actor=actor, order_id=order.pk)
        actions.record_client_signature(
            actor=actor, order_id=order.pk, signer="Mme Coulibaly", function="Gérante", on=actor.today
        )
        actions.sign_agreement(actor=director(centre, at), order_id=order.pk)
    if "opened" in steps:
        open_session(order, at=at)
    order.refresh_from_db()
    assert order.state == OrderState(until)
    return order


def open_session(order: Order, *, at: datetime = NOW, **values: Any) -> Session:
    """Open the session of an agreed order, from 8 to 12 each weekday."""
    centre = order.centre
    data = OpeningData(
        course_id=make_course(centre=centre).pk, literacy=Literacy.READS, trainers=(make_trainer(centre).pk,),
        begins=time(8), ends=time(12), **values,
    )  # fmt: skip
    return actions.open_session(actor=officer(centre, at), order_id=order.pk, data=data)


def enrol(order: Order, count: int, *, at: datetime = NOW) -> list[Enrolment]:
    """Enrol so many employees of the client."""
    people = [make_person(order.centre) for _number in range(count)]
    actor = officer(order.centre, at)
    return [actions.enrol_participant(actor=actor, order_id=order.pk, person_number=person.number) for person in people]


def attend(session: Session, marks: Sequence[tuple[Enrolment, Sequence[str]]]) -> None:
    """Note the attendance of each on the days of the session, in their order; days without a mark are not noted."""
    days = list(session.days.order_by("day", "starts"))
    for enrolment, given in marks:
        for day, mark in zip(days, given, strict=False):
            at = NOW + (day.day - TODAY)
            entry = EntryData(
                id=uuid4(), enrolment_id=enrolment.pk, day_id=day.pk, mark=mark, noted_at=at, device="essai"
            )
            actor = officer(session.centre, at)
            [receipt] = courses.record_attendance(actor=actor, session_id=session.pk, entries=[entry])
            assert receipt.status == "accepted", receipt.sentence


def after(day: date, days: int = 1) -> datetime:
    """Return the moment of the tests, so many days after a day."""
    return NOW + (day - TODAY) + timedelta(days=days)


def close(session: Session, *, cost: int | None = None, days: int = 1) -> Session:
    """Close a session the day after its last."""
    at = after(session.ends_on, days)
    found = courses.close_session(actor=officer(session.centre, at), session_id=session.pk, cost=cost)
    assert found.state == SessionState.FINISHED
    return found


def make_given(centre: Structure | None = None, **values: Any) -> Order:
    """Bring an order to its end: 6 enrolled of 8, of whom 5 came; 4 of 5 days held, 16 of 20 hours."""
    order = make_order(centre, until="opened", **values)
    session = Session.objects.get(order_id=order.pk)
    people = enrol(order, 6)
    here = [*["present"] * 4, "absent"]
    attend(session, [*((one, here) for one in people[:5]), (people[5], ["absent"] * 5)])
    close(session)
    order.refresh_from_db()
    return order


def marks(**values: Any) -> MarksData:
    """Return good marks."""
    return MarksData(**{"content": 4, "trainer": 5, "organisation": 3, "usefulness": 4, **values})


# -- online


def make_department() -> Structure:
    """Open a department of training below a new headquarters."""
    return make_structure(make_structure(), kind=StructureKind.DEPARTMENT)


def make_platform(
    department: Structure | None = None, *, places: int = 3, agreement: Agreement | None = None, **values: Any
) -> Platform:
    """Record a platform that a convention in force opens."""
    department = department or make_department()
    agreement = agreement or make_agreement(department, kind="protocol")
    defaults = {"name": f"Plateforme {uuid4().hex[:6]}", "address": "https://cours.example.org", "places": places}
    return online.keep_platform(
        actor=officer(department),
        agreement=agreement,
        structure=department,
        data=PlatformData(**{**defaults, **values}),
    )


def make_place(
    platform: Platform, person: Person | None = None, *, email: str = "", at: datetime = NOW, **values: Any
) -> Place:
    """Give a person a place."""
    person = person or make_person(platform.structure)
    data = PlaceData(person_id=person.pk, email=email or f"p{uuid4().hex[:8]}@example.org", origin="seeker", **values)
    return online.allot(actor=officer(platform.structure, at), platform_id=platform.pk, data=data)


def export_of(*rows: Sequence[object]) -> bytes:
    """Return an export as the platform writes it: rows of (email, code, progress, last activity, completed on)."""
    lines = ["email;name;course_code;course_title;progress;last_activity_on;completed_on;certificate_url"]
    for email, code, progress, seen, completed in rows:
        link = "https://cours.example.org/c/1" if completed else ""
        lines.append(f"{email};Nom;{code};Cours {code};{progress};{seen or ''};{completed or ''};{link}")
    return ("\n".join(lines) + "\n").encode()


def load_export(platform: Platform, content: bytes, *, at: datetime = NOW, exported_on: date | None = None) -> Any:
    """Read an export and take it in."""
    actor = officer(platform.structure, at)
    load = online.read_load(
        actor=actor, platform_id=platform.pk, name="export.csv", content=content,
        exported_on=exported_on or actor.today,
    )  # fmt: skip
    return online.apply_load(actor=actor, load_id=load.pk)


def make_order_pages() -> tuple[dict[str, list[object]], list[User]]:
    """Make an order at each turning and a platform in use, with who sees them: what the walk of every page looks at."""
    centre = make_centre()
    orders = [make_order(centre, until=state) for state in _UNTIL]
    drafted = make_order(centre)
    actions.write_quote(actor=officer(centre), order_id=drafted.pk, data=quote_data())
    given = make_given(centre)
    at = after(STARTS, 10)
    billed = make_given(centre)
    invoice = actions.issue_invoice(actor=officer(centre, at), order_id=billed.pk)
    actions.evaluate_as_client(actor=officer(centre, at), order_id=billed.pk, data=marks(again=True))
    actions.issue_credit(
        actor=cashier(centre, at), invoice_id=invoice.pk, amount=2_500, words="Un participant de moins."
    )
    lost = make_order(centre, until="agreed")
    actions.cancel_order(
        actor=officer(centre), order_id=lost.pk, by="client", reason="Une commande urgente les retient."
    )
    department = make_department()
    platform = make_platform(department)
    people = [make_place(platform, email=f"{name}@example.org") for name in ("awa", "bakary")]
    rows = (("awa@example.org", "py1", 100, TODAY, TODAY), ("inconnue@example.org", "py1", 20, TODAY, None))
    taken = load_export(platform, export_of(*rows))
    waiting = online.read_load(
        actor=officer(department), platform_id=platform.pk, name="nouveau.csv", exported_on=TODAY,
        content=export_of(*rows, ("bakary@example.org", "py1", 130, TODAY, None), ("bakary@example.org", "sql", 5, TODAY, "")),
    )  # fmt: skip
    call = CallData(reason=StillReason.CONNECTION, outcome=CallOutcome.GOES_ON, words="Attend la recharge.")
    online.record_call(actor=officer(department), place_id=people[1].pk, data=call)
    found: dict[str, list[object]] = {
        "order_id": [row.pk for row in (*orders, drafted, given, billed, lost)],
        "quote_id": [billed.quotes.get().pk],
        "invoice_id": [invoice.pk],
        "platform_id": [platform.pk],
        "load_id": [waiting.pk, taken.pk],
        "address_id": [platform.unknown_addresses.get().pk],
        "place_id": [row.pk for row in people],
    }
    roles = ((Role.TRAINING_OFFICER, centre), (Role.FINANCE_OFFICER, centre), (Role.DIRECTOR, centre))
    users = [make_user(role, structure) for role, structure in roles]
    return found, [*users, make_user(Role.TRAINING_OFFICER, department)]
