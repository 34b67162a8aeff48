"""Counselling and the desk in a real browser: by keyboard alone, with nothing that axe or the content policy objects to."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from baarasira.counselling import actions
from baarasira.counselling.enums import AppointmentPurpose, Side
from baarasira.counselling.hours import next_open_day
from baarasira.counselling.models import Appointment
from baarasira.people.models import Person
from browsers import Windows, faults
from factories import Tree, make_actor, make_person, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]


@pytest.fixture
def person(tree: Tree) -> Person:
    """Someone with a card, a plan, a contact, and an appointment tomorrow."""
    now = timezone.now()
    actor = make_actor(structure=tree.office, at=now)
    person = make_person(tree.office, actor=actor, phones=["76 45 00 00"])
    actions.issue_card(actor=actor, person_id=person.pk)
    steps = [actions.StepData(side, "Refaire le CV", now.date()) for side in Side]
    actions.agree_plan(actor=actor, person_id=person.pk, aim="Devenir soudeuse", steps=steps)
    actions.note_contact(actor=actor, person_id=person.pk, channel="phone", text="Appelée")
    tomorrow = now + timedelta(days=1)
    actions.give_appointment(actor=actor, person_id=person.pk, starts_at=tomorrow, purpose=AppointmentPurpose.INTERVIEW)
    return person


@pytest.fixture
def show(windows: Windows, tree: Tree) -> Iterator[Opener]:
    """Return what opens a page as a counsellor; whatever the browser complains of fails the test."""
    counsellor = make_user("counsellor", tree.office)

    def opened(path: str, *, width: int = 1280, script: bool = True) -> Page:
        page = windows.page(counsellor, width=width, script=script)
        page.goto(path)
        return page

    yield opened
    assert windows.complaints == []


def pages_of(person: Person) -> dict[str, str]:
    row = Appointment.objects.get()
    about = {
        name: reverse(f"counselling:{name}", args=[person.pk]) for name in ("card", "appointment_new", "note", "plan")
    }
    lists = {name: reverse(f"counselling:{name}") for name in ("day", "missed", "due", "plans")}
    more = {
        "desk": reverse("desk"),
        "appointment": reverse("counselling:appointment", args=[row.pk]),
        "tomorrow": reverse("counselling:day") + f"?day={row.starts_at.date().isoformat()}",
        "public": reverse("public:check_card"),
        "unknown": reverse("public:check_card_code", args=["x"]),
    }
    return about | lists | more


@pytest.mark.markup
def test_axe_finds_nothing_and_nothing_overflows(show: Opener, person: Person) -> None:
    for name, path in pages_of(person).items():
        page = show(path, width=1280)
        assert faults(page) == [], name
        assert page.locator("h1").count() == 1, name


def test_an_appointment_is_given_by_keyboard_alone_and_the_hours_follow_the_day(show: Opener, person: Person) -> None:
    page = show(reverse("counselling:appointment_new", args=[person.pk]))
    day = page.get_by_label("Jour", exact=False).first
    friday = next_open_day(timezone.now().date() + timedelta(days=7))
    while friday.weekday() != 4:
        friday = next_open_day(friday)
    page.get_by_label("Objet").focus()
    page.keyboard.type("Entretien")
    page.keyboard.press("Tab")
    expect(day).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(friday.strftime("%d/%m/%Y"))
    page.keyboard.press("Tab")
    expect(page.locator("#hours input[value='14:00']")).to_have_count(0)
    expect(page.locator("#hours input[value='12:00']")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    for _step in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Demander Mme Diarra")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Le rendez-vous est donné")
    row = Appointment.objects.order_by("-id")[0]
    assert (row.starts_at.date(), f"{row.starts_at:%H:%M}") == (friday, "08:30")
    assert row.note == "Demander Mme Diarra"


def test_the_desk_settles_a_step_in_one_click(show: Opener, person: Person) -> None:
    page = show(reverse("desk"))
    expect(page.get_by_role("heading", name="Étapes des plans d’action")).to_contain_text("2")
    page.get_by_role("button", name="Fait").first.press("Enter")
    expect(page.locator(".messages")).to_contain_text("L’étape est faite")
    expect(page.get_by_role("heading", name="Étapes des plans d’action")).to_contain_text("1")


def test_a_suspension_opens_asks_why_and_is_done_without_a_mouse(show: Opener, person: Person) -> None:
    page = show(reverse("counselling:card", args=[person.pk]))
    page.locator("summary", has_text="Suspendre la carte").press("Enter")
    page.get_by_label("Motif", exact=False).first.fill("Suit une formation")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("La carte est suspendue")
    expect(page.locator("main")).to_contain_text("Suit une formation")


def test_without_script_an_appointment_can_be_given(show: Opener, person: Person) -> None:
    page = show(reverse("counselling:appointment_new", args=[person.pk]), script=False)
    page.get_by_label("Objet").select_option("offer")
    page.locator("#hours input[type=radio]").first.check()
    page.get_by_role("button", name="Donner le rendez-vous").click()
    expect(page.locator(".messages")).to_contain_text("Le rendez-vous est donné")


def test_the_public_page_answers_without_script(show: Opener, person: Person) -> None:
    card = person.card
    page = show(reverse("public:check_card"), script=False)
    page.get_by_label("Numéro de la carte").fill(card.number)
    page.get_by_label("Année de naissance", exact=False).fill(str(person.born.year))
    page.get_by_role("button", name="Vérifier la carte").click()
    expect(page.locator("h1")).to_have_text("Cette carte est authentique et en cours de validité")
