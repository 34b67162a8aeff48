"""Triggers by which the database itself keeps what may not change: putting them up and taking them down in a migration."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Statements = Callable[[str], list[str]]
"""From the vendor (``sqlite`` or ``postgresql``) to what is run."""
VERBS = ("UPDATE", "DELETE")


def running(statements: Statements) -> Callable[[object, BaseDatabaseSchemaEditor], None]:
    """Return the step of a migration that runs these statements."""

    def run(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements(editor.connection.vendor):
            editor.execute(statement)

    return run


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """Tables whose rows are added and never changed nor deleted. `function`: its name on PostgreSQL. `saying`: the refusal."""

    tables: tuple[str, ...]
    function: str
    saying: str

    def install_statements(self, vendor: str) -> list[str]:
        """Return the statements that put the guards up."""
        if vendor != "postgresql":
            return [
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{self.saying}'); END"
                for table in self.tables
                for verb in VERBS
            ]
        function = (
            f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{self.saying}'; END $$ LANGUAGE plpgsql"
        )
        rows = [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.function}()"
            for table in self.tables
        ]
        whole = [
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.function}()"
            for table in self.tables
        ]
        return [function, *rows, *whole]

    def remove_statements(self, vendor: str) -> list[str]:
        """Return the statements that take the guards down (the reverse migration, a restore, emptying a test database)."""
        if vendor != "postgresql":
            return [f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}" for table in self.tables for verb in VERBS]
        triggers = [
            f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
            for table in self.tables
            for name in ("append_only", "no_truncate")
        ]
        return [*triggers, f"DROP FUNCTION IF EXISTS {self.function}()"]
