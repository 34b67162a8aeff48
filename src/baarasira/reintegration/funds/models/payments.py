"""Payments of tranches, each sending of one, the files that carry them, what the beneficiary says of them."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record, StoredFile

from ..enums import ATTEMPT_LIVE, AttemptState, BatchState, ConfirmWay, Method, Payee, PaymentState
from .funds import Fund
from .grants import Tranche

_LIVE = sorted(state.value for state in ATTEMPT_LIVE)


class Payment(Record):
    """What is paid of a tranche to one payee. `key` is drawn with the form: the same order given twice is one payment.

    `amount` in whole small units of the fund's currency. `account` is a telephone number (mobile money) or a bank account.
    """

    number = models.CharField(max_length=20, unique=True)
    key = models.UUIDField(unique=True)
    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="payments")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="payments")
    state = models.CharField(max_length=10, choices=PaymentState.choices)
    payee = models.CharField(max_length=12, choices=Payee.choices)
    payee_name = models.CharField(max_length=150)
    method = models.CharField(max_length=8, choices=Method.choices)
    account = models.CharField(max_length=40, blank=True)
    amount = models.PositiveBigIntegerField()
    words = models.CharField(max_length=140)
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ordered_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["fund", "state"], name="payment_by_fund"),
            models.Index(fields=["tranche", "state"], name="payment_by_tranche"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="payment_is_an_amount"),
            models.CheckConstraint(
                condition=models.Q(method=Method.CASH) | ~models.Q(account=""), name="payment_names_its_account"
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=[PaymentState.DONE, PaymentState.CONFIRMED, PaymentState.CONTESTED], done_on__isnull=True
                ),
                name="payment_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=PaymentState.CANCELLED, ended_on__isnull=False) & ~models.Q(ended_reason=""))
                | (~models.Q(state=PaymentState.CANCELLED) & models.Q(ended_on__isnull=True)),
                name="payment_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Batch(Record):
    """A file of payments for the operator's platform: `content` is the file as it was made, `sha256` its hash."""

    number = models.CharField(max_length=20, unique=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=10, choices=BatchState.choices)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"content"})

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[BatchState.SENT, BatchState.ANSWERED])
                | models.Q(sent_by__isnull=False, sent_on__isnull=False),
                name="batch_sent_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_by__isnull=True) | ~models.Q(sent_by=models.F("made_by")),
                name="batch_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Attempt(Record):
    """One sending of a payment. A payment has one live attempt at most, and another only once the former failed."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=24, unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts")
    state = models.CharField(max_length=8, choices=AttemptState.choices)
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    operator_reference = models.CharField(max_length=60, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["payment_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "number"], name="one_attempt_a_number"),
            models.UniqueConstraint(
                fields=["payment"], condition=models.Q(state__in=_LIVE), name="one_live_attempt_a_payment"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[AttemptState.PENDING, AttemptState.DROPPED])
                | models.Q(sent_on__isnull=False),
                name="attempt_sent_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[AttemptState.DONE, AttemptState.FAILED])
                | models.Q(answered_on__isnull=False),
                name="attempt_answered_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Confirmation(Record):
    """What the beneficiary says of a payment: it reached them, or not; asked by somebody who did not order it.

    `file` is the receipt with the thumbprint; `words` what was said on the telephone.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="confirmations")
    received = models.BooleanField()
    way = models.CharField(max_length=6, choices=ConfirmWay.choices)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["payment"], condition=models.Q(received=True), name="one_confirmation_a_payment"
            ),
            models.CheckConstraint(
                condition=~models.Q(way=ConfirmWay.THUMB) | models.Q(file__isnull=False),
                name="thumbprint_has_its_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.received}"


class ReceiptCode(Record):
    """The one-time code sent to the beneficiary once a payment is made; only its keyed fingerprint is stored."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="receipt_code")
    code_print = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"code_print"})

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"code of {self.payment_id}"
