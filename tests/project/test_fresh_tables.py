"""An empty database is made from the models, and is then what every migration, one after the other, would have made of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

import migrated_tables
from baarasira.kernel.sqlite3.base import DatabaseWrapper
from baarasira.project import fresh_tables


@pytest.fixture
def beside(db: None, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Yield an empty SQLite database beside the one of the tests."""
    file = {**connections["default"].settings_dict, "NAME": str(tmp_path / "beside.sqlite3"), "OPTIONS": {}}
    connections["beside"] = DatabaseWrapper(file, alias="beside")
    yield connections["beside"]
    connections["beside"].close()
    del connections["beside"]


@pytest.mark.django_db
def test_tables_made_from_the_models_are_those_the_migrations_end_with() -> None:
    """Columns, constraints, indexes, guards, sequences and rows: each kind by name, so that a failure says what differs."""
    made, migrated = migrated_tables.told(), migrated_tables.migrated()
    assert made.keys() == migrated.keys()
    for kind, things in migrated.items():
        assert things.keys() == made[kind].keys(), kind
        assert [name for name in things if things[name] != made[kind][name]] == [], kind
    assert made == migrated
    assert {"django_migrations", "django_content_type", "auth_permission"} == made["rows"].keys()


def test_an_empty_database_gets_its_tables_and_every_migration_counts_as_applied(beside: BaseDatabaseWrapper) -> None:
    assert fresh_tables.is_empty(beside)
    call_command("migrate", database="beside", interactive=False, verbosity=0)
    assert set(beside.introspection.table_names()) == set(connection.introspection.table_names())
    call_command("migrate", database="beside", interactive=False, check_unapplied=True, verbosity=0)


def test_what_holds_tables_or_is_migrated_in_part_goes_through_its_migrations(
    beside: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_connection: BaseDatabaseWrapper) -> None:
        raise AssertionError("made from the models")

    monkeypatch.setattr(fresh_tables, "make", refuse)
    call_command("migrate", "sessions", database="beside", interactive=False, verbosity=0)
    assert set(beside.introspection.table_names()) == {"django_migrations", "django_session"}
    assert not fresh_tables.is_empty(beside)
    call_command("migrate", database="beside", interactive=False, plan=True, verbosity=0)
    with pytest.raises(SystemExit):  # the other migrations wait
        call_command("migrate", database="beside", interactive=False, check_unapplied=True, verbosity=0)
    with beside.cursor() as cursor:  # a database that lost the list of its migrations is not taken for an empty one
        cursor.execute("DROP TABLE django_migrations")
    assert not fresh_tables.is_empty(beside)
