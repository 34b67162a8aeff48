"""What the journal's tables have besides columns: triggers that refuse to change or delete, and how PostgreSQL keeps a row."""

from django.db.backends.base.base import BaseDatabaseWrapper

from ..walls import VERBS, AppendOnly, running

TABLES = ("kernel_entry", "kernel_seal", "kernel_sealedentry")
_WALL = AppendOnly(TABLES, "kernel_append_only", "the journal is append-only")
install_statements, remove_statements = _WALL.install_statements, _WALL.remove_statements
install, remove = running(install_statements), running(remove_statements)

_IN_ITS_ROW = 4080
"""Bytes up to which a row of the journal is kept in one piece, the most that PostgreSQL takes. An entry of a new person has
2.7 kB, sealed, which nothing makes shorter: from 2 kB on it tried to, each time, and then put the text into a table beside."""


def _whole(vendor: str) -> list[str]:
    return [f"ALTER TABLE kernel_entry SET (toast_tuple_target = {_IN_ITS_ROW})"] if vendor == "postgresql" else []


def _apart(vendor: str) -> list[str]:
    return ["ALTER TABLE kernel_entry RESET (toast_tuple_target)"] if vendor == "postgresql" else []


keep_whole, keep_apart = running(_whole), running(_apart)


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
