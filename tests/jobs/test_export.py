"""Exporting gives each account what it may take, says in the journal who took it, and import reads it back."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from baarasira.accounts.enums import AccountState, Role
from baarasira.employers.models import Employer
from baarasira.jobs.exchange.exporting import EXPORTS
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from baarasira.people.queries import nina_in_clear
from baarasira.project.cli import main
from baarasira.web.journal.words import NOUNS, VERBS
from factories import (
    Tree,
    make_candidacy,
    make_employer,
    make_membership,
    make_opening,
    make_person,
    make_seeker,
    make_territory,
    make_tree,
    make_user,
)

pytestmark = pytest.mark.django_db

NEAR, FAR = "18501123456789K", "29002123456789K"
Take = Callable[..., list[dict[str, str]]]


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Export a noun as an account (the system without one) and return the lines of the file."""

    def do(noun: str = "people", by: str = "") -> list[dict[str, str]]:
        out = tmp_path / f"{noun}.csv"
        assert main(["export", noun, "--out", str(out), *(["--by", by] if by else [])]) == 0
        assert out.stat().st_mode & 0o077 == 0, "readable by its owner alone"
        return list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))

    return do


@pytest.fixture
def people(tree: Tree) -> tuple[Person, Person]:
    """Return someone of the office and someone of the far office, each with a NINA."""
    return make_person(tree.office, nina=NEAR), make_person(tree.far_office, nina=FAR, surname="Sow")


def test_an_account_takes_the_people_of_its_territory_with_the_numbers_it_may_see(
    take: Take, tree: Tree, people: tuple[Person, Person]
) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    assert [(line["id"], line["nina"]) for line in take(by=user.email.upper())] == [(str(people[0].pk), NEAR)]
    entry = Entry.objects.get(verb="person.export")
    assert (entry.actor_id, entry.channel, entry.noun) == (user.pk, "command", "person")
    assert journal.content(entry) == {"after": {"rows": 1, "identity_numbers": 1}}


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR])
def test_who_may_not_see_identity_numbers_gets_the_column_empty(
    take: Take, tree: Tree, people: tuple[Person, Person], role: str
) -> None:
    lines = take(by=make_user(role, tree.root).email)
    assert {line["id"] for line in lines} == {str(person.pk) for person in people}
    assert {line["nina"] for line in lines} == {""}
    assert journal.content(Entry.objects.get(verb="person.export")) == {"after": {"rows": 2, "identity_numbers": 0}}


def test_numbers_are_shown_where_the_role_is_held_and_not_beside_it(
    take: Take, tree: Tree, people: tuple[Person, Person]
) -> None:
    user = make_user(Role.DIRECTOR, tree.root)
    make_membership(user, Role.COUNSELLOR, tree.far_office)
    assert {line["id"]: line["nina"] for line in take(by=user.email)} == {
        str(people[0].pk): "",
        str(people[1].pk): FAR,
    }


def test_without_an_account_the_whole_country_leaves_without_a_single_identity_number(
    take: Take, people: tuple[Person, Person], tmp_path: Path
) -> None:
    assert {line["id"] for line in take()} == {str(person.pk) for person in people}
    text = (tmp_path / "people.csv").read_text(encoding="utf-8")
    assert NEAR not in text
    assert FAR not in text
    entry = Entry.objects.get(verb="person.export")
    assert (entry.actor_id, entry.actor_label, entry.channel) == (None, "system", "command")


@pytest.mark.parametrize(
    ("noun", "role"),
    [("people", role) for role in (Role.AUDITOR, Role.EMPLOYER_ADVISER, Role.TRAINER)]
    + [(noun, Role.TRAINER) for noun in ("employers", "offers", "placements")],
)
def test_who_may_not_export_is_refused_in_words_and_nothing_is_written(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str], noun: str, role: str
) -> None:
    out = tmp_path / "out.csv"
    assert main(["export", noun, "--by", make_user(role, tree.root).email, "--out", str(out)]) == 2
    told = capsys.readouterr().err
    assert "Votre rôle ne vous permet pas" in told
    assert "Rien n’a été exporté" in told
    assert not out.exists()
    assert not Entry.objects.filter(verb__endswith=".export").exists()


