"""Anyone checks a card: genuine or not, in force or not, and never more of the person than the paper says."""

import gzip
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from baarasira.counselling import actions
from baarasira.counselling.documents import card_token
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Actor
from baarasira.kernel.signing import DocumentClaims
from factories import NOW, Tree, make_actor, make_person, make_tree

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def carded(tree: Tree, days: int = 0) -> Card:
    at = NOW - timedelta(days=days)
    person = make_person(tree.office, given_names="Fatoumata", surname="Traoré", born="1985", at=at)
    return actions.issue_card(actor=make_actor(structure=tree.office, at=at), person_id=person.pk)


def token(card: Card) -> str:
    return card_token(
        issuer="anpe-mali", card_id=card.pk, number=card.number, holder="FT", birth_year=1985,
        issued_on=card.issued_on, expires_on=card.expires_on,
    )  # fmt: skip


def said(code: str) -> str:
    return text(Client().get(reverse("public:check_card_code", args=[code])))


def asked(number: str, born: object) -> str:
    return text(Client().get(reverse("public:check_card"), {"number": number, "born": born}))


def text(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "Traoré" not in page
    assert "Fatoumata" not in page
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace("\xa0", " ")


def test_a_card_in_force_says_until_when_and_whose_initials(tree: Tree) -> None:
    words = said(token(carded(tree)))
    assert "Cette carte est authentique et en cours de validité" in words
    assert "dimanche 23 mai 2027" in words
    assert "FT" in words
    assert "1985" in words


def test_a_card_whose_last_day_passed_and_one_struck_off_are_told_apart_without_a_reason(tree: Tree) -> None:
    assert "elle n’est plus valable" in said(token(carded(tree, days=200)))
    card = carded(tree)
    actions.strike_off(actor=make_actor(structure=tree.office).because("A menti sur son âge"), card_id=card.pk)
    words = said(token(card))
    assert "elle n’a plus cours" in words
    assert "menti" not in words
    assert "2027" not in words


def test_an_old_print_of_a_renewed_card_gives_the_date_of_the_register(tree: Tree) -> None:
    card = carded(tree, days=100)
    old = token(card)
    actions.renew_card(actor=make_actor(structure=tree.office), card_id=card.pk)
    words = said(old)
    assert "en cours de validité" in words
    assert "dimanche 23 mai 2027" in words
    assert "renouvelée après son impression" in words


@pytest.mark.parametrize("change", ["cut", "swap", "nonsense", "empty-signature"])
def test_a_code_altered_in_any_way_is_none_of_ours(tree: Tree, change: str) -> None:
    code = token(carded(tree))
    head, body, signature = code.split(".")
    altered = {
        "cut": code[:-8],
        "swap": f"{head}.{body[:20]}{'A' if body[20] != 'A' else 'B'}{body[21:]}.{signature}",
        "nonsense": "bonjour",
        "empty-signature": f"{head}.{body}.",
    }[change]
    assert "n’est pas une carte de l’agence" in said(altered)


def test_a_genuine_code_of_another_paper_is_not_a_card(tree: Tree) -> None:
    card = carded(tree)
    letter = DocumentClaims("anpe-mali", "letter", card.pk, "X", "FT", 1985, NOW.date(), None).as_token()
    assert "n’est pas une carte de l’agence" in said(letter)


def test_a_card_of_an_erased_file_has_no_currency(tree: Tree) -> None:
    from baarasira.people.actions import purge_person

    card = carded(tree)
    code = token(card)
    purge_person(actor=make_actor(role="national_administrator", structure=tree.root), person_id=card.person_id)
    assert "elle n’a plus cours" in said(code)


def test_the_number_is_checked_with_the_birth_year_however_typed(tree: Tree) -> None:
    card = carded(tree)
    for typed in (card.number, card.number.lower(), card.number.replace("-", " "), card.number.replace("-", "‑")):
        assert "en cours de validité" in asked(typed, 1985), typed
    for number, born in (
        (card.number, 1986),
        (card.number[:-1] + "0", 1985),
        ("DE26-999999-A", 1985),
        ("x" * 40, 1985),
    ):
        assert "n’est pas une carte de l’agence" in asked(number, born)


def test_what_is_left_out_is_asked_for(tree: Tree) -> None:
    answer = Client().get(reverse("public:check_card"), {"number": "", "born": "vers 1985"})
    assert answer.status_code == 422
    assert "Écrivez l’année en quatre chiffres" in text(answer)


def test_the_page_needs_no_script_keeps_nothing_and_is_light(tree: Tree) -> None:
    answer = Client().get(reverse("public:check_card_code", args=[token(carded(tree))]))
    page = answer.content
    assert b"<script" not in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    weight = len(gzip.compress(page, 6))
    for name in ("css/ground.css", "css/parts.css", "img/bogolan.svg"):
        with open(str(finders.find(f"baarasira/{name}")), "rb") as file:
            weight += len(gzip.compress(file.read(), 6))
    assert weight < 30_000


def test_a_clock_set_back_makes_no_old_card_good(tree: Tree) -> None:
    card = carded(tree, days=200)
    assert "elle n’est plus valable" in said(token(card))
    assert Actor(None, NOW).today == NOW.date()
