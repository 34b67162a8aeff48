"""The triggers by which the database itself refuses to change or delete an invoice, a credit note or a line of either."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("training_orders_invoice", "training_orders_invoiceline")
_SAYING = "invoices are never changed: issue a credit note"
_VERBS = ("UPDATE", "DELETE")
_FUNCTION = "training_invoices_kept"


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    if vendor == "postgresql":
        function = (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{_SAYING}'; END $$ LANGUAGE plpgsql"
        )
        rows = [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
            for table in TABLES
        ]
        whole = [
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
            for table in TABLES
        ]
        return [function, *rows, *whole]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
        for table in TABLES
        for verb in _VERBS
    ]


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration, emptying a test database, a restore)."""
    if vendor == "postgresql":
        triggers = [
            f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
            for table in TABLES
            for name in ("append_only", "no_truncate")
        ]
        return [*triggers, f"DROP FUNCTION IF EXISTS {_FUNCTION}()"]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}" for table in TABLES for verb in _VERBS]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards up (migration)."""
    for statement in install_statements(editor.connection.vendor):
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards down (reverse migration)."""
    for statement in remove_statements(editor.connection.vendor):
        editor.execute(statement)
