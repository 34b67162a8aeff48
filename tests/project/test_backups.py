"""A backup is one moment of the whole installation; a restore puts it back whole, or touches nothing."""

import tarfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from baarasira.kernel import files, vault
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.files.storage import key_of, store
from baarasira.kernel.journal import chain
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from baarasira.people.models import Person
from baarasira.project import backups
from baarasira.project.cli import main
from factories import NOW, make_actor, make_candidacy, make_person, make_territory, make_tree
from handed_in import pdf, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _folder_of_files(tmp_path: Path, settings: Any) -> None:
    settings.BAARASIRA_FILES = str(tmp_path / "files")


def quiet(_line: str) -> None:
    pass


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every kept row of every table, as stored."""
    found = {}
    for model in backups.tables():
        rows = [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in model._base_manager.order_by("pk").values_list()
        ]
        found[model._meta.label] = rows
    return found


@pytest.fixture
def filled() -> Person:
    make_territory()
    tree = make_tree()
    person = make_person(tree.office, nina="18501123456789K", phones=["76 45 00 00"])
    make_candidacy(state="started")
    chain.seal_pending(make_actor(structure=tree.office).at)
    return person


def test_a_restore_puts_every_row_and_key_back(filled: Person, tmp_path: Path) -> None:
    before = everything()
    assert sum(map(len, before.values())) > 50
    archive = tmp_path / "a.tar.gz"
    assert main(["backup", "--out", str(archive)]) == 0
    assert archive.stat().st_mode & 0o077 == 0
    Person.objects.filter(pk=filled.pk).update(surname="Autre")
    journal.record(make_actor(), "thing.after", noun="thing")
    assert everything() != before
    assert main(["restore", str(archive), "--replace"]) == 0
    assert everything() == before
    restored = Person.objects.get(pk=filled.pk)
    assert vault.decrypt(restored.pk, restored.nina_sealed) == "18501123456789K"
    assert chain.verify().sound


def test_moments_and_line_ends_within_texts_come_back_exactly(filled: Person, tmp_path: Path) -> None:
    """The journal's digests cover the microsecond, and a text pasted from elsewhere may hold a line separator."""
    odd = "avant\u2028après\x85fin"
    actor = replace(make_actor(), at=NOW + timedelta(microseconds=123_456))
    journal.record(actor, "thing.done", noun="thing", after={"words": odd})
    chain.seal_pending(actor.at)
    archive = tmp_path / "a.tar.gz"
    backups.backup(archive, quiet)
    before = everything()
    backups.restore(archive, quiet)
    assert everything() == before
    restored = Entry.objects.get(verb="thing.done")
    assert restored.at.microsecond == 123_456
    assert journal.content(restored) == {"after": {"words": odd}}
    assert chain.verify().sound


def _keep(words: str) -> StoredFile:
    with transaction.atomic():
        return files.keep(actor=make_actor(), upload=upload(pdf(words)), owner="contract:1")


def test_the_files_handed_in_come_back_with_the_rows(filled: Person, tmp_path: Path) -> None:
    kept, lost = _keep("contrat"), _keep("perdu")
    store().delete(key_of(lost.sha256))
    said: list[str] = []
    manifest = backups.backup(tmp_path / "a.tar.gz", said.append)
    assert manifest["files"]["count"] == 1
    assert manifest["files"]["wrong"] == [lost.sha256], "what the archive could not hold is named in it"
    assert any(line.startswith("ATTENTION") for line in said)
    store().delete(key_of(kept.sha256))
    backups.restore(tmp_path / "a.tar.gz", quiet)
    with files.open_bytes(StoredFile.objects.get(pk=kept.pk)) as content:
        assert content.read() == pdf("contrat")


def test_the_guards_of_the_journal_stand_again_after_a_restore(filled: Person, tmp_path: Path) -> None:
    archive = tmp_path / "a.tar.gz"
    backups.backup(archive, quiet)
    backups.restore(archive, quiet)
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.update(verb="forged")


def test_new_rows_go_on_after_a_restore(filled: Person, tmp_path: Path) -> None:
    """Numbers given out and the database's own counters continue where the archive stood."""
    archive = tmp_path / "a.tar.gz"
    backups.backup(archive, quiet)
    backups.restore(archive, quiet)
    another = make_person(filled.office, surname="Koné", occupations=["7212:5"], languages=["bm:C2"])
    assert another.number != filled.number


def test_a_restore_over_data_asks_first(filled: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "a.tar.gz"
    backups.backup(archive, quiet)
    before = everything()
    assert main(["restore", str(archive)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert everything() == before


def _altered(source: Path, target: Path, name: str, letters: tuple[bytes, bytes]) -> None:
    """Copy an archive with some letters of one member changed."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            content = old.extractfile(member).read()
            if member.name.startswith(name):
                content = content.replace(*letters)
            member.size = len(content)
            new.addfile(member, BytesIO(content))


@pytest.mark.parametrize("damage", ["cut", "altered", "a file altered", "empty", "other"])
def test_a_damaged_archive_is_refused_before_anything_is_touched(
    filled: Person, tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.tar.gz", tmp_path / "bad.tar.gz"
    _keep("contrat de Awa")
    backups.backup(good, quiet)
    if damage == "cut":
        bad.write_bytes(good.read_bytes()[:-500])
    elif damage == "altered":
        _altered(good, bad, "tables/people.Person.jsonl", (b"Fatoumata", b"Fatoumatu"))
    elif damage == "a file altered":
        _altered(good, bad, "files/", (b"Awa", b"Ana"))
    else:
        bad.write_bytes(b"" if damage == "empty" else b"PK\x03\x04 not ours")
    before = everything()
    assert main(["restore", str(bad), "--replace"]) == 2
    assert "Rien n'a été changé" in capsys.readouterr().err
    assert everything() == before


def test_every_table_of_the_rooms_is_kept() -> None:
    kept = {model._meta.label for model in backups.tables()}
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("baarasira.")}
    assert ours <= kept
    assert {"otp_totp.TOTPDevice", "otp_static.StaticToken"} <= kept


def test_the_keys_travel_with_the_data(filled: Person, tmp_path: Path) -> None:
    archive = tmp_path / "a.tar.gz"
    backups.backup(archive, quiet)
    with tarfile.open(archive) as opened:
        names = set(opened.getnames())
    assert {"keys/vault.key", "keys/fingerprint.key", "manifest.json"} <= names
    assert (Path(settings.BAARASIRA_KEYS) / "vault.key").exists()
    assert connection.vendor in {"sqlite", "postgresql"}
