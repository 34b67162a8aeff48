"""The page of figures: for whom, of what territory, empty and full, and its downloads."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agents import agent
from baarasira.accounts.enums import Role
from baarasira.kernel.models import Entry
from factories import Tree, make_candidacy, make_seeker, make_territory, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.NATIONAL_ADMINISTRATOR])
def test_who_sees_the_figures_and_who_downloads_them(tree: Tree, role: str) -> None:
    client = agent(role, tree.office)
    sees = role in {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR}
    for name in ("dashboard", "flow"):
        assert client.get(reverse(f"statistics:{name}")).status_code == (200 if sees else 403)
    downloads = role in {Role.DIRECTOR, Role.AUDITOR}
    assert client.get(reverse("statistics:spreadsheet")).status_code == (200 if downloads else 403)
    assert Entry.objects.filter(verb="figures.export").count() == int(downloads)


def test_an_empty_territory_shows_dashes_not_errors(tree: Tree) -> None:
    page = agent("director", tree.directorate).get(reverse("statistics:dashboard")).content.decode()
    assert "Taux de placement" in page
    assert "–" in page


def test_the_figures_are_those_of_the_territory(tree: Tree) -> None:
    make_candidacy(state="started")
    make_candidacy(make_seeker(tree.office), state="started")
    make_seeker(tree.far_office)
    director = agent("director", tree.directorate)
    page = director.get(reverse("statistics:dashboard"))
    cards = {card["code"]: card["value"] for card in page.context["cards"]}
    assert (cards["I01"], cards["I06"]) == ("1", "1")
    far = director.get(reverse("statistics:dashboard"), {"structure": str(tree.far_office.pk)})
    assert far.status_code == 200
    assert "structure" in far.context["form"].errors, "another territory cannot be asked for"
    sheet = director.get(reverse("statistics:spreadsheet"))
    rows = load_workbook(BytesIO(sheet.content)).worksheets[0].iter_rows(min_row=2, max_col=3)
    assert {row[0].value: row[2].value for row in rows}["I06"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"period": "month"}, {"period": "quarter"}, {"period": "year"}, {"measure": "placements"},
        {"period": "dates", "first": "01/02/2026", "last": "31/03/2026"},
        {"period": "dates", "first": "31/03/2026", "last": "01/02/2026"},
        {"period": "dates"}, {"period": "never"}, {"first": "hier"}, {"structure": "x"}, {"measure": "'"},
    ],
)  # fmt: skip
def test_whatever_is_asked_gets_an_answer(tree: Tree, query: dict[str, str]) -> None:
    make_candidacy(make_seeker(tree.office), state="started")
    client = agent("director", tree.directorate)
    assert client.get(reverse("statistics:dashboard"), query).status_code == 200
    assert client.get(reverse("statistics:flow"), query)["Content-Type"].startswith("image/svg+xml")


def test_dates_left_from_another_period_do_not_count(tree: Tree) -> None:
    """The page hides them then: they may neither stop the figures nor narrow them."""
    client = agent("director", tree.directorate)
    for left in ({"first": "31/03/2026", "last": "01/02/2026"}, {"first": "hier"}, {"first": "01/02/2026"}):
        page = client.get(reverse("statistics:dashboard"), {"period": "year", **left})
        assert not page.context["form"].errors
        assert page.context["period"].last.strftime("%d/%m") == "31/12"


@pytest.mark.parametrize("dates", [{}, {"first": "01/02/2026"}, {"first": "31/03/2026", "last": "01/02/2026"}])
def test_a_period_with_dates_says_which_date_is_wrong(tree: Tree, dates: dict[str, str]) -> None:
    page = agent("director", tree.directorate).get(reverse("statistics:dashboard"), {"period": "dates", **dates})
    assert set(page.context["form"].errors) <= {"first", "last"}
    assert page.context["form"].errors


def test_many_people_cost_no_more_queries_than_one(tree: Tree) -> None:
    client = agent("director", tree.directorate)
    make_candidacy(make_seeker(tree.office), state="started")
    client.get(reverse("statistics:dashboard"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("statistics:dashboard"))
    for name in ("Sow", "Koné", "Diallo"):
        make_candidacy(make_seeker(tree.office, surname=name), state="started")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("statistics:dashboard"))
    assert len(many) == len(one)
