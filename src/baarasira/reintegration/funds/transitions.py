"""The states of funds, grants, tranches, payments, files of payments and recoveries."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import (
    TRANCHE_OPEN,
    AttemptState,
    BatchState,
    FundState,
    GrantState,
    PaymentState,
    RecoveryState,
    TrancheState,
)

FUND = TransitionTable(
    "fund",
    [
        transition("open", "", FundState.OPEN, _("Open a fund")),
        transition("close", FundState.OPEN, FundState.CLOSED, _("Close the fund")),
    ],
)

GRANT = TransitionTable(
    "grant",
    [
        transition("propose", "", GrantState.PROPOSED, _("Propose the grant")),
        transition("refuse", GrantState.PROPOSED, GrantState.REFUSED, _("Refuse the grant")),
        transition("decide", GrantState.PROPOSED, GrantState.GRANTED, _("Grant")),
        transition("complete", GrantState.GRANTED, GrantState.COMPLETED),
        transition("stop", GrantState.GRANTED, GrantState.STOPPED, _("Stop the grant")),
    ],
)

TRANCHE = TransitionTable(
    "tranche",
    [
        transition("plan", "", TrancheState.WAITING),
        transition("submit", TrancheState.WAITING, TrancheState.READY, _("Submit for signature")),
        transition("send_back", {TrancheState.READY}, TrancheState.WAITING, _("Send back")),
        transition("sign_off", TrancheState.READY, TrancheState.SIGNED),
        transition("pay", TrancheState.SIGNED, TrancheState.PAID),
        transition("confirm", TrancheState.PAID, TrancheState.CONFIRMED),
        transition("stop", TRANCHE_OPEN, TrancheState.STOPPED),
    ],
)

PAYMENT = TransitionTable(
    "payment",
    [
        transition("order", "", PaymentState.ORDERED, _("Order the payment")),
        transition("send", PaymentState.ORDERED, PaymentState.SENT, _("Send")),
        transition("settle", PaymentState.SENT, PaymentState.DONE),
        transition("fail", PaymentState.SENT, PaymentState.FAILED),
        transition("retry", PaymentState.FAILED, PaymentState.ORDERED, _("Order again")),
        transition(
            "cancel", {PaymentState.ORDERED, PaymentState.FAILED}, PaymentState.CANCELLED, _("Cancel the payment")
        ),
        transition("confirm", {PaymentState.DONE, PaymentState.CONTESTED}, PaymentState.CONFIRMED, _("Confirm")),
        transition("contest", PaymentState.DONE, PaymentState.CONTESTED, _("Not received")),
    ],
)

ATTEMPT = TransitionTable(
    "payment_attempt",
    [
        transition("prepare", "", AttemptState.PENDING),
        transition("send", AttemptState.PENDING, AttemptState.SENT),
        transition("settle", AttemptState.SENT, AttemptState.DONE),
        transition("fail", AttemptState.SENT, AttemptState.FAILED),
        transition("drop", AttemptState.PENDING, AttemptState.DROPPED),
    ],
)

BATCH = TransitionTable(
    "payment_batch",
    [
        transition("make", "", BatchState.MADE, _("Prepare the file")),
        transition("send", BatchState.MADE, BatchState.SENT, pgettext_lazy("payment file", "Record that it was sent")),
        transition("answer", BatchState.SENT, BatchState.ANSWERED),
        transition("drop", BatchState.MADE, BatchState.DROPPED, pgettext_lazy("payment file", "Withdraw the file")),
    ],
)

RECOVERY = TransitionTable(
    "recovery",
    [
        transition("open", "", RecoveryState.OPEN),
        transition("recover", RecoveryState.OPEN, RecoveryState.RECOVERED),
        transition("abandon", RecoveryState.OPEN, RecoveryState.ABANDONED, _("Abandon the recovery")),
    ],
)
