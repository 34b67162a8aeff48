"""What the long stories of campaigns share: days that pass, agents in browsers of their own, the public page, the files checked again.

A story is told by pages: every page opened is held to axe. What hundreds would do is done through the application's own actions.
"""

import re
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor, system
from baarasira.selection.models import Run
from browsers import Windows, violations
from factories import NOW, make_actor, make_user

FILES = ("applicants.csv", "rules.toml", "selected.csv", "reserve.csv", "minutes.json")
COMPUTED = FILES[2:]


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
    """One agent at one browser: opens pages, fills, clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, name: str, *args: object) -> None:
        """Open a page by its name and hold it to axe."""
        self.page.goto(reverse(name, args=args))
        self.sound()

    def sound(self) -> None:
        """Hold the page to axe."""
        assert violations(self.page) == [], self.page.url

    def write(self, name: str, text: str) -> None:
        """Type in the first box of that name."""
        self.page.locator(f'main [name="{name}"]').first.fill(text)

    def choose(self, name: str, label: str) -> None:
        """Choose in a list what begins with a label."""
        box = self.page.locator(f'main select[name="{name}"]').first
        option = box.locator("option").filter(has_text=re.compile(f"^{re.escape(label)}")).first
        box.select_option(option.get_attribute("value"))

    def tick(self, name: str, value: str = "") -> None:
        """Tick a box, or choose one of several."""
        self.page.locator(f'main input[name="{name}"]' + (f'[value="{value}"]' if value else "")).first.check()

    def suggest(self, name: str, text: str) -> None:
        """Type in a box that suggests, and take the first suggestion."""
        self.page.locator(f"#id_{name}").press_sequentially(text)
        self.page.locator(".options li").first.click()

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
        self._hands: dict[tuple[object, int], Hand] = {}

    def make(self, role: str, structure: object, surname: str, number: str) -> User:
        """Make the account of somebody."""
        user = make_user(role, structure, surname=surname)  # type: ignore[arg-type]
        user.staff_number = number
        user.save(update_fields=["staff_number"])
        return user

    def hand(self, user: User) -> Hand:
        """Return the browser of an account, signed in on the day it is."""
        key = (user.pk, self.days.passed)
        if key not in self._hands:
            self._hands[key] = Hand(self.windows.page(user))
        return self._hands[key]

    def visitor(self) -> Hand:
        """Return a small screen that nobody is signed in on."""
        key = ("visitor", 0)
        if key not in self._hands:
            self._hands[key] = Hand(self.windows.page(width=360))
        return self._hands[key]


def looked_up(hand: Hand, file: Candidacy) -> tuple[str, str]:
    """Return (state, next date) as the public page answers to the receipt and the birth year, from a small screen; no name there."""
    hand.page.goto(reverse("public:receipt"))
    hand.write("number", file.number)
    hand.write("born", str(file.person.born.year))
    hand.press("Voir où elle en est")
    expect(hand.page.locator("main dl")).to_contain_text(file.number)
    hand.sound()
    text = hand.page.locator("body").inner_text()
    assert file.person.surname not in text
    assert file.person.given_names not in text
    when = hand.page.locator("main dl dt", has_text="Prochaine date").locator("xpath=following-sibling::dd[1]")
    return hand.page.locator("h1").inner_text(), when.inner_text().strip() if when.count() else ""


def in_full(day: date) -> str:
    """Return a day as the pages write it in French."""
    with translation.override("fr"):
        return date_format(day, "l j F Y").replace(" 1 ", " 1er ")


def downloaded(hand: Hand, run: Run) -> dict[str, bytes]:
    """Return the files of a published run, each by following its link on the public page."""
    number = run.campaign.opening.number
    hand.page.goto(reverse("public:selection_run", args=[number, run.number]))
    hand.sound()
    links = {link.inner_text(): link.get_attribute("href") for link in hand.page.locator("main a[download]").all()}
    assert set(links) == set(FILES)
    return {name: hand.page.request.get(str(address)).body() for name, address in links.items()}


def run_again(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return what `baarasira select` makes of the published list and rules, in a process of its own."""
    folder.mkdir()
    for name in FILES[:2]:
        (folder / name).write_bytes(files[name])
    paths = ["--applicants", folder / "applicants.csv", "--rules", folder / "rules.toml", "--out", folder / "out"]
    command = [sys.executable, "-m", "baarasira.project.cli", "select", *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    return {name: (folder / "out" / name).read_bytes() for name in COMPUTED}
