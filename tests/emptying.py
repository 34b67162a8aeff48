"""Empty the test database after a test that had transactions of its own: only the tables that hold something.

Django's own way empties every table there is and then makes all permissions again, which takes longer than most tests.
"""

from functools import cache

from django.db import connection

from baarasira.kernel.journal import guards
from baarasira.reintegration.funds import guards as ledger_guards
from baarasira.training.competitions import guards as mark_guards
from baarasira.training.orders import guards as invoice_guards

KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


@cache
def _question() -> str:
    """Return the query that names the tables which hold a row."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)


def empty() -> None:
    """Remove every row but those the migrations made; the guards of the journal, the ledger and marks stand again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        tables = [name for (name,) in cursor.fetchall()]
        if not tables:
            return
        postgres = connection.vendor == "postgresql"
        before = ["SET session_replication_role = replica"] if postgres else ["PRAGMA foreign_keys = OFF"]
        after = ["SET session_replication_role = origin"] if postgres else ["PRAGMA foreign_keys = ON"]
        if not postgres:  # on PostgreSQL a replica's triggers do not fire
            for wall in (guards, ledger_guards, invoice_guards, mark_guards):
                before += wall.remove_statements(connection.vendor)
                after += wall.install_statements(connection.vendor)
        for statement in [*before, *(f'DELETE FROM "{name}"' for name in tables), *after]:
            cursor.execute(statement)
