"""Closed lists of ordered courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderState(models.TextChoices):
    """Where an order stands."""

    NEED = "need", pgettext_lazy("order", "Need recorded")
    QUOTED = "quoted", pgettext_lazy("order", "Quote sent")
    ACCEPTED = "accepted", pgettext_lazy("order", "Quote accepted")
    AGREED = "agreed", pgettext_lazy("order", "Agreement signed")
    OPENED = "opened", pgettext_lazy("order", "Session under way")
    GIVEN = "given", pgettext_lazy("order", "Course given")
    INVOICED = "invoiced", pgettext_lazy("order", "Invoiced")
    CLOSED = "closed", pgettext_lazy("order", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("order", "Course cancelled")
    DROPPED = "dropped", pgettext_lazy("order", "Given up")


OPEN = (
    OrderState.NEED,
    OrderState.QUOTED,
    OrderState.ACCEPTED,
    OrderState.AGREED,
    OrderState.OPENED,
    OrderState.GIVEN,
    OrderState.INVOICED,
)
"""The states in which somebody still has something to do."""


class QuoteState(models.TextChoices):
    """Where a quote stands."""

    DRAFT = "draft", pgettext_lazy("quote", "Being written")
    SENT = "sent", pgettext_lazy("quote", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("quote", "Accepted")
    REFUSED = "refused", pgettext_lazy("quote", "Refused")
    REPLACED = "replaced", pgettext_lazy("quote", "Replaced by another")
    LAPSED = "lapsed", pgettext_lazy("quote", "Not answered in time")


class LineUnit(models.TextChoices):
    """What a line of a quote is counted in; what depends on the course is invoiced as it was really given."""

    FLAT = "flat", pgettext_lazy("unit of a quote", "Fixed price")
    PARTICIPANT = "participant", pgettext_lazy("unit of a quote", "Participant")
    DAY = "day", pgettext_lazy("unit of a quote", "Day of the course")
    HOUR = "hour", pgettext_lazy("unit of a quote", "Hour of the course")


class Canceller(models.TextChoices):
    """Who cancelled an ordered course: a part is due only when the client did, and late."""

    CLIENT = "client", pgettext_lazy("order", "The client")
    CENTRE = "centre", pgettext_lazy("order", "The centre")


class InvoiceKind(models.TextChoices):
    """An invoice, or what corrects one: an invoice is never changed."""

    INVOICE = "invoice", _("Invoice")
    CREDIT = "credit", _("Credit note")


class PaidState(models.TextChoices):
    """How far an invoice is paid; reckoned from what was received and credited, never typed."""

    UNPAID = "unpaid", pgettext_lazy("invoice", "To be paid")
    PARTLY = "partly", pgettext_lazy("invoice", "Partly paid")
    PAID = "paid", pgettext_lazy("invoice", "Paid")
    CREDITED = "credited", pgettext_lazy("invoice", "Credited")


class PayWay(models.TextChoices):
    """How a client pays."""

    TRANSFER = "transfer", _("Bank transfer")
    CHEQUE = "cheque", _("Cheque")
    MOBILE = "mobile", _("Mobile money")
    CASH = "cash", _("Cash at the cashier’s")


class Side(models.TextChoices):
    """Who evaluates an ordered course."""

    PARTICIPANT = "participant", pgettext_lazy("order", "A participant")
    CLIENT = "client", pgettext_lazy("order", "The client")
