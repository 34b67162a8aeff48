"""A real browser on a real server, for the tests marked browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from factories import make_user

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium once for the module."""
    if not os.path.exists(CHROMIUM):
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in the thread of the tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Window:
    """A signed-in agent's window; `complaints` gathers what the browser complained of (policy, script errors)."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address, self.complaints = context, address, []

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.goto(self.address + path)
        page.wait_for_load_state("networkidle")
        return page


@pytest.fixture
def window(chromium, live_server, transactional_db, client, settings):
    """Return what opens a window: width, theme, with or without script, signed in or not."""
    settings.DEBUG = True
    opened: list[BrowserContext] = []

    def make(*, width: int = 1280, theme: str = "light", script: bool = True, signed_in: bool = True) -> Window:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=theme, java_script_enabled=script, locale="fr-FR",
            has_touch=width < 500, is_mobile=width < 500,
        )  # fmt: skip
        opened.append(context)
        if signed_in:
            client.force_login(make_user())
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return Window(context, live_server.url)

    yield make
    for context in opened:
        context.close()
