"""Tables of the room: the order, its quotes, the agreement, invoices and what was received, evaluations."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.cooperation.models import Organisation
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from .enums import Canceller, InvoiceKind, LineUnit, OrderState, PayWay, QuoteState, Side


class Order(Record):
    """What an employer or a partner body needs taught, and how far it has come.

    `office` recorded the need, `centre` gives the course. The session is that of `training.courses` whose `order_id` is the
    id of this record.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="training_orders")
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="training_orders"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="training_orders"
    )
    state = models.CharField(max_length=10, choices=OrderState.choices)
    title = models.CharField(max_length=200)
    need = models.TextField()
    participants = models.PositiveSmallIntegerField()
    wished_from = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=120)
    contact_phone = models.CharField(max_length=20)
    contact_email = models.EmailField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    cancelled_by = models.CharField(max_length=8, choices=Canceller.choices, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_due = models.PositiveBigIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["centre", "state"], name="training_order_by_centre")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(employer__isnull=True, organisation__isnull=False)
                | models.Q(employer__isnull=False, organisation__isnull=True),
                name="order_of_one_client",
            ),
            models.CheckConstraint(condition=models.Q(participants__gte=1), name="order_of_somebody"),
            models.CheckConstraint(
                condition=models.Q(state=OrderState.CANCELLED, cancelled_on__isnull=False, cancel_due__isnull=False)
                & ~models.Q(cancelled_by="")
                | ~models.Q(state__in=[OrderState.CANCELLED, OrderState.INVOICED, OrderState.CLOSED])
                & models.Q(cancelled_by="", cancelled_on__isnull=True, cancel_due__isnull=True)
                | models.Q(state__in=[OrderState.INVOICED, OrderState.CLOSED]),
                name="order_cancelled_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def client(self) -> Employer | Organisation:
        """Who orders."""
        found = self.employer if self.employer is not None else self.organisation
        assert found is not None  # noqa: S101 - held by the CHECK of the table
        return found


class Quote(Record):
    """What the centre offers to teach and what it costs; once sent it does not change, another replaces it.

    `total` is the sum of its lines in whole francs, fixed when it is sent.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="quotes")
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=QuoteState.choices)
    programme = models.TextField()
    hours = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    valid_until = models.DateField()
    total = models.PositiveBigIntegerField(default=0)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    refusal = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(state__in=[QuoteState.DRAFT, QuoteState.SENT, QuoteState.ACCEPTED]),
                name="one_standing_quote_an_order",
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="quote_ends_after"),
            models.CheckConstraint(
                condition=models.Q(state__in=[QuoteState.DRAFT, QuoteState.REPLACED])
                | models.Q(sent_on__isnull=False, total__gt=0),
                name="quote_sent_has_its_day_and_total",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[QuoteState.ACCEPTED, QuoteState.REFUSED])
                | models.Q(answered_on__isnull=False),
                name="quote_answered_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class QuoteLine(models.Model):
    """One line of a quote: so many units at a price in whole francs."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=12, choices=LineUnit.choices)
    quantity = models.PositiveIntegerField()
    price = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "position"], name="quote_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="quote_line_of_something"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def amount(self) -> int:
        """The amount of the line in whole francs."""
        return self.quantity * self.price


class OrderAgreement(Record):
    """The agreement of an order: what the accepted quote says, and what a late cancellation costs the client.

    Prepared by one person of the service and signed for it by another (R-16). A client that cancels fewer than
    `cancel_days` days before the first day owes `cancel_share` hundredths of the total.
    """

    order = models.OneToOneField(Order, on_delete=models.CASCADE, related_name="agreement")
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="agreement")
    number = models.CharField(max_length=20, unique=True)
    cancel_days = models.PositiveSmallIntegerField()
    cancel_share = models.PositiveSmallIntegerField()
    due_days = models.PositiveSmallIntegerField()
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    client_signer = models.CharField(max_length=120, blank=True)
    client_function = models.CharField(max_length=120, blank=True)
    client_signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True) | ~models.Q(signed_by=models.F("prepared_by")),
                name="order_agreement_signed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True, signed_on__isnull=True)
                | models.Q(signed_by__isnull=False, signed_on__isnull=False, client_signed_on__isnull=False),
                name="order_agreement_client_signs_first",
            ),
            models.CheckConstraint(condition=models.Q(cancel_share__lte=100), name="order_cancel_share_of_hundred"),
        ]

    def __str__(self) -> str:
        return self.number


class Invoice(Record):
    """What a client owes, or a credit note that lowers it; the database refuses to change or delete either.

    `total` in whole francs, above zero; a credit note is taken off the invoice it `corrects`.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=InvoiceKind.choices)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="credits")
    total = models.PositiveBigIntegerField()
    words = models.CharField(max_length=500, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind=InvoiceKind.INVOICE, corrects__isnull=True)
                | models.Q(kind=InvoiceKind.CREDIT, corrects__isnull=False) & ~models.Q(words=""),
                name="credit_note_says_what_it_corrects",
            ),
            models.CheckConstraint(condition=models.Q(total__gt=0), name="invoice_of_something"),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """One line of an invoice: what was agreed of it and what was given."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=12, choices=LineUnit.choices)
    agreed = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    price = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def amount(self) -> int:
        """The amount of the line in whole francs."""
        return self.quantity * self.price


class Receipt(Record):
    """An amount received for an invoice, in whole francs."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="receipts")
    amount = models.PositiveBigIntegerField()
    received_on = models.DateField()
    way = models.CharField(max_length=10, choices=PayWay.choices)
    reference = models.CharField(max_length=80)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["received_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="receipt_of_something"),
            models.UniqueConstraint(fields=["invoice", "way", "reference"], name="receipt_entered_once"),
        ]

    def __str__(self) -> str:
        return self.reference


class Evaluation(Record):
    """What one participant, or the client, says of a course: content, trainer, organisation, usefulness, from 1 to 5."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="evaluations")
    side = models.CharField(max_length=12, choices=Side.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.PositiveSmallIntegerField()
    trainer = models.PositiveSmallIntegerField()
    organisation = models.PositiveSmallIntegerField()
    usefulness = models.PositiveSmallIntegerField()
    again = models.BooleanField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    given_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["side", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "person"], condition=models.Q(person__isnull=False), name="participant_evaluates_once"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(side=Side.CLIENT), name="client_evaluates_once"
            ),
            models.CheckConstraint(
                condition=models.Q(side=Side.CLIENT, person__isnull=True)
                | models.Q(side=Side.PARTICIPANT, person__isnull=False),
                name="participant_evaluation_names_them",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    content__range=(1, 5), trainer__range=(1, 5), organisation__range=(1, 5), usefulness__range=(1, 5)
                ),
                name="course_evaluated_from_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.content}"
