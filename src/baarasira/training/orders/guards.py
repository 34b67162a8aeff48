"""The triggers by which the database itself refuses to change or delete an invoice, a credit note or a line of either."""

from baarasira.kernel.walls import AppendOnly, running

_WALL = AppendOnly(
    ("training_orders_invoice", "training_orders_invoiceline"),
    "training_invoices_kept",
    "invoices are never changed: issue a credit note",
)
install_statements, remove_statements = _WALL.install_statements, _WALL.remove_statements
install, remove = running(install_statements), running(remove_statements)
