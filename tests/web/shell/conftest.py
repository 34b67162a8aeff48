"""An agent's window on the pages of the shell, for the tests marked browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from browsers import Windows
from factories import make_user


class Window:
    """A signed-in agent's window; `complaints` gathers what the browser complained of (policy, script errors)."""

    def __init__(self, context: BrowserContext, windows: Windows) -> None:
        self.context, self.address, self.complaints = context, windows.address, windows.complaints

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page


@pytest.fixture
def window(windows: Windows, transactional_db: None) -> Callable[..., Window]:
    """Return what opens a window: width, theme, with or without script, signed in or not."""

    def make(*, width: int = 1280, theme: str = "light", script: bool = True, signed_in: bool = True) -> Window:
        user = make_user() if signed_in else None
        context = windows.context(user, width=width, height=800, script=script, theme=theme, touch=width < 500)
        return Window(context, windows)

    return make
