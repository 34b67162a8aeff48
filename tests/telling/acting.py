"""Who plays in the long stories of campaigns: days that pass, agents at browsers of their own.

A story is told by pages: each kind of page opened is held to axe once. What hundreds would do is done through the application's own
actions.
"""

import re
import time
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, system
from browsers import Windows, violations
from factories import NOW, make_actor, make_user


class Days:
    """The clock of a story: `pass_by` lets days go by for the pages and for the actions alike."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.passed, self._begun = 0, time.monotonic()
        patch.setattr(timezone, "now", lambda: self.now)

    @property
    def now(self) -> datetime:
        """The moment it is in the story."""
        return NOW + timedelta(days=self.passed, seconds=time.monotonic() - self._begun)

    @property
    def today(self) -> date:
        """The day it is in the story."""
        return self.now.date()

    def after(self, days: int) -> date:
        """Return the day so many days from now."""
        return self.today + timedelta(days=days)

    def pass_by(self, days: int) -> None:
        """Let days go by."""
        self.passed += days

    def actor(self, user: User) -> Actor:
        """Return somebody who acts now."""
        return make_actor(user, at=self.now)

    def clock(self) -> Actor:
        """Return the worker's clock."""
        return system(self.now)


class Hand:
    """One agent at one browser: opens pages, fills, clicks; `seen` are the kinds of page the story was already looked at."""

    def __init__(self, page: Page, seen: set[str]) -> None:
        self.page, self._seen = page, seen

    def open(self, name: str, *args: object) -> None:
        """Open a page by its name, and look at it."""
        self.page.goto(reverse(name, args=args))
        self.sound()

    def sound(self) -> None:
        """Hold the page to axe, the first time the story comes to a page of its kind."""
        kind = resolve(urlsplit(self.page.url).path).view_name
        if kind not in self._seen:
            self._seen.add(kind)
            assert violations(self.page) == [], self.page.url

    def write(self, name: str, text: str | date) -> None:
        """Type in the first box of that name; a day as people write it."""
        typed = text if isinstance(text, str) else f"{text:%d/%m/%Y}"
        self.page.locator(f'main [name="{name}"]').first.fill(typed)

    def choose(self, name: str, label: str) -> None:
        """Choose in a list what begins with a label."""
        box = self.page.locator(f'main select[name="{name}"]').first
        option = box.locator("option").filter(has_text=re.compile(f"^{re.escape(label)}")).first
        box.select_option(option.get_attribute("value"))

    def pick(self, name: str, value: str) -> None:
        """Choose in a list by the value it sends."""
        self.page.locator(f'main select[name="{name}"]').first.select_option(value)

    def tick(self, name: str, value: str = "") -> None:
        """Tick a box, or choose one of several."""
        self.page.locator(f'main input[name="{name}"]' + (f'[value="{value}"]' if value else "")).first.check()

    def suggest(self, name: str, text: str) -> None:
        """Type in a box that suggests, and take the first suggestion."""
        self.page.locator(f"#id_{name}").press_sequentially(text)
        self.page.locator(".options li").filter(visible=True).first.click()

    def unfold(self, label: str) -> None:
        """Open what is folded under a label."""
        self.page.locator("main summary", has_text=label).first.click()

    def press(self, label: str, then: str = "") -> None:
        """Press a button, and wait for the words that answer it."""
        self.page.locator("main").get_by_role("button", name=label, exact=True).first.click()
        if then:
            self.reads(then)

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Expect a text on the page."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def offers(self, label: str) -> bool:
        """Tell whether the page offers a button of that label."""
        return self.page.locator("main").get_by_role("button", name=label, exact=True).count() > 0

    def paper(self, name: str, *args: object) -> bytes:
        """Return a PDF that the page links to."""
        body = self.page.request.get(reverse(name, args=args)).body()
        assert body.startswith(b"%PDF")
        return body


class Cast:
    """Who plays: one account a role, each with a staff number of their own, each in a browser signed in today."""

    def __init__(self, windows: Windows, days: Days) -> None:
        self.windows, self.days = windows, days
        self._hands: dict[object, Hand] = {}
        self._signed_in: dict[object, int] = {}
        self._seen: set[str] = set()

    def make(self, role: str, structure: object, surname: str, number: str) -> User:
        """Make the account of somebody."""
        user = make_user(role, structure, surname=surname)  # type: ignore[arg-type]
        user.staff_number = number
        user.save(update_fields=["staff_number"])
        return user

    def hand(self, user: User) -> Hand:
        """Return the browser of an account, signed in on the day it is."""
        if user.pk not in self._hands:
            self._hands[user.pk] = Hand(self.windows.page(user), self._seen)
        elif self._signed_in[user.pk] != self.days.passed:
            self.windows.sign_in(self._hands[user.pk].page.context, user)
        self._signed_in[user.pk] = self.days.passed
        return self._hands[user.pk]

    def visitor(self) -> Hand:
        """Return a small screen that nobody is signed in on."""
        if None not in self._hands:
            self._hands[None] = Hand(self.windows.page(width=360), self._seen)
        return self._hands[None]
