"""Closed lists of the money of reintegration (domain.md C.1, C.5)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Account(models.TextChoices):
    """The accounts of the ledger. `SOURCE` is the funder outside: what it gave stands there as a negative amount.

    `SOURCE`, `AVAILABLE` and `RETURNED` are of a fund; the others of one grant of it.
    """

    SOURCE = "source", pgettext_lazy("account", "Given by the funder")
    AVAILABLE = "available", pgettext_lazy("account", "Available")
    COMMITTED = "committed", pgettext_lazy("account", "Committed")
    IN_TRANSIT = "in_transit", pgettext_lazy("account", "To be paid")
    PAID = "paid", pgettext_lazy("account", "Paid")
    RETURNED = "returned", pgettext_lazy("account", "Given back")


OF_A_GRANT = frozenset({Account.COMMITTED, Account.IN_TRANSIT, Account.PAID})


class Entry(models.TextChoices):
    """What a line of the ledger records; between which two accounts each moves money: `ledger.MOVES`."""

    ENDOW = "endow", pgettext_lazy("ledger", "Money received from the funder")
    WITHDRAW = "withdraw", pgettext_lazy("ledger", "Money given back to the funder")
    COMMIT = "commit", pgettext_lazy("ledger", "Grant committed")
    RELEASE = "release", pgettext_lazy("ledger", "Remainder released to the fund")
    ORDER = "order", pgettext_lazy("ledger", "Payment ordered")
    FAIL = "fail", pgettext_lazy("ledger", "Payment failed or cancelled")
    SETTLE = "settle", pgettext_lazy("ledger", "Payment made")
    RECOVER = "recover", pgettext_lazy("ledger", "Recovered from a beneficiary")
    RESTORE = "restore", pgettext_lazy("ledger", "Put back at the fund’s disposal")


class FundState(models.TextChoices):
    """The life of a fund."""

    OPEN = "open", pgettext_lazy("fund", "Open")
    CLOSED = "closed", pgettext_lazy("fund", "Closed")


class Side(models.TextChoices):
    """Which of the three bodies signs a tranche (C.5)."""

    OPERATOR = "operator", pgettext_lazy("side", "Operator")
    SERVICE = "service", pgettext_lazy("side", "ANPE")
    FUNDER = "funder", pgettext_lazy("side", "Funder")


class GrantState(models.TextChoices):
    """The life of a grant: proposed by one person, granted by another, until all is confirmed or the rest is released."""

    PROPOSED = "proposed", pgettext_lazy("grant", "Proposed")
    REFUSED = "refused", pgettext_lazy("grant", "Refused")
    GRANTED = "granted", pgettext_lazy("grant", "Granted")
    COMPLETED = "completed", pgettext_lazy("grant", "Completed")
    STOPPED = "stopped", pgettext_lazy("grant", "Stopped")


LIVE = frozenset({GrantState.PROPOSED, GrantState.GRANTED})


class StopReason(models.TextChoices):
    """Why what remains of a grant is stopped and released to the fund."""

    NOT_STARTED = "not_started", pgettext_lazy("stop", "The activity did not start in time")
    DEATH = "death", pgettext_lazy("stop", "The person died")
    LEFT = "left", pgettext_lazy("stop", "The person left the country again")
    LOST = "lost", pgettext_lazy("stop", "The person was lost from sight")
    CEASED = "ceased", pgettext_lazy("stop", "The activity ceased")
    TWICE = "twice", pgettext_lazy("stop", "The same thing was funded already")
    MISUSED = "misused", pgettext_lazy("stop", "The money served another purpose")
    OTHER = "other", pgettext_lazy("stop", "Another reason")


class Condition(models.TextChoices):
    """On what a tranche is paid (C.5): each asks for its own evidence (`rules.evidence.ASKED`)."""

    CONTRACT = "contract", pgettext_lazy("tranche", "At the contract")
    START = "start", pgettext_lazy("tranche", "After the start visit")
    ACTIVE = "active", pgettext_lazy("tranche", "At the third month, if active")


class TrancheState(models.TextChoices):
    """The life of a tranche."""

    WAITING = "waiting", pgettext_lazy("tranche", "Evidence awaited")
    READY = "ready", pgettext_lazy("tranche", "To be signed")
    SIGNED = "signed", pgettext_lazy("tranche", "To be paid")
    PAID = "paid", pgettext_lazy("tranche", "Paid")
    CONFIRMED = "confirmed", pgettext_lazy("tranche", "Confirmed")
    STOPPED = "stopped", pgettext_lazy("tranche", "Stopped")


TRANCHE_OPEN = frozenset({TrancheState.WAITING, TrancheState.READY, TrancheState.SIGNED})


class EvidenceKind(models.TextChoices):
    """What shows that a tranche may be paid."""

    CONTRACT = "contract", pgettext_lazy("evidence", "Signed contract")
    ORDER = "order", pgettext_lazy("evidence", "Purchase order or pro-forma")
    INVOICE = "invoice", pgettext_lazy("evidence", "Invoice or receipt")
    VISIT = "visit", pgettext_lazy("evidence", "Visit report")
    PHOTO = "photo", pgettext_lazy("evidence", "Photo, with place and time")


class Payee(models.TextChoices):
    """To whom a payment goes; never in cash to the beneficiary unless the fund allows it (C.5)."""

    SUPPLIER = "supplier", pgettext_lazy("payee", "Supplier")
    BENEFICIARY = "beneficiary", pgettext_lazy("payee", "Beneficiary")


class Method(models.TextChoices):
    """How money goes."""

    BANK = "bank", pgettext_lazy("method", "Bank transfer")
    MOBILE = "mobile", pgettext_lazy("method", "Mobile money")
    CASH = "cash", pgettext_lazy("method", "Cash")


class PaymentState(models.TextChoices):
    """The life of a payment. What was sent and has no answer is not failed: it cannot be sent again."""

    ORDERED = "ordered", pgettext_lazy("payment", "To be sent")
    SENT = "sent", pgettext_lazy("payment", "Sent")
    FAILED = "failed", pgettext_lazy("payment", "Failed")
    DONE = "done", pgettext_lazy("payment", "Made")
    CONFIRMED = "confirmed", pgettext_lazy("payment", "Confirmed")
    CONTESTED = "contested", pgettext_lazy("payment", "Contested")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Cancelled")


class AttemptState(models.TextChoices):
    """One sending of a payment."""

    PENDING = "pending", pgettext_lazy("attempt", "To be sent")
    SENT = "sent", pgettext_lazy("attempt", "Sent, no answer yet")
    DONE = "done", pgettext_lazy("attempt", "Made")
    FAILED = "failed", pgettext_lazy("attempt", "Failed")
    DROPPED = "dropped", pgettext_lazy("attempt", "Cancelled before sending")


ATTEMPT_LIVE = frozenset({AttemptState.PENDING, AttemptState.SENT, AttemptState.DONE})
"""A payment has one of these at most: what the database holds to."""


class BatchState(models.TextChoices):
    """The life of a file of payments."""

    MADE = "made", pgettext_lazy("payment file", "Prepared")
    SENT = "sent", pgettext_lazy("payment file", "Sent to the operator")
    ANSWERED = "answered", pgettext_lazy("payment file", "Answered")
    DROPPED = "dropped", pgettext_lazy("payment file", "Withdrawn")


class ConfirmWay(models.TextChoices):
    """How the beneficiary confirmed that what was paid reached them."""

    CALL = "call", pgettext_lazy("confirmation", "Call")
    CODE = "code", pgettext_lazy("confirmation", "Code received by SMS")
    THUMB = "thumb", pgettext_lazy("confirmation", "Thumbprint on the receipt")


class LineState(models.TextChoices):
    """What became of a line of a statement."""

    MATCHED = "matched", pgettext_lazy("statement", "Reconciled")
    UNMATCHED = "unmatched", pgettext_lazy("statement", "Unknown")
    DIFFERENT = "different", pgettext_lazy("statement", "Different amount")
    FAILED_ONE = "failed_one", pgettext_lazy("statement", "Debited though announced as failed")
    EXPLAINED = "explained", pgettext_lazy("statement", "Explained")


class RecoveryState(models.TextChoices):
    """The life of money to be given back."""

    OPEN = "open", pgettext_lazy("recovery", "To be recovered")
    RECOVERED = "recovered", pgettext_lazy("recovery", "Recovered")
    ABANDONED = "abandoned", pgettext_lazy("recovery", "Abandoned")
