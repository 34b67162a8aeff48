"""The pages of files that may be one person's: the queue, both side by side, what is said, merged by a second, undone."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from agents import agent
from baarasira.accounts.enums import Role
from baarasira.accounts.models import Structure
from baarasira.doubles.models import Merge, Pair
from baarasira.kernel.journal.models import Entry
from baarasira.people.models import Person
from baarasira.web.doubles.comparing import lines
from doubling import AGAIN, TWICE, find, make_pair, make_two
from factories import TODAY, Tree, make_person, make_seeker, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def desk(tree: Tree) -> Client:
    return agent(Role.COUNSELLOR, tree.office)


def _text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def _say(client: Client, pair: Pair, said: str, **values: str) -> int:
    pair.refresh_from_db()
    data = {
        "said": said,
        "kept": str(pair.one_id),
        "reason": "Cartes comparées.",
        "version": str(pair.version),
        **values,
    }
    return client.post(reverse("doubles:say", args=[pair.pk]), data).status_code


def test_the_queue_of_an_office_shows_its_pairs_with_why(desk: Client, tree: Tree) -> None:
    url = reverse("doubles:list")
    assert "Rien à décider" in _text(desk, url)
    make_two(tree.office, tree.far_office)
    shown = _text(desk, url)
    assert "Yassa Poudiougou" in shown
    assert "même téléphone" in shown
    assert "Rien à décider" in _text(agent(Role.COUNSELLOR, tree.sister), url)
    assert agent(Role.TRAINER, tree.office).get(url).status_code == 403


def test_both_files_stand_side_by_side_with_what_differs_and_the_look_is_journaled(desk: Client, tree: Tree) -> None:
    pair = make_two(tree.office, tree.far_office)
    shown = _text(desk, reverse("doubles:pair", args=[pair.pk]))
    for words in ("Poudiougou", "Pudiougou", "09/03/1988", "presque identique", "dans un seul dossier", "Yamoye Arama"):
        assert words in shown
    looks = Entry.objects.filter(verb="person.compare")
    assert {look.subject_id for look in looks} == {pair.one_id, pair.other_id}
    assert agent(Role.COUNSELLOR, tree.sister).get(reverse("doubles:pair", args=[pair.pk])).status_code == 404


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (("1988-03-09", "day"), ("1988-03-09", "day"), "identique"),
        (("1988-03-09", "day"), ("1988-01-01", "year"), "presque identique"),
        (("1988-03-09", "day"), ("1988-09-03", "day"), "presque identique"),
        (("1988-03-09", "day"), ("1988-03-10", "day"), "différent"),
        (("1988-03-09", "day"), ("1989-01-01", "year"), "différent"),
    ],
)
def test_a_birth_known_by_its_year_is_nearly_the_same(one: tuple[str, str], other: tuple[str, str], said: str) -> None:
    first, second = (
        Person(
            born=date.fromisoformat(day),
            born_precision=known,
            registered_on=TODAY,
            office=Structure(name="Agence de Niono"),
        )
        for day, known in (one, other)
    )
    with translation.override("fr"):
        marks = {str(line.label): str(line.mark) for line in lines(first, second)}
    assert marks["Naissance"] == said


def test_a_reason_is_asked_and_a_stale_form_decides_nothing(desk: Client, tree: Tree) -> None:
    pair = make_two(tree.office)
    assert _say(desk, pair, "different", reason="") == 422
    assert _say(desk, pair, "same", kept="") == 422
    assert _say(desk, pair, "different", version="99") == 422
    pair.refresh_from_db()
    assert pair.state == "waiting"
    assert _say(desk, pair, "different") == 302
    assert "Rien à décider" in _text(desk, reverse("doubles:list"))
    assert "Poudiougou" in _text(desk, reverse("doubles:list") + "?etat=different")


def test_a_merge_by_two_is_walked_and_undone(desk: Client, tree: Tree) -> None:
    pair = make_pair(make_seeker(tree.office, **TWICE), make_person(tree.office, **AGAIN))
    url = reverse("doubles:pair", args=[pair.pk])
    assert "Carte de demandeur d’emploi" in _text(desk, url)
    assert _say(desk, pair, "same") == 302
    assert "un autre agent fusionne" in _text(desk, url)
    second = agent(Role.FOCAL_POINT, tree.office)
    pair.refresh_from_db()
    merge_url = reverse("doubles:merge", args=[pair.pk])
    assert desk.post(merge_url, {"version": pair.version}).status_code == 403
    assert second.post(merge_url, {"version": pair.version}).status_code == 302
    merge = Merge.objects.get()
    file = _text(desk, reverse("people:file", args=[merge.kept_id]))
    assert merge.absorbed.number in file
    assert "Dossiers fusionnés dans celui-ci" in file
    undo_url = reverse("doubles:undo", args=[merge.pk])
    assert desk.get(undo_url).status_code == 403
    head = agent(Role.DIRECTOR, tree.office)
    assert "reprend du service" in _text(head, undo_url)
    assert head.post(undo_url, {"reason": "Deux frères.", "version": merge.version}).status_code == 302
    assert "À examiner" in _text(desk, url)


def test_a_list_of_thirty_takes_as_many_queries_as_a_list_of_one(desk: Client, tree: Tree) -> None:
    make_two(tree.office)
    desk.get(reverse("doubles:list"))  # what is read once a session
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(reverse("doubles:list"))
        counts.append(len(captured))
        for number in range(4):
            for values in (TWICE, AGAIN):
                make_person(
                    tree.office, **{**values, "surname": "Zigoudo" + "abcd"[number] * 3, "phones": [f"7712000{number}"]}
                )
        find()
    assert Pair.objects.count() > 3
    assert counts[0] == counts[1]
