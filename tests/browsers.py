"""A real Chromium on the tests' server, and the windows of agents in it: for the tests marked browser.

The fixtures `chromium` and `windows` of `tests/web/conftest.py` hand these out.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from agents import signed_in
from baarasira.accounts.models import User

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
# All of axe's rules, or all but that of contrast; only what they object to travels back from the browser.
LOOK = """contrast => axe.run({
  resultTypes: ["violations"], selectors: false, rules: {"color-contrast": {enabled: contrast}}}).then(
  found => found.violations.map(item => [item.id, item.nodes.map(node => node.html.slice(0, 200))]))"""
# How long a busy machine is given, in milliseconds.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """Start Debian's Chromium, and end it; skips the test where there is none."""
    if not os.path.exists(CHROMIUM):
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in the thread of the tests
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Windows:
    """Opens windows on the tests' server; `complaints` gathers what the browser complained of (policy, script errors)."""

    def __init__(self, browser: Browser, address: str, cookie: str) -> None:
        self.address, self.complaints = address, list[str]()
        self._browser, self._cookie = browser, cookie
        self._contexts: list[BrowserContext] = []

    def context(
        self,
        user: User | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        script: bool = True,
        theme: str = "light",
        touch: bool = False,
    ) -> BrowserContext:
        """Return a browser of its own, signed in as that account (nobody when none is given), French, `width` pixels wide."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="fr-FR",
            base_url=self.address,
            java_script_enabled=script,
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=touch,
            is_mobile=touch,
        )
        context.set_default_timeout(PATIENCE)
        context.on("page", self._listen)
        self._contexts.append(context)
        if user is not None:
            self.sign_in(context, user)
        return context

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Sign an account in now, in a browser opened already."""
        value = signed_in(user).cookies[self._cookie].value
        context.add_cookies([{"name": self._cookie, "value": value, "url": self.address}])

    def page(
        self,
        user: User | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        script: bool = True,
        theme: str = "light",
    ) -> Page:
        """Return an empty page in a browser of its own, as `context` says."""
        return self.context(user, width=width, height=height, script=script, theme=theme).new_page()

    def close(self) -> None:
        """Close every window opened."""
        for context in self._contexts:
            context.close()

    def _listen(self, page: Page) -> None:
        def hear(line: ConsoleMessage) -> None:
            if line.type == "error":
                self.complaints.append(line.text)

        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", hear)


def violations(page: Page, *, contrast: bool = True) -> list[tuple[str, list[str]]]:
    """Return what axe objects to on the page: each rule with the markup at fault.

    contrast: whether colours are looked at too, which takes two thirds of the time; where a page was looked at in another
    width, its colours are the same.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [(rule, markup) for rule, markup in page.evaluate(LOOK, contrast)]


def faults(page: Page) -> list[object]:
    """Return what is wrong with a page as it stands: too wide at 1280 or 360 pixels, or what axe objects to on a phone.

    What axe says of each page at 1280 is asked once, by the walk of every page (`tests/web/test_every_page.py`).
    """
    found: list[object] = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if not fits(page):
            found.append((page.url, width, "wider than the screen"))
    return [*found, *violations(page)]


def fits(page: Page) -> bool:
    """Tell whether nothing on the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def tab_to(page: Page, ident: str, most: int = 160) -> None:
    """Press Tab until the element of that id, or with that text, has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.id, document.activeElement.textContent]")
        if ident in {at[0], " ".join(at[1].split())}:
            return
    raise AssertionError(f"the keyboard does not reach {ident}")
