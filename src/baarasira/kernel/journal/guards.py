"""The triggers by which the database itself refuses to change or delete the journal."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("kernel_entry", "kernel_seal", "kernel_sealedentry")
_VERBS = ("UPDATE", "DELETE")


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$ LANGUAGE plpgsql"
        )
        rows = [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kernel_append_only()"
            for table in TABLES
        ]
        whole = [
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kernel_append_only()"
            for table in TABLES
        ]
        return [function, *rows, *whole]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for table in TABLES
        for verb in _VERBS
    ]


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration, and emptying a test database)."""
    if vendor == "postgresql":
        triggers = [
            f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
            for table in TABLES
            for name in ("append_only", "no_truncate")
        ]
        return [*triggers, "DROP FUNCTION IF EXISTS kernel_append_only()"]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}" for table in TABLES for verb in _VERBS]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of journal tables that lack a guard in this database."""
    if connection.vendor == "postgresql":
        query = "SELECT event_object_table, count(*) FROM information_schema.triggers GROUP BY 1"
    else:
        query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"
    with connection.cursor() as cursor:
        cursor.execute(query)
        counts = dict(cursor.fetchall())
    return [table for table in TABLES if counts.get(table, 0) < len(_VERBS)]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards up (migration)."""
    for statement in install_statements(editor.connection.vendor):
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards down (reverse migration)."""
    for statement in remove_statements(editor.connection.vendor):
        editor.execute(statement)
