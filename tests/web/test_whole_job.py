"""The whole job in a real browser, by mouse and by keyboard alone: from signing in to the placement in the figures."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from baarasira.candidacies.models import Candidacy, Placement
from baarasira.counselling.models import Card
from baarasira.employers.models import Employer
from baarasira.kernel.actor import system
from baarasira.kernel.models import Entry
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from baarasira.reference.loading import load_reference
from browsers import Windows
from factories import NOW, PASSWORD, TODAY, Tree, make_territory, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Mouse:
    """Fills and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, ident: str, text: str) -> None:
        self.page.fill(f"#{ident}", text)
        expect(self.page.locator(f"#{ident}")).to_have_value(text)

    def choose(self, ident: str, label: str) -> None:
        option = self.page.locator(f"#{ident} option").filter(has_text=re.compile(f"^{re.escape(label)}")).first
        self.page.select_option(f"#{ident}", option.get_attribute("value"))

    def tick(self, ident: str) -> None:
        self.page.check(f"#{ident}")

    def suggest(self, ident: str, text: str) -> None:
        self.page.locator(f"#{ident}").press_sequentially(text)
        self.page.locator(".options li").first.click()

    def press(self, label: str) -> None:
        self.page.locator("main").get_by_role("button", name=label, exact=True).first.click()

    def open(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).first.click()


class Keyboard(Mouse):
    """Goes by Tab, types, and presses Enter or Space; the mouse is never touched."""

    def _reach(self, ident: str) -> None:
        for _press in range(160):
            at = self.page.evaluate("[document.activeElement.id, document.activeElement.textContent]")
            if ident in {at[0], " ".join(at[1].split())}:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {ident}")

    def write(self, ident: str, text: str) -> None:
        self._reach(ident)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, ident: str, label: str) -> None:
        self._reach(ident)
        chosen = "document.activeElement.selectedOptions[0].text"
        self.page.keyboard.press("Home")
        for _press in range(80):
            if self.page.evaluate(chosen).startswith(label):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the list {ident} does not offer {label}")

    def tick(self, ident: str) -> None:
        self._reach(ident)
        self.page.keyboard.press("Space")

    def suggest(self, ident: str, text: str) -> None:
        self._reach(ident)
        self.page.keyboard.type(text)
        expect(self.page.locator(".options li").first).to_be_visible()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def press(self, label: str) -> None:
        self._reach(label)
        self.page.keyboard.press("Enter")

    def open(self, summary: str) -> None:
        self._reach(summary)
        self.page.keyboard.press("Enter")


@pytest.fixture
def tree() -> Tree:
    load_reference(actor=system(NOW))
    make_territory()
    return make_tree()


