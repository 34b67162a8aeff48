"""The index over the register: whatever changes a person is seen by the very next shortlist."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira import engine
from baarasira.candidacies.enums import CandidacyState
from baarasira.counselling import actions as counselling
from baarasira.kernel.actor import system
from baarasira.kernel.models import Entry
from baarasira.matching import index, loading, queries, store
from baarasira.openings.models import Opening
from baarasira.people import actions as people
from baarasira.people.enums import ConsentPurpose
from baarasira.people.models import Person
from baarasira.reference.related import publish_related, withdraw_related
from factories import (
    NOW,
    Tree,
    make_actor,
    make_candidacy,
    make_opening,
    make_person,
    make_person_data,
    make_seeker,
    make_territory,
    make_tree,
)
from reference.test_related import BUILDING, give_skills

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_index() -> Iterator[None]:
    index.forget()
    store.drop()
    yield
    index.forget()
    store.drop()


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def ranked(opening: Opening) -> set[UUID]:
    actor = make_actor(structure=opening.office)
    return {found.person.pk for found in queries.shortlist(actor, opening)}


def consent(person: Person, given: bool) -> None:
    actor = make_actor(structure=person.office)
    people.set_consent(actor=actor, person_id=person.pk, purpose=ConsentPurpose.REGISTER, given=given)


def test_each_change_of_a_person_is_seen_by_the_very_next_shortlist(tree: Tree) -> None:
    opening = make_opening(tree.office)
    assert ranked(opening) == set()
    person = make_person(tree.office, occupations=["7212:5"], region=make_territory().code)
    assert ranked(opening) == set(), "without a card nobody competes"
    counsellor = make_actor(structure=tree.office)
    card = counselling.issue_card(actor=counsellor, person_id=person.pk)
    assert ranked(opening) == {person.pk}
    counselling.suspend_card(actor=counsellor.because("Ne se présente plus"), card_id=card.pk)
    assert ranked(opening) == set()
    counselling.reactivate_card(actor=counsellor, card_id=card.pk)
    assert ranked(opening) == {person.pk}
    counselling.fall_due(actor=system(NOW + timedelta(days=300)))
    assert ranked(opening) == {person.pk}, "due is still in force"
    counselling.renew_card(actor=counsellor, card_id=card.pk)
    assert ranked(opening) == {person.pk}
    consent(person, False)
    assert ranked(opening) == set()
    consent(person, True)
    assert ranked(opening) == {person.pk}
    counselling.strike_off(actor=counsellor.because("A déménagé"), card_id=card.pk)
    assert ranked(opening) == set()
    counselling.reactivate_card(actor=counsellor, card_id=card.pk)
    assert ranked(opening) == {person.pk}
    administrator = make_actor(role="national_administrator", structure=tree.root)
    people.purge_person(actor=administrator, person_id=person.pk)
    assert ranked(opening) == set()


def test_an_edited_profile_changes_the_score_at_once(tree: Tree) -> None:
    opening = make_opening(tree.office, min_years=5, languages_required=("fr:B1",))
    person = make_seeker(tree.office, occupations=["7212:2"])
    assert ranked(opening) == set()
    data = make_person_data(occupations=["7212:5"], languages=["fr:B2"], region=make_territory().code)
    counsellor = make_actor(structure=tree.office)
    people.edit_person(actor=counsellor, person_id=person.pk, data=data)
    assert ranked(opening) == {person.pk}
    found = queries.shortlist(counsellor, opening)[0].explanation
    assert found.parts.experience == 1000


def test_a_placement_takes_the_person_out_of_every_shortlist(tree: Tree) -> None:
    opening, other = make_opening(tree.office), make_opening(tree.office)
    person = make_seeker(tree.office)
    assert ranked(other) == {person.pk}
    make_candidacy(person, opening, state=CandidacyState.STARTED)
    assert ranked(other) == set()


def test_what_another_process_confirms_late_is_not_missed(tree: Tree) -> None:
    """An entry made first and confirmed last has a smaller id than what the index has already seen."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: entries are confirmed in the order of their ids")
    opening = make_opening(tree.office)
    early = make_seeker(tree.office, surname="Lent")
    assert ranked(opening) == {early.pk}
    ready, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            consent(early, False)
            ready.set()
            go.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert ready.wait(20)
    later = make_seeker(tree.office, surname="Rapide")
    assert ranked(opening) == {early.pk, later.pk}, "not confirmed yet"
    go.set()
    thread.join(20)
    assert ranked(opening) == {later.pk}


def test_an_older_entry_confirmed_late_is_seen(tree: Tree) -> None:
    """The same on any database: an entry whose id is five minutes old appears after newer ones were read."""
    opening = make_opening(tree.office)
    hidden = make_seeker(tree.office)
    first = make_seeker(tree.office)
    assert ranked(opening) == {hidden.pk, first.pk}
    # Behind the index's back: no entry says that these languages changed, as if the entry were not confirmed yet.
    Person.objects.filter(pk=hidden.pk).update(state="suspended")
    assert hidden.pk in {UUID(person.id) for person in index.current_register()}
    confirmed_late(hidden, seconds=300)
    assert ranked(opening) == {first.pk}


