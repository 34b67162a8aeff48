"""The index on disk: shared by processes, put in place whole or not at all, never older than the register for long."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from baarasira import engine
from baarasira.counselling import actions as counselling
from baarasira.counselling.models import Card
from baarasira.kernel.actor import system
from baarasira.matching import index, loading, queries, store
from baarasira.openings.models import Opening
from factories import NOW, Tree, make_actor, make_opening, make_person, make_seeker, make_tree

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    index.forget()
    store.drop()
    yield
    index.forget()
    store.drop()


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def ranked(opening: Opening) -> set[UUID]:
    return {found.person.pk for found in queries.shortlist(make_actor(structure=opening.office), opening)}


def must_not_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the register was read whole")

    monkeypatch.setattr(index, "_build", refuse)


def test_a_new_process_maps_what_the_worker_wrote_and_sees_what_came_since(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = make_opening(tree.office)
    first = make_seeker(tree.office)
    assert index.keep(NOW) == 1
    second = make_seeker(tree.office)
    counsellor = make_actor(structure=tree.office)
    counselling.suspend_card(actor=counsellor.because("Ne se présente plus"), card_id=Card.objects.get(person=first).pk)
    index.forget()  # another process
    must_not_build(monkeypatch)
    assert ranked(opening) == {second.pk}


def test_every_process_takes_the_new_generation_up(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = make_opening(tree.office)
    people = {make_seeker(tree.office).pk for _ in range(3)}
    index.keep(NOW)
    assert ranked(opening) == people
    former = store.current_name()
    monkeypatch.setattr(index, "WRITE_ABOVE", 1)
    people.add(make_seeker(tree.office).pk)
    must_not_build(monkeypatch)
    assert index.keep(NOW) == 4
    assert store.current_name() != former
    assert not (store.folder() / former).exists()
    assert ranked(opening) == people
    assert len(index.current_register().segments) == 1, "what came since is in the generation now"


def test_nothing_is_written_while_little_changed(tree: Tree) -> None:
    make_seeker(tree.office)
    assert index.keep(NOW) == 1
    written = store.current_name()
    make_seeker(tree.office)
    assert index.keep(NOW) == 0
    assert store.current_name() == written


def test_people_who_do_not_compete_make_no_new_generation_until_much_was_read(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = make_opening(tree.office)
    people = {make_seeker(tree.office).pk}
    assert index.keep(NOW) == 1
    written = store.current_name()
    monkeypatch.setattr(index, "WRITE_ABOVE", 3)
    for _ in range(6):
        make_person(tree.office)
    must_not_build(monkeypatch)
    assert index.keep(NOW) == 0
    people |= {make_seeker(tree.office).pk for _ in range(3)}
    assert index.keep(NOW) == 4
    assert store.current_name() != written
    assert index.keep(NOW) == 0
    for _ in range(3 * index._ENTRIES_FOR_ONE):
        make_person(tree.office)
    assert index.keep(NOW) == 4, "what every new process would read is in the generation now"
    assert index.keep(NOW) == 0
    assert ranked(opening) == people


def test_the_worker_reads_what_came_once(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    make_seeker(tree.office)
    index.keep(NOW)
    make_seeker(tree.office)
    assert index.keep(NOW) == 0
    asked: list[object] = []
    load = index.load_people
    monkeypatch.setattr(index, "load_people", lambda some: asked.append(some) or load(some))
    assert index.keep(NOW) == 0
    assert asked == []
    person = make_person(tree.office)
    assert index.keep(NOW) == 0
    assert asked == [{person.pk}]


def test_a_crash_while_it_is_written_leaves_the_former_one(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = make_opening(tree.office)
    person = make_seeker(tree.office)
    index.keep(NOW)
    former = store.current_name()

    def crash(_self: Path, _target: Path) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(OSError, match="power"):
            index.keep(NOW, anew=True)
    assert list(store.folder().glob(".making-*")), "the half-written one is there"
    index.forget()
    assert store.current_name() == former
    assert ranked(opening) == {person.pk}
    assert index.keep(NOW, anew=True) == 1
    assert not list(store.folder().glob(".making-*")), "and is cleared by the next that succeeds"


@pytest.mark.parametrize("harm", ["cut", "gone", "other form"])
def test_what_cannot_be_read_is_made_again(tree: Tree, harm: str) -> None:
    opening = make_opening(tree.office)
    person = make_seeker(tree.office)
    index.keep(NOW)
    place = store.folder() / store.current_name()
    if harm == "cut":
        array = place / "post_columns.npy"
        array.write_bytes(array.read_bytes()[:40])
    elif harm == "gone":
        (place / "years.npy").unlink()
    else:
        about = json.loads((place / "about.json").read_text())
        (place / "about.json").write_text(json.dumps(about | {"form": store.FORM - 1}))
    index.forget()
    assert ranked(opening) == {person.pk}
    assert index.keep(NOW) == 1, "the worker writes it anew"


def test_the_index_of_a_database_that_was_replaced_is_not_used(tree: Tree) -> None:
    make_seeker(tree.office)
    index.keep(NOW)
    generation = store.describe()
    assert generation is not None
    register = store.open_register(generation)
    assert register is not None
    store.write(register, [UUID(int=2**128 - 1)], NOW)  # an entry this database has never seen
    index.forget()
    opening = make_opening(tree.office)
    someone = make_seeker(tree.office)
    assert someone.pk in ranked(opening)
    assert len(index.current_register()) == 2


def test_one_process_writes_at_a_time(tree: Tree) -> None:
    make_seeker(tree.office)
    with store.only_writer() as ours:
        assert ours
        assert index.keep(NOW) == 0


def test_a_large_register_is_not_built_by_a_page(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = make_opening(tree.office)
    people = {make_seeker(tree.office).pk for _ in range(3)}
    monkeypatch.setattr(index, "BUILT_AT_ONCE", 2)
    with pytest.raises(index.IndexNotReady):
        ranked(opening)
    assert index.state().lags
    index.keep(NOW)
    assert ranked(opening) == people
    assert not index.state().lags


def test_the_state_tells_age_size_and_what_came_since(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    make_seeker(tree.office)
    assert index.state().generation is None
    index.keep(NOW - timedelta(hours=2))
    state = index.state()
    assert state.generation is not None
    assert (state.generation.made_at, state.generation.people, state.behind) == (NOW - timedelta(hours=2), 1, 0)
    assert state.generation.size == sum(array.nbytes for _name, array in index.current_register().arrays())
    make_seeker(tree.office)
    state = index.state()
    assert state.people == 2
    assert state.behind >= 2
    monkeypatch.setattr(index, "_lags_above", lambda _people: 1)
    assert index.state().lags


def test_a_large_import_is_taken_in_by_parts(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = make_opening(tree.office)
    make_seeker(tree.office)
    index.keep(NOW)
    ranked(opening)
    monkeypatch.setattr(index, "_MOST_ENTRIES", 4)
    people = {make_seeker(tree.office).pk for _ in range(6)}
    sizes = [len(ranked(opening) & people) for _ in range(12)]
    assert sizes == sorted(sizes)
    assert sizes[0] < 6
    assert sizes[-1] == 6


def test_nobody_is_missing_while_a_new_generation_is_brought_up_to_what_came_as_it_was_written(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = make_opening(tree.office)
    make_seeker(tree.office)
    index.keep(NOW)
    ranked(opening)
    before = store.describe()
    assert before is not None
    written = store.open_register(before)
    assert written is not None
    people = {make_seeker(tree.office).pk for _ in range(6)}
    assert people <= ranked(opening)
    monkeypatch.setattr(index, "_MOST_ENTRIES", 4)
    store.write(written, before.held, NOW + timedelta(minutes=5))  # as of before they came
    name = store.current_name()
    assert name != before.name
    for _ in range(12):
        latest = make_seeker(tree.office)
        people.add(latest.pk)
        assert people - {latest.pk} <= ranked(opening)
    for _ in range(12):
        assert len(people - ranked(opening)) <= 1
    assert people <= ranked(opening)
    assert index._indexes[str(connection.settings_dict["NAME"])].generation == name


def test_the_merged_generation_equals_the_register(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        make_seeker(tree.office)
    index.keep(NOW)
    monkeypatch.setattr(index, "WRITE_ABOVE", 1)
    make_seeker(tree.office)
    counselling.fall_due(actor=system(NOW + timedelta(days=300)))
    index.keep(NOW)
    index.forget()
    anew = engine.Register.build(loading.load_people())
    assert sorted(index.current_register(), key=str) == sorted(anew, key=str)


def test_a_large_register_is_written_anew_after_a_share_of_it_changed() -> None:
    assert index._write_above(1_000) == index.WRITE_ABOVE
    assert index._write_above(1_000_000) == 20_000
