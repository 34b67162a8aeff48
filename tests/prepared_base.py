"""The empty test database, made once for a set of migrations and used again by every worker and every run.

Migrating takes as long as hundreds of tests. What is kept is named after all that it is made from: the migrations of the project,
the code of their triggers and the version of Django. SQLite keeps the file; PostgreSQL keeps its own dump, which a server reads
once into a template that the databases of the workers are copied from.

    python tests/prepared_base.py       # make it now, for the database of the settings (tools/check.py does, before the tests)
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "test-base"
ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".sql"}


def name() -> str:
    """Return the name that stands for all the empty database is made from."""
    digest = hashlib.sha256(django.__version__.encode())
    sources = ROOT / "src" / "baarasira"
    for path in sorted({*sources.rglob("migrations/*.py"), *sources.rglob("guards.py")}):
        digest.update(str(path.relative_to(sources)).encode() + path.read_bytes())
    return f"base_{digest.hexdigest()[:20]}"


def kept() -> Path:
    """Return the file the empty database is kept in, for the kind of database of the settings."""
    return KEPT / f"{name()}{ENDINGS[connection.vendor]}"


@contextmanager
def copied() -> Iterator[None]:
    """Let the test database that is made begin as the one kept, where there is one: it has nothing to migrate then."""
    file = kept()
    if not file.exists() or (connection.vendor == "postgresql" and not _programs()):
        yield
        return
    plain = BaseDatabaseCreation.create_test_db

    def create(self: BaseDatabaseCreation, *args: Any, **options: Any) -> str:
        target = self._get_test_db_name()
        if connection.vendor == "postgresql":
            connection.settings_dict["TEST"]["TEMPLATE"] = _template(file)
        self._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        if connection.vendor == "sqlite":
            shutil.copyfile(file, target)
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = target
        connection.ensure_connection()
        return str(target)

    BaseDatabaseCreation.create_test_db = create
    try:
        yield
    finally:
        BaseDatabaseCreation.create_test_db = plain


def keep() -> None:
    """Keep a copy of the database of the settings, which is migrated and empty still; what other migrations made is removed."""
    file = kept()
    if file.exists() or (connection.vendor == "postgresql" and not _programs()):
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    half_made = KEPT / f"{os.getpid()}.half"
    if connection.vendor == "sqlite":
        with sqlite3.connect(half_made) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
    else:
        _run("pg_dump", "--no-owner", "--file", str(half_made), database=str(connection.settings_dict["NAME"]))
    for former in KEPT.glob(f"*{file.suffix}"):
        former.unlink(missing_ok=True)
    half_made.replace(file)


def install(folder: Path) -> None:
    """Put an empty SQLite database of today's tables into the data folder of an installation, as migrating it would."""
    file = KEPT / f"{name()}{ENDINGS['sqlite']}"
    if not file.exists():
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        subprocess.run([sys.executable, __file__], check=True, env=environment)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / "baarasira.sqlite3")


def _template(file: Path) -> str:
    """Return the database of this server that holds what the file says; the first worker to ask makes it, the others wait."""
    with (KEPT / "lock").open("w") as lock, connection._nodb_cursor() as cursor:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [file.stem])
        if cursor.fetchone() is None:
            half_made = f"{file.stem}_half"
            cursor.execute(f"DROP DATABASE IF EXISTS {half_made}")
            cursor.execute(f"CREATE DATABASE {half_made}")
            _run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(file), database=half_made)
            cursor.execute(f"ALTER DATABASE {half_made} RENAME TO {file.stem}")
    return file.stem


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, None where they are not installed."""
    sys.path.append(str(ROOT / "tools"))
    try:
        from postgres import programs

        return programs()
    finally:
        sys.path.remove(str(ROOT / "tools"))


def _run(program: str, *words: str, database: str) -> None:
    """Run one of PostgreSQL's programs on a database of the server of the settings; CalledProcessError when it refuses."""
    server, folder = connection.settings_dict, _programs()
    assert folder is not None
    environment = {
        "PGHOST": server["HOST"], "PGPORT": server["PORT"], "PGUSER": server["USER"],
        "PGPASSWORD": server["PASSWORD"], "PGDATABASE": database,
    }  # fmt: skip
    known = {key: str(value) for key, value in environment.items() if value}
    subprocess.run([folder / program, *words], check=True, stdout=subprocess.DEVNULL, env={**os.environ, **known})


def main() -> None:
    """Make the base for the database of the settings beside it, as the tests do; nothing to do when it is kept."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BAARASIRA_DATA": folder, "DJANGO_SETTINGS_MODULE": "baarasira.project.settings"}
        django.setup()
        if not kept().exists():
            former = str(connection.settings_dict["NAME"])
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            keep()
            connection.creation.destroy_test_db(former, verbosity=0)


if __name__ == "__main__":
    main()
