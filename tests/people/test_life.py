"""A file over time: corrected, looked at from outside, its rights exercised, and purged at last."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from baarasira.accounts.enums import Role
from baarasira.kernel import events
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal import chain
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.journal.write import content
from baarasira.kernel.models import Entry, Move
from baarasira.kernel.vault import Forgotten
from baarasira.people import queries
from baarasira.people.actions import (
    add_document,
    answer_right,
    ask_right,
    edit_person,
    look_at_file,
    mark_looks_seen,
    open_outside,
    purge_person,
    remove_document,
    see_identity_numbers,
    set_consent,
)
from baarasira.people.enums import PersonState
from baarasira.people.inputs import DocumentData
from baarasira.people.models import FileOpening, NameWord, Person, Phone
from baarasira.people.queries import FileElsewhere
from baarasira.people.retention import due_for_purge
from baarasira.people.search import search_people
from factories import NOW, TODAY, Tree, make_actor, make_person, make_person_data, make_tree, make_user

pytestmark = pytest.mark.django_db
NINA = "11850301001042B"
REASON = "Elle est devant moi à Kayes pour une offre"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


# -- correcting


def test_a_correction_is_journaled_field_by_field_and_the_index_follows(tree: Tree) -> None:
    person = make_person(tree.office, surname="Sangare", phones=["76450000"])
    actor = make_actor(structure=tree.office)
    data = make_person_data(surname="Ongoïba", phones=["66123456"])
    edited, changed = edit_person(actor=actor, person_id=person.pk, data=data, expected_version=1)
    assert changed
    assert edited.version == 2
    held = content(Entry.objects.get(verb="person.edit"))
    assert held is not None
    assert (held["before"]["surname"], held["after"]["surname"]) == ("Sangare", "Ongoïba")
    assert held["after"]["phones"][0]["number"] == "+22366123456"
    assert "sex" not in held["after"], "what did not change is not written"
    assert [row.id for row in search_people(actor, "ongoiba").rows] == [person.pk]
    assert search_people(actor, "sangare").rows == ()


def test_saving_without_a_change_writes_nothing(tree: Tree) -> None:
    person = make_person(tree.office, phones=["76450000"], occupations=["7212:5"])
    before = Entry.objects.count()
    data = make_person_data(phones=["76 45 00 00"], occupations=["7212:5"])
    assert edit_person(actor=make_actor(structure=tree.office), person_id=person.pk, data=data)[1] is False
    assert Entry.objects.count() == before


def test_a_stale_form_writes_nothing(tree: Tree) -> None:
    person = make_person(tree.office)
    actor = make_actor(structure=tree.office)
    edit_person(actor=actor, person_id=person.pk, data=make_person_data(surname="Touré"), expected_version=1)
    with pytest.raises(Stale):
        edit_person(actor=actor, person_id=person.pk, data=make_person_data(surname="Koné"), expected_version=1)
    assert Person.objects.get(pk=person.pk).surname == "Touré"


def test_a_number_not_shown_stays_and_one_entered_replaces(tree: Tree) -> None:
    passport = (DocumentData(kind="passport", number="B1234567"),)
    person = make_person(tree.office, nina=NINA, documents=passport)
    other = make_person(tree.sister, nina="21900301001042C", given_names="Rokia")
    actor = make_actor(structure=tree.office)
    kept = replace(make_person_data(surname="Touré"), nina=None, documents=None, no_nina_reason="")
    edit_person(actor=actor, person_id=person.pk, data=kept)
    numbers = see_identity_numbers(actor=actor, person_id=person.pk)
    assert (numbers.nina, numbers.documents) == (NINA, (("passport", "B1234567"),))
    with pytest.raises(RuleRefused):
        edit_person(actor=actor, person_id=person.pk, data=replace(kept, nina="21900301001042C"))
    edit_person(actor=actor, person_id=person.pk, data=replace(kept, nina="11850301001043D"))
    assert see_identity_numbers(actor=actor, person_id=person.pk).nina == "11850301001043D"
    assert other.nina_print


# -- looking


def test_each_look_is_journaled_and_so_is_each_sight_of_a_number(tree: Tree) -> None:
    person = make_person(tree.office, nina=NINA)
    actor = make_actor(structure=tree.office)
    look_at_file(actor=actor, person_id=person.pk)
    see_identity_numbers(actor=actor, person_id=person.pk)
    looks = Entry.objects.filter(kind=Kind.LOOK, subject_id=person.pk, actor_id=actor.id)
    assert [look.verb for look in looks] == ["person.view_file", "person.see_identity_numbers"]


def test_another_offices_file_opens_with_a_reason_for_some_hours_and_the_office_sees_it(tree: Tree) -> None:
    person = make_person(tree.office)
    stranger = make_user(Role.COUNSELLOR, tree.far_office, given_name="Issa", surname="Koné")
    with pytest.raises(FileElsewhere):
        look_at_file(actor=make_actor(stranger), person_id=person.pk)
    with pytest.raises(BusinessError, match="15"):
        open_outside(actor=make_actor(stranger, reason="   parce que    "), person_id=person.pk)
    assert not FileOpening.objects.exists()
    opening = open_outside(actor=make_actor(stranger, reason=REASON), person_id=person.pk)
    assert look_at_file(actor=make_actor(stranger, at=NOW + timedelta(hours=7)), person_id=person.pk) == person
    with pytest.raises(FileElsewhere):
        look_at_file(actor=make_actor(stranger, at=NOW + timedelta(hours=8)), person_id=person.pk)
    held = content(Entry.objects.get(verb="person.open_outside"))
    assert held == {"reason": REASON}
    counsellor = make_actor(structure=tree.office)
    assert [look.reason for look in queries.outside_looks(counsellor, unseen_only=True)] == [REASON]
    assert not queries.outside_looks(make_actor(structure=tree.sister)).exists()
    assert mark_looks_seen(actor=make_actor(structure=tree.sister), opening_ids=[opening.pk]) == 0
    assert mark_looks_seen(actor=counsellor, opening_ids=[opening.pk]) == 1
    assert not queries.outside_looks(counsellor, unseen_only=True).exists()


def test_one_agents_reason_opens_nothing_to_another(tree: Tree) -> None:
    person = make_person(tree.office)
    open_outside(actor=make_actor(structure=tree.far_office, reason=REASON), person_id=person.pk)
    with pytest.raises(FileElsewhere):
        look_at_file(actor=make_actor(structure=tree.far_office), person_id=person.pk)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.AUDITOR])
def test_roles_that_open_no_file_are_refused_even_with_a_reason(tree: Tree, role: Role) -> None:
    person = make_person(tree.office)
    with pytest.raises(NotAllowed):
        open_outside(actor=make_actor(role=role, structure=tree.far_office, reason=REASON), person_id=person.pk)


# -- rights


def test_a_consent_taken_back_is_acted_on_and_given_again(tree: Tree) -> None:
    person = make_person(tree.office)
    actor = make_actor(structure=tree.office)
    assert queries.with_consent([person.pk], "messages") == {person.pk}
    set_consent(actor=actor, person_id=person.pk, purpose="messages", given=False)
    assert not queries.has_consent(person.pk, "messages")
    assert queries.with_consent([person.pk], "messages") == set()
    assert queries.has_consent(person.pk, "employers"), "each purpose stands alone"
    set_consent(actor=actor, person_id=person.pk, purpose="messages", given=True)
    assert queries.has_consent(person.pk, "messages")


def test_taking_back_the_register_suspends_everything_until_given_again(tree: Tree) -> None:
    person = make_person(tree.office)
    actor = make_actor(structure=tree.office)
    set_consent(actor=actor, person_id=person.pk, purpose="register", given=False)
    person.refresh_from_db()
    assert person.state == PersonState.SUSPENDED
    assert not queries.rankable().filter(pk=person.pk).exists()
    assert not queries.has_consent(person.pk, "messages")
    assert queries.with_consent([person.pk], "messages") == set()
    set_consent(actor=actor, person_id=person.pk, purpose="register", given=True)
    person.refresh_from_db()
    assert person.state == PersonState.OPEN
    assert queries.has_consent(person.pk, "messages")


def test_an_objection_granted_suspends_and_a_refusal_needs_words(tree: Tree) -> None:
    person = make_person(tree.office)
    actor = make_actor(structure=tree.office)
    request = ask_right(actor=actor, person_id=person.pk, kind="object")
    assert request.due_on == TODAY + timedelta(days=30)
    with pytest.raises(BusinessError):
        answer_right(actor=actor, request_id=request.pk, granted=False, answer="  ")
    answer_right(actor=actor, request_id=request.pk, granted=True)
    person.refresh_from_db()
    assert person.state == PersonState.SUSPENDED
    with pytest.raises(WrongState):
        answer_right(actor=actor, request_id=request.pk, granted=False, answer="non")
    with pytest.raises(BusinessError):
        ask_right(actor=actor, person_id=person.pk, kind="rectify", details=" ")


def test_erasure_is_granted_by_who_may_purge_alone(tree: Tree) -> None:
    person = make_person(tree.office)
    counsellor = make_actor(structure=tree.office)
    request = ask_right(actor=counsellor, person_id=person.pk, kind="erase")
    with pytest.raises(NotAllowed):
        answer_right(actor=counsellor, request_id=request.pk, granted=True)
    national = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root)
    answer_right(actor=national, request_id=request.pk, granted=True)
    person.refresh_from_db()
    assert person.state == PersonState.PURGED


# -- purge


def _purge(tree: Tree, person: Person) -> None:
    purge_person(actor=make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root), person_id=person.pk)


def test_a_purge_leaves_nothing_personal_and_everything_countable(tree: Tree) -> None:
    person = make_person(
        tree.office, given_names="Sagnon", surname="Wurobala", nina=NINA, phones=["76450000"], born="03/05/1985", occupations=["7212:5"],
        mother_name="Sira Wurobala", locality="Quartier Dar Salam", documents=(DocumentData(kind="passport", number="B1234567"),),
    )  # fmt: skip
    actor = make_actor(structure=tree.far_office, reason="Wurobala est devant moi à Kayes")
    open_outside(actor=actor, person_id=person.pk)
    ask_right(
        actor=make_actor(structure=tree.office), person_id=person.pk, kind="rectify", details="Wurobala avec deux l"
    )
    chain.seal_pending(NOW)
    _purge(tree, person)
    person.refresh_from_db()
    assert (person.sex, person.born.year, person.office_id, person.registered_on) == ("F", 1985, tree.office.pk, TODAY)
    assert person.born.month == 7, "the day is gone"
    assert person.occupations.get().code == "7212"
    assert not NameWord.objects.exists()
    assert not Phone.objects.exists()
    everything = str(_all_rows())
    for secret in ("Sagnon", "Wurobala", "wurobala", "76450000", "Dar Salam", "B1234567", NINA):
        assert secret not in everything, secret
    about = Entry.objects.filter(subject_id=person.pk).exclude(payload="")
    assert about.exists()
    assert {content(entry) is None for entry in about} == {True}
    assert chain.verify().sound
    with pytest.raises(Forgotten):
        queries.vault.decrypt(person.pk, "00")


def _all_rows() -> list[object]:
    """Return every value of every table of the project."""
    tables = set(connection.introspection.table_names())
    own = [model for model in apps.get_models() if model._meta.db_table in tables]
    return [list(model.objects.order_by().values()) for model in own]


def test_a_purged_person_is_found_by_nobody_and_not_purged_twice(tree: Tree) -> None:
    person = make_person(tree.office)
    _purge(tree, person)
    actor = make_actor(structure=tree.office)
    assert search_people(actor, "keita").rows == ()
    assert search_people(actor, person.number).rows == ()
    with pytest.raises(Person.DoesNotExist):
        look_at_file(actor=actor, person_id=person.pk)
    with pytest.raises(WrongState):
        _purge(tree, person)


def test_other_rooms_hear_of_a_purge(tree: Tree) -> None:
    heard: list[UUID | None] = []
    handler = lambda event: heard.append(event.subject_id)  # noqa: E731
    events.on("person.purge", handler)
    try:
        person = make_person(tree.office)
        _purge(tree, person)
    finally:
        events._handlers["person.purge"].remove(handler)
    assert heard == [person.pk]


def test_each_class_is_due_after_its_own_years_of_silence(tree: Tree) -> None:
    old = make_person(tree.office, at=NOW - timedelta(days=365 * 3 + 5))
    placed = make_person(tree.office, at=NOW - timedelta(days=365 * 4))
    forgotten = make_person(tree.office, at=NOW - timedelta(days=365 * 11))
    recent = make_person(tree.office, at=NOW - timedelta(days=900))
    harmed = make_person(tree.office, at=NOW - timedelta(days=365 * 9))
    closed = make_person(tree.office, at=NOW - timedelta(days=365 * 11))
    active = make_person(tree.office, at=NOW - timedelta(days=365 * 5))
    Move.objects.create(
        at=NOW - timedelta(days=30), noun="card", object_id=active.pk, subject_id=active.pk, transition="renew", target="active", actor_label="x"
    )  # fmt: skip
    found = {
        item.code: set(item.people.values_list("pk", flat=True))
        for item in due_for_purge(
            TODAY,
            Person.objects.filter(pk__in=[placed.pk, forgotten.pk]).values_list("pk", flat=True),
            Person.objects.filter(pk__in=[harmed.pk, closed.pk]).values_list("pk", flat=True),
        )
    }
    assert found == {"inactive": {old.pk}, "placed": {forgotten.pk}, "incidents": {closed.pk}}
    assert recent.pk


# -- documents


def test_a_document_is_added_once_and_taken_off_with_a_reason(tree: Tree) -> None:
    person = make_person(tree.office)
    actor = make_actor(structure=tree.office)
    card = DocumentData(kind="nina_card", number="ML 123", expires_on=TODAY)
    first = add_document(actor=actor, person_id=person.pk, document=card)
    assert add_document(actor=actor, person_id=person.pk, document=replace(card, number="ml-123")).pk == first.pk
    with pytest.raises(RuleRefused):
        add_document(actor=actor, person_id=person.pk, document=DocumentData(kind="library_card"))
    with pytest.raises(NotAllowed):
        add_document(actor=make_actor(structure=tree.sister), person_id=person.pk, document=card)
    with pytest.raises(RuleRefused):
        remove_document(actor=actor, person_id=person.pk, document_id=first.pk)
    remove_document(actor=actor.because("Carte d'une autre personne"), person_id=person.pk, document_id=first.pk)
    assert not person.documents.exists()
    entries = Entry.objects.filter(verb="person.documents")
    assert entries.count() == 2
    assert not any("ML 123" in entry.payload for entry in entries)
