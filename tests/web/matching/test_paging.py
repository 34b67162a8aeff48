"""A shortlist page by page: the whole list and nothing twice, ticks that come along, addresses nobody can bend."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baarasira.candidacies.models import Candidacy
from baarasira.matching import queries
from baarasira.openings.models import Opening
from baarasira.web.matching.views import SIZE
from factories import Tree, make_actor, make_opening, make_seeker, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def client(tree: Tree) -> Client:
    browser = Client()
    browser.force_login(make_user("counsellor", tree.office))
    return browser


def seekers(tree: Tree, count: int) -> None:
    """People of different scores, several of each, some with the same day of registration."""
    for number in range(count):
        make_seeker(tree.office, surname=f"Numéro{number}", occupations=[f"7212:{number % 4}"])


def address_of(opening: Opening) -> str:
    return reverse("matching:shortlist", args=[opening.pk])


def shown(page: str) -> list[str]:
    """Return the people of a page that can be ticked, in its order."""
    return re.findall(r'type="checkbox" name="person" value="([0-9a-f-]{36})"', page)


def sent_on(page: str) -> list[tuple[str, str]]:
    """Return what the form of the page sends with its button, besides the ticks: its hidden fields and the place."""
    form = re.search(r'<form[^>]*id="refer-form">(.*?)</form>', page, re.DOTALL)
    assert form is not None
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[1])
    goes_on = re.search(r'name="after" value="([^"]+)"', page)
    return [(name, unescape(value)) for name, value in [*fields, *([("after", goes_on[1])] if goes_on else [])]]


def leafed(client: Client, opening: Opening, asked: list[tuple[str, str]]) -> list[list[str]]:
    """Return the people of each page, going on by the button until there is none."""
    pages: list[list[str]] = []
    while True:
        page = client.get(address_of(opening), dict(asked)).content.decode()
        pages.append(shown(page))
        asked = sent_on(page)
        if not any(name == "after" for name, _value in asked):
            return pages


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_the_pages_are_the_whole_list_in_its_order(tree: Tree, client: Client) -> None:
    opening = make_opening(tree.office, seats=99, min_years=3)
    seekers(tree, 2 * SIZE + 3)
    whole = [str(found.person.pk) for found in queries.shortlist(make_actor(structure=tree.office), opening, top=1000)]
    pages = leafed(client, opening, [])
    assert [len(page) for page in pages] == [SIZE, SIZE, 3]
    assert [key for page in pages for key in page] == whole


def test_the_pages_of_those_who_nearly_fit_too(tree: Tree, client: Client) -> None:
    opening = make_opening(tree.office, seats=99, licences=("C",))
    seekers(tree, SIZE + 2)
    whole = [str(one.person.pk) for one in queries.near_misses(make_actor(structure=tree.office), opening, top=1000)]
    pages = leafed(client, opening, [("view", "near")])
    assert [len(page) for page in pages] == [SIZE, 2]
    assert [key for page in pages for key in page] == whole


def test_a_list_that_fills_its_page_exactly_has_no_other(tree: Tree, client: Client) -> None:
    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE)
    page = client.get(address_of(opening)).content.decode()
    assert len(shown(page)) == SIZE
    assert "Les personnes suivantes" not in page
    assert "Personnes 1 à" not in page


def test_a_page_says_where_it_stands_and_keeps_the_filters(tree: Tree, client: Client) -> None:
    make_territory("ML-1", "Kayes")
    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 1)
    elsewhere = make_seeker(tree.far_office, surname="Lointain", region="ML-1", mobility=("*",))
    first = client.get(address_of(opening), {"office": str(tree.office.pk)}).content.decode()
    assert f"Personnes 1 à {SIZE}" in text_of(first)
    second = client.get(address_of(opening), dict(sent_on(first))).content.decode()
    assert f"Personnes {SIZE + 1} à {SIZE + 1}" in text_of(second)
    assert "Revenir au début" in second
    assert str(elsewhere.pk) not in first + second
    assert f"Agence : {tree.office.name}" in text_of(second)


@pytest.mark.parametrize(
    "bend",
    [
        lambda mark: "x",
        lambda mark: mark[:-1] + ("A" if mark[-1] != "A" else "B"),
        lambda mark: "1" + mark,
        lambda mark: mark.replace(".", "~"),
        lambda mark: mark.split("~")[0],
        lambda mark: "99999999999999999999999.2026-01-01.0.0~" + mark.split("~")[1],
        lambda mark: mark + "\x00",
    ],
)
def test_a_bent_mark_shows_the_first_page(tree: Tree, client: Client, bend: object) -> None:
    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 1)
    first = client.get(address_of(opening)).content.decode()
    mark = dict(sent_on(first))["after"]
    answer = client.get(address_of(opening), {"after": bend(mark)})  # type: ignore[operator]
    assert answer.status_code == 200
    assert shown(answer.content.decode()) == shown(first)


def test_the_mark_of_another_list_shows_the_first_page(tree: Tree, client: Client) -> None:
    opening, other = make_opening(tree.office, seats=99), make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 1)
    first = client.get(address_of(opening)).content.decode()
    mark = dict(sent_on(first))["after"]
    assert shown(client.get(address_of(other), {"after": mark}).content.decode()) == shown(first)


def test_a_page_that_nobody_stands_on_any_more_shows_the_first(tree: Tree, client: Client) -> None:
    from baarasira.counselling import actions as counselling
    from baarasira.counselling.models import Card

    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 1)
    first = client.get(address_of(opening)).content.decode()
    mark = dict(sent_on(first))["after"]
    (last,) = shown(client.get(address_of(opening), {"after": mark}).content.decode())
    gone = make_actor(structure=tree.office).because("Ne se présente plus")
    counselling.suspend_card(actor=gone, card_id=Card.objects.get(person_id=last).pk)
    answer = client.get(address_of(opening), {"after": mark})
    assert shown(answer.content.decode()) == shown(first)
    assert "Personne ne remplit" not in text_of(answer.content.decode())


def test_ticks_come_along_from_page_to_page_and_are_referred_together(tree: Tree, client: Client) -> None:
    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 2)
    first = client.get(address_of(opening)).content.decode()
    one = shown(first)[3]
    second = client.get(address_of(opening), [*sent_on(first), ("person", one)]).content.decode()  # type: ignore[arg-type]
    assert ("person", one) in sent_on(second)
    assert "et 1 sur les autres pages" in text_of(second)
    other = shown(second)[0]
    ticked = [value for name, value in sent_on(second) if name == "person"] + [other]
    preview = client.get(reverse("matching:preview", args=[opening.pk]), {"person": ticked})
    assert "Mettre en relation 2 personnes" in text_of(preview.content.decode())
    client.post(reverse("matching:refer", args=[opening.pk]), {"person": ticked})
    assert {str(key) for key in Candidacy.objects.values_list("person_id", flat=True)} == {one, other}


def test_back_on_their_page_the_ticked_are_ticked(tree: Tree, client: Client) -> None:
    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 1)
    one, *_others = shown(client.get(address_of(opening)).content.decode())
    again = client.get(address_of(opening), {"person": [one, "no id", "<script>"]}).content.decode()
    assert re.search(rf'value="{one}" form="refer-form" checked', again)
    assert again.count(" checked>") == 2, "the row, and the shortcuts' own box in the help"
    assert 'data-tick-count="refer-form">1<' in again
    assert "sur les autres pages" not in again
    assert "<script>" not in again.split("<main", 1)[1]


def test_whoever_may_not_tick_leafs_all_the_same(tree: Tree) -> None:
    opening = make_opening(tree.office, seats=99)
    seekers(tree, SIZE + 1)
    auditor = Client()
    auditor.force_login(make_user("auditor", tree.root))
    first = auditor.get(address_of(opening)).content.decode()
    assert shown(first) == []
    second = auditor.get(address_of(opening), dict(sent_on(first))).content.decode()
    assert f"Personnes {SIZE + 1} à {SIZE + 1}" in text_of(second)


def test_as_many_queries_for_one_person_as_for_a_full_page_and_the_last(tree: Tree, client: Client) -> None:
    opening = make_opening(tree.office, seats=99, min_years=3)
    near = make_opening(tree.office, seats=99, licences=("C",))

    def count(address: str, asked: object) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address, asked).status_code == 200  # type: ignore[arg-type]
        return len(captured)

    seekers(tree, 1)
    for _ in range(2):
        one = count(address_of(opening), {}), count(address_of(near), {"view": "near"})
    seekers(tree, 2 * SIZE)
    client.get(address_of(opening))
    assert (count(address_of(opening), {}), count(address_of(near), {"view": "near"})) == one
    first = client.get(address_of(opening)).content.decode()
    second = client.get(address_of(opening), dict(sent_on(first))).content.decode()
    assert count(address_of(opening), dict(sent_on(second))) == one[0]
