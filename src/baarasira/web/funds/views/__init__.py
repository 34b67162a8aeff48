"""Pages of the money of reintegration."""

from .funds import explain, fund, fund_act, list_funds, load_statement, new_fund, statements
from .grants import grant, grant_act, list_grants, propose
from .payments import (
    batch,
    batch_act,
    batch_file,
    board,
    list_batches,
    new_batch,
    payment,
    payment_act,
)
from .tranches import evidence_file, tranche, tranche_act

__all__ = [
    "batch",
    "batch_act",
    "batch_file",
    "board",
    "evidence_file",
    "explain",
    "fund",
    "fund_act",
    "grant",
    "grant_act",
    "list_batches",
    "list_funds",
    "list_grants",
    "load_statement",
    "new_batch",
    "new_fund",
    "payment",
    "payment_act",
    "propose",
    "statements",
    "tranche",
    "tranche_act",
]
