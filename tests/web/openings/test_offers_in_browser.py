"""Employers and offers in a real browser: the whole way by the keyboard, the rules live, axe, both widths, no script."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.actor import system
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.reference.loading import load_reference
from factories import NOW, Tree, make_employer, make_opening, make_territory, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tree() -> Tree:
    load_reference(actor=system(NOW))
    make_territory()
    return make_tree()


@pytest.fixture
def page_of(chromium: Browser, live_server: Any, settings: Any, tree: Tree) -> Iterator[Open]:
    """Return what opens a page signed in with a role: in the office, or in the directorate for a director."""
    settings.DEBUG = True
    opened: list[BrowserContext] = []

    def make(role: str, *, width: int = 1280, script: bool = True) -> Page:
        client = Client()
        client.force_login(make_user(role, tree.directorate if role == "director" else tree.office))
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="fr-FR",
            base_url=live_server.url,
            java_script_enabled=script,
        )
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield make
    for context in opened:
        context.close()


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
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_sound_for_axe_and_fits(page_of: Open, tree: Tree, width: int) -> None:
    for role, addresses in _addresses(tree).items():
        page = page_of(role, width=width)
        complaints: list[str] = []
        page.on("console", lambda line, heard=complaints: heard.append(line.text) if line.type == "error" else None)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok, address
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
            found = Axe().run(page).response["violations"]
            assert not found, (address, [(item["id"], item["nodes"][0]["html"]) for item in found])
        assert complaints == []


def _tab_to(page: Page, ident: str) -> None:
    """Press Tab until the element of that id, or the button of that label, has the focus."""
    for _press in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.id, document.activeElement.textContent]")
        if ident in {at[0], " ".join(at[1].split())}:
            return
    raise AssertionError(f"the keyboard does not reach {ident}")


def _type(page: Page, ident: str, text: str) -> None:
    _tab_to(page, ident)
    page.keyboard.type(text)


def _accredited(page_of: Open) -> Employer:
    adviser, director = page_of("employer_adviser"), page_of("director")
    adviser.goto(reverse("employers:new"))
    _type(adviser, "id_name", "Atelier Faso Kanu")
    _type(adviser, "id_legal_form", "Soc")
    _type(adviser, "id_sector", "Activités de fab")
    _type(adviser, "id_region", "Sé")
    _type(adviser, "id_phone", "76 45 00 00")
    _tab_to(adviser, "Enregistrer l’employeur")
    adviser.keyboard.press("Enter")
    adviser.wait_for_url(re.compile(r"/employeurs/[0-9a-f-]{36}/$"))
    _tab_to(adviser, "Soumettre à l’agrément")
    adviser.keyboard.press("Enter")
    expect(adviser.get_by_text("une deuxième personne décidera")).to_be_visible()
    director.goto(reverse("employers:accreditations"))
    _tab_to(director, "Lire et décider (Atelier Faso Kanu)")
    director.keyboard.press("Enter")
    director.wait_for_url(re.compile(r"/agrement/$"))
    _tab_to(director, "Agréer")
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
    _tab_to(adviser, "Enregistrer l’offre")
    adviser.keyboard.press("Enter")
    adviser.wait_for_url(re.compile(r"/offres/[0-9a-f-]{36}/$"))
    _tab_to(adviser, "Soumettre à approbation")
    adviser.keyboard.press("Enter")
    expect(adviser.get_by_text("une deuxième personne décidera")).to_be_visible()
    director.goto(reverse("openings:approvals"))
    _tab_to(director, "Lire et décider (Soudeur ou soudeuse)")
    director.keyboard.press("Enter")
    director.wait_for_url(re.compile(r"/approbation/$"))
    _tab_to(director, "Approuver et publier")
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
