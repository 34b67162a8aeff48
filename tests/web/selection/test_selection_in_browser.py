"""Selections in a real browser: every page sound for axe and fitting at both widths; marking by the keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baarasira.selection import actions
from baarasira.selection.models import Member, Sheet
from browsers import Windows, faults, tab_to
from factories import TODAY, make_actor
from selecting import Story, make_story, programme_text, proposed, published, withdraw

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = {"Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-1", "30"), "Delta": ("ML-1", "20")}


def _marking() -> tuple[Story, list[str]]:
    story = make_story({"Sidibe": ("ML-4", ""), "Bravo": ("ML-4", "")}, content=programme_text(key="essai-notes"))
    seat = Member.objects.get(panel=story.panel, user=story.house.second)
    return story, [
        reverse("selection:list"),
        reverse("selection:panel", args=[story.panel.pk]),
        reverse("selection:to-mark", args=[seat.pk]),
        reverse("selection:declare", args=[seat.pk]),
        reverse("selection:mark", args=[seat.pk, story.files["Sidibe"].pk]),
    ]


def _after() -> tuple[Story, list[str], list[str]]:
    story = make_story(PEOPLE, split={"ML-4": 1, "ML-1": 1})
    number = story.campaign.opening.number
    run = published(story)
    withdraw(story, "Alpha")
    appeal = actions.record_appeal(
        actor=story.head,
        run=run,
        candidacy=story.files["Delta"],
        received_on=TODAY,
        grounds="Ma note ne compte pas tout.",
    )
    actions.instruct(actor=story.head, appeal_id=appeal.pk, instruction="La feuille signée porte 59 et non 20.")
    agents = [
        reverse("selection:file", args=[story.campaign.pk]),
        reverse("selection:run", args=[run.pk]),
        reverse("selection:quota", args=[run.pk, 0]),
        reverse("selection:reserve", args=[story.campaign.pk]),
        reverse("selection:appeals", args=[story.campaign.pk]),
        reverse("selection:appeal", args=[appeal.pk]),
    ]
    return story, agents, ["/listes/", f"/listes/{number}/", f"/listes/{number}/1/ML-4/"]


@pytest.mark.markup
def test_every_page_is_sound_for_axe_and_fits(windows: Windows) -> None:
    story, agents, public = _after()
    marking, members = _marking()
    pages = [
        (story.house.director, agents),
        (marking.house.second, members),
        (marking.house.head, [reverse("selection:panel", args=[marking.panel.pk])]),
    ]
    for user, addresses in pages:
        page = windows.page(user)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok, address
            assert faults(page) == [], address
    page = windows.page(None, width=360)
    for address in public:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert faults(page) == [], address
    assert windows.complaints == []


@pytest.mark.parametrize("state", ["listed", "seeded", "proposed", "signed"])
def test_the_decision_page_fits_at_each_state(windows: Windows, state: str) -> None:
    story = make_story(PEOPLE, split={"ML-4": 1, "ML-1": 1})
    run = actions.close_list(actor=story.head, campaign=story.campaign)
    if state != "listed":
        run = actions.fix_seed(actor=story.head, run=run, seed="7", source="Loterie nationale du jour", drawn_on=TODAY)
    if state in {"proposed", "signed"}:
        run = actions.propose(actor=story.head, run=run)
    if state == "signed":
        run = actions.sign(actor=make_actor(story.house.second), run=run)
    page = windows.page(story.house.head)
    page.goto(reverse("selection:run", args=[run.pk]))
    assert faults(page) == [], state


def test_a_member_marks_two_people_by_the_keyboard_alone_on_a_phone(windows: Windows) -> None:
    story, _addresses = _marking()
    seat = Member.objects.get(panel=story.panel, user=story.house.second)
    page = windows.page(story.house.second, width=360)
    page.goto(reverse("selection:to-mark", args=[seat.pk]))
    first = page.locator("table a").first
    first.focus()
    page.keyboard.press("Enter")
    for typed in ("41,5", "33"):
        expect(page.locator("#id_entretien")).to_have_value("")
        tab_to(page, "id_entretien")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_text("sont remises").first).to_be_visible()
    expect(page.get_by_text("Toutes vos feuilles sont remises")).to_be_visible()
    assert sorted(Sheet.objects.values_list("total", flat=True)) == [33_000, 41_500]


def test_two_people_sign_in_two_windows(windows: Windows) -> None:
    story = make_story(PEOPLE)
    run = proposed(story)
    address = reverse("selection:run", args=[run.pk])
    first, second = windows.page(story.house.head), windows.page(story.house.director)
    first.goto(address)
    first.get_by_role("button", name="Signer la sélection").click()
    expect(first.get_by_text("Vous avez signé")).to_be_visible()
    second.goto(address)
    second.get_by_role("button", name="Signer et publier").click()
    expect(second.get_by_text("La sélection est publiée")).to_be_visible()
    second.get_by_role("link", name="Les listes publiées").click()
    expect(second.get_by_text("Vérifiez vous-même")).to_be_visible()
