"""Leafing through a shortlist in a real browser, with and without script: ticks, axe, both widths."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from agents import signed_in
from baarasira.matching import index
from baarasira.openings.models import Opening
from baarasira.web.matching.views import SIZE
from factories import Tree, make_opening, make_seeker, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.markup, pytest.mark.django_db(transaction=True)]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 30_000
PICTURES = os.environ.get("PICTURES", "")


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
def tree() -> Iterator[Tree]:
    index.forget()
    yield make_tree()
    index.forget()


def opened(chromium: Browser, tree: Tree, server: str, cookie: str, *, width: int, script: bool) -> Page:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale="fr-FR", base_url=server, java_script_enabled=script
    )
    value = signed_in(make_user("counsellor", tree.office)).cookies[cookie].value
    context.add_cookies([{"name": cookie, "value": value, "url": server}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def listed(tree: Tree) -> Opening:
    for number in range(SIZE + 4):
        make_seeker(tree.office, surname=f"Traoré{number}", occupations=[f"7212:{number % 4}"], phones=["76 45 00 00"])
    return make_opening(tree.office, seats=9)


def keep(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "script"), [(1280, False), (360, True)])
def test_people_ticked_on_two_pages_are_referred_together(
    chromium: Browser, live_server: Any, settings: Any, tree: Tree, width: int, script: bool
) -> None:
    settings.DEBUG = True
    opening = listed(tree)
    page = opened(chromium, tree, live_server.url, settings.SESSION_COOKIE_NAME, width=width, script=script)
    page.goto(reverse("matching:shortlist", args=[opening.pk]))
    keep(page, f"first-{width}")
    page.locator('input[name="person"]').nth(2).check()
    page.get_by_role("button", name="Les personnes suivantes").click()
    expect(page.get_by_text(f"Personnes {SIZE + 1} à {SIZE + 4}")).to_be_visible()
    page.locator('input[name="person"][type="checkbox"]').nth(1).check()
    expect(page.get_by_text("et 1 sur les autres pages")).to_be_visible()
    page.locator("details.why > summary").first.click()
    expect(page.locator("details.why[open] .score.detail dl")).to_be_visible()
    if script:
        expect(page.locator("[data-tick-count]")).to_have_text("1")
        assert [item["id"] for item in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep(page, f"second-{width}")
    page.get_by_role("button", name="Revenir au début").click()
    expect(page.locator('input[name="person"][type="checkbox"]:checked')).to_have_count(1)
    expect(page.get_by_text("et 1 sur les autres pages")).to_be_visible()
    page.get_by_role("button", name="Mettre en relation…").click()
    expect(page.get_by_role("heading", name="Ce qui va se passer pour 2 personnes")).to_be_visible()
    page.context.close()


def test_the_page_that_asks_to_come_back_is_sound(
    chromium: Browser, live_server: Any, settings: Any, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    make_seeker(tree.office)
    opening = make_opening(tree.office)
    monkeypatch.setattr(index, "BUILT_AT_ONCE", 0)
    index.forget()
    for width in (1280, 360):
        page = opened(chromium, tree, live_server.url, settings.SESSION_COOKIE_NAME, width=width, script=True)
        answer = page.goto(reverse("matching:shortlist", args=[opening.pk]))
        assert answer is not None
        assert answer.status == 503
        expect(page.get_by_role("link", name="Réessayer")).to_be_visible()
        assert [item["id"] for item in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        keep(page, f"preparing-{width}")
        page.context.close()
