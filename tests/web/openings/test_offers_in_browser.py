"""Employers and offers in a real browser: the whole way by the keyboard, the rules live, axe, both widths, no script."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.actor import system
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.reference.loading import load_reference
from browsers import Windows, faults, tab_to
from factories import NOW, Tree, make_employer, make_opening, make_territory, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def tree() -> Tree:
    load_reference(actor=system(NOW))
    make_territory()
    return make_tree()


@pytest.fixture
def page_of(windows: Windows, tree: Tree) -> Open:
    """Return what opens a page signed in with a role: in the office, or in the directorate for a director."""

    def make(role: str, *, width: int = 1280, script: bool = True) -> Page:
        user = make_user(role, tree.directorate if role == "director" else tree.office)
        return windows.page(user, width=width, script=script)

    return make


def _addresses(tree: Tree) -> dict[str, list[str]]:
    employer = make_employer(tree.office)
    waiting = make_employer(tree.office, state="submitted")
    suspended = make_employer(tree.office, state="suspended")
    bad = make_opening(tree.office, employer=waiting, state="received", title="Vendeuse célibataire", occupation="")
    submitted = make_opening(tree.office, employer=employer, state="submitted")
    expired = make_opening(tree.office, employer=employer, state="expired")
    published = make_opening(tree.office, employer=employer)
    files = [reverse("employers:file", args=[row.pk]) for row in (employer, waiting, suspended)]
    files += [reverse("openings:file", args=[row.pk]) for row in (bad, submitted, published, expired)]
    forms = [reverse("employers:new"), reverse("openings:new")]
    forms += [reverse(f"employers:{name}", args=[employer.pk]) for name in ("edit", "visit", "contact")]
    forms += [reverse("openings:edit", args=[bad.pk])]
    forms += [reverse(f"openings:{name}", args=[published.pk]) for name in ("extend", "close", "cancel")]
    lists = [reverse("employers:list"), reverse("openings:list"), f"{reverse('openings:list')}?q=zzzz"]
    decisions = [reverse("employers:accreditations"), reverse("openings:approvals")]
    decisions += [
        reverse("employers:accreditation", args=[waiting.pk]),
        reverse("openings:decide", args=[submitted.pk]),
    ]
    decisions += [reverse("employers:suspend", args=[employer.pk])]
    return {"employer_adviser": files + forms + lists, "director": decisions + files[:3]}


@pytest.mark.markup
def test_every_page_is_sound_for_axe_and_fits(windows: Windows, page_of: Open, tree: Tree) -> None:
    for role, addresses in _addresses(tree).items():
        page = page_of(role, width=1280)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok, address
            assert faults(page) == [], address
        assert windows.complaints == []


def _type(page: Page, ident: str, text: str) -> None:
    tab_to(page, ident)
    page.keyboard.type(text)


def _accredited(page_of: Open) -> Employer:
    adviser, director = page_of("employer_adviser"), page_of("director")
    adviser.goto(reverse("employers:new"))
    _type(adviser, "id_name", "Atelier Faso Kanu")
    _type(adviser, "id_legal_form", "Soc")
    _type(adviser, "id_sector", "Activités de fab")
    _type(adviser, "id_region", "Sé")
    _type(adviser, "id_phone", "76 45 00 00")
    tab_to(adviser, "Enregistrer l’employeur")
    adviser.keyboard.press("Enter")
    adviser.wait_for_url(re.compile(r"/employeurs/[0-9a-f-]{36}/$"))
    tab_to(adviser, "Soumettre à l’agrément")
    adviser.keyboard.press("Enter")
    expect(adviser.get_by_text("une deuxième personne décidera")).to_be_visible()
    director.goto(reverse("employers:accreditations"))
    tab_to(director, "Lire et décider (Atelier Faso Kanu)")
    director.keyboard.press("Enter")
    director.wait_for_url(re.compile(r"/agrement/$"))
    tab_to(director, "Agréer")
    director.keyboard.press("Enter")
    expect(director.get_by_text("ses offres peuvent être publiées")).to_be_visible()
    employer = Employer.objects.get()
    assert employer.state == EmployerState.ACCREDITED
    return employer


def test_from_employer_to_published_offer_by_the_keyboard_alone(page_of: Open) -> None:
    employer = _accredited(page_of)
    adviser, director = page_of("employer_adviser"), page_of("director")
    adviser.goto(reverse("openings:new"))
    _type(adviser, "id_employer", "faso kanu")
    expect(adviser.locator(".options:not([hidden]) li").first).to_be_visible()
    adviser.keyboard.press("ArrowDown")
    adviser.keyboard.press("Enter")
    _type(adviser, "id_title", "Soudeur ou soudeuse")
    _type(adviser, "id_occupation", "soudeur")
    expect(adviser.locator(".options:not([hidden]) li").first).to_be_visible()
    adviser.keyboard.press("ArrowDown")
    adviser.keyboard.press("Enter")
    _type(adviser, "id_contract", "Contrat à durée ind")
    _type(adviser, "id_wage", "39 999")
    adviser.keyboard.press("Tab")
    expect(adviser.locator("#rule-wage")).to_contain_text("40 000 FCFA")
    expect(adviser.locator("#rules")).to_contain_text("Salaire minimum")
    adviser.keyboard.press("Shift+Tab")
    adviser.keyboard.press("Control+A")
    adviser.keyboard.type("90 000")
    adviser.keyboard.press("Tab")
    expect(adviser.locator("#rule-wage")).to_be_empty()
    _type(adviser, "id_region", "Sé")
    _type(adviser, "id_starts_on", "01/02/2099")
    tab_to(adviser, "Enregistrer l’offre")
    adviser.keyboard.press("Enter")
    adviser.wait_for_url(re.compile(r"/offres/[0-9a-f-]{36}/$"))
    tab_to(adviser, "Soumettre à approbation")
    adviser.keyboard.press("Enter")
    expect(adviser.get_by_text("une deuxième personne décidera")).to_be_visible()
    director.goto(reverse("openings:approvals"))
    tab_to(director, "Lire et décider (Soudeur ou soudeuse)")
    director.keyboard.press("Enter")
    director.wait_for_url(re.compile(r"/approbation/$"))
    tab_to(director, "Approuver et publier")
    director.keyboard.press("Enter")
    expect(director.get_by_text("approuvée et publiée").first).to_be_visible()
    opening = Opening.objects.get()
    assert (opening.state, opening.employer, opening.occupation, opening.wage) == (
        OpeningState.PUBLISHED,
        employer,
        "7212",
        90_000,
    )


def test_an_offer_is_recorded_and_submitted_without_script(page_of: Open, tree: Tree) -> None:
    make_employer(tree.office, name="Atelier Faso Kanu")
    page = page_of("employer_adviser", script=False, width=360)
    page.goto(reverse("openings:new"))
    page.fill("[name=employer_text]", "faso kanu")
    page.fill("#id_title", "Soudeur ou soudeuse")
    page.fill("[name=occupation_text]", "7212")
    page.select_option("#id_contract", "permanent")
    page.fill("#id_wage", "39 999")
    page.select_option("#id_region", "ML-4")
    page.fill("#id_starts_on", "01/02/2099")
    page.get_by_role("button", name="Enregistrer l’offre").click()
    expect(page.get_by_text("40 000 FCFA")).to_be_visible()
    page.get_by_role("link", name="Corriger l’offre").first.click()
    page.fill("#id_wage", "90 000")
    page.get_by_role("button", name="Enregistrer les corrections").click()
    page.get_by_role("button", name="Soumettre à approbation").click()
    expect(page.get_by_text("une deuxième personne décidera")).to_be_visible()
    assert Opening.objects.get().state == OpeningState.SUBMITTED
