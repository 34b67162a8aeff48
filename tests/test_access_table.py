"""The whole access table, noun × action × role × place, with real accounts: every way in that must stay shut is tried."""

import ast
import importlib

import pytest

from baarasira.accounts.enums import AccountState, Role
from baarasira.kernel.actor import SYSTEM_ROLE, system, visitor
from baarasira.kernel.policies import TABLES, PolicyTable
from baarasira.project import access
from baarasira.project.paths import PACKAGE
from factories import TODAY, make_actor, make_membership, make_tree, make_user

access.load_rooms()
CELLS = [(noun, role) for noun in sorted(TABLES) for role in Role.values]


@pytest.mark.django_db
@pytest.mark.parametrize(("noun", "role"), CELLS)
def test_a_role_reaches_its_structure_and_those_below_and_nothing_else(noun: str, role: str) -> None:
    tree = make_tree()
    actor = make_actor(make_user(role, tree.directorate))
    inside = {tree.directorate, tree.office, tree.sister}
    for action, roles in TABLES[noun].grants.items():
        granted = role in roles
        for structure in (tree.root, tree.directorate, tree.office, tree.sister, tree.far_directorate, tree.far_office):
            allowed = TABLES[noun].allows(actor, action, structure.id)
            assert allowed == (granted and structure in inside), (action, structure.name)
        assert TABLES[noun].allows(actor, action) == granted, action


@pytest.mark.django_db
@pytest.mark.parametrize("noun", sorted(TABLES))
def test_held_at_headquarters_a_role_reaches_everywhere(noun: str) -> None:
    tree = make_tree()
    for role in Role.values:
        actor = make_actor(make_user(role, tree.root))
        for action, roles in TABLES[noun].grants.items():
            assert TABLES[noun].allows(actor, action, tree.far_office.id) == (role in roles), (role, action)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", sorted(TABLES))
def test_no_role_no_account_in_force_no_way_in(noun: str) -> None:
    tree = make_tree()
    nobody = [visitor(make_actor(make_user()).at)]
    for state in (AccountState.SUSPENDED, AccountState.CLOSED, AccountState.INVITED):
        nobody += [make_actor(make_user(role, tree.root, state=state)) for role in Role.values]
    yesterday = TODAY.replace(day=TODAY.day - 1)
    nobody += [make_actor(make_user(role, tree.root, until=yesterday)) for role in Role.values]
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    nobody += [make_actor(make_user(role, tree.root, since=tomorrow)) for role in Role.values]
    for actor in nobody:
        for action in TABLES[noun].grants:
            assert not TABLES[noun].allows(actor, action), (actor, action)
            assert not TABLES[noun].allows(actor, action, tree.office.id), (actor, action)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", sorted(TABLES))
def test_the_system_does_only_what_the_table_gives_it(noun: str) -> None:
    tree = make_tree()
    actor = system(make_actor(make_user()).at)
    for action, roles in TABLES[noun].grants.items():
        assert TABLES[noun].allows(actor, action, tree.office.id) == (SYSTEM_ROLE in roles), action


@pytest.mark.django_db
def test_two_roles_reach_each_its_own_structures() -> None:
    tree = make_tree()
    user = make_user(Role.COUNSELLOR, tree.office)
    make_membership(user, Role.DIRECTOR, tree.far_directorate)
    actor = make_actor(user)
    assert actor.scope({Role.COUNSELLOR}).structures == {tree.office.id}
    assert actor.scope({Role.DIRECTOR}).structures == {tree.far_directorate.id, tree.far_office.id}
    both = actor.scope({Role.COUNSELLOR, Role.DIRECTOR})
    assert both.structures == {tree.office.id, tree.far_directorate.id, tree.far_office.id}
    assert not both.covers(tree.root.id)


def asked() -> set[tuple[str, str]]:
    """Return each (table, word) where a module outside the policies imports the table and says the word."""
    # Accounts are asked through these two, which read the whole table; these rooms by the door of each act.
    through = {"require_over": "ACCOUNTS", "acts_on": "ACCOUNTS"}
    doors = {"competitions": "COMPETITIONS", "apprenticeships": "MASTERS"}
    found: set[tuple[str, str]] = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name == "policies.py":
            continue
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        imports = [
            node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("policies")
        ]
        entered = any(
            isinstance(node, ast.ImportFrom)
            and {alias.name for alias in node.names} & {"require", "locked"}
            and (node.module or "").endswith(("doors", "masters"))
            for node in nodes
        )
        tables = {table for room, table in doors.items() if entered and room in path.parts}
        tables |= {through.get(alias.name, alias.name) for node in imports for alias in node.names}
        words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        found |= {(table, word) for table in tables for word in words}
    return found


def test_every_entry_of_the_tables_is_asked_by_somebody() -> None:
    names = {
        table.noun: name
        for path in PACKAGE.rglob("policies.py")
        for name, table in vars(
            importlib.import_module(".".join(["baarasira", *path.relative_to(PACKAGE).with_suffix("").parts]))
        ).items()
        if isinstance(table, PolicyTable)
    }
    assert set(names) == set(TABLES)
    known = asked()
    idle = [
        f"{noun}.{word}" for noun, table in TABLES.items() for word in table.grants if (names[noun], word) not in known
    ]
    assert idle == [], "these promise a protection that nothing gives"


@pytest.mark.parametrize("noun", sorted(TABLES))
def test_tables_name_only_roles_that_exist(noun: str) -> None:
    known = {*Role.values, SYSTEM_ROLE}
    for action, roles in TABLES[noun].grants.items():
        assert roles, f"{noun}.{action} is granted to nobody"
        assert roles <= known, f"{noun}.{action}: {roles - known}"


def test_the_printed_table_is_the_one_in_force() -> None:
    assert access.DOCUMENT.read_text(encoding="utf-8") == access.document(), (
        "docs/access.md is not up to date: python -m baarasira.project.access"
    )
