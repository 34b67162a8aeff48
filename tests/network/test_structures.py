"""The tree of the service: opening, moving, closing, and who serves what on a day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from baarasira.kernel import events
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import BusinessError, NotAllowed, Stale
from baarasira.kernel.events import Event
from baarasira.kernel.models import Entry
from baarasira.network.actions import (
    change_structure,
    close_structure,
    cover_territories,
    move_structure,
    open_structure,
)
from baarasira.network.enums import StructureKind
from baarasira.network.loading import load_territory
from baarasira.network.models import Coverage, Structure
from baarasira.network.queries import (
    covered_codes,
    offices_covering,
    open_structures,
    region_of_structure,
    regions_of_structures,
    structure_tree,
    subtree_ids,
)
from factories import NOW, Tree, make_actor, make_structure, make_tree, make_user

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """Headquarters, Ségou with two offices, Kayes with one; the territory is loaded."""
    load_territory(actor=system(NOW, "command"))
    return make_tree()


@pytest.fixture
def administrator(tree: Tree) -> Actor:
    """An administrator at headquarters."""
    return make_actor(make_user("national_administrator", tree.root))


@pytest.fixture
def heard() -> Iterator[list[Event]]:
    """The structure events emitted during the test."""
    seen: list[Event] = []
    for name in ("structure.closed", "structure.moved"):
        events.on(name, seen.append)
    yield seen
    for name in ("structure.closed", "structure.moved"):
        events._handlers[name].remove(seen.append)


def _open(actor: Actor, parent: Structure | None, **more: Any) -> Structure:
    values: dict[str, Any] = {"code": "AL-BLA", "name": "Agence de Bla", "kind": "local_office", "opened_on": TODAY}
    return open_structure(actor=actor, parent=parent, **{**values, **more})


def test_an_opened_office_stands_in_its_subtree_and_serves_its_cercle(tree: Tree, administrator: Actor) -> None:
    office = _open(administrator, tree.directorate, phone="21 37 00 00", covers=["ML-4-BLA"])

    assert office.id in subtree_ids([tree.directorate.id])
    assert office.id in subtree_ids([tree.root.id])
    assert office.id not in subtree_ids([tree.far_directorate.id])
    assert office.phone == "+22321370000"
    assert offices_covering("ML-4-BLA", TODAY) == [office]
    assert offices_covering("ML-4-BLA", date(2026, 11, 22)) == []
    assert set(Entry.objects.filter(object_id=office.id).values_list("verb", flat=True)) == {
        "structure.open",
        "structure.cover",
    }


def test_subtrees_of_several_roots_and_of_none(tree: Tree) -> None:
    assert subtree_ids([]) == set()
    assert subtree_ids([tree.office.id, tree.far_directorate.id]) == {
        tree.office.id,
        tree.far_directorate.id,
        tree.far_office.id,
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": " "}, "code"),
        ({"name": ""}, "name"),
        ({"kind": "shop"}, "kind"),
        ({"kind": "headquarters"}, "parent"),
        ({"covers": ["ML-99"]}, "covers"),
        ({"opened_on": date(1990, 1, 1)}, "parent"),
    ],
)
def test_a_faulty_opening_names_its_field_and_writes_nothing(
    tree: Tree, administrator: Actor, change: dict[str, Any], field: str
) -> None:
    before = Structure.objects.count()

    with pytest.raises(BusinessError) as refusal:
        _open(administrator, tree.directorate, **change)

    assert refusal.value.field == field
    assert Structure.objects.count() == before


def test_a_code_is_given_once_and_only_headquarters_stands_alone(tree: Tree, administrator: Actor) -> None:
    _open(administrator, tree.directorate)
    with pytest.raises(BusinessError, match="déjà celui"):
        _open(administrator, tree.directorate)
    with pytest.raises(BusinessError, match="Le siège"):
        _open(administrator, None, code="AL-X")


@pytest.mark.parametrize("role", ["counsellor", "director", "auditor", "employer_adviser"])
def test_nobody_else_changes_the_tree(tree: Tree, role: str) -> None:
    actor = make_actor(make_user(role, tree.root))

    with pytest.raises(NotAllowed):
        _open(actor, tree.directorate)
    with pytest.raises(NotAllowed):
        close_structure(actor=actor, structure_id=tree.office.id, closed_on=TODAY)
    with pytest.raises(NotAllowed):
        move_structure(actor=actor, structure_id=tree.office.id, parent=tree.far_directorate)
    with pytest.raises(NotAllowed):
        change_structure(actor=actor, structure_id=tree.office.id, values={"name": "X"})
    with pytest.raises(NotAllowed):
        cover_territories(actor=actor, structure_id=tree.office.id, codes=["ML-4"], valid_from=TODAY)


def test_an_administrator_of_one_directorate_changes_that_one_only(tree: Tree) -> None:
    regional = make_actor(make_user("national_administrator", tree.directorate))

    change_structure(actor=regional, structure_id=tree.office.id, values={"name": "Agence de Ségou centre"})
    with pytest.raises(NotAllowed):
        change_structure(actor=regional, structure_id=tree.far_office.id, values={"name": "X"})
    with pytest.raises(NotAllowed):
        move_structure(actor=regional, structure_id=tree.office.id, parent=tree.far_directorate)


def test_moving_takes_everything_below_along(tree: Tree, administrator: Actor, heard: list[Event]) -> None:
    move_structure(actor=administrator, structure_id=tree.directorate.id, parent=tree.far_directorate)

    assert subtree_ids([tree.far_directorate.id]) == {
        tree.far_directorate.id,
        tree.far_office.id,
        tree.directorate.id,
        tree.office.id,
        tree.sister.id,
    }
    office = Structure.objects.get(id=tree.office.id)
    assert office.path == f"/{tree.root.id}/{tree.far_directorate.id}/{tree.directorate.id}/{tree.office.id}/"
    assert [event.name for event in heard] == ["structure.moved"]


def test_a_structure_never_stands_below_itself_and_headquarters_never_moves(tree: Tree, administrator: Actor) -> None:
    for below in (tree.directorate, tree.office):
        with pytest.raises(BusinessError, match="d’elle-même"):
            move_structure(actor=administrator, structure_id=tree.directorate.id, parent=below)
    with pytest.raises(BusinessError, match="déplacé"):
        move_structure(actor=administrator, structure_id=tree.root.id, parent=tree.office)


def test_closing_waits_for_what_is_below_and_ends_what_was_served(
    tree: Tree, administrator: Actor, heard: list[Event]
) -> None:
    cover_territories(
        actor=administrator, structure_id=tree.far_office.id, codes=["ML-1-KAYES"], valid_from=date(2020, 1, 1)
    )
    with pytest.raises(BusinessError, match="Agence de Kayes"):
        close_structure(actor=administrator, structure_id=tree.far_directorate.id, closed_on=TODAY)

    close_structure(actor=administrator, structure_id=tree.far_office.id, closed_on=TODAY)
    close_structure(actor=administrator, structure_id=tree.far_directorate.id, closed_on=TODAY)

    assert offices_covering("ML-1-KAYES", TODAY)
    assert not offices_covering("ML-1-KAYES", date(2026, 11, 24))
    assert not open_structures(date(2026, 11, 24)).filter(id=tree.far_office.id).exists()
    assert [event.object_id for event in heard] == [tree.far_office.id, tree.far_directorate.id]
    with pytest.raises(BusinessError, match="déjà fermée"):
        close_structure(actor=administrator, structure_id=tree.far_office.id, closed_on=TODAY)


def test_a_stale_form_changes_nothing(tree: Tree, administrator: Actor) -> None:
    change_structure(
        actor=administrator, structure_id=tree.office.id, values={"address": "Angoulême"}, expected_version=1
    )
    with pytest.raises(Stale):
        change_structure(actor=administrator, structure_id=tree.office.id, values={"name": "X"}, expected_version=1)

    assert Structure.objects.get(id=tree.office.id).name == "Agence de Ségou"
    with pytest.raises(KeyError):
        change_structure(actor=administrator, structure_id=tree.office.id, values={"path": "/"})


def test_covering_anew_ends_what_is_left_out_and_keeps_the_rest(tree: Tree, administrator: Actor) -> None:
    office = tree.office.id
    cover_territories(
        actor=administrator, structure_id=office, codes=["ML-4-SEGOU", "ML-4-DIORO"], valid_from=date(2024, 1, 1)
    )
    cover_territories(
        actor=administrator, structure_id=office, codes=["ML-4-SEGOU", "ML-4-FARAKO"], valid_from=date(2025, 1, 1)
    )

    assert covered_codes([office], date(2024, 12, 31)) == {"ML-4-SEGOU", "ML-4-DIORO"}
    assert covered_codes([office], date(2025, 1, 1)) == {"ML-4-SEGOU", "ML-4-FARAKO"}
    assert Coverage.objects.filter(structure=office, territory="ML-4-SEGOU").count() == 1


def test_a_coverage_that_never_began_is_taken_back(tree: Tree, administrator: Actor) -> None:
    cover_territories(actor=administrator, structure_id=tree.office.id, codes=["ML-4"], valid_from=date(2027, 1, 1))
    cover_territories(actor=administrator, structure_id=tree.office.id, codes=["ML-5"], valid_from=date(2026, 12, 1))

    assert covered_codes([tree.office.id], date(2027, 6, 1)) >= {"ML-5", "ML-5-MOPTI"}
    assert "ML-4" not in covered_codes([tree.office.id], date(2027, 6, 1))


def test_the_closest_office_comes_first(tree: Tree, administrator: Actor) -> None:
    since = date(2020, 1, 1)
    cover_territories(actor=administrator, structure_id=tree.office.id, codes=["ML-4"], valid_from=since)
    cover_territories(actor=administrator, structure_id=tree.sister.id, codes=["ML-4-NIONO"], valid_from=since)
    cover_territories(actor=administrator, structure_id=tree.directorate.id, codes=["ML-4"], valid_from=since)

    assert offices_covering("ML-4-NIONO", TODAY) == [tree.sister, tree.office]
    assert offices_covering("ML-4-BLA", TODAY) == [tree.office]
    everyone = offices_covering("ML-4-NIONO", TODAY, StructureKind.values)
    assert [structure.id for structure in everyone] == [tree.sister.id, tree.office.id, tree.directorate.id]


def test_the_region_of_a_structure_is_where_it_serves_or_that_of_the_one_above(
    tree: Tree, administrator: Actor, django_assert_num_queries: Any
) -> None:
    since = date(2020, 1, 1)
    cover_territories(actor=administrator, structure_id=tree.directorate.id, codes=["ML-4", "ML-SAN"], valid_from=since)
    cover_territories(actor=administrator, structure_id=tree.sister.id, codes=["ML-SAN-TOMINIAN"], valid_from=since)
    structures = list(Structure.objects.all())

    with django_assert_num_queries(1):
        found = regions_of_structures(structures, TODAY)

    assert found == {tree.directorate.id: "ML-4", tree.office.id: "ML-4", tree.sister.id: "ML-SAN"}
    office_region = region_of_structure(tree.office, TODAY)
    assert office_region is not None
    assert office_region.name == "Ségou"
    assert region_of_structure(tree.root, TODAY) is None


def test_the_tree_reads_as_an_indented_list_in_one_query(tree: Tree, django_assert_num_queries: Any) -> None:
    make_structure(tree.root, name="Département de l'intermédiation", kind=StructureKind.DEPARTMENT)
    make_structure(tree.directorate, name="Agence fermée", closed_on=date(2010, 1, 1))

    with django_assert_num_queries(1):
        lines = [(line.depth, line.structure.name) for line in structure_tree(TODAY)]

    assert lines == [
        (0, "Direction générale"),
        (1, "Département de l'intermédiation"),
        (1, "Direction régionale de Kayes"),
        (2, "Agence de Kayes"),
        (1, "Direction régionale de Ségou"),
        (2, "Agence de Niono"),
        (2, "Agence de Ségou"),
    ]
    assert [line.structure.name for line in structure_tree(TODAY, tree.far_directorate)] == [
        "Direction régionale de Kayes",
        "Agence de Kayes",
    ]
