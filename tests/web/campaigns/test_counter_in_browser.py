"""The counter's minute in a real browser: with the keyboard alone from the name to the receipt, sound for axe, on a phone too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from browsers import Windows, fits, tab_to, violations
from factories import make_applicant, make_campaign, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_an_application_is_registered_with_the_keyboard_alone(windows: Windows, width: int) -> None:
    tree = make_tree()
    campaign = make_campaign()
    make_applicant(tree.office, given_names="Bakary", surname="Coulibaly", phones=["76 45 00 00"])
    page = windows.page(make_user(Role.FOCAL_POINT, tree.office), width=width)
    page.goto(reverse("campaigns:counter", args=[campaign.pk]))
    assert violations(page) == []
    # The box of the name has the focus when the page opens: type, Enter, the person, Enter, the button, Enter.
    page.keyboard.type("coulibali")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Inscrire Bakary Coulibaly")).to_be_visible()
    assert fits(page)
    tab_to(page, "Inscrire Bakary Coulibaly")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Toutes les conditions sont remplies")).to_be_visible()
    assert violations(page) == []
    assert fits(page)
    tab_to(page, "Inscrire la candidature")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Imprimer le récépissé")).to_be_visible()
    assert violations(page) == []
    assert fits(page)
    candidacy = Candidacy.objects.get()
    expect(page.get_by_text(candidacy.number).first).to_be_visible()
    tab_to(page, "Personne suivante")
    page.keyboard.press("Enter")
    expect(page.locator("#id_q")).to_be_focused()
    assert windows.complaints == []


def test_the_public_page_answers_without_script_on_a_small_screen(windows: Windows) -> None:
    tree = make_tree()
    person = make_applicant(tree.office, given_names="Fanta", surname="Koumaré", born="1991")
    from factories import make_application

    candidacy = make_application(make_campaign(), person)
    page = windows.page(width=320, script=False)
    page.goto(reverse("public:receipt"))
    assert fits(page)
    page.get_by_label("Numéro du récépissé").fill(candidacy.number)
    page.get_by_label("Votre année de naissance").fill("1991")
    page.get_by_role("button", name="Voir où elle en est").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Présentation des pièces")
    expect(page.locator("body")).not_to_contain_text("Koumaré")
    assert fits(page)
