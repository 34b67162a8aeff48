"""The index of names: what one process saves, another finds at once; what was undone, renamed or purged nobody finds."""

import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.accounts.enums import Role
from baarasira.engine import Bearer, NameQuestion, birth_number
from baarasira.kernel.actor import Actor
from baarasira.people import name_changes, name_index
from baarasira.people.actions import edit_person, purge_person, set_consent
from baarasira.people.models import NameChange, NameWord, Person
from baarasira.people.rows import indexed_words, name_key, words_of_key
from baarasira.people.search import pages, search_people
from engine import plain_names
from factories import Tree, make_actor, make_person, make_person_data, make_tree


@pytest.fixture
def tree() -> Iterator[Tree]:
    name_index.forget()
    yield make_tree()
    name_index.forget()


def _elsewhere(act: Callable[[], object]) -> None:
    """Do something in another thread, on a connection of its own, as another process would."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not failures, failures


def _found(actor: Actor, text: str) -> list[str]:
    return [row.name for page in pages(actor, text) for row in page.rows]


@pytest.mark.django_db(transaction=True)
def test_whatever_another_process_does_is_seen_by_the_next_search(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    assert _found(actor, "ongoiba") == []
    made: list[Person] = []
    _elsewhere(lambda: made.append(make_person(tree.office, given_names="Rokia", surname="Ongoïba")))
    person = made[0]
    assert _found(actor, "ongoiba") == ["Rokia Ongoïba"]
    _elsewhere(lambda: edit_person(actor=actor, person_id=person.pk, data=make_person_data(surname="Sangaré")))
    assert _found(actor, "ongoiba") == []
    assert len(_found(actor, "sangare")) == 1
    far = make_actor(structure=tree.far_office)
    assert search_people(far, "sangare").found == 1
    _elsewhere(lambda: set_consent(actor=actor, person_id=person.pk, purpose="register", given=False))
    assert search_people(far, "sangare").found == 0
    assert search_people(actor, "sangare").found == 1
    head = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root)
    _elsewhere(lambda: purge_person(actor=head, person_id=person.pk))
    assert search_people(actor, "sangare").found == 0


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_undid_is_not_found_after_it(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office, given_names="Awa", surname="Keïta")
    assert _found(actor, "keita") == ["Awa Keïta"]
    with transaction.atomic():
        edit_person(actor=actor, person_id=person.pk, data=make_person_data(given_names="Awa", surname="Sangaré"))
        make_person(tree.office, given_names="Bina", surname="Keïta")
        assert (_found(actor, "keita"), _found(actor, "sangare")) == (["Bina Keïta"], ["Awa Sangaré"])
        transaction.set_rollback(True)
    assert (_found(actor, "keita"), _found(actor, "sangare")) == (["Awa Keïta"], [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="writers queue on SQLite")
def test_a_change_confirmed_after_a_later_one_is_still_seen(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    _found(actor, "keita")
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            make_person(tree.office, given_names="Lente", surname="Keïta")
            written.set()
            assert go_on.wait(30)

    thread = threading.Thread(target=lambda: _elsewhere(slow))
    thread.start()
    assert written.wait(30)
    # Two registrations of one year queue at the file number: another saving is what comes later and ends sooner.
    name_changes.note(UUID(int=1))
    assert _found(actor, "keita") == []
    go_on.set()
    thread.join()
    assert _found(actor, "keita") == ["Lente Keïta"]


@pytest.mark.django_db(transaction=True)
def test_a_load_past_the_actions_is_seen_once_it_says_so(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office, given_names="Awa", surname="Keïta")
    assert _found(actor, "diarra") == []
    Person.objects.filter(pk=person.pk).update(surname="Diarra", name_key=name_key("Diarra", "Awa"))
    name_changes.note(None)
    assert _found(actor, "diarra") == ["Awa Diarra"]


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_a_transaction_that_writes_many_finds_them_all(tree: Tree, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(name_index, "_ALL_ANEW_ABOVE", limit)
    monkeypatch.setattr(name_index, "_FROM_OUTSIDE_ABOVE", limit)
    actor = make_actor(structure=tree.office)
    for number in range(4):
        make_person(tree.office, given_names=f"Awa {number}", surname="Keïta")
        assert search_people(actor, "keita").found == number + 1
    name_changes.note(None)
    assert search_people(actor, "keita").found == 4


@pytest.mark.django_db(transaction=True)
def test_everybody_read_anew_beside_the_searches_changes_no_answer(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_index, "_REBUILD_ABOVE", 2)
    actor = make_actor(structure=tree.office)
    _found(actor, "keita")
    for letter in "abcd":
        make_person(tree.office, given_names=f"Awa {letter}", surname="Keïta")
        assert len(_found(actor, "keita")) == "abcd".index(letter) + 1
    for thread in threading.enumerate():
        if thread.name == "names":
            thread.join(30)
    assert len(_found(actor, "keita")) == 4


@pytest.mark.django_db
def test_old_changes_are_tidied_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_changes, "KEPT", 5)
    for number in range(25):
        name_changes.note(UUID(int=number))
    assert name_changes.tidy() == 20
    kept = NameChange.objects.order_by("pk").values_list("person_id", flat=True)
    assert list(kept) == [UUID(int=number) for number in range(20, 25)]


names = st.lists(
    st.sampled_from(["Traoré", "N", "M", "Diaye", "N'Diaye", "Ag", "Mohamed", "ߊ߬ߡߊ", "ʿAlī", "Awa", "awa"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(names | st.text(min_size=1, max_size=150), names | st.text(min_size=1, max_size=150))
def test_the_words_read_from_a_sort_key_are_those_indexed(surname: str, given_names: str) -> None:
    told = words_of_key(name_key(surname, given_names))
    if told is not None:
        assert sorted(told.split()) == sorted(word for word, _form in indexed_words(surname, given_names))


REGISTER = [
    ("Mamadou Lamine", "Traoré", "1985", ""), ("Mamadou", "Traoré", "1990", ""), ("Amadou", "Thraoré", "1985", ""),
    ("Mahamadou", "Traore", "1985", ""), ("Awa", "Coulibaly", "1990", ""), ("Hawa", "Koulibali", "1985", ""),
    ("Mariam", "Coulibaly", "1985", "Traoré"), ("N'Golo", "N Diaye", "1990", ""), ("Fatoumata M", "Keïta", "1985", ""),
    ("Aminata", "Kéta", "1990", "Coulibaly"), ("Bakary", "Ba", "1985", ""), ("Bâ", "Bamba", "1990", ""),
]  # fmt: skip
_TYPED = ["traore", "tra", "am", "mamadou", "mamaduo", "coulibayl", "kulibali", "ba", "keita", "ndiaye", "n diaye", "hawa", "1985", "m", "golo", "lamien"]  # fmt: skip


@pytest.fixture
def register(tree: Tree) -> list[Bearer]:
    """People of two offices, some suspended, and the same as plain values."""
    people = []
    for number, (given_names, surname, born, maiden_name) in enumerate(REGISTER):
        office = tree.office if number % 2 else tree.far_office
        person = make_person(office, given_names=given_names, surname=surname, born=born, maiden_name=maiden_name)
        if number % 3 == 0:
            set_consent(actor=make_actor(structure=office), person_id=person.pk, purpose="register", given=False)
        words = NameWord.objects.filter(person=person).values_list("word", flat=True)
        key, hidden = person.name_key, number % 3 == 0
        people.append(Bearer(person.pk.bytes, key, " ".join(words), birth_number(person.born), office.pk.bytes, hidden))
    return people


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(_TYPED), min_size=1, max_size=3, unique=True), size=st.integers(1, 5))
def test_both_databases_answer_as_a_plain_reading_of_the_register(
    tree: Tree, register: list[Bearer], words: list[str], size: int
) -> None:
    actor = make_actor(structure=tree.office)
    answer = list(pages(actor, " ".join(words), size=size))
    asked = answer[0].question
    if asked.empty:
        assert answer[0].found == 0
        return
    expected = plain_names.found(register, NameQuestion(asked.words, asked.years, frozenset([tree.office.pk.bytes])))
    assert [row.id.bytes for page in answer for row in page.rows] == [row[2] for row in expected]
    assert {page.found for page in answer} == {len(expected)}
