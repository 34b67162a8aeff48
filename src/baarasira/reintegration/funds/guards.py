"""The triggers by which the database itself refuses to change or delete a line of the ledger."""

from baarasira.kernel.walls import AppendOnly, running

_WALL = AppendOnly(("funds_ledgerline",), "funds_append_only", "the ledger is append-only")
install_statements, remove_statements = _WALL.install_statements, _WALL.remove_statements
install, remove = running(install_statements), running(remove_statements)
