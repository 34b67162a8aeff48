"""The page of the steering committee: who sees it, what it shows and holds back, its charts and downloads, the aims."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.kernel.models import Entry
from baarasira.statistics.models import ConventionAim
from baarasira.statistics.returns import indicators
from factories import NOW, TODAY, Tree, make_person, make_tree, make_user
from returning import make_case, make_planned

pytestmark = pytest.mark.django_db
SEES = {Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.AUDITOR}
PICTURES = ("returns-survival", "returns-funnel", "returns-money")


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.NATIONAL_ADMINISTRATOR])
def test_who_sees_the_figures_downloads_them_and_enters_aims(tree: Tree, role: str) -> None:
    client = agent(role, tree.root)
    for name in ("returns", "returns-aims", "returns-table", "returns-indicators", *PICTURES):
        assert client.get(reverse(f"statistics:{name}")).status_code == (200 if role in SEES else 403), name
    sent = client.post(
        reverse("statistics:returns-aims"),
        {
            "measure": "alive12",
            "axis": "business",
            "amount": "70",
            "valid_from": "01/01/2026",
            "source": "Convention, art. 9",
        },
    )
    assert sent.status_code == (302 if role == Role.MIGRATION_DEPARTMENT else 403)
    assert ConventionAim.objects.count() == int(role == Role.MIGRATION_DEPARTMENT)
    assert Entry.objects.filter(verb="figures.export").count() == (2 if role in SEES else 0)


def test_an_empty_territory_has_its_words_and_its_pictures(tree: Tree) -> None:
    client = agent(Role.DIRECTOR, tree.directorate)
    assert "Aucun dossier" in client.get(reverse("statistics:returns")).content.decode()
    for name in PICTURES:
        answer = client.get(reverse(f"statistics:{name}"))
        assert answer["Content-Type"].startswith("image/svg+xml")
        assert b"<svg" in answer.content


@pytest.mark.parametrize("query", [{"year": "2026"}, {"year": "1800"}, {"year": "x"}, {"year": ""}, {}])
def test_whatever_is_asked_gets_an_answer(tree: Tree, query: dict[str, str]) -> None:
    make_planned(make_case(make_person(tree.office)))
    client = agent(Role.DIRECTOR, tree.directorate)
    for name in ("returns", "returns-table", "returns-indicators", *PICTURES):
        assert client.get(reverse(f"statistics:{name}"), query).status_code == 200


def test_small_counts_are_held_on_the_page_in_the_files_and_in_the_verdict_on_an_aim(tree: Tree) -> None:
    """Seven returnees of one office, two of them women, one of another year: nobody can tell how many women there are."""
    people = [make_person(tree.office, sex="F" if place < 2 else "M", surname=f"Dembélé {place}") for place in range(7)]
    for person in people:
        make_case(person, until="signalled")
    make_case(make_person(tree.far_office), until="signalled")
    department = make_user(Role.MIGRATION_DEPARTMENT, tree.root)
    client = signed_in(department)
    client.post(
        reverse("statistics:returns-aims"),
        {"measure": "referred", "axis": "", "amount": "8", "valid_from": "01/01/2026", "source": "Convention"},
    )
    page = client.get(reverse("statistics:returns"), {"year": "2026"})
    by_sex = {line["name"]: line["cells"][0] for line in page.context["tables"][2]["lines"]}
    assert by_sex == {"Femme": "non communiqué", "Homme": "non communiqué", "Total": "8"}
    assert page.context["evaluation"][0]["words"] == "Atteint"
    lines = client.get(reverse("statistics:returns-table")).content.decode("utf-8-sig").splitlines()
    women = [line for line in lines if ";Femme;" in line]
    assert len(women) == 2
    assert all(line.split(";")[3] == "non communiqué" for line in women)

    few = agent(Role.DIRECTOR, tree.far_directorate).get(reverse("statistics:returns"))
    assert few.context["tables"][3]["lines"][0]["cells"][0] == "non communiqué", "one case: its total is held too"
    assert few.context["evaluation"][0]["words"] == "On ne peut pas le dire"
    assert next(card for card in few.context["cards"] if card["code"] == "R01")["value"] == "non communiqué"


def test_an_aim_counts_from_its_day_and_one_of_the_same_day_is_corrected(tree: Tree) -> None:
    client = agent(Role.MIGRATION_DEPARTMENT, tree.root)
    url = reverse("statistics:returns-aims")
    form = {"measure": "paid", "axis": "", "amount": "80", "valid_from": "01/01/2026", "source": "Convention"}
    client.post(url, form)
    client.post(url, {**form, "amount": "90"})
    assert [row.amount for row in ConventionAim.objects.all()] == [90]
    assert client.post(url, {**form, "amount": "101"}).status_code == 422, "a share of a hundred"
    assert client.post(url, {**form, "source": ""}).status_code == 422
    client.post(url, {**form, "amount": "95", "valid_from": f"{TODAY + timedelta(days=400):%d/%m/%Y}"})
    make_case(make_person(tree.office), until="signalled")
    page = client.get(reverse("statistics:returns"))
    assert [line["amount"] for line in page.context["evaluation"]] == ["90\N{NO-BREAK SPACE}%"]
    client.post(url, {**form, "measure": "referred", "amount": "9"})
    for name in range(5):
        make_case(make_person(tree.office, surname=f"Sow {name}"), until="signalled")
    [_share, received] = client.get(reverse("statistics:returns")).context["evaluation"][::-1]
    assert (received["actual"], received["words"]) == ("6", "Pas atteint")


def test_indicators_nobody_feeds_say_so(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "_FEEDS", {})
    make_case(make_person(tree.office), until="signalled")
    lines = agent(Role.AUDITOR, tree.root).get(reverse("statistics:returns-indicators")).content.decode("utf-8-sig")
    kept = {line.split(";")[0]: line.split(";")[2] for line in lines.splitlines()[1:]}
    assert {kept[code] for code in ("R12.cost", "R14.enrolled", "R14.certified", "R15")} == {"pas encore enregistré"}


def test_many_cases_cost_no_more_queries_than_one(tree: Tree) -> None:
    client = agent(Role.DIRECTOR, tree.directorate)
    make_planned(make_case(make_person(tree.office), at=NOW - timedelta(days=1)))
    client.get(reverse("statistics:returns"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("statistics:returns"))
    for name in ("Sow", "Koné", "Diallo"):
        make_planned(make_case(make_person(tree.office, surname=name)))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("statistics:returns"))
    assert len(many) == len(one)
