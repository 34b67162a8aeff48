"""Two files of one person: found, said to be so, merged by one or by two, followed by everything, undone with nothing lost."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from baarasira.accounts.enums import Role
from baarasira.doubles import actions, holds, moving, queries
from baarasira.doubles.enums import HoldKind, MergeState, PairState
from baarasira.doubles.models import Merge, Pair
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal.models import Entry
from baarasira.mobility.contracts.models import WorkContract
from baarasira.people.actions import add_document, purge_person, set_consent
from baarasira.people.enums import PersonState
from baarasira.people.inputs import DocumentData
from baarasira.people.models import Consent, DeclaredOccupation, IdentityDocument, Person, Phone
from baarasira.people.queries import nina_in_clear, road_of
from baarasira.people.search import search_people
from baarasira.reintegration.cases import actions as case_actions
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.cases.models import Aid
from doubling import AGAIN, TWICE, find, make_pair, make_two
from factories import (
    Tree,
    make_actor,
    make_applicant,
    make_application,
    make_campaign,
    make_candidacy,
    make_opening,
    make_person,
    make_seeker,
    make_tree,
    make_user,
)
from funding import make_grant, make_house, paid, signed
from incident_files import make_cost
from returning import focal, make_axes, make_case, make_graduate, make_placement, make_planned
from road_travel import travel

pytestmark = pytest.mark.django_db
WHY = "Même carte NINA montrée aux deux guichets."


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def _agent(tree: Tree, role: str = Role.COUNSELLOR) -> Actor:
    return make_actor(role=role, structure=tree.office)


def _rows() -> dict[str, dict[Any, dict[str, Any]]]:
    """Return every row of every table but those that only grow (journal, moves) or tell of pairs themselves."""
    left_out = {"kernel", "doubles", "sessions", "contenttypes", "auth", "django_tasks_database", "api", "jobs"}
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    for model in apps.get_models():
        if model._meta.app_label in left_out or model._meta.label == "people.NameChange":
            continue
        rows = {row["pk"]: row for row in _values(model)}
        found[model._meta.label] = rows
    return found


def _values(model: type[Model]) -> list[dict[str, Any]]:
    # A version and the time of writing say that a file was written to, and must not go back.
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in ("version", "updated_at")]
    return list(model._base_manager.values("pk", *columns))


def test_a_file_goes_on_with_everything_of_the_other_and_both_numbers_find_it(tree: Tree) -> None:
    pair = make_two(tree.office, tree.far_office)
    agent = _agent(tree)
    one, other = Person.objects.get(surname="Poudiougou"), Person.objects.get(surname="Pudiougou")
    set_consent(
        actor=make_actor(structure=tree.far_office), person_id=other.pk, purpose="prospecting", given=True, how="oral"
    )
    done = actions.same_person_said(actor=agent, pair_id=pair.pk, kept_id=one.pk, reason=WHY)
    assert done.state == PairState.MERGED
    one.refresh_from_db()
    other.refresh_from_db()
    assert (other.state, other.merged_into_id) == (PersonState.MERGED, one.pk)
    assert one.mother_name == "Yamoye Arama"  # was not known in this file
    assert one.born.isoformat() == "1988-03-09"  # what it says itself stays
    assert {phone.number for phone in one.phones.all()} == {"+22376450000", "+22366112233"}
    assert [phone.number for phone in Phone.objects.filter(person=other)] == ["+22376450000"]  # of both: it stays
    assert Consent.objects.filter(person=one, purpose="prospecting", given=True).exists()
    for number in (one.number, other.number):
        assert [row.id for row in search_people(agent, number).rows] == [one.pk]
    assert [row.absorbed.number for row in queries.standing_merges(one)] == [other.number]
    assert {move.subject_id for move in road_of(one.pk)} == {one.pk, other.pk}


def test_a_number_of_both_stands_once_and_the_numbers_of_the_other_come_after(tree: Tree) -> None:
    pair = make_two(tree.office, tree.far_office)
    one, other = Person.objects.get(surname="Poudiougou"), Person.objects.get(surname="Pudiougou")
    Phone.objects.create(person=other, number="+22370000001", position=7)
    Phone.objects.create(person=one, number="+22370000001", position=1)
    actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=one.pk, reason=WHY)
    numbers = [phone.number for phone in one.phones.all()]
    assert numbers == ["+22376450000", "+22370000001", "+22366112233"]
    assert [phone.number for phone in Phone.objects.filter(person=other)] == ["+22376450000", "+22370000001"]


def test_merge_then_undo_restores_every_table(tree: Tree) -> None:
    """Payments, signatures, cards, applications, documents, languages and occupations on both sides."""
    paid = _signed_and_paid(tree)
    agent, second, head = _agent(tree), _agent(tree), _agent(tree, Role.DIRECTOR)
    for person in (paid.one, paid.other):
        document = DocumentData(kind="passport", number="AA1234567" if person == paid.one else "BB7654321")
        add_document(actor=make_actor(structure=person.office), person_id=person.pk, document=document)
    before = _rows()
    actions.same_person_said(actor=agent, pair_id=paid.pk, kept_id=paid.one_id, reason=WHY)
    merge = actions.merge_pair(actor=second, pair_id=paid.pk)
    assert _rows() != before
    numbers = {
        vault.decrypt(paid.one_id, row.number_sealed) for row in IdentityDocument.objects.filter(person=paid.one_id)
    }
    assert numbers >= {"AA1234567", "BB7654321"}
    actions.undo_merge(actor=head, merge_id=merge.pk, reason="Deux frères : cartes vues.")
    assert _rows() == before
    merge.refresh_from_db()
    paid.refresh_from_db()
    assert (merge.state, paid.state) == (MergeState.UNDONE, PairState.WAITING)


def _signed_and_paid(tree: Tree) -> Pair:
    """Return a pair of which both files have applied to a campaign, signed a contract and paid."""
    people = [
        make_applicant(tree.office, **{**values, "occupations": [code], "languages": ["bm:C2", "fr:B1"]})
        for values, code in ((TWICE, "9211:5"), (AGAIN, "9211:2"))
    ]
    for person in people:
        file = make_application(make_campaign(), person)
        travel(file, "to:visa")
        make_cost(file)
    return make_pair(*people)


def test_what_was_paid_or_signed_takes_a_second_agent(tree: Tree) -> None:
    pair = make_pair(make_seeker(tree.office, **TWICE), make_person(tree.office, **AGAIN))
    assert [hold.kind for hold in holds.held_by([pair.one_id, pair.other_id])] == [HoldKind.SIGNED]
    user, twin = make_user(Role.COUNSELLOR, tree.office), make_user(Role.COUNSELLOR, tree.office)
    type(user).objects.filter(pk__in=(user.pk, twin.pk)).update(staff_number="A-17")
    user.refresh_from_db()
    twin.refresh_from_db()
    agent = make_actor(user)
    said = actions.same_person_said(actor=agent, pair_id=pair.pk, kept_id=pair.other_id, reason=WHY)
    assert (said.state, Merge.objects.count()) == (PairState.PROPOSED, 0)
    for same in (agent, make_actor(twin)):
        with pytest.raises(NotAllowed):
            actions.merge_pair(actor=same, pair_id=pair.pk)
    with pytest.raises(NotAllowed):
        actions.merge_pair(actor=make_actor(structure=tree.far_office), pair_id=pair.pk)
    merge = actions.merge_pair(actor=_agent(tree), pair_id=pair.pk)
    assert (merge.said_by_id, merge.kept_id) == (user.pk, pair.other_id)
    assert merge.done_by_id != user.pk


def test_costs_and_contracts_of_both_are_told_with_their_numbers(tree: Tree) -> None:
    pair = _signed_and_paid(tree)
    told = holds.held_by([pair.one_id, pair.other_id])
    assert {(hold.kind, hold.person_id) for hold in told} >= {
        (HoldKind.PAID, pair.one_id), (HoldKind.PAID, pair.other_id), (HoldKind.SIGNED, pair.one_id), (HoldKind.SIGNED, pair.other_id),
    }  # fmt: skip
    numbers = set(WorkContract.objects.values_list("number", flat=True))
    assert len(numbers) == 2
    assert all(any(number in str(hold.sentence) for hold in told) for number in numbers)


def test_the_money_of_reintegration_moves_with_its_case_by_a_second_agent_and_comes_back() -> None:
    """Plans, decisions, grants, payments and notes of care; what the case got while merged goes back with it."""
    house = make_house()
    kept, absorbed = (make_person(house.tree.office, **values) for values in (TWICE, AGAIN))
    case = make_planned(make_case(absorbed))
    carer = make_user(Role.CARER, case.owner)
    case_actions.name_carer(actor=focal(case.owner), case_id=case.pk, user_id=carer.pk)
    notes = ["Insomnies depuis la traversée.", "Dort mieux depuis le suivi."]
    case_actions.write_note(actor=make_actor(carer), case_id=case.pk, kind="health", text=notes[0])
    pair = make_pair(kept, absorbed)
    assert [(hold.person_id, hold.kind) for hold in holds.held_by([kept.pk])] == []
    assert {hold.kind for hold in holds.held_by([absorbed.pk])} == {HoldKind.SIGNED}
    said = actions.same_person_said(actor=_agent(house.tree), pair_id=pair.pk, kept_id=kept.pk, reason=WHY)
    assert (said.state, Merge.objects.count()) == (PairState.PROPOSED, 0)
    merge = actions.merge_pair(actor=_agent(house.tree), pair_id=pair.pk)
    case.refresh_from_db()
    assert case.person_id == kept.pk
    case_actions.write_note(actor=make_actor(carer), case_id=case.pk, kind="health", text=notes[1])
    assert [row.text for row in case_actions.read_notes(actor=make_actor(carer), case_id=case.pk)] == notes
    grant = make_grant(house, case)
    payment = paid(house, signed(house, grant.tranches.get(number=1)))
    told = {(hold.kind, str(hold.sentence)) for hold in holds.held_by([kept.pk])}
    assert told >= {
        (HoldKind.SIGNED, f"Plan 1 du dossier {case.number}"), (HoldKind.SIGNED, f"Subvention {grant.number}"),
        (HoldKind.SIGNED, f"Décision du comité sur le projet {grant.project.number}"),
        (HoldKind.PAID, f"Paiement {payment.number}"),
    }  # fmt: skip
    actions.undo_merge(actor=_agent(house.tree, Role.DIRECTOR), merge_id=merge.pk, reason="Deux sœurs.")
    for row in (case, grant, grant.project, Aid.objects.get(origin_id=grant.pk)):
        row.refresh_from_db()
        assert row.person_id == absorbed.pk
    assert [row.text for row in case_actions.read_notes(actor=make_actor(carer), case_id=case.pk)] == notes


def test_aids_of_others_and_agreements_of_placement_are_held(tree: Tree) -> None:
    make_axes()
    case = make_graduate(tree.office)
    placement = make_placement(case, until="signed")
    aid = case_actions.record_aid(
        actor=focal(tree.office), case_id=case.pk,
        data=AidData(purpose="business", given_on=case.signalled_on, funder_name="OFII"),
    )  # fmt: skip
    told = [hold for hold in holds.held_by([case.person_id]) if hold.kind == HoldKind.PAID]
    assert (len(told), f"{aid.given_on:%d/%m/%Y}" in str(told[0].sentence)) == (1, True)
    assert any(placement.number in str(hold.sentence) for hold in holds.held_by([case.person_id]))


def test_a_merge_into_a_file_that_was_merged_since_is_undone_after_that_one(tree: Tree) -> None:
    first = make_two(tree.office)
    one, other = Person.objects.get(surname="Poudiougou"), Person.objects.get(surname="Pudiougou")
    third = make_person(tree.office, **TWICE)
    head = _agent(tree, Role.DIRECTOR)
    actions.same_person_said(actor=_agent(tree), pair_id=first.pk, kept_id=one.pk, reason=WHY)
    second = make_pair(one, third)
    actions.same_person_said(actor=_agent(tree), pair_id=second.pk, kept_id=third.pk, reason=WHY)
    merges = [Merge.objects.get(absorbed=person) for person in (other, one)]
    with pytest.raises(WrongState):
        actions.undo_merge(actor=head, merge_id=merges[0].pk, reason="Erreur.")
    for merge in reversed(merges):
        actions.undo_merge(actor=head, merge_id=merge.pk, reason="Erreur.")
    assert Phone.objects.filter(person=other).count() == 2


def test_whatever_may_be_under_way_once_has_a_word_for_agents() -> None:
    assert {column.model._meta.label for column in moving.under_way_columns()} == set(moving.UNDER_WAY)


def test_what_is_under_way_with_both_must_be_ended_first(tree: Tree) -> None:
    opening = make_opening(tree.office)
    people = [make_seeker(tree.office, **values) for values in (TWICE, AGAIN)]
    for person in people:
        make_candidacy(person, opening)
    pair = make_pair(*people)
    with pytest.raises(RuleRefused) as refused:
        actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=pair.one_id, reason=WHY)
    assert refused.value.findings[0].code == "under_way_twice"
    pair.refresh_from_db()
    assert pair.state == PairState.WAITING


def test_a_third_occupation_finds_room_and_a_fourth_stays_where_it_was(tree: Tree) -> None:
    one = make_person(tree.office, **TWICE, occupations=["7212:5", "7112"])
    other = make_person(tree.office, **AGAIN, occupations=["7212:2", "8322", "9313"])
    pair = make_pair(one, other)
    actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=one.pk, reason=WHY)
    rows = DeclaredOccupation.objects.filter(person=one).order_by("position")
    assert [row.code for row in rows] == ["7212", "7112", "8322"]
    assert {row.code for row in DeclaredOccupation.objects.filter(person=other)} == {"7212", "9313"}


def test_the_nina_goes_on_under_the_key_of_the_file_that_goes_on(tree: Tree) -> None:
    one = make_person(tree.office, **TWICE)
    other = make_person(tree.office, **AGAIN, nina="11880301001042B")
    pair = make_pair(one, other)
    actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=one.pk, reason=WHY)
    one.refresh_from_db()
    assert nina_in_clear(one) == "11880301001042B"
    actions.undo_merge(actor=_agent(tree, Role.DIRECTOR), merge_id=Merge.objects.get().pk, reason="Erreur de personne.")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.nina_print, one.nina_sealed) == ("", "")
    assert nina_in_clear(other) == "11880301001042B"


def test_what_came_after_the_merge_stays_with_the_file_that_went_on(tree: Tree) -> None:
    pair = make_two(tree.office)
    one = Person.objects.get(surname="Poudiougou")
    actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=one.pk, reason=WHY)
    set_consent(actor=_agent(tree), person_id=one.pk, purpose="abroad", given=True, how="oral")
    actions.undo_merge(actor=_agent(tree, Role.DIRECTOR), merge_id=Merge.objects.get().pk, reason="Erreur.")
    assert Consent.objects.get(purpose="abroad", given=True).person_id == one.pk
    with pytest.raises(WrongState):
        actions.undo_merge(actor=_agent(tree, Role.DIRECTOR), merge_id=Merge.objects.get().pk, reason="Encore.")


def test_a_purge_erases_the_merged_file_as_well_and_nothing_said_is_left(tree: Tree) -> None:
    pair = make_two(tree.office)
    one, other = Person.objects.get(surname="Poudiougou"), Person.objects.get(surname="Pudiougou")
    actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=one.pk, reason=WHY)
    purge_person(actor=make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root), person_id=one.pk)
    other.refresh_from_db()
    pair.refresh_from_db()
    assert (other.state, other.surname, pair.reason) == (PersonState.PURGED, "", "")
    assert not any(WHY in str(entry.payload) for entry in Entry.objects.all())


def test_different_and_not_sure_are_kept_with_their_reasons(tree: Tree) -> None:
    pair = make_two(tree.office)
    agent = _agent(tree)
    with pytest.raises(RuleRefused):
        actions.say_unsure(actor=agent, pair_id=pair.pk, reason="  ")
    unsure = actions.say_unsure(actor=agent, pair_id=pair.pk, reason="Rappeler jeudi.", expected_version=pair.version)
    assert list(queries.queue(agent)) == [unsure]
    with pytest.raises(Stale):
        actions.part_pair(actor=agent, pair_id=pair.pk, reason="Deux frères.", expected_version=pair.version)
    parted = actions.part_pair(actor=agent, pair_id=pair.pk, reason="Deux frères.")
    assert (parted.state, parted.reason, list(queries.queue(agent))) == (PairState.DIFFERENT, "Deux frères.", [])
    assert find() == 0  # what was decided is not asked again
    assert list(queries.queue(agent)) == []
    actions.put_back(actor=agent, pair_id=pair.pk, reason="Erreur de lecture.")
    assert queries.queue(agent).count() == 1


@pytest.mark.parametrize("act", ["same", "different", "unsure"])
def test_only_the_offices_of_the_two_files_decide(tree: Tree, act: str) -> None:
    pair = make_two(tree.office, tree.far_office)
    deeds: dict[str, Any] = {
        "same": lambda actor: actions.same_person_said(actor=actor, pair_id=pair.pk, kept_id=pair.one_id, reason=WHY),
        "different": lambda actor: actions.part_pair(actor=actor, pair_id=pair.pk, reason=WHY),
        "unsure": lambda actor: actions.say_unsure(actor=actor, pair_id=pair.pk, reason=WHY),
    }
    for role, structure in (
        (Role.COUNSELLOR, tree.sister), (Role.AUDITOR, tree.office), (Role.EMPLOYER_ADVISER, tree.office),
        (Role.NATIONAL_ADMINISTRATOR, tree.root), (Role.TRAINER, tree.office),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            deeds[act](make_actor(role=role, structure=structure))
    deeds[act](make_actor(structure=tree.far_office))
    pair.refresh_from_db()
    assert pair.state != PairState.WAITING


def test_only_a_head_of_one_of_the_two_offices_undoes(tree: Tree) -> None:
    pair = make_two(tree.office)
    actions.same_person_said(actor=_agent(tree), pair_id=pair.pk, kept_id=pair.one_id, reason=WHY)
    merge = Merge.objects.get()
    for role, structure in (
        (Role.COUNSELLOR, tree.office),
        (Role.DIRECTOR, tree.far_office),
        (Role.AUDITOR, tree.root),
    ):
        with pytest.raises(NotAllowed):
            actions.undo_merge(actor=make_actor(role=role, structure=structure), merge_id=merge.pk, reason="Non.")
    actions.undo_merge(actor=make_actor(role=Role.DIRECTOR, structure=tree.office), merge_id=merge.pk, reason="Oui.")


def test_every_table_that_points_to_a_person_follows_or_is_known_to_stay() -> None:
    """A column made tomorrow follows a merge by itself; one that may stand once only is told before it is merged."""
    labels = {column.model._meta.label for column in moving.links()}
    assert {"candidacies.Candidacy", "counselling.Card", "incidents.Cost", "people.Phone", "messaging.Call"} <= labels
    assert not labels & {"people.Person", "people.NameWord", "doubles.Pair", "doubles.Merge"}


def test_a_register_is_looked_through_once_for_all_and_by_the_clock_alone(tree: Tree) -> None:
    make_person(tree.office, **TWICE)
    make_person(tree.far_office, **AGAIN)
    make_person(tree.office)
    with pytest.raises(NotAllowed):
        actions.find_everywhere(actor=_agent(tree, Role.DIRECTOR))
    assert (find(), find()) == (1, 0)
    pair = Pair.objects.get()
    assert pair.one_id < pair.other_id
    assert float(pair.probability) > 0.5
    assert "phone" in pair.found_by
    for structure in (tree.office, tree.far_office):
        assert list(queries.queue(make_actor(structure=structure))) == [pair]
    assert list(queries.queue(make_actor(structure=tree.sister))) == []
