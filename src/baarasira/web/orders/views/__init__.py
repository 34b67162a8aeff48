"""Pages of ordered courses."""

from .listing import invoices_table, list_invoices, list_orders
from .orders import correct_need, new_order, order, order_act, write_quote
from .papers import agreement_paper, invoice_paper, quote_paper

__all__ = [
    "agreement_paper",
    "correct_need",
    "invoice_paper",
    "invoices_table",
    "list_invoices",
    "list_orders",
    "new_order",
    "order",
    "order_act",
    "quote_paper",
    "write_quote",
]
