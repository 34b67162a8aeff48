"""Records stored by statements written once stand in the database as ``save()`` would have put them."""

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from baarasira.kernel.models import Move
from baarasira.kernel.stored import Same, insert, insert_all, insert_columns, made, together, update, waiting
from baarasira.messaging.models import Message
from baarasira.openings.models import Opening
from baarasira.people.models import NameChange, Person, Phone
from baarasira.reference.models import DestinationParameter
from factories import NOW, Tree, make_opening, make_person, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def row_of(record: models.Model) -> dict[str, Any]:
    """Return every column as the database holds it."""
    table, key = record._meta.db_table, record._meta.pk
    assert key is not None
    with connection.cursor() as cursor:
        value = key.get_db_prep_value(record.pk, connection)
        cursor.execute(f'SELECT * FROM "{table}" WHERE "{key.column}" = %s', [value])
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def test_a_new_record_is_what_save_makes_of_it(tree: Tree) -> None:
    offer = make_opening(tree.office, licences=("C",), languages_wanted=("fr:B1",), wage=Decimal("75000.50"))
    by_save, by_statement = (Opening.objects.get(pk=offer.pk) for _ in range(2))
    for number, record in enumerate((by_save, by_statement)):
        record.pk, record.number, record._state.adding = uuid4(), f"OF-{number}", True
    by_save.save(force_insert=True)
    assert insert(by_statement) is by_statement
    saved, stored = row_of(by_save), row_of(by_statement)
    differs = {name for name in saved if saved[name] != stored[name]}
    assert differs == {"id", "number"}
    assert not by_statement._state.adding
    assert Opening.objects.get(pk=by_statement.pk).licences == offer.licences


def test_every_column_of_a_changed_record_is_stored_and_no_other_record(tree: Tree) -> None:
    first, second = make_opening(tree.office), make_opening(tree.office)
    before = row_of(second)
    first.title, first.licences, first.min_years, first.wage = "Soudeuse", ["B"], None, None
    with CaptureQueriesContext(connection) as asked:
        update(first)
    assert len(asked) == 1
    by_statement = row_of(first)
    first.save()
    assert by_statement == row_of(first)
    assert row_of(second) == before


def test_what_is_gone_is_not_made_again(tree: Tree) -> None:
    offer = make_opening(tree.office)
    offer.pk = uuid4()
    with pytest.raises(DatabaseError), transaction.atomic():
        update(offer)
    assert not Opening.objects.filter(pk=offer.pk).exists()


def test_what_the_database_refuses_leaves_nothing_to_be_confirmed(tree: Tree) -> None:
    offer = make_opening(tree.office)
    offer.seats = -1
    with pytest.raises(IntegrityError), transaction.atomic():
        update(offer)
    again = Opening.objects.get(pk=offer.pk)
    again._state.adding = True
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            insert(again)
        assert connection.needs_rollback, "what follows in the same transaction must not be confirmed"


def test_where_storing_is_told_of_or_columns_were_not_read_save_does_it(tree: Tree) -> None:
    person = make_person(tree.office, surname="Traoré")
    told: list[str] = []

    def hear(sender: type[models.Model], instance: Person, **_: object) -> None:
        told.append(instance.surname)

    models.signals.post_save.connect(hear, sender=Person)
    try:
        person.surname = "Keïta"
        update(person)
    finally:
        models.signals.post_save.disconnect(hear, sender=Person)
    assert told == ["Keïta"]
    offer = make_opening(tree.office, description="Atelier de deux soudeurs.")
    partly = Opening.objects.defer("description").get(pk=offer.pk)
    partly.title = "Soudeuse"
    update(partly)
    read = Opening.objects.get(pk=offer.pk)
    assert (read.title, read.description) == ("Soudeuse", "Atelier de deux soudeurs.")


def _move(number: int) -> Move:
    return Move(at=NOW, noun="test", object_id=UUID(int=number), transition="go", target="there", actor_label="nobody")


def test_what_is_stored_together_waits_for_the_end_and_is_lost_with_it() -> None:
    with together():
        first = insert(_move(1))
        with together():
            insert_all([_move(2), _move(3)])
        assert Move.objects.filter(noun="test").count() == 0
        assert waiting(Move, first.pk) is first
        assert first._state.adding
    assert not first._state.adding
    assert waiting(Move, first.pk) is None
    assert [move.object_id.int for move in Move.objects.filter(noun="test").order_by("id")] == [1, 2, 3]
    with pytest.raises(DatabaseError), together():
        update(insert(_move(4)))
    assert Move.objects.filter(noun="test").count() == 3


@pytest.mark.parametrize("others", [1, 9])
def test_a_record_refused_among_many_is_told_and_none_is_stored(others: int) -> None:
    known = insert(_move(1))
    again = _move(2)
    again.pk = known.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([*map(_move, range(3, 3 + others)), again])
    assert Move.objects.filter(noun="test").count() == 1
    assert insert(_move(4)).pk != known.pk


