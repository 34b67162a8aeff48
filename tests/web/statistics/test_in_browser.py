"""The page of figures in a real browser: the two dates are asked of whoever chooses a period with dates."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from agents import signed_in
from factories import make_territory, make_tree, make_user

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


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_two_dates_are_asked_only_for_a_period_that_has_them(
    chromium: Browser, live_server: Any, settings: Any, script: bool
) -> None:
    make_territory()
    client = signed_in(make_user("director", make_tree().directorate))
    name = settings.SESSION_COOKIE_NAME
    context = chromium.new_context(locale="fr-FR", base_url=live_server.url, java_script_enabled=script)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("/statistiques/")
    dates = [page.get_by_label("Du", exact=True), page.get_by_label("Au", exact=True)]
    for box in dates:
        expect(box).to_be_hidden()
    page.get_by_label("Période").select_option("dates")
    for box, typed in zip(dates, ("01/02/2026", "31/03/2026"), strict=True):
        expect(box).to_be_visible()
        box.fill(typed)
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_text("Du 01/02/2026 au 31/03/2026")).to_be_visible()
    expect(dates[0]).to_be_visible()
    context.close()
