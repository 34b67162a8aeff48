"""The questions of the bench hold on the real pages of a small register, and a wrong page is seen."""

import json
import queue
import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from benchmarks.pages import addresses, checks, reading
from benchmarks.pages.draw_offers import OfferQuestions
from benchmarks.pages.draw_people import PeopleQuestions
from benchmarks.pages.writer import _Writer

from agents import signed_in
from baarasira.accounts.models import User
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Actor
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from factories import NOW, Tree, make_opening, make_seeker, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db

COMMON, SURNAMES = "Traoré", ("Coulibaly", "Dembélé", "Sissoko")
GIVEN = ("Moussa", "Aminata", "Fatoumata", "Oumar", "Awa")


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def counsellor(tree: Tree) -> User:
    return make_user("counsellor", tree.office)


@pytest.fixture
def offers(tree: Tree) -> list[Opening]:
    """Two offers: anyone who welds, and who also drives; in one region, where half of the people live."""
    region = make_territory().code
    for number in range(40):
        make_seeker(
            tree.office,
            surname=SURNAMES[number % 3] if number < 6 else COMMON,
            given_names=GIVEN[number % 5],
            region=region if number % 2 else "",
            mobility=("*",),
            occupations=[f"7212:{number % 4}"],
            licences=("B",) if number % 3 else (),
            phones=[f"7645{number:04d}"],
        )
    return [make_opening(tree.office, seats=9, region=region, licences=codes) for codes in ((), ("B",))]


class Browser:
    """What the bench's agent is to it: reads a page by its address."""

    def __init__(self, user: User) -> None:
        self.client = signed_in(user)

    def read(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()


def drawn(user: User, tree: Tree) -> tuple[PeopleQuestions, OfferQuestions]:
    actor = Actor(user, NOW)
    return PeopleQuestions(actor, 1), OfferQuestions(actor, tree.office, 1)


def test_every_question_is_right_on_its_page_the_page_of_another_is_wrong_and_a_seed_asks_the_same(
    tree: Tree, counsellor: User, offers: list[Opening]
) -> None:
    people, shortlists = drawn(counsellor, tree)
    browser = Browser(counsellor)
    asked = {**people.all(), **shortlists.all()}
    assert asked == {kind: questions for again in drawn(counsellor, tree) for kind, questions in again.all().items()}
    for kind, questions in asked.items():
        known = [question for question in questions if checks.is_checked(question)][:6]
        assert known, kind
        pages = [browser.read(question["path"]) for question in known]
        assert [checks.fault(question, page) for question, page in zip(known, pages, strict=True)] == [""] * len(known)
        assert len({question["path"] for question in questions}) == len(questions)
    nobody = browser.read(addresses.search("xylophone"))
    for kind in ("search_prefix", "search_order", "search_rare", "search_common", "search_misspelt", "search_phone"):
        assert checks.fault(asked[kind][0], nobody), kind
    first, near = asked["shortlist_first"][0], asked["shortlist_near"][0]
    assert checks.fault(first, browser.read(f"{first['path']}?view=near"))
    assert checks.fault(near, browser.read(first["path"]))
    assert checks.fault(asked["shortlist_region"][0], browser.read(first["path"]))


def test_pages_far_down_are_reached_by_their_links(tree: Tree, counsellor: User, offers: list[Opening]) -> None:
    people, shortlists = drawn(counsellor, tree)
    browser = Browser(counsellor)
    searches, lists = people.starts(), shortlists.starts()
    assert searches[0]["path"] == addresses.search("traore")
    for start, next_of in ((searches[0], reading.next_of_search), (lists[0], reading.next_of_shortlist)):
        pages = reading.follow(browser.read, start["path"], 9, next_of)
        assert len(pages) == 2
        second, expected = browser.read(pages[1]), start["people_at"]["2"]
        assert checks.page_fault(expected, second) == ""
        assert checks.page_fault(expected, browser.read(pages[0]))
        assert checks.page_fault([*expected, expected[0]], second)


def test_the_writer_registers_people_who_are_found_and_leaves_the_shortlists_again(
    tree: Tree, counsellor: User, offers: list[Opening], capsys: pytest.CaptureFixture[str]
) -> None:
    _people, shortlists = drawn(counsellor, tree)
    browser = Browser(counsellor)
    before = Person.objects.count()
    writer = _Writer(counsellor.email, shortlists.fits())
    orders: queue.Queue[str] = queue.Queue()
    orders.put("go")
    for after, word in ((0.6, "pause"), (0.7, "sample"), (1.3, "pause"), (1.4, "stop")):
        threading.Timer(after, orders.put, (word,)).start()
    reached = writer.run(200, orders)
    assert reached["seconds"] > 0.6
    told: list[dict[str, Any]] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line for line in told if line["step"] == "paused"] == [{"step": "paused"}] * 2
    told = [line for line in told if line["step"] != "paused"]
    assert Person.objects.count() == before + reached["registered"] > before + 1
    saved, carded = ([line for line in told if line["step"] == step] for step in ("saved", "carded"))
    assert len(saved) == len(carded) == 1, "the first of those registered when asked for a sample"
    assert saved[0]["at"] <= carded[0]["at"]
    assert saved[0]["number"] in browser.read(saved[0]["path"])
    assert carded[0]["name"] in browser.read(carded[0]["path"])
    assert parse_qs(urlsplit(carded[0]["path"]).query)["office"] == [tree.office.pk.hex]
    writer.strike_off()
    assert carded[0]["name"] not in browser.read(carded[0]["path"])
    assert Card.objects.filter(state=CardState.STRUCK_OFF).count() == len(carded)
