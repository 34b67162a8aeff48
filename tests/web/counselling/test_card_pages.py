"""The card in the browser: each act, each paper, the batch, and who may do none of it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

import paper_reading
from agents import signed_in
from baarasira.counselling import actions
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.models import Entry
from baarasira.people.models import Person
from factories import NOW, TODAY, Tree, make_actor, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def browser(tree: Tree) -> Client:
    return signed_in(make_user("counsellor", tree.office))


def carded(tree: Tree, on: date = TODAY, **values: object) -> Card:
    """Return the card of a new person, issued on a day."""
    person = make_person(tree.office, **values)
    at = NOW - (NOW.date() - on)
    return actions.issue_card(actor=make_actor(structure=tree.office, at=at), person_id=person.pk)


def act(browser: Client, person: Person, name: str, **sent: object) -> object:
    return browser.post(reverse("counselling:card_act", args=[person.pk, name]), sent)


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()).replace("\xa0", " ")  # type: ignore[attr-defined]


def test_a_card_is_issued_suspended_reactivated_and_struck_off_in_pages(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    page = reverse("counselling:card", args=[person.pk])
    first = text(browser.get(page))
    assert "Pas encore de carte" in first
    assert "dimanche 23 mai 2027" in first
    assert act(browser, person, "delivrer")["Location"] == page
    card = Card.objects.get(person=person)
    shown = text(browser.get(page))
    assert card.number in shown
    assert "En cours de validité" in shown
    act(browser, person, "suspendre", version=1, reason="Suit une formation à Bamako")
    shown = text(browser.get(page))
    assert "Suspendue" in shown
    assert "Suit une formation à Bamako" in shown
    assert "Imprimer la carte" not in shown
    act(browser, person, "reactiver", version=2)
    act(browser, person, "radier", version=3, reason="A quitté le pays")
    card.refresh_from_db()
    assert (card.state, card.reason) == (CardState.STRUCK_OFF, "A quitté le pays")
    assert "Radiée" in text(browser.get(page))


def test_a_reason_left_out_is_asked_for_and_nothing_happens(browser: Client, tree: Tree) -> None:
    card = carded(tree)
    for name in ("suspendre", "radier"):
        answer = act(browser, card.person, name, version=1, reason="   ")
        assert "Écrivez le motif" in text(browser.get(answer["Location"]))  # type: ignore[index]
    card.refresh_from_db()
    assert (card.state, card.version) == (CardState.ACTIVE, 1)


def test_a_stale_page_changes_nothing_and_says_so(browser: Client, tree: Tree) -> None:
    card = carded(tree)
    actions.renew_card(actor=make_actor(structure=tree.office), card_id=card.pk)
    answer = act(browser, card.person, "radier", version=1, reason="Ne répond plus")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    card.refresh_from_db()
    assert card.state == CardState.ACTIVE


def test_a_file_suspended_at_the_persons_wish_gets_no_card(browser: Client, tree: Tree) -> None:
    card = carded(tree)
    Person.objects.filter(pk=card.person_id).update(state="suspended")
    shown = text(browser.get(reverse("counselling:card", args=[card.person_id])))
    assert "Renouveler la carte" not in shown
    assert act(browser, card.person, "renouveler", version=1).status_code == 409  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", ["employer_adviser", "director", "auditor", "trainer", "national_administrator"])
def test_other_roles_act_on_no_card(tree: Tree, role: str) -> None:
    card = carded(tree)
    other = signed_in(make_user(role, tree.office))
    for name in ("renouveler", "suspendre", "radier", "reactiver"):
        assert act(other, card.person, name, version=1, reason="motif").status_code == 403, name  # type: ignore[attr-defined]
    assert other.get(reverse("counselling:card_pdf", args=[card.person_id])).status_code == 403
    card.refresh_from_db()
    assert card.version == 1


@pytest.mark.parametrize("where", ["sister", "far_office"])
def test_another_office_sees_and_does_nothing(tree: Tree, where: str) -> None:
    card = carded(tree)
    other = signed_in(make_user("counsellor", getattr(tree, where)))
    for route in ("card", "card_pdf", "note", "plan", "appointment_new", "hours"):
        assert other.get(reverse(f"counselling:{route}", args=[card.person_id])).status_code == 403, route
    for name in ("delivrer", "renouveler", "suspendre", "radier", "reactiver"):
        assert act(other, card.person, name, version=1, reason="motif").status_code == 403, name  # type: ignore[attr-defined]
    assert card.number not in text(other.get(reverse("counselling:due") + "?within=60"))
    ticked = {"card": [str(card.pk)], "act": "renew"}
    assert card.number not in text(other.post(reverse("counselling:due_preview"), ticked))
    other.post(reverse("counselling:due_apply"), {"card": f"{card.pk}:1"})
    assert other.post(reverse("counselling:due_print"), {"card": str(card.pk)}).status_code == 302
    card.refresh_from_db()
    assert card.version == 1


def test_opening_a_card_and_printing_it_are_in_the_journal(browser: Client, tree: Tree) -> None:
    card = carded(tree)
    browser.get(reverse("counselling:card", args=[card.person_id]))
    browser.get(reverse("counselling:card_pdf", args=[card.person_id]))
    verbs = set(Entry.objects.filter(subject_id=card.person_id, kind="look").values_list("verb", flat=True))
    assert {"card.view", "card.print"} <= verbs


def test_the_printed_card_carries_a_code_that_the_public_page_knows(browser: Client, tree: Tree) -> None:
    card = carded(tree, given_names="Fatoumata Binta", surname="Traoré", born="1985")
    answer = browser.get(reverse("counselling:card_pdf", args=[card.person_id]))
    assert answer["Content-Type"] == "application/pdf"
    assert paper_reading.sizes_mm(answer.content) == [(85.6, 54.0), (85.6, 54.0)]
    words = paper_reading.text(answer.content)
    assert card.number in words
    assert "23/05/2027" in words
    assert "testserver/carte/" in paper_reading.letters(words)
    codes = [code for page in (0, 1) for code in paper_reading.codes(paper_reading.picture(answer.content, page, 300))]
    assert len(codes) == 1
    assert codes[0].startswith("http://testserver/carte/")
    public = text(Client().get(codes[0].removeprefix("http://testserver")))
    assert "Cette carte est authentique et en cours de validité" in public
    assert "FBT" in public
    assert "1985" in public
    for secret in ("Traoré", "Fatoumata", "TRAORÉ"):
        assert secret not in public


def test_a_card_not_in_force_is_not_printed(browser: Client, tree: Tree) -> None:
    card = carded(tree, on=date(2026, 5, 1))
    answer = browser.get(reverse("counselling:card_pdf", args=[card.person_id]))
    assert answer.status_code == 409
    assert "Renouvelez-la" in text(answer)


def test_the_due_list_renews_what_is_ticked_after_a_preview_and_reports(browser: Client, tree: Tree) -> None:
    passed = carded(tree, on=date(2026, 5, 10), surname="Passé")
    soon = carded(tree, on=date(2026, 6, 1), surname="Bientôt")
    later = carded(tree, on=date(2026, 7, 20), surname="Tard")
    due = text(browser.get(reverse("counselling:due")))
    assert passed.number in due
    assert soon.number in due
    assert later.number not in due
    assert soon.number not in text(browser.get(reverse("counselling:due") + "?within=0"))
    sent = {"card": [str(passed.pk), str(soon.pk)], "act": "renew"}
    preview = browser.post(reverse("counselling:due_preview"), sent)
    assert "2 cartes seront renouvelées, valables jusqu’au dimanche 23 mai 2027" in text(preview)
    passed.refresh_from_db()
    assert passed.version == 1, "a preview does nothing"
    actions.suspend_card(actor=make_actor(structure=tree.office).because("Malade"), card_id=soon.pk)
    sent = {"card": [f"{passed.pk}:1", f"{soon.pk}:1"]}
    answer = browser.post(reverse("counselling:due_apply"), sent, follow=True)
    assert "1 carte est renouvelée" in text(answer)
    assert "1 carte n’a pas été renouvelée" in text(answer)
    passed.refresh_from_db()
    soon.refresh_from_db()
    assert (passed.expires_on, soon.state) == (date(2027, 5, 23), CardState.SUSPENDED)


def test_ticked_cards_are_printed_five_to_a_sheet(browser: Client, tree: Tree) -> None:
    cards = [carded(tree, surname=f"Personne {letter}") for letter in "ABCDEF"]
    answer = browser.post(reverse("counselling:due_print"), {"card": [str(card.pk) for card in cards]})
    assert paper_reading.sizes_mm(answer.content) == [(210.0, 297.0), (210.0, 297.0)]
    codes = [code for page in (0, 1) for code in paper_reading.codes(paper_reading.picture(answer.content, page, 200))]
    assert len(set(codes)) == 6


def test_nothing_ticked_says_what_to_do(browser: Client, tree: Tree) -> None:
    assert "Aucune carte n’est cochée" in text(browser.post(reverse("counselling:due_preview"), {"act": "renew"}))
    assert "Aucune carte à renouveler" in text(browser.get(reverse("counselling:due")))


@pytest.mark.parametrize("nonsense", ["x", "", "' OR 1=1", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_ticked_is_passed_over(browser: Client, tree: Tree, nonsense: str) -> None:
    assert browser.post(reverse("counselling:due_preview"), {"card": nonsense, "act": "renew"}).status_code == 200
    assert browser.post(reverse("counselling:due_apply"), {"card": f"{nonsense}:1"}).status_code == 302


def test_the_due_list_costs_the_same_for_one_and_for_thirty(
    browser: Client, tree: Tree, django_assert_max_num_queries
) -> None:
    costs = []
    for number in (1, 29):
        for _index in range(number):
            carded(tree, on=date(2026, 5, 28))
        browser.get(reverse("counselling:due"))
        with django_assert_max_num_queries(60) as counted:
            browser.get(reverse("counselling:due"))
        costs.append(len(counted.captured_queries))
    assert costs[0] == costs[1]


def test_a_name_of_markup_is_shown_as_text(browser: Client, tree: Tree) -> None:
    card = carded(tree, on=date(2026, 5, 28), surname="<b>Keïta</b>")
    for address in (reverse("counselling:due"), reverse("counselling:card", args=[card.person_id])):
        page = browser.get(address).content.decode()
        assert "<b>Keïta" not in page
        assert escape("<b>Keïta</b>") in page


def test_the_last_day_counts_and_the_day_after_the_card_is_to_be_renewed(tree: Tree, clock) -> None:
    card = carded(tree)
    counsellor = make_user("counsellor", tree.office)
    for late, word in ((0, "En cours de validité"), (1, "À renouveler")):
        clock.return_value = NOW + (card.expires_on - NOW.date()) + timedelta(days=late)
        page = signed_in(counsellor).get(reverse("counselling:card", args=[card.person_id]))
        assert word in text(page)
