"""`baarasira purge` shows first, and empties only in the name of a national administrator."""

from argparse import ArgumentParser
from datetime import timedelta

import pytest
from django.utils import timezone

from baarasira.accounts.enums import Role
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.project.commands import purge
from factories import make_person, make_tree, make_user

pytestmark = pytest.mark.django_db


def _run(*words: str) -> int:
    parser = ArgumentParser()
    purge.configure(parser)
    return purge.run(parser.parse_args(words))


@pytest.fixture
def people() -> tuple[Person, Person, str]:
    """Return a file silent for four years, a recent one, and the address of a national administrator."""
    tree = make_tree()
    now = timezone.now()
    old = make_person(tree.office, at=now - timedelta(days=4 * 366))
    recent = make_person(tree.office, at=now - timedelta(days=30))
    return old, recent, make_user(Role.NATIONAL_ADMINISTRATOR, tree.root).email


def test_without_apply_it_shows_and_changes_nothing(
    people: tuple[Person, Person, str], capsys: pytest.CaptureFixture[str]
) -> None:
    old, recent, _email = people
    assert _run() == 0
    shown = capsys.readouterr().out
    assert old.number in shown
    assert recent.number not in shown
    assert "Demandeurs d’emploi sans activité" in shown
    assert Person.objects.filter(state=PersonState.PURGED).count() == 0


def test_apply_empties_what_was_shown(people: tuple[Person, Person, str]) -> None:
    old, _recent, email = people
    assert _run("--apply", "--by", email.upper()) == 0
    assert set(Person.objects.filter(state=PersonState.PURGED)) == {old}
    assert _run("--apply", "--by", email) == 0


@pytest.mark.parametrize("words", [["--apply"], ["--apply", "--by", "nobody@anpe.example"]])
def test_nobody_known_purges_nothing(people: tuple[Person, Person, str], words: list[str]) -> None:
    assert _run(*words) == 2
    assert Person.objects.filter(state=PersonState.PURGED).count() == 0


def test_a_counsellor_purges_nothing(people: tuple[Person, Person, str]) -> None:
    old, _recent, _email = people
    counsellor = make_user(Role.COUNSELLOR, old.office)
    assert _run("--apply", "--by", counsellor.email) == 2
    assert Person.objects.filter(state=PersonState.PURGED).count() == 0
