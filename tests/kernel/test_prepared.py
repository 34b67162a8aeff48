"""Reads whose SQL is written once answer what their queryset answers, whatever the values and their number."""

import threading
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from baarasira.kernel.prepared import Prepared, once, stored_id
from baarasira.network.models import Structure, Territory
from baarasira.people.models import Person
from factories import TODAY, Tree, make_person, make_territory, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def people_of(ids: list[UUID], since: date) -> models.QuerySet[Person]:
    return Person.objects.filter(pk__in=ids, registered_on__gte=since).select_related("office", "region").order_by("id")


READ = Prepared(people_of, ids=models.UUIDField(), since=models.DateField())


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 9])
def test_records_come_with_their_related_ones_for_any_number_of_values(tree: Tree, count: int) -> None:
    people = [make_person(tree.office) for _ in range(count + 2)]
    ids = [person.pk for person in people[:count]]
    with CaptureQueriesContext(connection) as asked:
        found = READ(ids=ids, since=TODAY - timedelta(days=1))
        told = [(person.pk, str(person), person.office.name, person.region, person.born) for person in found]
    assert len(asked) == 1
    expected = people_of(ids, TODAY - timedelta(days=1))
    assert told == [(person.pk, str(person), person.office.name, person.region, person.born) for person in expected]
    assert len(told) == count
    assert not found[0]._state.adding
    assert READ(ids=ids, since=TODAY + timedelta(days=1)) == []


def test_the_next_use_asks_about_its_own_values(tree: Tree) -> None:
    first, second = make_person(tree.office), make_person(tree.far_office)
    assert [person.pk for person in READ(ids=[first.pk], since=TODAY)] == [first.pk]
    assert [person.pk for person in READ(ids=[second.pk], since=TODAY)] == [second.pk]
    assert READ(ids=[uuid4()], since=TODAY) == []
    assert READ(ids=[], since=TODAY) == []


def test_values_come_converted_or_as_they_are_stored(tree: Tree) -> None:
    person = make_person(tree.office, skills=["weld"])

    def columns(key: UUID) -> models.QuerySet[Person, tuple[object, ...]]:
        return Person.objects.filter(pk=key).values_list("id", "born", "skills", "office__name")

    (row,) = Prepared(columns, key=models.UUIDField())(key=person.pk)
    assert row == (person.pk, person.born, ["weld"], tree.office.name)
    (stored,) = Prepared(columns, as_stored=True, key=models.UUIDField())(key=person.pk)
    assert stored[0] == stored_id(person.pk)


def test_text_is_a_value_never_sql(tree: Tree) -> None:
    read = Prepared(lambda name: Structure.objects.filter(name=name), name=models.CharField())
    assert read(name="' OR 1=1 --") == []
    assert read(name=tree.office.name) == [tree.office]
    Structure.objects.filter(pk=tree.office.pk).update(name="100 % d'ici")
    assert [office.pk for office in read(name="100 % d'ici")] == [tree.office.pk]


def test_a_counted_group(tree: Tree) -> None:
    make_person(tree.office)
    make_person(tree.office)
    read = Prepared(
        lambda offices: (
            Person.objects.filter(office_id__in=offices)
            .order_by()
            .values_list("office_id")
            .annotate(models.Count("pk"))
        ),
        offices=models.UUIDField(),
    )
    assert dict(read(offices=[tree.office.pk, tree.far_office.pk])) == {tree.office.pk: 2}


def test_a_value_that_the_query_changes_or_leaves_out_is_refused() -> None:
    changed = Prepared(lambda name: Structure.objects.filter(name__contains=name), name=models.CharField())
    with pytest.raises(TypeError, match="does not stand in the query"):
        changed(name="Kayes")
    unused = Prepared(lambda name: Structure.objects.all(), name=models.CharField())
    with pytest.raises(TypeError, match="does not stand in the query"):
        unused(name="Kayes")
    with pytest.raises(TypeError, match="values for name are needed"):
        unused()
    with pytest.raises(TypeError, match="no stand-in"):
        Prepared(lambda n: Structure.objects.all(), n=models.FloatField())(n=1.0)


def test_threads_that_ask_for_the_first_time_at_once_get_one_statement() -> None:
    made = []

    def build(key: UUID) -> models.QuerySet[Structure]:
        made.append(key)
        return Structure.objects.filter(pk=key)

    read = Prepared(build, key=models.UUIDField())
    statements = [read.statement({}) for _ in range(2)]
    threads = [threading.Thread(target=lambda: statements.append(read.statement({}))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert all(statement is statements[0] for statement in statements)


def test_one_record_is_found_or_missed_as_get_does(tree: Tree) -> None:
    one = Prepared(
        lambda person_id: Person.objects.filter(pk=person_id).order_by(),
        person_id=models.UUIDField(),
    )
    person = make_person(tree.office)
    assert one.one(person_id=person.pk).surname == person.surname
    with pytest.raises(Person.DoesNotExist):
        one.one(person_id=uuid4())


def test_a_steady_read_is_asked_once_in_a_block_for_the_same_values() -> None:
    make_territory()
    make_territory("ML-8", "Kidal")
    places = Prepared(lambda codes: Territory.objects.filter(code__in=codes), steady=True, codes=models.CharField())
    with CaptureQueriesContext(connection) as asked, once():
        first, again, other = places(codes=["ML-4"]), places(codes=["ML-4"]), places(codes=["ML-8"])
    assert len(asked) == 2
    assert [place.code for place in first] == [place.code for place in again] == ["ML-4"]
    assert [place.code for place in other] == ["ML-8"]
    with CaptureQueriesContext(connection) as asked:
        places(codes=["ML-4"])
        places(codes=["ML-4"])
    assert len(asked) == 2