def test_many_records_are_stored_as_they_are(tree: Tree) -> None:
    people = []
    for number, words in enumerate(("tab\tand\nlines", "slash \\ \\N \\. \r", "quote ' \" %s %", "é–鿿 𞤀", "", "NULL")):
        person = make_person(tree.office)
        person.pk, person.number, person._state.adding = uuid4(), f"99-{number}", True
        person.surname, person.landmark, person.skills = words, words, [words, "b"] if number % 2 else []
        person.last_contact_on, person.education = (None, None) if number % 2 else (NOW.date(), number)
        person.form_token, person.diploma_verified = uuid4(), bool(number % 2)
        people.append(person)
    insert_all(people)
    messages = [
        Message(made_at=NOW, text=one.surname, attachment=bytes(range(256)) if one.education else None)
        for one in people
    ]
    wages = [
        DestinationParameter(
            amount=Decimal("0.125") * (number + 1),
            scope=str(number),
            valid_from=NOW.date(),
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(len(people))
    ]
    insert_all(messages)
    insert_all(wages)
    for made_here in (*people, *messages, *wages):
        stored = type(made_here)._base_manager.get(pk=made_here.pk)
        for column in stored._meta.concrete_fields:
            held = getattr(stored, column.attname)
            assert (bytes(held) if isinstance(held, memoryview) else held) == getattr(made_here, column.attname), column


def test_who_listens_is_told_of_each_record_stored_together(tree: Tree) -> None:
    before = NameChange.objects.count()
    people = [make_person(tree.office) for _ in range(2)]
    for person in people:
        person.pk, person.number, person._state.adding = uuid4(), f"99-{person.number}", True
    with together():
        insert_all(people)
    assert NameChange.objects.count() == before + 4
    assert set(NameChange.objects.order_by("-pk").values_list("person_id", flat=True)[:2]) == {one.pk for one in people}


def test_changes_stored_together_write_what_changed_and_are_lost_with_the_block() -> None:
    moves = [insert(_move(number)) for number in (1, 2)]
    with together(updates=True):
        for move in moves:
            move.target, move.source = "home", "not named, not written"
            update(move, changed=("target",))
        new = insert(_move(3))
        new.target = "home"
        update(new, changed=("target",))
        assert Move.objects.filter(noun="test", target="home").count() == 0
    assert list(Move.objects.filter(noun="test").order_by().values_list("target", "source").distinct()) == [
        ("home", "")
    ]
    with suppress(KeyError), together(updates=True):
        moves[0].target = "nowhere"
        update(moves[0], changed=("target",))
        raise KeyError
    assert Move.objects.filter(noun="test", target="home").count() == 3


def test_changes_stored_together_refuse_a_second_reading_and_a_record_that_is_gone() -> None:
    move = insert(_move(1))
    again = Move.objects.get(pk=move.pk)
    with together(updates=True):
        update(move)
        with pytest.raises(RuntimeError):
            update(again)
    Move.objects.filter(pk=move.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic(), together(updates=True):
        update(move)


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_a_record_is_made_as_its_model_makes_it(model: type[models.Model]) -> None:
    own, ours = model(), made(model)
    assert (ours._state.adding, ours._state.db) == (own._state.adding, own._state.db)
    for column in model._meta.concrete_fields:
        held, wanted = getattr(ours, column.attname), getattr(own, column.attname)
        assert type(held) is type(wanted), column.attname
        assert held == wanted or callable(column.default), column.attname
    with pytest.raises(TypeError):
        made(model, no_such_column=1)


@pytest.mark.parametrize("people", [1, 9])
def test_what_is_given_by_columns_stands_as_records_would(tree: Tree, people: int) -> None:
    persons = [make_person(tree.office) for _ in range(people)]
    number, owner_name = "+22370000000", "tab\tand\nlines \\N"
    by_records = [made(Phone, person_id=person.pk, number=number, owner_name=owner_name) for person in persons]
    insert_all(by_records)
    already = {one.pk for one in by_records}
    columns = {
        "person_id": [person.pk for person in persons],
        "number": [number] * people,
        "owner_name": Same(owner_name),
    }
    with together():
        insert_columns(Phone, columns)
        assert not Phone.objects.filter(number=number).exclude(pk__in=already).exists()
    by_columns = Phone.objects.filter(number=number).exclude(pk__in=already)
    assert len({row.pk for row in by_columns}) == people

    def values(rows: Iterable[Phone]) -> list[dict[str, Any]]:
        return sorted(
            ({name: value for name, value in row_of(row).items() if name != "id"} for row in rows),
            key=lambda row: str(row["person_id"]),
        )

    assert values(by_columns) == values(by_records)


def test_columns_of_what_no_model_has_or_of_different_lengths_are_refused(tree: Tree) -> None:
    person = make_person(tree.office)
    with pytest.raises(TypeError, match="nickname"):
        insert_columns(Phone, {"person_id": [person.pk], "nickname": ["x"]})
    with pytest.raises(TypeError, match="nickname"):
        insert_columns(Phone, {"person_id": [person.pk], "nickname": Same("x")})
    with pytest.raises(ValueError, match="shorter"):
        insert_columns(Phone, {"person_id": [person.pk] * 2, "number": ["+22370000000"]})
    insert_columns(Phone, {})
    assert not Phone.objects.filter(person=person, number="+22370000000").exists()


def test_who_listens_is_told_of_records_given_by_columns(tree: Tree) -> None:
    told: list[str] = []

    def hear(sender: type[models.Model], instance: Phone, **_: object) -> None:
        told.append(instance.number)

    people = [make_person(tree.office).pk for _ in range(2)]
    models.signals.post_save.connect(hear, sender=Phone)
    try:
        insert_columns(Phone, {"person_id": people, "number": Same("+22370000000")})
    finally:
        models.signals.post_save.disconnect(hear, sender=Phone)
    assert told == ["+22370000000"] * 2
