"""The page on the index of the register: for whom it opens, and what it says in each of its states."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.matching import index, store
from factories import NOW, Tree, make_seeker, make_tree, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    index.forget()
    store.drop()
    yield
    index.forget()
    store.drop()


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def browser(tree: Tree) -> Client:
    return signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, tree.root))


def told(browser: Client) -> str:
    answer = browser.get(reverse("administration:index"))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")


def test_while_there_is_none_a_small_register_needs_none(browser: Client, tree: Tree) -> None:
    make_seeker(tree.office)
    page = told(browser)
    assert "Pas encore écrit" in page
    assert "Personnes en lice pour les offres 1" in page
    assert "En retard" not in page


def test_one_in_force_tells_its_day_its_age_its_size_and_what_came_since(browser: Client, tree: Tree) -> None:
    for _ in range(3):
        make_seeker(tree.office)
    index.keep(NOW - timedelta(hours=2))
    size = store.describe().size  # type: ignore[union-attr]
    page = told(browser)
    assert "À jour" in page
    made = NOW - timedelta(hours=2)
    assert f"{made:%d/%m/%Y %H:%M} il y a 2 heures" in page
    assert "Personnes dans l’index 3" in page
    assert f"Taille sur le disque {-(-size // 1000)} ko" in page, "some kilobytes are not « 0,0 Mo »"
    assert "Écritures du journal depuis 0" in page
    make_seeker(tree.office)
    assert "Écritures du journal depuis 0" not in told(browser)


def test_one_just_written_is_not_said_to_be_no_minute_old(browser: Client, tree: Tree) -> None:
    make_seeker(tree.office)
    index.keep(timezone.now())
    assert "à l’instant" in told(browser)


def test_one_that_lags_says_so_and_what_to_do(browser: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    make_seeker(tree.office)
    index.keep(NOW)
    monkeypatch.setattr(index, "_lags_above", lambda _people: 1)
    make_seeker(tree.office)
    page = told(browser)
    assert "En retard" in page
    assert "plus de 1" in page
    assert "baarasira worker" in page


def test_a_large_register_without_one_says_that_nobody_can_rank(
    browser: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_seeker(tree.office)
    monkeypatch.setattr(index, "BUILT_AT_ONCE", 0)
    page = told(browser)
    assert "Pas encore construit" in page
    assert "baarasira index build" in page


def test_the_state_is_a_word_a_colour_and_a_shape(browser: Client, tree: Tree) -> None:
    index.keep(NOW)
    page = browser.get(reverse("administration:index")).content.decode()
    assert re.search(r'<span class="state done"><svg class="shape".*?</svg>À jour</span>', page)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.NATIONAL_ADMINISTRATOR])
def test_nobody_else_opens_it_nor_sees_its_tab(tree: Tree, role: str) -> None:
    browser = signed_in(make_user(role, tree.root))
    assert browser.get(reverse("administration:index")).status_code == 403
    accounts = browser.get(reverse("administration:accounts"))
    if accounts.status_code == 200:
        assert reverse("administration:index") not in accounts.content.decode()


def test_the_tab_stands_on_the_pages_beside_it(browser: Client) -> None:
    for name in ("accounts", "resets", "structures", "index"):
        assert reverse("administration:index") in browser.get(reverse(f"administration:{name}")).content.decode(), name