def confirmed_late(person: Person, seconds: int) -> None:
    """Add an entry made so many seconds before the newest, as of a transaction that lasted as long."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True)[0]
    Entry.objects.create(
        id=UUID(int=((newest.int >> 80) - seconds * 1000) << 80 | 0x7 << 76 | 0b10 << 62),
        at=NOW, kind="write", verb="person.suspend", noun="person", subject_id=person.pk, actor_label="test", channel="web",
    )  # fmt: skip


@pytest.mark.parametrize(("late_by", "seen_after"), [(5, 2), (30, 11), (300, 61)])
def test_where_many_entries_are_recent_the_older_are_counted_less_often(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, late_by: int, seen_after: int
) -> None:
    monkeypatch.setattr(index, "_FEW", -1)
    opening, hidden = make_opening(tree.office), make_seeker(tree.office)
    now = [1000.0]
    monkeypatch.setattr(index, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(index.Pace, "is_due", lambda _pace: True)
    monkeypatch.setattr(index.Pace, "can_wait", lambda *_given: False)
    assert ranked(opening) == {hidden.pk}
    Person.objects.filter(pk=hidden.pk).update(state="suspended")
    confirmed_late(hidden, seconds=late_by)
    for _second in range(seen_after - 1):
        now[0] += 1
        assert ranked(opening) == {hidden.pk}
    now[0] += 1.1
    assert ranked(opening) == set()


def test_a_transaction_undone_leaves_no_trace_in_the_index(tree: Tree) -> None:
    opening, person = make_opening(tree.office), make_seeker(tree.office)
    assert ranked(opening) == {person.pk}
    with transaction.atomic():
        other = make_seeker(tree.office)
        assert ranked(opening) == {person.pk, other.pk}, "inside, what was written counts"
        transaction.set_rollback(True)
    assert ranked(opening) == {person.pk}


def test_a_database_restored_under_the_index_is_read_anew(tree: Tree) -> None:
    opening, person = make_opening(tree.office), make_seeker(tree.office)
    assert ranked(opening) == {person.pk}
    from baarasira.kernel.journal import guards

    with connection.cursor() as cursor:
        for statement in guards.remove_statements(connection.vendor):
            cursor.execute(statement)
        cursor.execute("DELETE FROM kernel_entry WHERE subject_id IS NOT NULL")
        for statement in guards.install_statements(connection.vendor):
            cursor.execute(statement)
    Person.objects.filter(pk=person.pk).update(state="suspended")
    assert ranked(opening) == set()


def _everyone(register: engine.Register) -> list[engine.Person]:
    return sorted(register, key=lambda person: person.id)


_CHANGES: dict[str, Callable[[Person], object]] = {
    "suspend": lambda person: consent(person, False),
    "resume": lambda person: consent(person, True),
    "edit": lambda person: people.edit_person(
        actor=make_actor(structure=person.office),
        person_id=person.pk,
        data=replace(make_person_data(occupations=["9313:1"], languages=["fr:A2"]), region=person.region_id or ""),
    ),
}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(sorted(_CHANGES)), st.integers(0, 3)), max_size=8))
def test_a_patched_index_equals_one_built_anew(changes: list[tuple[str, int]]) -> None:
    tree = make_tree()
    persons = [make_seeker(tree.office) for _n in range(4)]
    index.current_register()
    for name, place in changes:
        _CHANGES[name](persons[place])
        patched = index.current_register()
    patched = index.current_register()
    built = engine.Register.build(loading.load_people())
    assert _everyone(patched) == _everyone(built)
    opening = loading.offer_of(make_opening(tree.office, occupation="9313"))
    both = [engine.rank(register, [opening], top=50)[0] for register in (patched, built)]
    assert list(both[0].person_ids) == list(both[1].person_ids)
    assert both[0].scores.tolist() == both[1].scores.tolist()


def test_a_question_without_news_reads_no_person(tree: Tree) -> None:
    from django.test.utils import CaptureQueriesContext

    make_seeker(tree.office)
    index.current_register()
    with CaptureQueriesContext(connection) as asked:
        index.current_register()
    assert len(asked) == 2, [query["sql"] for query in asked]
    assert not any("people_person" in query["sql"] for query in asked)


def test_a_published_list_of_near_occupations_opens_the_shortlist_until_it_is_taken_out(tree: Tree) -> None:
    mason = make_opening(tree.office, state="published", occupation="7112", region="ML-4")
    helper = make_seeker(tree.office, occupations=["9313:3"])
    asker = make_actor(structure=tree.office)
    assert ranked(mason) == set()
    give_skills(BUILDING)
    publish_related(actor=system(NOW, "command"))
    assert ranked(mason) == {helper.pk}
    (found,) = queries.shortlist(asker, mason)
    assert found.explanation.parts.occupation == 900
    assert [offer.opening.pk for offer in queries.offers_for(asker, helper)] == [mason.pk]
    withdraw_related(actor=system(NOW, "command"), number=1)
    assert ranked(mason) == set()
    assert queries.offers_for(asker, helper) == []
