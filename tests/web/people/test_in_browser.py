"""The people pages in a real browser: registered by the keyboard alone, axe, both widths, duplicates while typing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from baarasira.people.models import Person
from baarasira.reference.occupation_models import ConfirmedName
from browsers import Windows, faults, tab_to
from factories import Tree, make_person, make_territory, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


@pytest.fixture
def pages(windows: Windows, tree: Tree) -> dict[int, Page]:
    """A page at each width, signed in as a counsellor of the office."""
    user = make_user("counsellor", tree.office)
    return {width: windows.page(user, width=width) for width in (1280, 360)}


@pytest.mark.markup
def test_every_page_is_sound_for_axe_and_fits_both_widths(pages: dict[int, Page], tree: Tree) -> None:
    person = make_person(tree.office, phones=["76450000"], occupations=["7212:5"], languages=["bm:C2"])
    other = make_person(tree.far_office, phones=["66123456"])
    named = ("file", "edit", "history", "rights", "documents")
    urls = [reverse(f"people:{name}", args=[person.pk]) for name in named]
    urls += [reverse("people:register"), reverse("people:outside_looks"), f"{reverse('people:search')}?q=keita"]
    urls += [reverse("people:search"), reverse("people:open_outside", args=[other.pk])]
    for url in urls:
        pages[1280].goto(url)
        assert faults(pages[1280]) == [], url
    pages[1280].set_viewport_size({"width": 1280, "height": 900})


def test_a_person_is_registered_by_the_keyboard_alone(pages: dict[int, Page]) -> None:
    page = pages[1280]
    page.goto(reverse("people:register"))
    for ident, typed in [
        ("id_surname", "Ongoiba"), ("id_given_names", "Rokia"), ("id_sex_0", " "), ("id_born", "1992"),
        ("id_no_nina_reason", "J"), ("id_phone_0", "76 99 88 77"), ("id_region", "S"), ("id_situation", "A"),
    ]:  # fmt: skip
        tab_to(page, ident)
        page.keyboard.type(typed)
    tab_to(page, "id_occupation_0")
    page.keyboard.type("soudeuse")
    page.wait_for_selector(".options li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "id_occupation_0_years")
    page.keyboard.type("5")
    tab_to(page, "id_consent_register")
    page.keyboard.press("Space")
    tab_to(page, "Inscrire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personnes/*-*/")
    person = Person.objects.get()
    assert (str(person), person.born.year, person.region_id) == ("Rokia Ongoiba", 1992, "ML-4")
    assert [(row.code, row.years) for row in person.occupations.all()] == [("7212", 5)]
    assert ConfirmedName.objects.values_list("words", "code", "count").get() == ("soudeuse", "7212", 1)
    assert person.number in page.inner_text("main")


def test_a_file_that_exists_is_shown_while_typing(pages: dict[int, Page], tree: Tree) -> None:
    make_person(tree.far_office, given_names="Mamadou", surname="Traoré", born="1985", phones=["76451234"])
    page = pages[360]
    page.goto(reverse("people:register"))
    page.fill("#id_surname", "Traore")
    page.fill("#id_given_names", "Mahamadou")
    page.locator("#likely .notice").wait_for()
    shown = page.inner_text("#likely")
    assert "Mamadou Traoré" in shown
    assert "même nom, écrit autrement" in shown