@pytest.mark.parametrize("state", [None, AccountState.SUSPENDED, AccountState.CLOSED, AccountState.INVITED])
def test_an_account_that_is_not_active_is_told_so(
    tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str], state: str | None
) -> None:
    email = "nobody@x.example" if state is None else make_user(Role.COUNSELLOR, tree.root, state=state).email
    assert main(["export", "people", "--by", email, "--out", str(tmp_path / "out.csv")]) == 2
    assert f"Aucun compte actif n’a l’adresse {email}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_employers_offers_and_placements_are_those_of_the_territory(take: Take, tree: Tree) -> None:
    near, far = make_employer(tree.office), make_employer(tree.far_office)
    offer, elsewhere = make_opening(tree.office, employer=near), make_opening(tree.far_office, employer=far)
    shared = make_candidacy(make_seeker(tree.office), elsewhere, state="started")
    own = make_candidacy(make_seeker(tree.far_office, surname="Sow"), make_opening(tree.far_office), state="started")
    email = make_user(Role.COUNSELLOR, tree.office).email
    assert [line["id"] for line in take("employers", email)] == [str(near.pk)]
    assert [line["id"] for line in take("offers", email)] == [str(offer.pk)]
    assert [line["person_id"] for line in take("placements", email)] == [str(shared.person_id)]
    assert len(take("employers")) == Employer.objects.count()
    assert len(take("offers")) == Opening.objects.count()
    assert {line["person_id"] for line in take("placements")} == {str(shared.person_id), str(own.person_id)}


def test_a_file_that_cannot_be_written_leaves_nothing_in_the_journal(
    people: tuple[Person, Person], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "people", "--out", str(tmp_path / "missing" / "out.csv")]) == 2
    assert "Le fichier n'a pas pu être écrit" in capsys.readouterr().err
    assert not Entry.objects.filter(verb="person.export").exists()


@pytest.mark.parametrize("word", sorted(EXPORTS))
def test_the_journal_has_words_for_every_export(word: str) -> None:
    noun = EXPORTS[word].policy.noun
    assert f"{noun}.export" in VERBS
    assert noun in NOUNS


def test_what_export_writes_import_reads_back(take: Take, tree: Tree, tmp_path: Path) -> None:
    make_person(tree.office, nina=NEAR, phones=["76 45 00 00"], occupations=["7212:5"], languages=["bm:C2"])
    make_person(tree.office, surname="Koné", born="12/03/1992")
    offer = make_opening(tree.office)
    user, names = make_user(Role.COUNSELLOR, tree.office), ("surname", "given_names", "born", "born_precision", "sex")
    before = list(Person.objects.order_by("id").values_list(*names))
    for noun in ("people", "employers", "offers"):
        take(noun, user.email)
    # As on another installation: here the copies would be refused, one file a number.
    Person.objects.update(nina_print="", nina_sealed="")
    Employer.objects.update(tax_id_key="")
    for noun in ("people", "employers", "offers"):
        words = ["--by", user.email, "--source", "copie", "--report", str(tmp_path / "report.csv")]
        assert main(["import", noun, str(tmp_path / f"{noun}.csv"), *words]) == 0, (tmp_path / "report.csv").read_text()
    copies = Person.objects.filter(source="copie").order_by("id")
    assert list(copies.values_list(*names)) == before
    assert [nina_in_clear(person) for person in copies] == [NEAR, ""]
    assert [phone.number for phone in copies[0].phones.all()] == ["+22376450000"]
    copied = Opening.objects.get(source="copie")
    assert (copied.title, copied.wage, copied.employer.source) == (offer.title, offer.wage, "copie")
    assert copied.employer.name == offer.employer.name


def test_a_file_without_numbers_is_read_back_too(take: Take, tree: Tree, tmp_path: Path) -> None:
    make_person(tree.office, nina=NEAR)
    take()
    user = make_user(Role.COUNSELLOR, tree.office)
    words = ["--by", user.email, "--source", "copie", "--report", str(tmp_path / "report.csv")]
    assert main(["import", "people", str(tmp_path / "people.csv"), *words]) == 0
    copy = Person.objects.get(source="copie")
    assert (nina_in_clear(copy), copy.no_nina_reason) == ("", "not_brought")
