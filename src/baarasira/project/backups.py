"""Backing up and restoring an installation: one archive with the data of every table, the keys that read them
and the files that people handed in.

The data travel as JSON lines, one file a table, so that an archive made on SQLite can be restored on PostgreSQL and the
other way round. An archive holds personal data and keys: keep it as you keep the server.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.core.serializers import deserialize, serialize
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from baarasira import __version__
from baarasira.kernel.files import sweeping
from baarasira.kernel.files.storage import NoBytesError, key_of, store
from baarasira.kernel.journal import guards
from baarasira.reintegration.funds import guards as ledger_guards
from baarasira.training.competitions import guards as mark_guards
from baarasira.training.orders import guards as invoice_guards

Say = Callable[[str], None]
FORMAT = 1
# Sessions and queued tasks belong to the running server, not to the register.
_PASSED_OVER = {"sessions.Session", "django_tasks_db.DBTaskResult", "contenttypes.ContentType", "auth.Permission"}
_BATCH = 1000


class _ExactEncoder(DjangoJSONEncoder):
    """Writes moments to the microsecond: Django's own rounds to the millisecond, and the journal's digests would not hold."""

    def default(self, o: Any) -> Any:
        """Return what JSON can hold of a value."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class BadArchiveError(Exception):
    """The archive cannot be restored; the text says why."""


def tables() -> list[type[models.Model]]:
    """Return the models whose rows are kept, those pointed at before those that point."""
    kept = [model for model in apps.get_models() if model._meta.label not in _PASSED_OVER and not model._meta.proxy]
    ordered: list[type[models.Model]] = []
    waiting = list(kept)
    while waiting:
        ready = [model for model in waiting if _needs(model).isdisjoint(set(waiting) - {model})]
        ordered += ready or waiting
        waiting = [model for model in waiting if model not in ordered]
    return ordered


