"""Reading the journal: who may, what is found, what is said of persons only for a reason."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import chain
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from factories import Tree, make_tree, make_user

pytestmark = pytest.mark.django_db
LIST = "/journal/"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def counsellor(tree: Tree) -> User:
    return make_user(Role.COUNSELLOR, tree.office, given_name="Oumou", surname="Sangaré")


@pytest.fixture
def browser(tree: Tree) -> Client:
    return signed_in(make_user(Role.AUDITOR, tree.root, given_name="Modibo", surname="Sidibé"))


def write(user: User, structure: object, verb: str = "person.correct", days_ago: int = 0, **values: object) -> Entry:
    actor = Actor(user=user, at=timezone.now() - timedelta(days=days_ago), reason="pièce d'état civil")
    person = uuid4()
    defaults = {"noun": verb.partition(".")[0], "object_id": person, "subject_id": person}
    changed = {"before": {"surname": "Traore"}, "after": {"surname": "Traoré-Dembélé"}}
    return journal.record(actor, verb, structure_id=structure.id, **{**defaults, **changed, **values})


def rows(browser: Client, **asked: str) -> list[str]:
    return [line["line"].entry.verb for line in browser.get(LIST, asked).context["lines"]]


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}))
def test_the_journal_is_shut_to_other_roles(tree: Tree, counsellor: User, role: str) -> None:
    entry = write(counsellor, tree.office)
    agent = signed_in(make_user(role, tree.root))
    for address in (LIST, f"{LIST}export.csv", f"{LIST}{entry.id}/"):
        assert agent.get(address).status_code == 403


def test_it_is_found_by_who_kind_record_structure_and_period(browser: Client, tree: Tree, counsellor: User) -> None:
    other = make_user(Role.COUNSELLOR, tree.far_office, given_name="Seydou", surname="Keïta")
    near = write(counsellor, tree.office, "person.correct")
    write(other, tree.far_office, "person.register", days_ago=10)
    assert rows(browser, who="sangaré") == ["person.correct"]
    assert rows(browser, who="keïta seydou") == ["person.register"]
    assert rows(browser, structure=str(tree.directorate.id)) == ["person.correct"]
    assert rows(browser, record=str(near.subject_id)) == ["person.correct"]
    assert rows(browser, kind="look") == []
    day = (timezone.localdate() - timedelta(days=10)).strftime("%d/%m/%Y")
    assert rows(browser, since=day, until=day) == ["person.register"]
    assert rows(browser, record="'; DROP TABLE kernel_entry; --") == []


def test_a_regional_auditor_reads_the_region_only(tree: Tree, counsellor: User) -> None:
    far = write(counsellor, tree.far_office, "person.register")
    write(counsellor, tree.office, "person.correct")
    regional = signed_in(make_user(Role.AUDITOR, tree.directorate))
    assert rows(regional) == ["person.correct"]
    assert regional.get(f"{LIST}{far.id}/").status_code == 404
    assert regional.post(f"{LIST}{far.id}/", {"reason": "contrôle"}).status_code == 404


def test_what_is_said_of_a_person_is_shown_for_a_reason_and_the_reading_is_journaled(
    browser: Client, tree: Tree, counsellor: User
) -> None:
    entry = write(counsellor, tree.office)
    page = browser.get(f"{LIST}{entry.id}/").content.decode()
    assert "Sangaré" in page
    assert "Traoré-Dembélé" not in page
    refused = browser.post(f"{LIST}{entry.id}/", {"reason": "   "}).content.decode()
    assert "Traoré-Dembélé" not in refused
    assert not Entry.objects.filter(verb="journal.read").exists()
    shown = browser.post(f"{LIST}{entry.id}/", {"reason": "contrôle trimestriel"}).content.decode()
    assert "Traoré-Dembélé" in shown
    assert "pièce d&#x27;état civil" in shown
    look = Entry.objects.get(verb="journal.read")
    assert (look.kind, look.object_id, look.subject_id) == ("look", str(entry.id), entry.subject_id)
    assert (journal.content(look) or {})["reason"] == "contrôle trimestriel"
    assert "trimestriel" not in look.payload


def test_after_a_purge_the_entry_says_it_is_unreadable(browser: Client, tree: Tree, counsellor: User) -> None:
    entry = write(counsellor, tree.office)
    vault.forget(entry.subject_id)
    page = browser.post(f"{LIST}{entry.id}/", {"reason": "contrôle"}).content.decode()
    assert "détruite par une purge" in page


def test_html_in_a_name_is_shown_as_text(browser: Client, tree: Tree, counsellor: User) -> None:
    entry = write(counsellor, tree.office, after={"surname": "<script>alert(1)</script>"})
    page = browser.post(f"{LIST}{entry.id}/", {"reason": "contrôle"}).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_the_export_says_who_what_when_and_nothing_of_the_content(browser: Client, tree: Tree) -> None:
    trickster = make_user(Role.COUNSELLOR, tree.office, given_name="=cmd|' /C calc'!A0", surname="X")
    entry = write(trickster, tree.office)
    answer = browser.get(f"{LIST}export.csv", {"kind": "write"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [line["id"] for line in lines] == [str(entry.id)]
    assert lines[0]["who"].startswith("'="), "no spreadsheet takes a name for a formula"
    assert "Dembélé" not in answer.content.decode()
    exported = Entry.objects.get(verb="journal.export")
    assert journal.content(exported) == {"after": {"entries": 1, "question": "kind=write"}}


def test_the_list_shows_where_the_chain_stands(browser: Client, tree: Tree, counsellor: User) -> None:
    write(counsellor, tree.office)
    chain.seal_pending(timezone.now())
    write(counsellor, tree.office)
    page = browser.get(LIST)
    assert chain.head() in page.content.decode()
    assert page.context["chain"].unsealed == 1


def test_pages_follow_each_other_without_loss_and_cost_the_same(browser: Client, tree: Tree, counsellor: User) -> None:
    write(counsellor, tree.office)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for _number in range(119):
        write(counsellor, tree.office, before=None, after=None, subject_id=None)
    with CaptureQueriesContext(connection) as many:
        page = browser.get(LIST)
    assert len(few) == len(many)
    seen = [line["line"].entry.id for line in page.context["lines"]]
    while page.context["page"].next_url:
        page = browser.get(page.context["page"].next_url)
        seen += [line["line"].entry.id for line in page.context["lines"]]
    assert len(seen) == len(set(seen)) == 120
    assert seen == sorted(seen, reverse=True)
