"""The triggers by which the database itself refuses to change or delete the journal."""

from django.db.backends.base.base import BaseDatabaseWrapper

from ..walls import VERBS, AppendOnly, running

TABLES = ("kernel_entry", "kernel_seal", "kernel_sealedentry")
_WALL = AppendOnly(TABLES, "kernel_append_only", "the journal is append-only")
install_statements, remove_statements = _WALL.install_statements, _WALL.remove_statements
install, remove = running(install_statements), running(remove_statements)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of journal tables that lack a guard in this database."""
    if connection.vendor == "postgresql":
        query = "SELECT event_object_table, count(*) FROM information_schema.triggers GROUP BY 1"
    else:
        query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"
    with connection.cursor() as cursor:
        cursor.execute(query)
        counts = dict(cursor.fetchall())
    return [table for table in TABLES if counts.get(table, 0) < len(VERBS)]
