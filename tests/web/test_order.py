"""A course to order in a real browser: from the need of a company to the session, the invoice, the payment and the evaluation."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from baarasira.accounts.enums import Role
from baarasira.training.courses import actions as courses
from baarasira.training.courses.models import Session
from baarasira.training.orders.models import Invoice, Order
from browsers import Windows
from factories import make_employer, make_person, make_structure
from ordering import attend, make_course, make_trainer
from paper_reading import text
from telling.acting import Cast, Days, Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def act(hand: Hand, name: str, then: str = "", **values: object) -> None:
    """Open what is folded round the form of an act, fill it in, send it, wait for the page that answers."""
    form = hand.page.locator(f'main form[action$="/acte/{name}/"]').first
    closed = form.locator("xpath=ancestor::details[not(@open)]")
    while closed.count():
        closed.first.locator("> summary").click()
    for field, value in values.items():
        put(form, field, value)
    hand.page.evaluate("document.querySelector('main').dataset.former = '1'")
    form.locator("button[type=submit]").last.click()
    expect(hand.page.locator("main:not([data-former])")).to_be_attached()
    if then:
        hand.reads(then)


def put(form: object, field: str, value: object) -> None:
    box = form.locator(f'[name="{field}"]').first  # type: ignore[attr-defined]
    if box.evaluate("box => box.tagName") == "SELECT":
        box.select_option(str(value))
    else:
        box.fill(str(value))


def test_a_course_ordered_by_a_company_from_the_need_to_its_invoice_and_evaluation(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = Days(monkeypatch)
    cast = Cast(windows, days)
    root = make_structure()
    centre = make_structure(root, kind="cpr", name="CPR de Sikasso")
    office = make_structure(root, name="Agence de Sikasso")
    employer = make_employer(office, name="Ateliers du Sud")
    course, trainer = make_course(centre=centre), make_trainer(centre)
    adviser = cast.make(Role.EMPLOYER_ADVISER, office, "Ba", "A-1")
    officer = cast.make(Role.TRAINING_OFFICER, centre, "Sow", "A-2")
    director = cast.make(Role.DIRECTOR, centre, "Diarra", "A-3")
    cashier = cast.make(Role.FINANCE_OFFICER, centre, "Koné", "A-4")

    order = _the_adviser_records_the_need(cast.hand(adviser), employer)
    hand = cast.hand(officer)
    first = days.after(14 - days.today.weekday())
    _the_centre_quotes(hand, order, first)
    # The adviser hears the answer; the officer prepares, the client signs, the director signs.
    hand = cast.hand(adviser)
    hand.open("orders:order", order.pk)
    act(hand, "acceptation", "Devis accepté", by="Mme Coulibaly")
    hand = cast.hand(officer)
    hand.open("orders:order", order.pk)
    act(hand, "convention", "C'est enregistré", cancel_days=7, cancel_share=30, due_days=30)
    act(hand, "signature-client", "Mme Coulibaly", signer="Mme Coulibaly", function="Gérante")
    assert not hand.offers("Signer la convention"), "who prepared it does not sign it"
    hand = cast.hand(director)
    hand.open("desk")
    hand.reads("Soudure de l'aluminium")
    hand.open("orders:order", order.pk)
    act(hand, "signature", "Convention signée")
    assert "30 % du total" in text(hand.paper("orders:agreement-paper", order.pk))

    hand = cast.hand(officer)
    hand.open("orders:order", order.pk)
    act(hand, "session", "Session en cours", course=course.pk, trainer=trainer.pk, begins="08:00", ends="12:00")
    people = [make_person(centre, surname=name) for name in ("Keïta", "Touré", "Dakouo")]
    for person in people:
        act(hand, "participant", person.surname, person=person.number)
    _it_is_taught(days, officer, order)
    _it_is_invoiced_paid_and_evaluated(cast, officer, cashier, order, people[0].pk)


def _the_adviser_records_the_need(hand: Hand, employer: object) -> Order:
    hand.open("employers:file", employer.pk)  # type: ignore[attr-defined]
    hand.unfold("Formations à la carte")
    hand.page.locator("main").get_by_role("link", name="Enregistrer un besoin").click()
    hand.sound()
    hand.write("title", "Soudure de l'aluminium")
    hand.write("need", "Nos soudeurs ne savent pas souder l'aluminium.")
    hand.write("participants", "8")
    hand.choose("centre", "CPR de Sikasso")
    hand.write("contact", "Mme Coulibaly")
    hand.write("contact_phone", "76 45 00 00")
    hand.press("Enregistrer le besoin", "Le besoin est enregistré")
    return Order.objects.get()


def _the_centre_quotes(hand: Hand, order: Order, first: object) -> None:
    hand.open("desk")
    hand.page.locator("main").get_by_role("link", name="Écrire un devis").first.click()
    hand.sound()
    last = first + timedelta(days=4)  # type: ignore[operator]
    lines = (("Formateur", "hour", "20", "15 000"), ("Fournitures", "participant", "3", "12 500"))
    hand.write("hours", "20")
    hand.write("seats", "3")
    hand.write("starts_on", first)  # type: ignore[arg-type]
    hand.write("ends_on", last)
    for number, (label, unit, quantity, price) in enumerate(lines, start=1):
        hand.write(f"label_{number}", label)
        hand.pick(f"unit_{number}", unit)
        hand.write(f"quantity_{number}", quantity)
        hand.write(f"price_{number}", price)
    hand.press("Enregistrer le devis", "Le devis est écrit")
    hand.reads(re.compile("337.500.FCFA"))  # 20 × 15 000 + 3 × 12 500
    act(hand, "envoi", "Devis envoyé")
    assert "trois cent trente-sept mille cinq cents francs CFA" in text(
        hand.paper("orders:quote-paper", order.quotes.get().pk)
    )


def _it_is_taught(days: Days, officer: object, order: Order) -> None:
    """Four days of five are held, for two of the three: what the trainer notes on the phone goes through the same acts."""
    session = Session.objects.get(order_id=order.pk)
    days.pass_by((session.ends_on - days.today).days + 1)
    one, two, three = session.enrolments.order_by("id")
    here = [*["present"] * 4, "absent"]
    attend(session, [(one, here), (two, here), (three, ["absent"] * 5)])
    courses.close_session(actor=days.actor(officer), session_id=session.pk, cost=120_000)  # type: ignore[arg-type]


def _it_is_invoiced_paid_and_evaluated(
    cast: Cast, officer: object, cashier: object, order: Order, person: object
) -> None:
    hand = cast.hand(officer)  # type: ignore[arg-type]
    hand.open("orders:order", order.pk)
    # 16 hours × 15 000 + 2 people × 12 500
    hand.reads(re.compile("265.000.FCFA"))
    act(hand, "facture", "À payer")
    invoice = Invoice.objects.get()
    assert "deux cent soixante-cinq mille francs CFA" in text(hand.paper("orders:invoice-paper", invoice.pk))
    assert not hand.offers("Enregistrer le paiement"), "who invoices does not take the money"
    act(hand, "avis-participant", "4,0", person=person, content=4, trainer=5, organisation=3, usefulness=4)
    act(hand, "cloture", "La facture n'est pas soldée")
    hand = cast.hand(cashier)  # type: ignore[arg-type]
    hand.open("orders:order", order.pk)
    paid = {"amount": "200 000", "way": "transfer", "reference": "VIR 12"}
    act(hand, "encaissement", "Payée en partie", **paid)
    act(hand, "encaissement", "Ce paiement est déjà enregistré", **{**paid, "amount": "65 000"})
    act(hand, "encaissement", "Payée", **{**paid, "amount": "65 000", "reference": "VIR 13"})
    hand = cast.hand(officer)  # type: ignore[arg-type]
    hand.open("orders:order", order.pk)
    act(hand, "avis-client", "5,0", content=5, trainer=5, organisation=4, usefulness=5, again="yes")
    act(hand, "cloture", "Close")
    hand.open("orders:invoices")
    hand.reads(invoice.number)
