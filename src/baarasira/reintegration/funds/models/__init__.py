"""Tables of the room: funds and their ledger, grants and tranches, payments, statements."""

from .funds import Fund, Signatory
from .grants import Evidence, Grant, Recovery, Tranche, TrancheSignature
from .ledger import Holding, LedgerLine
from .payments import Attempt, Batch, Confirmation, Payment, ReceiptCode
from .statements import Statement, StatementLine

__all__ = [
    "Attempt",
    "Batch",
    "Confirmation",
    "Evidence",
    "Fund",
    "Grant",
    "Holding",
    "LedgerLine",
    "Payment",
    "ReceiptCode",
    "Recovery",
    "Signatory",
    "Statement",
    "StatementLine",
    "Tranche",
    "TrancheSignature",
]