@pytest.fixture
def hands(windows: Windows, tree: Tree, request: Any) -> dict[str, Mouse]:
    """One signed-in browser per role, each through the sign-in page, by mouse or by keyboard."""
    found: dict[str, Mouse] = {}
    for role in ("counsellor", "employer_adviser", "director"):
        user = make_user(role, tree.directorate if role == "director" else tree.office)
        page = windows.page()
        hand = request.param(page)
        page.goto("/")
        hand.write("id_email", user.email)
        hand.write("id_password", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url.rstrip("/") == windows.address, "the desk is the home of each role"
        found[role] = hand
    return found


@pytest.mark.parametrize("hands", [Mouse, Keyboard], indirect=True, ids=["mouse", "keyboard"])
def test_from_a_job_seeker_and_an_offer_to_a_placement(hands: dict[str, Mouse], tree: Tree) -> None:
    person = _registered(hands["counsellor"])
    _carded(hands["counsellor"], person)
    employer = _accredited(hands["employer_adviser"], hands["director"])
    opening = _published(hands["employer_adviser"], hands["director"], employer)
    candidacy = _referred(hands["employer_adviser"], opening, person)
    placement = _placed(hands["employer_adviser"], candidacy)
    _counted(hands["director"].page)
    person.card.refresh_from_db()
    assert (person.card.state, placement.confirmed_by) == ("placed", "employer")
    assert [check.months for check in placement.checks.all()] == [1, 3]
    verbs = set(Entry.objects.filter(subject_id=person.pk).values_list("verb", flat=True))
    assert {"person.register", "card.issue", "candidacy.refer", "candidacy.hire", "placement.confirm"} <= verbs


def _registered(hand: Mouse) -> Person:
    page = hand.page
    page.goto(reverse("people:register"))
    hand.write("id_surname", "Ongoiba")
    hand.write("id_given_names", "Rokia")
    hand.tick("id_sex_0")
    hand.write("id_born", "1992")
    hand.choose("id_no_nina_reason", "Jamais")
    hand.write("id_phone_0", "76 99 88 77")
    hand.choose("id_region", "Ségou")
    hand.choose("id_situation", "Au chômage")
    hand.suggest("id_occupation_0", "soudeuse")
    hand.write("id_occupation_0_years", "5")
    hand.tick("id_consent_register")
    hand.tick("id_consent_employers")
    hand.press("Inscrire")
    page.wait_for_url(re.compile(r"/personnes/[0-9a-f-]{36}/$"))
    person = Person.objects.get()
    assert [(row.code, row.years) for row in person.occupations.all()] == [("7212", 5)]
    return person


def _carded(hand: Mouse, person: Person) -> None:
    hand.page.goto(reverse("counselling:card", args=[person.pk]))
    hand.press("Délivrer la carte")
    hand.page.wait_for_load_state()
    expect(hand.page.get_by_text(re.compile(r"DE26-\d{6}-.")).first).to_be_visible()
    card = Card.objects.get(person=person)
    answer = hand.page.request.get(reverse("counselling:card_pdf", args=[person.pk]))
    assert answer.body().startswith(b"%PDF")
    assert card.state == "active"


def _accredited(adviser: Mouse, director: Mouse) -> Employer:
    adviser.page.goto(reverse("employers:new"))
    adviser.write("id_name", "Atelier Faso Kanu")
    adviser.choose("id_legal_form", "Soc")
    adviser.choose("id_sector", "Activités de fab")
    adviser.choose("id_region", "Ségou")
    adviser.write("id_email", "atelier@example.ml")
    adviser.press("Enregistrer l’employeur")
    adviser.page.wait_for_url(re.compile(r"/employeurs/[0-9a-f-]{36}/$"))
    adviser.press("Soumettre à l’agrément")
    expect(adviser.page.get_by_text("une deuxième personne décidera")).to_be_visible()
    employer = Employer.objects.get()
    director.page.goto(reverse("employers:accreditation", args=[employer.pk]))
    director.press("Agréer")
    expect(director.page.get_by_text("ses offres peuvent être publiées")).to_be_visible()
    return Employer.objects.get()


def _published(adviser: Mouse, director: Mouse, employer: Employer) -> Opening:
    page = adviser.page
    page.goto(f"{reverse('openings:new')}?employer={employer.pk}")
    adviser.write("id_title", "Soudeur ou soudeuse")
    adviser.suggest("id_occupation", "soudeur")
    adviser.choose("id_contract", "Contrat à durée ind")
    adviser.write("id_wage", "90 000")
    adviser.choose("id_region", "Ségou")
    adviser.write("id_starts_on", f"{TODAY + timedelta(days=20):%d/%m/%Y}")
    adviser.press("Enregistrer l’offre")
    page.wait_for_url(re.compile(r"/offres/[0-9a-f-]{36}/$"))
    adviser.press("Soumettre à approbation")
    expect(page.get_by_text("une deuxième personne décidera")).to_be_visible()
    opening = Opening.objects.get()
    director.page.goto(reverse("openings:decide", args=[opening.pk]))
    director.press("Approuver et publier")
    expect(director.page.get_by_text("approuvée et publiée").first).to_be_visible()
    opening.refresh_from_db()
    assert (opening.state, opening.employer_id) == ("published", employer.pk)
    return opening


def _referred(hand: Mouse, opening: Opening, person: Person) -> Candidacy:
    page = hand.page
    page.goto(reverse("matching:shortlist", args=[opening.pk]))
    expect(page.get_by_role("row", name=re.compile("Rokia Ongoiba"))).to_be_visible()
    box = page.locator(f'input[name="person"][value="{person.pk}"]')
    if isinstance(hand, Keyboard):
        box.focus()
        page.keyboard.press("Space")
    else:
        box.check()
    hand.press("Mettre en relation…")
    page.wait_for_url(re.compile("mettre-en-relation/"))
    hand.press("Mettre en relation 1 personne")
    page.wait_for_url(re.compile("/mises-en-relation/"))
    candidacy = Candidacy.objects.get()
    assert (candidacy.person_id, candidacy.state, candidacy.score_parts["occupation"]) == (person.pk, "referred", 1000)
    letter = page.request.get(reverse("candidacies:letter", args=[candidacy.pk]))
    assert letter.body().startswith(b"%PDF")
    return candidacy


def _field(page: Page, step: str, name: str) -> str:
    """Return the id of a field of one step's form, once the page has come to rest."""
    page.wait_for_load_state("networkidle")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
    found = page.locator(f'form[action$="/etape/{step}/"] [name="{name}"]').first.get_attribute("id")
    assert found
    return found


def _placed(hand: Mouse, candidacy: Candidacy) -> Placement:
    page, file = hand.page, reverse("candidacies:file", args=[candidacy.pk])
    today = f"{TODAY:%d/%m/%Y}"
    page.goto(file)
    hand.write(_field(page, "interview", "on"), today)
    hand.press("Enregistrer l’entretien")
    expect(page.get_by_text("L’entretien est enregistré").first).to_be_visible()
    hand.write(_field(page, "hire", "hired_on"), today)
    hand.write(_field(page, "hire", "starts_on"), today)
    hand.press("Enregistrer l’embauche")
    expect(page.get_by_text("L’embauche est enregistrée").first).to_be_visible()
    hand.write(_field(page, "start", "first_day"), today)
    hand.tick(_field(page, "start", "confirmed_by"))
    hand.press("Confirmer le placement")
    expect(page.get_by_text("Le placement est confirmé").first).to_be_visible()
    return Placement.objects.get()


def _counted(page: Page) -> None:
    page.goto(reverse("statistics:dashboard"))
    shown = page.locator(".stat", has_text="Placements")
    expect(shown.first).to_contain_text("1")
