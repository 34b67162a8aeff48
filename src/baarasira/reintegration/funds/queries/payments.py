"""Reads of payments, of their files and statements."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.reference.parameters import PAYMENT_ANSWER_DAYS, PAYMENT_CONFIRM_DAYS
from baarasira.reference.queries import value

from ..enums import AttemptState, LineState, PaymentState
from ..models import Batch, Payment, Statement, StatementLine
from ..policies import PAYMENTS
from .grants import funds_visible_to


def visible_to(actor: Actor) -> QuerySet[Payment]:
    """Return the payments of the actor's structures, the newest first."""
    rows = Payment.objects.select_related("tranche__grant__person", "tranche__grant__office", "fund", "ordered_by")
    return rows.filter(PAYMENTS.scope(actor, "view").q("tranche__grant__office_id")).order_by("-id")


def batches_visible_to(actor: Actor) -> QuerySet[Batch]:
    """Return the files of payments of the funds kept in the actor's structures, the newest first."""
    rows = Batch.objects.select_related("fund", "made_by", "sent_by")
    return rows.filter(PAYMENTS.scope(actor, "view").q("fund__office_id")).order_by("-id")


def unanswered(actor: Actor) -> QuerySet[Payment]:
    """Return the payments sent so long ago that the answer is late: they cannot be sent again, only asked after."""
    last = actor.today - timedelta(days=value(PAYMENT_ANSWER_DAYS, actor.today))
    return visible_to(actor).filter(
        state=PaymentState.SENT, attempts__state=AttemptState.SENT, attempts__sent_on__lt=last
    )


def unconfirmed(actor: Actor) -> QuerySet[Payment]:
    """Return the payments made so long ago that the person's word is late, and those they say never came."""
    last = _confirm_by(actor.today)
    late = Q(state=PaymentState.DONE, done_on__lt=last)
    return visible_to(actor).filter(late | Q(state=PaymentState.CONTESTED))


def to_confirm(actor: Actor) -> QuerySet[Payment]:
    """Return every payment made whose beneficiary is still to be asked."""
    scope = PAYMENTS.scope(actor, "confirm")
    rows = visible_to(actor).filter(scope.q("tranche__grant__office_id"))
    return rows.filter(state__in=[PaymentState.DONE, PaymentState.CONTESTED])


def _confirm_by(on: date) -> date:
    return on - timedelta(days=value(PAYMENT_CONFIRM_DAYS, on))


def failed(actor: Actor) -> QuerySet[Payment]:
    """Return the payments that failed and wait to be ordered again or cancelled."""
    return visible_to(actor).filter(state=PaymentState.FAILED)


def statements_visible_to(actor: Actor) -> QuerySet[Statement]:
    """Return the statements of the funds the actor may see, the newest first."""
    rows = Statement.objects.filter(fund__in=funds_visible_to(actor).order_by().values("pk"))
    return rows.select_related("fund", "loaded_by").order_by("-id")


def open_lines(actor: Actor) -> QuerySet[StatementLine]:
    """Return the debits that stand out: unknown, of another amount, or of a payment announced as failed; the oldest first."""
    rows = StatementLine.objects.filter(fund__in=funds_visible_to(actor).order_by().values("pk"))
    rows = rows.exclude(state__in=[LineState.MATCHED, LineState.EXPLAINED])
    return rows.select_related("fund", "attempt__payment").order_by("booked_on", "id")