def _needs(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    """Yield the table as JSON lines, in batches; rows of a tree come parents first (ids sort by making)."""
    manager = model._base_manager
    for rows in _batches(manager.order_by("pk").iterator(chunk_size=_BATCH)):
        # ASCII: the reader splits lines at every sign Unicode calls a line's end, and a text may hold one.
        yield serialize("jsonl", rows, cls=_ExactEncoder, ensure_ascii=True).encode("ascii")


def _batches(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(content), 0o600, int(datetime.now(UTC).timestamp())
    archive.addfile(info, io.BytesIO(content))


def _add_files(archive: tarfile.TarFile, hashes: list[str], say: Say) -> dict[str, Any]:
    """Add the files that people handed in, each under its hash; return what the manifest says of them.

    One that is missing (forgotten since the tables were read, or lost) or no longer has its hash does not stop the archive:
    it is said, and named in the manifest.
    """
    place, wrong, count, size = store(), [], 0, 0
    for sha256 in hashes:
        try:
            with place.open(key_of(sha256)) as file:
                content = file.read()
        except NoBytesError:
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            wrong.append(sha256)
            continue
        _add(archive, f"files/{sha256}", content)
        count, size = count + 1, size + len(content)
    say(f"fichiers remis : {count} ({size / 2**20:.0f} Mio)")
    if wrong:
        say(
            f"ATTENTION : {len(wrong)} fichiers absents ou altérés ne sont pas dans l'archive ; lancez « baarasira doctor »"
        )
    return {"count": count, "bytes": size, "wrong": wrong}


def backup(target: Path, say: Say) -> dict[str, Any]:
    """Write the archive (owner-readable, complete or not at all) and return its manifest.

    All tables are read in one transaction, so that the archive is one moment of the register.
    """
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "tables": {},
    }
    part = target.with_suffix(target.suffix + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for model in tables():
                content = b"".join(_lines(model))
                label = model._meta.label
                manifest["tables"][label] = {
                    "rows": content.count(b"\n"),
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
                _add(archive, f"tables/{label}.jsonl", content)
                say(f"{label} : {manifest['tables'][label]['rows']} lignes")
            hashes = [sha256 for sha256, _size in sweeping.expected()]
        # After the transaction, which on SQLite lets nobody else write: bytes of one hash never change.
        manifest["files"] = _add_files(archive, hashes, say)
        for key in sorted(Path(settings.BAARASIRA_KEYS).rglob("*")):
            if key.is_file():
                _add(archive, f"keys/{key.relative_to(settings.BAARASIRA_KEYS).as_posix()}", key.read_bytes())
        _add(archive, "manifest.json", json.dumps(manifest, indent=2).encode())
    part.replace(target)
    return manifest


def read_manifest(source: Path) -> dict[str, Any]:
    """Return the manifest of an archive after checking every table's hash; raises BadArchiveError."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest: dict[str, Any] = json.loads(_member(archive, "manifest.json"))
            for label, expected in manifest["tables"].items():
                content = _member(archive, f"tables/{label}.jsonl")
                if hashlib.sha256(content).hexdigest() != expected["sha256"]:
                    raise BadArchiveError(f"the table {label} was altered")
        found = sum(1 for _file in _files_in(source))
        if found != manifest.get("files", {"count": 0})["count"]:
            raise BadArchiveError(f"{found} files instead of {manifest['files']['count']}")
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as fault:
        raise BadArchiveError(f"not a whole archive of Baarasira: {fault}") from fault
    if manifest["format"] != FORMAT:
        raise BadArchiveError(f"made by another version ({manifest['version']})")
    return manifest


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()


def _files_in(source: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive with their hash, read from its beginning to its end; BadArchiveError for an altered one."""
    with tarfile.open(source, "r|gz") as archive:
        for member in archive:
            if not member.name.startswith("files/"):
                continue
            file = archive.extractfile(member)
            content = file.read() if file is not None else b""
            sha256 = hashlib.sha256(content).hexdigest()
            if member.name != f"files/{sha256}":
                raise BadArchiveError(f"the file {member.name} was altered")
            yield sha256, content


def _put_files(source: Path, say: Say) -> None:
    """Put the files of an archive in the store; where the rows then do not follow, the sweep removes them."""
    place, count = store(), 0
    for sha256, content in _files_in(source):
        place.put(key_of(sha256), content)
        count += 1
    say(f"fichiers remis : {count}")


def is_empty() -> bool:
    """Tell whether this installation holds no account yet (the only state a restore accepts without `--replace`)."""
    return not apps.get_model("accounts", "User")._base_manager.exists()


def restore(source: Path, say: Say) -> dict[str, Any]:
    """Put an archive's tables, keys and files in place of this installation's, all or nothing.

    The archive is checked whole before anything is touched. Raises BadArchiveError.
    """
    manifest = read_manifest(source)
    unknown = set(manifest["tables"]) - {model._meta.label for model in tables()}
    if unknown:
        raise BadArchiveError(f"tables this version does not know: {', '.join(sorted(unknown))}")
    _put_files(source, say)
    with tarfile.open(source, "r:gz") as archive, transaction.atomic(), connection.constraint_checks_disabled():
        for wall in (guards, ledger_guards, invoice_guards, mark_guards):
            _run(wall.remove_statements(connection.vendor))
        for model in reversed(tables()):
            model._base_manager.all()._raw_delete(model._base_manager.db)  # type: ignore[attr-defined]
        for model in tables():
            label = model._meta.label
            if label in manifest["tables"]:
                _load(model, _member(archive, f"tables/{label}.jsonl"))
                say(f"{label} : {manifest['tables'][label]['rows']} lignes")
        for wall in (guards, ledger_guards, invoice_guards, mark_guards):
            _run(wall.install_statements(connection.vendor))
        connection.check_constraints()
        _restore_keys(archive)
    _reset_sequences()
    return manifest


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _load(model: type[models.Model], content: bytes) -> None:
    for rows in _batches(item.object for item in deserialize("jsonl", content.decode())):  # type: ignore[misc]
        model._base_manager.bulk_create(rows, batch_size=_BATCH)


def _restore_keys(archive: tarfile.TarFile) -> None:
    folder = Path(settings.BAARASIRA_KEYS)
    for member in archive.getmembers():
        if not member.name.startswith("keys/") or not member.isfile():
            continue
        path = (folder / member.name.removeprefix("keys/")).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise BadArchiveError(f"a key outside the keys folder: {member.name}")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_member(archive, member.name))


def _reset_sequences() -> None:
    """Let PostgreSQL's own counters go on after the restored rows."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    _run(list(statements))
