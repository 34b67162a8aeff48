"""Search finds anyone in the country by any part of the name however spelt, and shows no more than it may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.people.actions import purge_person, set_consent
from baarasira.people.models import Person
from baarasira.people.queries import findable, searchable_by
from baarasira.people.search import file_number_of, of_number, pages, search_people, understand
from factories import NOW, Tree, make_actor, make_person, make_structure, make_tree

pytestmark = pytest.mark.django_db
NINA = "11850301001042B"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def _names(tree: Tree, text: str) -> list[str]:
    return [row.name for row in search_people(make_actor(structure=tree.office), text).rows]


@pytest.mark.parametrize(
    "typed",
    [
        "Traoré", "traore", "TRAORE", "Thraoré", "mahamadou traore", "Traoré Mohamed", "traoré mamadou lamine", "lam tra",
        "tra", "  traore   1985 ", "traore vers 1985", "Mamadou-Lamine", "76450000", "76 45 00 00", "+223 76.45.00.00",
        "00223 76450000", NINA, "11 85 0301001 042 b",
    ],
)  # fmt: skip
def test_any_way_of_asking_finds_the_person_in_another_office(tree: Tree, typed: str) -> None:
    make_person(
        tree.far_office, given_names="Mamadou Lamine", surname="Traoré", born="1985", phones=["76450000"], nina=NINA
    )
    make_person(tree.far_office, given_names="Rokia", surname="Ongoïba", born="1990", phones=["66000000"])
    assert _names(tree, typed) == ["Mamadou Lamine Traoré"]


def test_a_file_number_is_found_however_typed_and_a_wrong_check_finds_nobody(tree: Tree) -> None:
    person = make_person(tree.far_office)
    for typed in (
        person.number,
        person.number.lower(),
        person.number.replace("-", " "),
        person.number.replace("-", ""),
    ):
        assert _names(tree, typed) == [str(person)], typed
    wrong = person.number[:-1] + ("0" if person.number[-1] != "0" else "1")
    assert file_number_of(wrong) == ""
    assert _names(tree, wrong) == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "%",
        "_",
        "'; DROP TABLE people_person; --",
        "zz",
        "ΩΩ",
        "1985",
        "x" * 5000,
        "\x00",
        "a b c d e f g h i",
    ],
)
def test_a_question_without_answer_is_answered_empty(tree: Tree, typed: str) -> None:
    make_person(tree.office)
    assert _names(tree, typed) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_usual_spelling_finds_the_person(tree: Tree, data: st.DataObject) -> None:
    given_names = data.draw(st.sampled_from(["Mamadou", "Fatoumata", "Ousmane", "Aïssata", "Souleymane", "Djénéba"]))
    surname = data.draw(st.sampled_from(["Traoré", "Coulibaly", "Ouattara", "Diallo", "Cissé", "Kouyaté"]))
    person = make_person(tree.far_office, given_names=given_names, surname=surname)
    typed = [data.draw(st.sampled_from(_spellings(word))) for word in (given_names, surname)]
    order = data.draw(st.permutations(typed))
    found = {row.id for page in pages(make_actor(structure=tree.office), " ".join(order)) for row in page.rows}
    assert person.pk in found


def _spellings(word: str) -> list[str]:
    """Return ways in which a counsellor would type a name."""
    plain = word.replace("é", "e").replace("ï", "i")
    swaps = [
        ("ou", "u"), ("c", "k") if plain[0] in "cC" and plain[1] in "ou" else ("ss", "s"), ("T", "Th"), ("C", "K") if plain.startswith("Cou") else ("ll", "l"),
        ("y", "i"), ("i", "y") if plain.endswith("i") else ("tt", "t"), ("Ou", "W") if plain.startswith("Oua") else ("Dj", "Dj"),
    ]  # fmt: skip
    return [word, plain, plain.upper(), plain.lower(), *(plain.replace(old, new) for old, new in swaps)]


def test_exact_spellings_come_before_variants(tree: Tree) -> None:
    make_person(tree.office, given_names="Zan", surname="Traore")
    make_person(tree.office, given_names="Awa", surname="Thraoré")
    make_person(tree.office, given_names="Bina", surname="Traoré")
    assert _names(tree, "traore") == ["Bina Traoré", "Zan Traore", "Awa Thraoré"]


def test_what_is_shown_of_a_person_elsewhere_is_masked(tree: Tree) -> None:
    make_person(tree.far_office, phones=["76451234"], nina=NINA)
    row = search_people(make_actor(structure=tree.office), "keita").rows[0]
    assert not row.may_open
    assert "4512" not in repr(row).replace("\xa0", "")
    assert NINA not in repr(row)
    assert row.office_name == tree.far_office.name


# Who keeps agreements, or sees the files of one room alone, has no work with the register.
ELSEWHERE = {
    Role.COOPERATION_OFFICER, Role.MIGRATION_DEPARTMENT, Role.FIELD_VISITOR, Role.PROJECT_ADVISER,
    Role.COMMITTEE_MEMBER, Role.FINANCE_OFFICER, Role.CARER, Role.PARTNER, Role.WORKSHOP_MASTER,
}  # fmt: skip


def test_only_those_who_may_search_find(tree: Tree) -> None:
    make_person(tree.office)
    assert search_people(system(NOW), "keita").rows == ()
    for role in Role:
        found = search_people(make_actor(role=role, structure=tree.far_office), "keita").rows
        assert len(found) == (0 if role in ELSEWHERE else 1), role


def test_a_suspended_file_is_found_by_its_own_office_alone(tree: Tree) -> None:
    person = make_person(tree.office)
    actor = make_actor(structure=tree.office)
    set_consent(actor=actor, person_id=person.pk, purpose="register", given=False)
    assert [row.suspended for row in search_people(actor, "keita").rows] == [True]
    assert search_people(make_actor(structure=tree.far_office), "keita").rows == ()
    assert search_people(make_actor(role="trainer", structure=tree.office), "keita").rows == ()


def test_the_two_ways_of_saying_who_may_be_found_agree(tree: Tree) -> None:
    people = []
    for office in (tree.office, tree.far_office):
        for suspended in (False, True):
            person = make_person(office)
            if suspended:
                set_consent(actor=make_actor(structure=office), person_id=person.pk, purpose="register", given=False)
            people.append(Person.objects.get(pk=person.pk))
    head = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root)
    people.append(purge_person(actor=head, person_id=make_person(tree.office).pk))
    for actor in [system(NOW), *(make_actor(role=role, structure=tree.office) for role in Role)]:
        may_be_found = findable(actor)
        said = {person.pk for person in people if may_be_found(person.state, person.office_id)}
        assert said == set(searchable_by(actor).values_list("pk", flat=True))


def test_pages_follow_each_other_without_loss_or_repeat(tree: Tree) -> None:
    made = {make_person(tree.office, given_names=f"Awa {letter}", surname="Koné").pk for letter in "abcdefg"}
    shown = [row.id for page in pages(make_actor(structure=tree.office), "kone", size=3) for row in page.rows]
    assert len(shown) == len(set(shown)) == 7
    assert set(shown) == made


@pytest.mark.parametrize("typed", ["keita", "fatoumata keita", "76450000"])
def test_queries_do_not_grow_with_the_answer(typed: str) -> None:
    office = make_structure(make_structure())
    actor = make_actor(structure=office)
    counts = []
    for many in (1, 29):
        for number in range(many):
            make_person(
                office, given_names=f"Fatoumata {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}", phones=["76450000"]
            )
        search_people(actor, typed)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            search_people(actor, typed)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plan")
def test_every_lookup_goes_by_an_index(tree: Tree) -> None:
    make_person(tree.office, phones=["76450000"])
    for typed in ("tra", "mamadou traore", "76450000", NINA):
        with CaptureQueriesContext(connection) as captured:
            search_people(make_actor(structure=tree.office), typed)
        for query in captured.captured_queries:
            if "people_" not in query["sql"] or query["sql"].startswith(("INSERT", "SAVEPOINT")):
                continue
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                plan = [row[3] for row in cursor.fetchall()]
            assert not any(line.startswith("SCAN people_") for line in plan), (query["sql"], plan)


def test_who_bears_a_number_is_found_however_typed_among_those_asked_of_and_by_the_index(tree: Tree) -> None:
    person = make_person(tree.office)
    everybody, others = Person.objects.all(), Person.objects.exclude(pk=person.pk)
    for typed in (person.number, f" {person.number.lower()} ", person.number.replace("-", "")):
        assert of_number(everybody, typed) == person, typed
        assert of_number(others, typed) is None, typed
    assert of_number(everybody, "") is None
    with CaptureQueriesContext(connection) as captured:
        of_number(everybody, person.number)
    assert "LIKE" not in captured[0]["sql"]
    assert "UPPER" not in captured[0]["sql"]


def test_a_question_is_understood() -> None:
    assert understand("Traoré 1985").years == (1985,)
    assert understand("Traoré 1985").words == ("traore",)
    assert understand("76 45 00 00").phone == "+22376450000"
    assert understand("B1234567").prints
    assert understand("1985").empty
