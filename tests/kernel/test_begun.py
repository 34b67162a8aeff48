"""What begins is stored, moved and told: one record, many at once, and the ids they are given."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import WrongState
from baarasira.kernel.ids import uuid7, uuid7_texts
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry, Move
from baarasira.kernel.stored import together
from baarasira.kernel.transitions import Start
from baarasira.people.enums import Channel, Reading
from baarasira.people.models import Person
from baarasira.people.transitions import PERSON
from factories import Tree, make_tree

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ACTOR = system(NOW)
BESIDE: dict[str, Any] = {"phones": [{"number": "+22370000000"}], "languages": [], "consents": {"register": True}}


def unstored(tree: Tree, number: str) -> Person:
    return Person(
        number=number, office=tree.office, registered_on=NOW.date(), given_names="Awa", surname="Keïta",
        born=NOW.date().replace(year=1990), born_precision="day", sex="F", situation="unemployed", wage_wish=0,
        skills=["S1"], preferred_channel=Channel.SMS,
    )  # fmt: skip


def traces(person: Person) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Any]]:
    """Return the move and the entry of a person without what is theirs alone, and what the entry says."""
    own = {"id", "object_id", "subject_id", "payload"}
    moves, entries = Move.objects.filter(object_id=person.pk), Entry.objects.filter(object_id=str(person.pk))
    assert [row.subject_id for row in (*moves, *entries)] == [person.pk] * 2
    bare = [[{key: row[key] for key in row.keys() - own} for row in rows.values()] for rows in (moves, entries)]
    said = [
        {key: value for key, value in (held or {})["after"].items() if key not in {"id", "number"}}
        for held in journal.contents(list(entries))
    ]
    return bare[0], bare[1], said


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [ACTOR, ACTOR.because("Reprise des fiches de papier.")])
@pytest.mark.parametrize("waits", [False, True])
def test_many_begin_as_one_does(actor: Actor, waits: bool) -> None:
    tree = make_tree()
    alone, *many = (unstored(tree, f"26-{number:06d}-X") for number in range(4))
    PERSON.begin(alone, "register", actor=actor, subject_id=alone.pk, structure_id=tree.office.pk, beside=BESIDE)
    starts = [Start(person, person.pk, tree.office.pk, BESIDE) for person in many]
    if waits:
        with together(), vault.new_keys([person.pk for person in many]):
            PERSON.begin_many(starts, "register", actor=actor)
    else:
        PERSON.begin_many(starts, "register", actor=actor)
    expected = traces(alone)
    assert [traces(person) for person in many] == [expected] * 3
    assert expected[2][0]["phones"] == BESIDE["phones"]
    assert "languages" not in expected[2][0]
    assert Person.objects.filter(pk__in=[person.pk for person in many], created_at=NOW, state="open").count() == 3
    with pytest.raises(WrongState):
        PERSON.begin_many(starts, "suspend", actor=actor)


@pytest.mark.django_db
def test_a_new_key_opens_what_is_written_while_it_waits_and_afterwards() -> None:
    person_id = uuid7()
    with together():
        with vault.new_keys([person_id]):
            first = vault.encrypt(person_id, "dit au guichet")
        second = vault.encrypt(person_id, "dit ensuite")
    assert [vault.decrypt(person_id, sealed) for sealed in (first, second)] == ["dit au guichet", "dit ensuite"]


@given(
    st.fixed_dictionaries(
        {
            "surname": st.text(max_size=4),
            "skills": st.lists(st.sampled_from(["S1", "S2"]), max_size=2),
            "education": st.none() | st.integers(0, 8),
            "wage_wish": st.none() | st.integers(0, 2),
            "diploma_verified": st.booleans(),
            "available_from": st.none() | st.dates(),
            "reading_latin": st.sampled_from(["", *Reading]),
            "created_at": st.none() | st.datetimes(timezones=st.just(UTC)),
        }
    )
)
def test_of_what_begins_the_journal_says_all_that_is_not_empty(values: dict[str, Any]) -> None:
    record = Person(**values)
    assert journal.begun(record) == journal.said(journal.snapshot(record))


@given(st.integers(0, 200))
def test_ids_made_at_once_follow_those_made_one_by_one(count: int) -> None:
    before = uuid7()
    made = [UUID(text) for text in uuid7_texts(count)]
    after = uuid7()
    assert sorted({before, *made, after}) == [before, *made, after]
    assert all(each.version == 7 and each.variant == before.variant for each in made)
