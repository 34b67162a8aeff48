"""Versions in the database: imported, published by a second person, never changed; who may do what, in each state."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from baarasira.accounts.actions.staff_numbers import set_staff_number, staff_number_of
from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person, system, visitor
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal.models import Entry
from baarasira.kernel.models import Move
from baarasira.network.models import StructureKind
from baarasira.programmes import actions, queries
from baarasira.programmes.compiled.building import programme_of
from baarasira.programmes.compiling import compile_file
from baarasira.programmes.eligibility import Facts
from baarasira.programmes.enums import VersionState
from baarasira.programmes.loading import load_catalogue
from baarasira.programmes.models import Programme, ProgrammeVersion
from baarasira.programmes.policies import PROGRAMMES
from baarasira.reference.loading import load_reference
from factories import NOW, TODAY, Tree, make_actor, make_structure, make_tree, make_user
from programme_files import RIGHT, spoilt

pytestmark = pytest.mark.django_db

REASON = "L'accord n'est plus en vigueur."


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def author_of(tree: Tree) -> Actor:
    return make_actor(make_user(Role.DIRECTOR, tree.root, given_name="Aminata"))


def draft(tree: Tree, actor: Actor, text: str = RIGHT) -> ProgrammeVersion:
    return actions.import_programme(actor=actor, owner=tree.root, content=text.encode(), file_name="agrumes.toml")


def published(tree: Tree, text: str = RIGHT) -> ProgrammeVersion:
    version = draft(tree, author_of(tree), text)
    return actions.publish_programme(actor=author_of(tree), version_id=version.pk)


def test_a_file_becomes_a_draft_that_says_what_the_file_says(tree: Tree) -> None:
    author = author_of(tree)
    version = draft(tree, author)
    assert (version.state, version.number, version.author_id) == (VersionState.DRAFT, 1, author.id)
    assert version.text == RIGHT
    assert version.digest == compile_file(RIGHT).digest
    assert version.compiled == programme_of(version.canonical)
    assert queries.published("maroc-agrumes") is None
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["programme.make", "programme_version.import"]


def test_a_file_with_findings_leaves_nothing_behind(tree: Tree) -> None:
    with pytest.raises(RuleRefused) as refused:
        draft(tree, author_of(tree), spoilt("weight = 40", "weight = 30"))
    assert refused.value.findings[0].code == "weights"
    with pytest.raises(RuleRefused):
        draft(tree, author_of(tree), "ce n'est pas du TOML")
    assert not Programme.objects.exists()
    assert not ProgrammeVersion.objects.exists()


def test_a_second_person_publishes_and_the_version_before_gives_way(tree: Tree) -> None:
    first = published(tree)
    assert queries.published("maroc-agrumes") == first
    author, second = author_of(tree), author_of(tree)
    corrected = draft(tree, author, spoilt("max = 8", "max = 9"))
    assert corrected.number == 2
    assert queries.published("maroc-agrumes") == first
    actions.publish_programme(actor=second, version_id=corrected.pk)
    first.refresh_from_db()
    assert (first.state, first.ended_on, first.end_reason) == (
        VersionState.RETIRED,
        TODAY,
        "Remplacée par la version 2.",
    )
    assert queries.published("maroc-agrumes") == corrected
    assert first.compiled.quotas[0].max == 8, "what was opened under the first version keeps it"
    moves = Move.objects.filter(noun="programme_version", object_id=corrected.pk)
    assert [move.transition for move in moves] == ["import", "publish"]


def test_the_author_does_not_publish_under_any_account_of_theirs(tree: Tree) -> None:
    author = make_user(Role.DIRECTOR, tree.root)
    version = draft(tree, make_actor(author))
    with pytest.raises(NotAllowed) as refused:
        actions.publish_programme(actor=make_actor(author), version_id=version.pk)
    assert refused.value.code == "R-16"
    other = make_user(Role.NATIONAL_ADMINISTRATOR, tree.root)
    administrator = make_actor(make_user(Role.NATIONAL_ADMINISTRATOR, tree.root))
    for user in (author, other):
        set_staff_number(actor=administrator, user_id=user.pk, staff_number="a 12-345")
    with pytest.raises(NotAllowed) as again:
        actions.publish_programme(actor=make_actor(User.objects.get(pk=other.pk)), version_id=version.pk)
    assert again.value.code == "R-16"
    assert version not in queries.awaiting_publication(make_actor(User.objects.get(pk=other.pk)))
    assert version in queries.awaiting_publication(administrator)
    actions.publish_programme(actor=administrator, version_id=version.pk)


def test_a_number_taken_away_afterwards_does_not_open_the_door(tree: Tree) -> None:
    author, other = make_user(Role.DIRECTOR, tree.root), make_user(Role.DIRECTOR, tree.root)
    administrator = make_actor(make_user(Role.NATIONAL_ADMINISTRATOR, tree.root))
    for user in (author, other):
        set_staff_number(actor=administrator, user_id=user.pk, staff_number="77")
    version = draft(tree, make_actor(User.objects.get(pk=author.pk)))
    set_staff_number(actor=administrator, user_id=author.pk, staff_number="")
    with pytest.raises(NotAllowed):
        actions.publish_programme(actor=make_actor(User.objects.get(pk=other.pk)), version_id=version.pk)


def test_two_accounts_are_one_person_when_their_number_is_the_same() -> None:
    one, two, third = (make_user() for _ in range(3))
    one.staff_number = two.staff_number = "A12345"
    assert same_person(one, one)
    assert same_person(one, two)
    assert not same_person(one, third)
    assert not same_person(third, make_user()), "no number says nothing"
    assert not same_person(None, None), "the system is nobody"
    assert staff_number_of(" a-12.345 ") == "A12345"
    with pytest.raises(RuleRefused):
        staff_number_of("matricule n° 12")


def frozen_columns() -> list[tuple[str, object]]:
    return [
        ("text", "autre"), ("canonical", "{}"), ("digest", "0" * 64), ("number", 9), ("title", "Autre"), ("kind", "training"),
        ("origin", "product"), ("file_name", "autre.toml"), ("author_number", "1"), ("created_at", NOW + timedelta(days=1)),
    ]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), frozen_columns())
@pytest.mark.parametrize("state", ["draft", "published"])
def test_the_database_refuses_to_change_what_a_version_says(tree: Tree, state: str, column: str, value: object) -> None:
    version = draft(tree, author_of(tree)) if state == "draft" else published(tree)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk).update(**{column: value})
    stored = ProgrammeVersion.objects.get(pk=version.pk)
    assert getattr(stored, column) == getattr(version, column)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        connection.cursor().execute(f"UPDATE {ProgrammeVersion._meta.db_table} SET digest = 'x'")


def test_the_database_refuses_a_publication_by_the_author(tree: Tree) -> None:
    version = draft(tree, author_of(tree))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeVersion.objects.filter(pk=version.pk).update(
            state=VersionState.PUBLISHED, published_by=version.author, published_on=TODAY
        )


def test_a_file_that_says_the_same_is_not_imported_twice(tree: Tree) -> None:
    published(tree)
    with pytest.raises(RuleRefused, match="version 1"):
        draft(tree, author_of(tree), "# une remarque de plus\n" + RIGHT)
    assert ProgrammeVersion.objects.count() == 1


def test_a_newer_draft_takes_the_place_of_the_one_that_waited(tree: Tree) -> None:
    first = draft(tree, author_of(tree))
    second = draft(tree, author_of(tree), spoilt("max = 8", "max = 9"))
    first.refresh_from_db()
    assert (first.state, second.state) == (VersionState.DISCARDED, VersionState.DRAFT)
    with pytest.raises(WrongState):
        actions.publish_programme(actor=author_of(tree), version_id=first.pk)


def test_retiring_asks_for_a_reason_and_ends_the_programme(tree: Tree) -> None:
    version, director = published(tree), author_of(tree)
    with pytest.raises(RuleRefused):
        actions.retire_programme(actor=director, version_id=version.pk)
    with pytest.raises(Stale):
        actions.retire_programme(actor=director.because(REASON), version_id=version.pk, expected_version=1)
    actions.retire_programme(actor=director.because(REASON), version_id=version.pk)
    assert queries.published("maroc-agrumes") is None
    with pytest.raises(WrongState):
        actions.retire_programme(actor=director.because(REASON), version_id=version.pk)


# Role × state × action: who may, at headquarters; every other cell is refused.
_WRITERS = {Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR}
MAY = {
    ("draft", "publish"): _WRITERS,
    ("draft", "discard"): _WRITERS,
    ("published", "retire"): _WRITERS,
}
DEEDS = {
    "publish": actions.publish_programme,
    "discard": actions.discard_draft,
    "retire": actions.retire_programme,
}


@pytest.mark.parametrize("role", [*Role.values, "visitor", "system"])
@pytest.mark.parametrize("state", ["draft", "published", "retired", "discarded"])
def test_the_table_of_roles_states_and_actions(tree: Tree, state: str, role: str) -> None:
    for name, deed in DEEDS.items():
        version = _in_state(tree, state)
        actor = {"visitor": visitor(NOW), "system": system(NOW)}.get(role) or make_actor(make_user(role, tree.root))
        expected = role in MAY.get((state, name), ())
        try:
            with transaction.atomic():
                deed(actor=actor.because(REASON), version_id=version.pk)
        except (NotAllowed, WrongState):
            assert not expected, (role, state, name)
        else:
            assert expected, (role, state, name)
        version.refresh_from_db()
        assert (version.state != state) == expected
        _empty()


def _in_state(tree: Tree, state: str) -> ProgrammeVersion:
    if state in {"draft", "discarded"}:
        version = draft(tree, author_of(tree))
        if state == "discarded":
            actions.discard_draft(actor=author_of(tree).because(REASON), version_id=version.pk)
    else:
        version = published(tree)
        if state == "retired":
            actions.retire_programme(actor=author_of(tree).because(REASON), version_id=version.pk)
    version.refresh_from_db()
    return version


def _empty() -> None:
    ProgrammeVersion.objects.all().delete()
    Programme.objects.all().delete()


@pytest.mark.parametrize("role", Role.values)
def test_a_regional_directorate_writes_no_programme_and_reads_those_published(tree: Tree, role: str) -> None:
    waiting = draft(tree, author_of(tree))
    open_to_all = published(tree, spoilt('key = "maroc-agrumes"', 'key = "maroc-oliviers"'))
    actor = make_actor(make_user(role, tree.directorate))
    seen = set(queries.visible_to(actor).values_list("pk", flat=True))
    assert seen == {open_to_all.pk}
    assert waiting not in queries.awaiting_publication(actor)
    assert not queries.owners(actor).exists()
    for name, deed in DEEDS.items():
        with pytest.raises((NotAllowed, WrongState)):
            deed(actor=actor.because(REASON), version_id=(open_to_all if name == "retire" else waiting).pk)
    with pytest.raises((NotAllowed, RuleRefused)):
        actions.import_programme(actor=actor, owner=tree.directorate, content=RIGHT.encode(), file_name="agrumes.toml")


def test_a_department_owns_its_programmes_and_not_those_of_headquarters(tree: Tree) -> None:
    department = make_structure(tree.root, name="Département chargé des migrations", kind=StructureKind.DEPARTMENT)
    head = make_actor(make_user(Role.DIRECTOR, department))
    version = actions.import_programme(actor=head, owner=department, content=RIGHT.encode(), file_name="a.toml")
    assert version.programme.owner == department
    above = spoilt('key = "maroc-agrumes"', 'key = "autre"')
    with pytest.raises(NotAllowed):
        actions.import_programme(actor=head, owner=tree.root, content=above.encode(), file_name="b.toml")
    assert not PROGRAMMES.allows(head, "import", tree.root.pk)
    actions.publish_programme(actor=author_of(tree), version_id=version.pk)


def test_the_catalogue_is_loaded_once_and_awaits_a_person(tree: Tree) -> None:
    report = load_catalogue()
    assert len(report.added) == 9
    assert set(ProgrammeVersion.objects.values_list("state", flat=True)) == {VersionState.DRAFT}
    assert not ProgrammeVersion.objects.exclude(author=None).exists()
    again = load_catalogue()
    assert (again.added, sorted(again.unchanged)) == ([], sorted(report.added))
    spain = ProgrammeVersion.objects.get(programme__key="espagne-primo")
    actions.publish_programme(actor=author_of(tree), version_id=spain.pk)
    assert load_catalogue().added == []
    own = spain.text.replace("ratio = 2", "ratio = 3").encode()
    actions.import_programme(actor=author_of(tree), owner=tree.root, content=own, file_name="a.toml")
    assert load_catalogue().kept == ["espagne-primo"], "what the department wrote is never overwritten"


def test_without_headquarters_nothing_is_loaded() -> None:
    assert load_catalogue().added == []


def test_a_country_of_nobody_yet_is_one_file_and_its_eligibility_works(tree: Tree) -> None:
    load_reference()
    version = published(tree)
    farmer = Facts(born=1990, occupations={"6111": 4})
    assert queries.refusals(version, farmer, TODAY) == []
    young = queries.refusals(version, Facts(born=2012, occupations={"6111": 1}), TODAY)
    assert [refusal.criterion for refusal in young] == ["age", "metier"]
    assert young[0].sentence == "Il faut avoir 18 ans ; vous en avez 14."


def test_values_of_the_country_are_dated_rows_not_numbers_of_the_file(tree: Tree) -> None:
    load_reference()
    load_catalogue()
    gulf = ProgrammeVersion.objects.get(programme__key="placement-golfe")
    programme = gulf.compiled
    assert queries.values_on(programme, TODAY, country="SA", scope="domestic").destination["minimum_age"] == 21
    assert "minimum_age" not in queries.values_on(programme, TODAY, country="KW").destination
    assert queries.values_on(programme, TODAY).destination == {}, "two countries: which one must be said"
    terms = programme.destination("KW", "9111")
    assert terms is not None
    known = queries.needed_values(terms, TODAY)
    assert [row.amount for row in known["minimum_wage"]] == [60]
    assert known["annual_leave"]


def test_refusals_take_the_same_queries_whatever_the_programme(
    tree: Tree, django_assert_max_num_queries: object
) -> None:
    version = published(tree)
    version.compiled  # noqa: B018 - built once a process
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        queries.refusals(version, Facts(born=1990), TODAY)
