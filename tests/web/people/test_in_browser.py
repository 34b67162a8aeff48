"""The people pages in a real browser: registered by the keyboard alone, axe, both widths, duplicates while typing."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from baarasira.people.models import Person
from factories import Tree, make_person, make_territory, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 20_000


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
    make_territory()
    return make_tree()


@pytest.fixture
def pages(chromium: Browser, live_server: Any, settings: Any, tree: Tree) -> Iterator[dict[int, Page]]:
    """A page at each width, signed in as a counsellor of the office."""
    settings.DEBUG = True
    client = Client()
    client.force_login(make_user("counsellor", tree.office))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = {}
    for width in (1280, 360):
        contexts[width] = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="fr-FR", base_url=live_server.url
        )
        contexts[width].add_cookies([cookie])
    yield {width: context.new_page() for width, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.markup
def test_every_page_is_sound_for_axe_and_fits_both_widths(pages: dict[int, Page], tree: Tree) -> None:
    person = make_person(tree.office, phones=["76450000"], occupations=["7212:5"], languages=["bm:C2"])
    other = make_person(tree.far_office, phones=["66123456"])
    named = ("file", "edit", "history", "rights", "documents")
    urls = [reverse(f"people:{name}", args=[person.pk]) for name in named]
    urls += [reverse("people:register"), reverse("people:outside_looks"), f"{reverse('people:search')}?q=keita"]
    urls += [reverse("people:search"), reverse("people:open_outside", args=[other.pk])]
    for url in urls:
        for width, page in pages.items():
            page.goto(url)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (url, width)
            found = Axe().run(page).response["violations"]
            assert not found, (url, width, [(item["id"], item["nodes"][0]["html"]) for item in found])


def _tab_to(page: Page, ident: str) -> None:
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id || document.activeElement.innerText") == ident:
            return
    raise AssertionError(f"the keyboard does not reach {ident}")


def test_a_person_is_registered_by_the_keyboard_alone(pages: dict[int, Page]) -> None:
    page = pages[1280]
    page.goto(reverse("people:register"))
    for ident, typed in [
        ("id_surname", "Ongoiba"), ("id_given_names", "Rokia"), ("id_sex_0", " "), ("id_born", "1992"),
        ("id_no_nina_reason", "J"), ("id_phone_0", "76 99 88 77"), ("id_region", "S"), ("id_situation", "A"),
    ]:  # fmt: skip
        _tab_to(page, ident)
        page.keyboard.type(typed)
    _tab_to(page, "id_occupation_0")
    page.keyboard.type("soudeuse")
    page.wait_for_selector(".options li", timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _tab_to(page, "id_occupation_0_years")
    page.keyboard.type("5")
    _tab_to(page, "id_consent_register")
    page.keyboard.press("Space")
    _tab_to(page, "Inscrire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personnes/*-*/", timeout=PATIENCE)
    person = Person.objects.get()
    assert (str(person), person.born.year, person.region_id) == ("Rokia Ongoiba", 1992, "ML-4")
    assert [(row.code, row.years) for row in person.occupations.all()] == [("7212", 5)]
    assert person.number in page.inner_text("main")


def test_a_file_that_exists_is_shown_while_typing(pages: dict[int, Page], tree: Tree) -> None:
    make_person(tree.far_office, given_names="Mamadou", surname="Traoré", born="1985", phones=["76451234"])
    page = pages[360]
    page.goto(reverse("people:register"))
    page.fill("#id_surname", "Traore")
    page.fill("#id_given_names", "Mahamadou")
    page.locator("#likely .notice").wait_for(timeout=PATIENCE)
    shown = page.inner_text("#likely")
    assert "Mamadou Traoré" in shown
    assert "même nom, écrit autrement" in shown
