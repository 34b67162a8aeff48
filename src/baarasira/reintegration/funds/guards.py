"""The triggers by which the database itself refuses to change or delete a line of the ledger."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "funds_ledgerline"
_SAYING = "the ledger is append-only"
_VERBS = ("UPDATE", "DELETE")


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION funds_append_only() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{_SAYING}'; END $$ LANGUAGE plpgsql"
        )
        rows = (
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION funds_append_only()"
        )
        whole = (
            f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION funds_append_only()"
        )
        return [function, rows, whole]
    return [
        f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
        for verb in _VERBS
    ]


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration, and emptying a test database)."""
    if vendor == "postgresql":
        triggers = [f"DROP TRIGGER IF EXISTS {TABLE}_{name} ON {TABLE}" for name in ("append_only", "no_truncate")]
        return [*triggers, "DROP FUNCTION IF EXISTS funds_append_only()"]
    return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb.lower()}" for verb in _VERBS]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards up (migration)."""
    for statement in install_statements(editor.connection.vendor):
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards down (reverse migration)."""
    for statement in remove_statements(editor.connection.vendor):
        editor.execute(statement)
