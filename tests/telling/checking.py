"""What anybody may check of a campaign in the long stories: where a file stands, the published files, the same bytes again."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from playwright.sync_api import expect

from baarasira.candidacies.models import Candidacy
from baarasira.selection.models import Run

from .acting import Hand

FILES = ("applicants.csv", "rules.toml", "selected.csv", "reserve.csv", "minutes.json")
COMPUTED = FILES[2:]


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
