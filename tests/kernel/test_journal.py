"""The journal refuses change, chains its entries and names the first that was tampered with."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from baarasira.kernel import vault
from baarasira.kernel.actor import system
from baarasira.kernel.ids import uuid7
from baarasira.kernel.journal import chain, guards
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.export import export_head
from baarasira.kernel.models import Entry, Seal, SealedEntry

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ACTOR = system(NOW)


def _write(count: int) -> list[Entry]:
    return [journal.record(ACTOR, "thing.make", noun="thing", object_id=uuid7(), after={"n": n}) for n in range(count)]


def _without_guards(statement: str, parameters: list[object]) -> None:
    with connection.cursor() as cursor:
        for line in guards.remove_statements(connection.vendor):
            cursor.execute(line)
        cursor.execute(statement, parameters)
        for line in guards.install_statements(connection.vendor):
            cursor.execute(line)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Entry, Seal, SealedEntry])
def test_the_database_refuses_update_and_delete(model: type) -> None:
    _write(2)
    chain.seal_pending(NOW)
    field = {Entry: "verb", Seal: "hash", SealedEntry: "digest"}[model]
    for attempt in (lambda: model.objects.update(**{field: "x"}), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert model.objects.exclude(**{field: "x"}).exists()


@pytest.mark.django_db
def test_sealing_closes_every_entry_once_in_batches() -> None:
    _write(7)
    assert chain.seal_pending(NOW, batch=3) == 7
    assert chain.seal_pending(NOW, batch=3) == 0
    assert [seal.entries for seal in Seal.objects.all()] == [3, 3, 1]
    verdict = chain.verify()
    assert (verdict.sound, verdict.entries, verdict.seals, verdict.unsealed) == (True, 7, 3, 0)
    assert verdict.head == chain.head()


@pytest.mark.django_db
def test_an_entry_that_commits_late_enters_a_later_seal() -> None:
    late_id = uuid7()
    _write(2)
    chain.seal_pending(NOW)
    Entry.objects.create(id=late_id, at=NOW, kind="write", verb="x.y", noun="x", actor_label="a", channel="web")
    assert chain.seal_pending(NOW) == 1
    assert chain.verify().sound


@pytest.mark.django_db
def test_an_entry_with_an_id_of_long_ago_is_sealed_too() -> None:
    _write(3)
    chain.seal_pending(NOW)
    last_year = UUID(int=(uuid7().int >> 80) - 365 * 86_400_000 << 80 | 0x7 << 76 | 0b10 << 62)
    Entry.objects.create(id=last_year, at=NOW, kind="write", verb="x.y", noun="x", actor_label="a", channel="demo")
    _write(1)
    assert list(chain.sealing(NOW)) == [1, 2], "the new one first, then the one found by looking through all"
    verdict = chain.verify()
    assert (verdict.sound, verdict.entries, verdict.unsealed) == (True, 5, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["verb", "payload", "actor_label", "object_id"])
def test_verify_names_the_first_changed_entry(column: str) -> None:
    entries = _write(5)
    chain.seal_pending(NOW, batch=2)
    for entry in (entries[4], entries[3]):
        _without_guards(f"UPDATE kernel_entry SET {column} = %s WHERE id = %s", ["forged", _key(entry.id)])
    verdict = chain.verify()
    assert not verdict.sound
    assert verdict.entry_id == str(entries[3].id)


@pytest.mark.django_db
def test_verify_sees_a_deleted_entry() -> None:
    entries = _write(3)
    chain.seal_pending(NOW)
    _without_guards("DELETE FROM kernel_entry WHERE id = %s", [_key(entries[1].id)])
    verdict = chain.verify()
    assert (verdict.sound, verdict.entry_id) == (False, str(entries[1].id))


@pytest.mark.django_db
def test_a_chain_rewritten_whole_has_lost_the_exported_head() -> None:
    _write(3)
    chain.seal_pending(NOW)
    exported = chain.head()
    _write(2)
    chain.seal_pending(NOW + timedelta(hours=1))
    assert chain.verify(exported).sound, "an older head is still a link of the chain"
    for table in ("kernel_sealedentry", "kernel_seal"):
        _without_guards(f"DELETE FROM {table}", [])
    _without_guards("UPDATE kernel_entry SET verb = %s", ["thing.forge"])
    chain.seal_pending(NOW)
    assert chain.verify().sound, "rewritten whole, the chain is consistent in itself"
    assert not chain.verify(exported).sound


@pytest.mark.django_db
def test_what_it_says_of_a_person_is_unreadable_after_the_purge_and_the_chain_still_holds() -> None:
    person = uuid4()
    entry = journal.record(
        ACTOR.because("erreur de saisie"), "person.correct", noun="person", object_id=person, subject_id=person,
        before={"surname": "Traore"}, after={"surname": "Traoré"},
    )  # fmt: skip
    assert "Traor" not in entry.payload
    assert "saisie" not in entry.payload
    assert journal.content(entry) == {
        "before": {"surname": "Traore"}, "after": {"surname": "Traoré"}, "reason": "erreur de saisie",
    }  # fmt: skip
    chain.seal_pending(NOW)
    assert vault.forget(person)
    assert journal.content(entry) is None
    later = journal.look(
        ACTOR.because("contrôle"), "person.look", noun="person", object_id=person, subject_id=person, structure_id=None
    )
    assert journal.content(later) == {"reason": "contrôle"}
    assert journal.content(entry) is None, "a key made anew for what is written later does not bring the old words back"
    assert chain.verify().sound


@isolate_apps("baarasira.kernel")
def test_what_a_model_keeps_from_the_journal_never_enters_a_snapshot() -> None:
    class Secretive(models.Model):
        """A record with a value the journal must not hold."""

        NOT_JOURNALED = frozenset({"secret"})

        name = models.CharField(max_length=20)
        secret = models.CharField(max_length=20)

        class Meta:
            app_label = "kernel"
            managed = False

    assert journal.snapshot(Secretive(name="Awa", secret="s3cret")) == {"id": None, "name": "Awa"}


@pytest.mark.django_db
def test_the_exported_head_is_one_line_that_verify_takes(tmp_path: Path) -> None:
    _write(3)
    path = export_head(NOW, tmp_path / "heads")
    assert path.name == "2026-11-23.txt"
    value, number, at = path.read_text().split()
    assert (value, number, at) == (chain.head(), "seal=1", "at=2026-11-23T09:00:00+00:00")
    assert chain.verify(value).entries == 3, "what waited was sealed before the head was read"


def _key(value: object) -> object:
    return value if connection.vendor == "postgresql" else str(value).replace("-", "")
