"""The access table of a person's file: role × action × own or other territory, and the ways in that stay shut."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import AccountState, Role
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed
from baarasira.people import actions, queries
from baarasira.people.models import Person
from baarasira.people.policies import PEOPLE
from factories import NOW, Tree, make_actor, make_person, make_tree, make_user

pytestmark = pytest.mark.django_db

# These keep agreements, which are about no person, or see the files of their own room alone: nothing of the register is theirs.
ELSEWHERE = {
    Role.COOPERATION_OFFICER, Role.MIGRATION_DEPARTMENT, Role.FIELD_VISITOR, Role.PROJECT_ADVISER,
    Role.COMMITTEE_MEMBER, Role.FINANCE_OFFICER, Role.CARER, Role.PARTNER, Role.WORKSHOP_MASTER,
}  # fmt: skip
# action → roles that may, of those whose membership is in the person's own office. Everything not listed is refused.
OWN = {
    "search": {*Role} - ELSEWHERE,
    "view_file": {*Role} - ELSEWHERE - {Role.TRAINER, Role.TRAINING_OFFICER},
    "view_history": {*Role} - ELSEWHERE - {Role.TRAINER, Role.TRAINING_OFFICER, Role.EMPLOYER_ADVISER},
    "register": {Role.COUNSELLOR, Role.FOCAL_POINT},
    "edit": {Role.COUNSELLOR, Role.FOCAL_POINT},
    "open_outside": {Role.COUNSELLOR, Role.FOCAL_POINT, Role.EMPLOYER_ADVISER, Role.DIRECTOR},
    "review_looks": {Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR},
    "set_consent": {Role.COUNSELLOR, Role.FOCAL_POINT, Role.NATIONAL_ADMINISTRATOR},
    "answer_rights": {Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR},
    "print_file": {Role.COUNSELLOR, Role.FOCAL_POINT, Role.NATIONAL_ADMINISTRATOR},
    "see_identity_numbers": {Role.COUNSELLOR, Role.FOCAL_POINT},
    "export": {Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR},
    "purge": {Role.NATIONAL_ADMINISTRATOR},
}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_the_table_names_every_action() -> None:
    assert set(OWN) == set(PEOPLE.grants)


@pytest.mark.parametrize("action", sorted(OWN))
@pytest.mark.parametrize("role", list(Role))
def test_role_by_action_in_own_and_other_territory(tree: Tree, role: Role, action: str) -> None:
    actor = make_actor(role=role, structure=tree.office)
    assert PEOPLE.allows(actor, action, tree.office.pk) == (role in OWN[action])
    assert not PEOPLE.allows(actor, action, tree.far_office.pk), "another directorate's office"
    assert not PEOPLE.allows(actor, action, tree.sister.pk), "another office of the same directorate"
    assert not PEOPLE.allows(actor, action, tree.directorate.pk), "the structure above"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR])
def test_a_role_at_the_root_reaches_everywhere_for_its_own_actions_only(tree: Tree, role: Role) -> None:
    actor = make_actor(role=role, structure=tree.root)
    for action, roles in OWN.items():
        assert PEOPLE.allows(actor, action, tree.far_office.pk) == (role in roles), action


def test_a_director_reaches_the_offices_below_and_no_other(tree: Tree) -> None:
    actor = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    mine = {make_person(tree.office).pk, make_person(tree.sister).pk}
    make_person(tree.far_office)
    assert set(queries.visible_to(actor).values_list("pk", flat=True)) == mine


@pytest.mark.parametrize("state", [AccountState.SUSPENDED, AccountState.CLOSED, AccountState.INVITED])
def test_an_account_that_is_not_active_sees_nobody(tree: Tree, state: AccountState) -> None:
    make_person(tree.office)
    actor = make_actor(make_user(Role.COUNSELLOR, tree.office, state=state))
    assert not queries.visible_to(actor).exists()
    assert not queries.searchable_by(actor).exists()


def test_a_membership_that_ended_yesterday_opens_nothing(tree: Tree) -> None:
    make_person(tree.office)
    actor = make_actor(make_user(Role.COUNSELLOR, tree.office, until=(NOW - timedelta(days=1)).date()))
    assert not queries.visible_to(actor).exists()


def test_the_system_itself_has_no_right_on_files(tree: Tree) -> None:
    make_person(tree.office)
    assert not queries.visible_to(system(NOW)).exists()


ACTS = {
    "edit": lambda actor, person: actions.edit_person(actor=actor, person_id=person.pk, data=None),  # type: ignore[arg-type]
    "set_consent": lambda actor, person: actions.set_consent(
        actor=actor, person_id=person.pk, purpose="messages", given=False
    ),
    "ask_right": lambda actor, person: actions.ask_right(actor=actor, person_id=person.pk, kind="access"),
    "purge": lambda actor, person: actions.purge_person(actor=actor, person_id=person.pk),
    "numbers": lambda actor, person: actions.see_identity_numbers(actor=actor, person_id=person.pk),
    "print": lambda actor, person: actions.print_copy(actor=actor, person_id=person.pk),
    "look": lambda actor, person: actions.look_at_file(actor=actor, person_id=person.pk),
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_on_another_offices_file_is_refused(tree: Tree, act: str) -> None:
    person = make_person(tree.far_office)
    version = person.version
    with pytest.raises(NotAllowed):
        ACTS[act](make_actor(structure=tree.office), person)
    assert Person.objects.get(pk=person.pk).version == version


@pytest.mark.parametrize("act", ["edit", "set_consent", "ask_right", "numbers", "print", "purge"])
def test_a_written_reason_opens_the_file_to_read_and_nothing_else(tree: Tree, act: str) -> None:
    person = make_person(tree.far_office)
    actor = make_actor(structure=tree.office, reason="La personne est devant moi, à Ségou")
    actions.open_outside(actor=actor, person_id=person.pk)
    assert actions.look_at_file(actor=actor, person_id=person.pk) == person
    with pytest.raises(NotAllowed):
        ACTS[act](actor, person)
