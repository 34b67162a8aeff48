"""The empty test database, made once for a set of migrations and copied afterwards (SQLite; PostgreSQL migrates each time).

Migrating takes as long as hundreds of tests. The copy is named after all that it is made from: the migrations of the project, the
code of their triggers and the version of Django. It is written whole under another name and then moved, so that two
workers never read half of it.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "test-base"


def name() -> str:
    """Return the name that stands for all the empty database is made from."""
    digest = hashlib.sha256(django.__version__.encode())
    sources = ROOT / "src" / "baarasira"
    for path in sorted({*sources.rglob("migrations/*.py"), *sources.rglob("guards.py")}):
        digest.update(str(path.relative_to(sources)).encode() + path.read_bytes())
    return f"{digest.hexdigest()[:20]}.sqlite3"


@contextmanager
def copied() -> Iterator[None]:
    """Let a test database that is made begin as the copy kept, where there is one."""
    kept, plain = KEPT / name(), DatabaseCreation._create_test_db

    def create(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        target = plain(self, *args, **options)
        if kept.exists() and not self.is_in_memory_db(target):
            shutil.copyfile(kept, target)
        return target

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_create_test_db", create)
        yield


def keep() -> None:
    """Keep a copy of the test database, which is empty still; what other migrations made is removed."""
    kept = KEPT / name()
    if connection.vendor != "sqlite" or kept.exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    half_made = KEPT / f"{os.getpid()}.half"
    with sqlite3.connect(half_made) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    for former in KEPT.glob("*.sqlite3"):
        former.unlink(missing_ok=True)
    half_made.replace(kept)
