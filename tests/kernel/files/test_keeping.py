"""A file kept: its bytes outside the database, once an owner, never a row without them, gone for good when forgotten."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from baarasira.accounts.enums import Role
from baarasira.kernel import files
from baarasira.kernel.actor import Actor
from baarasira.kernel.files import keeping, storage
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Entry, Kind
from baarasira.people.actions import purge_person
from factories import NOW, make_actor, make_person, make_tree, make_user
from handed_in import image, pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    """An empty folder of files for each test."""
    settings.BAARASIRA_FILES = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"


@pytest.fixture
def actor() -> Actor:
    """A counsellor at work."""
    return make_actor(make_user("counsellor", make_tree().office))


def _kept(actor: Actor, content: bytes, owner: str, name: str = "", person_id: UUID | None = None) -> StoredFile:
    """Keep a file in an action of its own."""
    with transaction.atomic():
        return files.keep(actor=actor, upload=upload(content, name), owner=owner, person_id=person_id)


def _in_an_action_that_fails(act: Callable[[], object]) -> None:
    """Do it in a transaction that is then given up."""

    class GaveUp(Exception):
        pass

    def whole() -> None:
        with transaction.atomic():
            act()
            raise GaveUp

    with pytest.raises(GaveUp):
        whole()


def on_disk(folder: Path) -> list[str]:
    """Return the names of the files that lie in the folder."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_row_says_what_it_is_and_the_bytes_lie_under_their_hash(actor: Actor, folder: Path) -> None:
    person = uuid4()
    kept = files.keep(
        actor=actor, upload=upload(pdf(), "contrat.pdf"), owner="contract:1", person_id=person, sensitive=True
    )
    stored = StoredFile.objects.get(pk=kept.pk)
    assert (stored.owner, stored.name, stored.media_type, stored.size) == (
        "contract:1", "contrat.pdf", "application/pdf", len(pdf()),
    )  # fmt: skip
    assert (stored.kept_by_id, stored.kept_at, stored.person_id, stored.sensitive) == (actor.id, NOW, person, True)
    path = folder / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert path.read_bytes() == pdf()
    assert path.stat().st_mode & 0o077 == 0, "readable by the service alone"
    with files.open_bytes(stored) as content:
        assert content.read() == pdf()


def test_the_journal_hides_the_name_of_a_persons_file_under_their_key(actor: Actor) -> None:
    person = uuid4()
    files.keep(actor=actor, upload=upload(pdf(), "passeport de Awa.pdf"), owner="x:1", person_id=person)
    entry = Entry.objects.get(verb="file.keep")
    assert "Awa" not in entry.payload
    content = journal.content(entry)
    assert content is not None
    assert content["after"]["name"] == "passeport de Awa.pdf"


def test_the_same_bytes_twice_in_one_owner_are_one_file(actor: Actor, folder: Path) -> None:
    photo = image(size=(80, 80))
    first = files.keep(actor=actor, upload=upload(photo, "a.jpg"), owner="contract:1")
    again = files.keep(actor=actor, upload=upload(photo, "b.jpg"), owner="contract:1")
    with files.open_bytes(first) as kept:  # downloaded, and handed in once more
        back = files.keep(actor=actor, upload=upload(kept.read(), "c.jpg"), owner="contract:1")
    other = files.keep(actor=actor, upload=upload(photo, "a.jpg"), owner="contract:2")
    assert first.pk == again.pk == back.pk != other.pk
    assert list(files.of("contract:1")) == [first]
    assert on_disk(folder) == [first.sha256], "two owners, the same bytes once on the disk"


def test_nothing_is_written_when_the_store_fails(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(storage.DiskStore, "put", full)
    with pytest.raises(OSError, match="no space"), transaction.atomic():
        files.keep(actor=actor, upload=upload(pdf()), owner="contract:1")
    assert not StoredFile.objects.exists()


def test_an_action_that_fails_after_it_leaves_no_row(actor: Actor, folder: Path) -> None:
    _in_an_action_that_fails(lambda: files.keep(actor=actor, upload=upload(pdf()), owner="contract:1"))
    assert not StoredFile.objects.exists()
    assert len(on_disk(folder)) == 1, "its bytes wait for the sweep"


def test_only_a_look_at_a_sensitive_file_is_journaled(actor: Actor) -> None:
    plain = files.keep(actor=actor, upload=upload(pdf("a")), owner="x:1")
    medical = files.keep(actor=actor, upload=upload(pdf("b")), owner="x:1", sensitive=True, person_id=uuid4())
    for file in (plain, medical):
        files.look(actor, file)
    looks = Entry.objects.filter(kind=Kind.LOOK, noun="file")
    assert [entry.object_id for entry in looks] == [str(medical.pk)]


@pytest.mark.django_db(transaction=True)
def test_a_purge_removes_name_and_bytes_of_the_person_and_of_nobody_else(actor: Actor, folder: Path) -> None:
    awa, moussa = uuid4(), uuid4()
    hers = _kept(actor, pdf("a"), "person:awa", "Awa.pdf", awa)
    model = _kept(actor, pdf("model"), "person:awa", "modèle.pdf", awa)
    same = _kept(actor, pdf("model"), "person:moussa", "modèle.pdf", moussa)
    assert files.forget_person(actor=actor, person_id=awa) == 2
    hers.refresh_from_db()
    assert (hers.name, hers.forgotten_at) == ("", NOW)
    assert on_disk(folder) == [model.sha256], "what another has too stays for them"
    with files.open_bytes(same) as content:
        assert content.read() == pdf("model")
    for gone in (hers, StoredFile.objects.get(pk=model.pk)):
        with pytest.raises(files.FileGone):
            files.open_bytes(gone)
    again = _kept(actor, pdf("a"), "person:awa", "Awa.pdf", awa)
    assert again.pk != hers.pk


@pytest.mark.django_db(transaction=True)
def test_emptying_a_persons_file_removes_the_files_they_handed_in(folder: Path) -> None:
    tree = make_tree()
    person = make_person(tree.office)
    file = _kept(make_actor(structure=tree.office), pdf(), "person:1", "passeport de Fatoumata.pdf", person.pk)
    purge_person(actor=make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root), person_id=person.pk)
    assert on_disk(folder) == []
    assert StoredFile.objects.get(pk=file.pk).name == ""
    for entry in Entry.objects.filter(noun="file"):
        assert journal.content(entry) is None, "its name in the journal went with the person's key"


@pytest.mark.django_db(transaction=True)
def test_a_purge_that_fails_leaves_the_bytes(actor: Actor, folder: Path) -> None:
    file = _kept(actor, pdf(), "x:1")
    _in_an_action_that_fails(lambda: files.forget(actor=actor, file=StoredFile.objects.get(pk=file.pk)))
    assert on_disk(folder) == [file.sha256]
    assert not keeping.discard(file.sha256)


def test_a_file_lost_from_the_disk_is_told_in_a_sentence(actor: Actor, folder: Path) -> None:
    file = files.keep(actor=actor, upload=upload(pdf()), owner="x:1")
    next(path for path in folder.rglob("*") if path.is_file()).unlink()
    with pytest.raises(files.FileGone, match="sauvegardes"):
        files.open_bytes(file)
