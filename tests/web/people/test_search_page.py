"""The page of the search: rows as every other table draws them, mistyped names said and corrected, pages that follow."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse

from baarasira.accounts.enums import Role
from baarasira.people.actions import set_consent
from baarasira.people.queries import Summary
from baarasira.people.search import search_people
from baarasira.web.people.results import result_rows
from factories import Tree, make_actor, make_person, make_tree, make_user
from french import plain

BY_COMPONENTS = """{% load i18n ui %}{% table caption="x" %}{% column _("Name") kind="title" %}{% column _("Born") kind="number" %}
{% column _("Office") %}{% column _("Phone") %}{% column _("File number") %}{% column "" kind="action" %}
{% for row in rows %}{% url 'people:file' row.id as file_url %}{% url 'people:open_outside' row.id as outside_url %}{% row %}
{% cell %}{% if row.may_open %}<a href="{{ file_url }}">{{ row.name }}</a>{% else %}{{ row.name }}{% endif %}{% if row.suspended %} {% state_badge _("Processing suspended") tone="wait" %}{% endif %}{% endcell %}
{% cell %}{{ row.birth_year }}{% endcell %}{% cell %}{{ row.office_name }}{% endcell %}{% cell %}<span class="nowrap">{{ row.phone }}</span>{% endcell %}{% cell %}<span class="nowrap">{{ row.number }}</span>{% endcell %}
{% cell %}{% if row.may_open %}{% link_button _("Open") file_url size="small" %}{% elif may_open_outside %}{% link_button _("Open with a reason") outside_url size="small" kind="quiet" %}{% endif %}{% endcell %}
{% endrow %}{% endfor %}{% endtable %}"""


def _row(number: int, **changed: object) -> Summary:
    values: dict[str, object] = {
        "id": UUID(int=number), "number": "26-000001-K", "name": "Awa <b>N'Diaye</b> & fils", "birth_year": 1990,
        "office_id": UUID(int=9), "office_name": 'Agence "de" Ségou', "phone": "76 •• •• 00", "may_open": True,
        "suspended": False,
    }  # fmt: skip
    return Summary(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("may_open_outside", [True, False])
def test_the_rows_are_those_the_components_draw(may_open_outside: bool) -> None:
    rows = [
        _row(1),
        _row(2, suspended=True),
        _row(3, may_open=False),
        _row(4, may_open=False, suspended=True, phone=""),
    ]
    page = engines["django"].from_string(BY_COMPONENTS).render({"rows": rows, "may_open_outside": may_open_outside})
    body = re.search(r'<tbody role="rowgroup">(.*)</tbody>', page, re.DOTALL)
    assert body is not None

    def bare(html: str) -> str:
        return re.sub(r"\s*\n\s*", "", html).strip()

    assert bare(result_rows(rows, may_open_outside=may_open_outside)) == bare(body[1])


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def desk(tree: Tree, client: Client) -> Iterator[Client]:
    """A counsellor of the office, signed in, in French."""
    client.force_login(make_user(Role.COUNSELLOR, tree.office))
    client.headers = {"accept-language": "fr"}  # type: ignore[attr-defined]
    return client


def _page(desk: Client, text: str, **more: str) -> str:
    answer = desk.get(reverse("people:search"), {"q": text, **more})
    assert answer.status_code == 200
    return plain(answer.content.decode())


@pytest.mark.django_db
def test_a_mistyped_name_says_what_was_taken_for_it(desk: Client, tree: Tree) -> None:
    make_person(tree.far_office, given_names="Mamadou", surname="Coulibaly")
    page = _page(desk, "mamaduo coulibayl")
    assert "Mamadou Coulibaly" in page
    assert "Rien sous « coulibayl » : voici « coulibaly »." in page
    assert "Rien sous « mamaduo » : voici « mamadou »." in page
    assert "Rien sous" not in _page(desk, "mamadou coulibaly")


@pytest.mark.django_db
def test_whoever_bears_the_mistyped_name_comes_first_and_the_page_says_who_follows(desk: Client, tree: Tree) -> None:
    make_person(tree.office, given_names="Zan", surname="Coulibayl")
    for letter in "abcdefghijklmnopqrstuvwxyz"[:21]:
        make_person(tree.office, given_names=f"Awa {letter}", surname="Coulibaly")
    page = _page(desk, "coulibayl")
    assert page.index("Zan Coulibayl") < page.index("Awa a Coulibaly")
    assert "Viennent ensuite les « coulibaly »" in page


@pytest.mark.django_db
def test_what_is_typed_is_never_markup(desk: Client, tree: Tree) -> None:
    make_person(tree.office, given_names="<b>Awa</b>", surname="Coulibaly")
    page = _page(desk, "coulibayl<script>")
    assert "<script>" not in page.split("<main")[1]
    assert "<b>Awa" not in _page(desk, "coulibaly")


@pytest.mark.django_db
def test_somebody_who_leafs_through_a_name_reaches_everybody_in_order(desk: Client, tree: Tree) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for place in range(64):
        make_person(tree.office, given_names=f"{letters[place // 26]}{letters[place % 26]}{place}", surname="Traoré")
    address, seen = f"{reverse('people:search')}?q=traore", []
    while address:
        page = desk.get(address).content.decode()
        assert "64 résultats" in page
        seen += re.findall(r">(\w+) Traoré</a>", page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        address = link[1].replace("&amp;", "&") if link else ""
    assert len(seen) == len(set(seen)) == 64
    assert [name.lower() for name in seen] == sorted(name.lower() for name in seen)


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["x", "0", "9" * 40, "0" + "g" * 32, "../..", "0" + "0" * 32, "é" * 500])
def test_a_page_that_was_never_given_shows_the_first(desk: Client, tree: Tree, after: str) -> None:
    make_person(tree.office, given_names="Awa", surname="Coulibaly")
    assert "Awa Coulibaly" in _page(desk, "coulibaly", after=after)


@pytest.mark.django_db
def test_a_page_whose_last_person_is_gone_still_leads_on(desk: Client, tree: Tree) -> None:
    people = [make_person(tree.office, given_names=f"Awa {letter}", surname="Koné") for letter in "abcd"]
    actor = make_actor(structure=tree.far_office)
    first = search_people(actor, "kone", size=2)
    set_consent(actor=make_actor(structure=tree.office), person_id=people[1].pk, purpose="register", given=False)
    following = search_people(actor, "kone", after=first.next_key, size=2)
    assert [row.id for row in following.rows] == [people[2].pk, people[3].pk]
