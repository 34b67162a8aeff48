"""Anyone gets the same bytes: the published files, downloaded, run through the command line."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from baarasira.selection import actions
from baarasira.selection.models import Run
from selecting import Story, make_story, programme_text, proposed, published

pytestmark = pytest.mark.django_db

PEOPLE = {
    f"P{place:02}": (("ML-4", "ML-1")[place % 3 == 0], f"{place * 7 % 61}") for place in range(12)
}  # fmt: skip
QUOTA = """
[[quota]]
name = "Femmes"
where = { sex = "F" }
min_share = "0.50"
basis = "Loi 2015-052, art. 1er : « au moins 30 % »"
"""


def _verified(story: Story, run: Run, verb: str, folder: Path) -> None:
    """Download everything from the public page, run the command on the first two files, compare the others."""
    client, number = Client(), story.campaign.opening.number
    page = client.get(f"/listes/{number}/").content.decode()
    for name in ("applicants.csv", "rules.toml", "selected.csv", "reserve.csv", "minutes.json"):
        address = f"/listes/{number}/{run.number}/fichiers/{name}"
        assert address in page
        answer = client.get(address)
        assert answer.status_code == 200
        (folder / name).write_bytes(answer.content)
    out = folder / "verification"
    command = [
        sys.executable, "-c", "import sys; from baarasira.project.cli import main; sys.exit(main())", verb, "--applicants", str(folder / "applicants.csv"),
        "--rules", str(folder / "rules.toml"), "--out", str(out),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("selected.csv", "reserve.csv", "minutes.json"):
        assert (out / name).read_bytes() == (folder / name).read_bytes(), name


def test_an_outsider_runs_select_on_the_published_files_and_gets_the_same_bytes(tmp_path: Path) -> None:
    sexes = {name: "FM"[place % 2] for place, name in enumerate(PEOPLE)}
    story = make_story(PEOPLE, seats=5, split={"ML-4": 2, "ML-1": 1}, content=programme_text(quotas=QUOTA), sexes=sexes)
    _verified(story, published(story), "select", tmp_path)


def test_an_outsider_replays_a_public_draw(tmp_path: Path) -> None:
    people = dict.fromkeys(PEOPLE, ("ML-4", ""))
    content = programme_text(method="draw", marked=False, reserve='reserve_ratio = "1"')
    story = make_story(people, seats=4, content=content)
    _verified(story, published(story), "draw", tmp_path)


def test_the_public_pages_bear_receipts_and_no_name_weigh_little_and_need_no_script() -> None:
    story = make_story(PEOPLE, seats=5)
    run = published(story)
    number = story.campaign.opening.number
    client = Client()
    listed = client.get(f"/listes/{number}/{run.number}/ML-4/").content.decode()
    chosen = run.places.filter(result="selected", entry__cells__region="ML-4").first()
    assert chosen is not None
    assert chosen.entry.receipt in listed
    for address in ("/listes/", f"/listes/{number}/", f"/listes/{number}/{run.number}/ML-4/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < 30_000
        assert b"<script" not in answer.content
        text = answer.content.decode()
        for candidacy in story.files.values():
            candidacy.refresh_from_db()
            assert candidacy.person.given_names not in text
    assert client.get(f"/listes/{number}/2/").status_code == 404


def test_nothing_of_a_run_is_public_before_two_people_signed_it() -> None:
    story = make_story(PEOPLE, seats=5)
    run = actions.sign(actor=story.head, run=proposed(story))
    number = story.campaign.opening.number
    for address in (
        f"/listes/{number}/",
        f"/listes/{number}/1/",
        f"/listes/{number}/{run.number}/fichiers/selected.csv",
    ):
        assert Client().get(address).status_code == 404
