"""What the tests of pages share: a browser for those that need a real one."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from browsers import Windows, chromium_running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once for the module."""
    with chromium_running() as browser:
        yield browser


@pytest.fixture
def windows(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Windows]:
    """Return what opens windows on the tests' server; all are closed at the end."""
    found = Windows(chromium, live_server.url, settings.SESSION_COOKIE_NAME)
    yield found
    found.close()
