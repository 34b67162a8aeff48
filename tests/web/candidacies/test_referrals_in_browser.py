"""From the shortlist to the placement in a real browser: by the keyboard alone, without script, axe, both widths."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy, Placement
from baarasira.matching import index
from baarasira.openings.models import Opening
from browsers import Windows, faults, fits
from factories import Tree, make_candidacy, make_employer, make_opening, make_seeker, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def tree() -> Iterator[Tree]:
    index.forget()
    yield make_tree()
    index.forget()


@pytest.fixture
def page_of(windows: Windows, tree: Tree) -> Open:
    """Return what opens a page signed in as a counsellor of the office."""

    def make(*, width: int = 1280, script: bool = True) -> Page:
        return windows.page(make_user("counsellor", tree.office), width=width, script=script)

    return make


def _offer(tree: Tree, **values: Any) -> Opening:
    starts = timezone.localdate() + timedelta(days=9)
    employer = make_employer(tree.office, at=timezone.now(), email="recrutement@delta.example")
    return make_opening(
        tree.office, employer=employer, at=timezone.now(), starts_on=starts, expires_on=starts, seats=3, **values
    )


def _seeker(tree: Tree, **values: Any) -> Any:
    return make_seeker(tree.office, at=timezone.now(), phones=["76 45 00 00"], **values)


def _addresses(tree: Tree) -> list[str]:
    opening, picky = _offer(tree), _offer(tree, licences=("C",), languages_wanted=("en:B1",))
    people = [_seeker(tree, surname=name) for name in ("Traoré", "Coulibaly", "Keïta")]
    long_ago = timezone.now() - timedelta(days=45)
    placed = make_candidacy(
        make_seeker(tree.office, at=long_ago), make_opening(tree.office, at=long_ago), state=CandidacyState.STARTED,
        at=long_ago,
    )  # fmt: skip
    rows = [
        make_candidacy(person, opening, state=state, at=timezone.now())
        for person, state in zip(people, ("referred", "interviewed", "hired"), strict=True)
    ]
    check = placed.placement.checks.order_by("months").first()
    shortlist, near = (reverse("matching:shortlist", args=[each.pk]) for each in (opening, picky))
    picked = _seeker(tree, surname="Diallo")
    return [
        shortlist, f"{near}?view=near", near, f"{reverse('matching:preview', args=[opening.pk])}?person={picked.pk}",
        f"{reverse('matching:preview', args=[opening.pk])}?person={people[0].pk}",
        reverse("matching:offers_for", args=[picked.pk]), reverse("matching:offers_for", args=[placed.person_id]),
        *(reverse("candidacies:file", args=[row.pk]) for row in (*rows, placed)),
        f"{reverse('candidacies:report')}?c={rows[0].pk}", reverse("candidacies:report"),
        reverse("candidacies:list"), f"{reverse('candidacies:list')}?q=zzzz", reverse("candidacies:checks"),
        f"{reverse('candidacies:checks')}?view=done", reverse("candidacies:check", args=[check.pk]),
        reverse("people:file", args=[people[0].pk]), reverse("openings:file", args=[opening.pk]),
    ]  # fmt: skip


@pytest.mark.markup
def test_every_page_is_sound_for_axe_and_fits(windows: Windows, page_of: Open, tree: Tree) -> None:
    page = page_of(width=1280)
    for address in _addresses(tree):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert fits(page), address
        page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
        assert faults(page) == [], address
    assert windows.complaints == []


def _press_until(page: Page, wanted: str, key: str = "Tab", most: int = 90) -> None:
    """Press a key until the focus stands on what the selector names."""
    for _press in range(most):
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard never reached {wanted}")


def test_from_the_shortlist_to_the_placement_by_the_keyboard_alone(page_of: Open, tree: Tree) -> None:
    person, opening = _seeker(tree, given_names="Awa", surname="Coulibaly"), _offer(tree)
    page, today = page_of(), f"{timezone.localdate():%d/%m/%Y}"
    page.goto(reverse("matching:shortlist", args=[opening.pk]))
    _press_until(page, f'input[value="{person.pk}"]')
    page.keyboard.press("Space")
    expect(page.locator("[data-tick-count]")).to_have_text("1")
    _press_until(page, "button[form=refer-form]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("Ce qui va se passer pour 1 personne")
    assert Candidacy.objects.count() == 0
    _press_until(page, "main form[method=post] button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 personne mise en relation")
    candidacy = Candidacy.objects.get()
    _press_until(page, f'a[href$="{reverse("candidacies:file", args=[candidacy.pk])}"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("pour l’emploi")
    _press_until(page, "#interview_note")
    page.keyboard.type("Essai concluant")
    _press_until(page, "button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’entretien est enregistré")).to_be_visible()
    _press_until(page, "#hire_starts_on")
    page.keyboard.press("Control+A")
    page.keyboard.type(today)
    _press_until(page, "button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’embauche est enregistrée")).to_be_visible()
    _press_until(page, "input[name=confirmed_by]")
    page.keyboard.press("Space")
    _press_until(page, "button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Le placement est confirmé et compté")).to_be_visible()
    assert Placement.objects.get().candidacy_id == candidacy.pk


def test_the_same_way_works_without_script(page_of: Open, tree: Tree) -> None:
    person, opening = _seeker(tree), _offer(tree)
    page = page_of(width=360, script=False)
    page.goto(reverse("matching:shortlist", args=[opening.pk]))
    page.locator(f'input[value="{person.pk}"]').check()
    page.locator("button[form=refer-form]").click()
    page.locator("main form[method=post] button.main").click()
    candidacy = Candidacy.objects.get()
    page.goto(reverse("candidacies:file", args=[candidacy.pk]))
    page.locator("details.opener > summary", has_text="La personne se désiste").click()
    page.locator("#withdraw_reason").select_option("found_work")
    page.locator("details.opener[open] button.main").click()
    expect(page.get_by_text("Le désistement est enregistré")).to_be_visible()
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.WITHDRAWN
