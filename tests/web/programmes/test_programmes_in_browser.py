"""Programmes in a real browser: a file mended and imported, read with its road, published; axe, both widths."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baarasira.accounts.enums import Role
from baarasira.programmes.loading import load_catalogue
from baarasira.programmes.models import ProgrammeVersion
from browsers import Windows, faults, violations
from factories import Tree, make_tree, make_user
from programme_files import RIGHT, spoilt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_a_file_is_mended_imported_and_published_by_a_second_person(
    windows: Windows, tree: Tree, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "faux.toml", tmp_path / "agrumes.toml"
    wrong.write_text(spoilt('country = "MA"', 'country = "Maroc"'), encoding="utf-8")
    right.write_text(RIGHT, encoding="utf-8")
    page = windows.page(make_user(Role.DIRECTOR, tree.root))
    page.goto(reverse("programmes:import"))
    page.set_input_files("input[type=file]", wrong)
    page.get_by_role("button", name="Vérifier et importer").click()
    expect(page.get_by_text("1 chose à corriger dans ce fichier")).to_be_visible()
    assert violations(page) == []
    page.set_input_files("input[type=file]", right)
    page.get_by_role("button", name="Vérifier et importer").click()
    expect(page.get_by_role("heading", name="Agrumes au Maroc")).to_be_visible()
    version = ProgrammeVersion.objects.get()
    second = windows.page(make_user(Role.DIRECTOR, tree.root))
    second.goto(reverse("programmes:file", args=[version.pk]))
    expect(second.get_by_role("img", name="Le chemin du programme")).to_be_visible()
    second.get_by_text("Publier…").click()
    second.get_by_role("button", name="Publier", exact=True).click()
    expect(second.get_by_text("« Agrumes au Maroc » est publié.")).to_be_visible()
    assert windows.complaints == [
        "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    ]


@pytest.mark.markup
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_longest_programmes_fit_and_are_sound(windows: Windows, tree: Tree, theme: str) -> None:
    load_catalogue()
    page = windows.page(make_user(Role.DIRECTOR, tree.root), theme=theme)
    page.goto(reverse("programmes:list"))
    assert faults(page) == []
    for key in ("espagne-primo", "placement-golfe"):
        page.goto(reverse("programmes:file", args=[ProgrammeVersion.objects.get(programme__key=key).pk]))
        for summary in page.locator("details.section > summary").all():
            if summary.evaluate("node => !node.parentElement.open"):
                summary.click()
        page.set_viewport_size({"width": 1280, "height": 900})
        assert faults(page) == [], key
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('svg.programme-road text')].map(text => {
                 const inside = text.getBBox(), svg = text.ownerSVGElement.viewBox.baseVal;
                 return inside.x >= 0 && inside.x + inside.width <= svg.width && inside.y + inside.height <= svg.height; })"""
        )
        assert boxes
        assert all(boxes), "a text of the picture runs over its edge"
    assert windows.complaints == []
