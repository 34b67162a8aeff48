"""Files of mobile-money payments: prepared, sent by another person, answered by the operator, line by line."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.sequences import next_number, with_check

from ..batches_file import AnswerRow, PaymentRow, answers, sha256, written
from ..enums import AttemptState, BatchState, Method, PaymentState
from ..models import Attempt, Batch, Fund, Payment
from ..policies import PAYMENTS
from ..transitions import BATCH
from . import doors
from .paying import fail, mark_sent, require_running, settle


def _locked(batch_id: UUID, version: int | None = None) -> Batch:
    fund = doors.locked_fund(Batch.objects.values_list("fund_id", flat=True).get(pk=batch_id))
    batch = Batch.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=batch_id)
    batch.require_version(version)
    batch.fund = fund
    return batch


def _attempts(batch: Batch) -> list[Attempt]:
    """Return the sendings of a file in the order of its lines, each with its payment and grant, locked."""
    rows = Attempt.objects.select_for_update(of=("self",)).filter(batch=batch)
    wide = rows.select_related(
        "payment__ordered_by", "payment__tranche__grant__fund", "payment__tranche__grant__person"
    )
    return list(wide.order_by("reference"))


@transaction.atomic
def make_batch(*, actor: Actor, fund: Fund, payment_ids: Collection[UUID]) -> Batch:
    """Prepare the file of mobile-money payments that are to be sent; a payment is in one file at a time.

    Raises NotAllowed, RuleRefused when nothing is chosen, or something that cannot be sent.
    """
    fund = doors.locked_fund(fund.pk)
    PAYMENTS.require(actor, "order", fund.office_id)
    rows = Attempt.objects.select_for_update(of=("self",)).filter(
        payment__in=payment_ids, payment__fund=fund, payment__method=Method.MOBILE, state=AttemptState.PENDING,
        batch__isnull=True,
    )  # fmt: skip
    chosen = list(rows.select_related("payment").order_by("reference"))
    if not payment_ids or len(chosen) != len(set(payment_ids)):
        sentence = _("Choose mobile-money payments of this fund that are to be sent and are in no other file.")
        raise doors.refused("batch_choice", sentence, "payments")
    number = with_check(f"FP{actor.today:%y}-{next_number(f'batch:{actor.today.year}'):05}-")
    content = written(number, [_row(row.payment, row.reference, fund.currency) for row in chosen])
    batch = Batch(
        number=number,
        fund=fund,
        content=content,
        sha256=sha256(content),
        count=len(chosen),
        total=sum(row.payment.amount for row in chosen),
        made_by=doors.person(actor),
        made_on=actor.today,
    )
    BATCH.begin(batch, "make", actor=actor, structure_id=fund.office_id)
    for row in chosen:
        writing.edit(row, "payment_attempt.list", actor=actor, values={"batch": batch}, structure_id=fund.office_id)
    return batch


def _row(payment: Payment, reference: str, currency: str) -> PaymentRow:
    return PaymentRow(reference, payment.account, payment.amount, currency, payment.payee_name, payment.words)


@transaction.atomic
def send_batch(*, actor: Actor, batch_id: UUID, version: int | None = None) -> Batch:
    """Record that the file went to the operator's platform, by another person than who prepared it (R-16).

    Raises NotAllowed, Stale, WrongState (a grant of it was stopped since), RuleRefused (a payment of it was debited already).
    """
    batch = _locked(batch_id, version)
    PAYMENTS.require(actor, "send", batch.fund.office_id)
    BATCH.check("send", batch.state)
    rows = _attempts(batch)
    sentence = _("You prepared this file or ordered a payment of it: another person sends it.")
    who = doors.another(actor, batch.made_by, *(row.payment.ordered_by for row in rows), sentence=sentence)
    for row in rows:
        require_running(row.payment.tranche)
        mark_sent(actor, row.payment, row)
    values = {"sent_by": who, "sent_on": actor.today}
    BATCH.apply(batch, "send", actor=actor, structure_id=batch.fund.office_id, values=values)
    return batch


@transaction.atomic
def drop_batch(*, actor: Actor, batch_id: UUID, reason: str, version: int | None = None) -> Batch:
    """Withdraw a file that was not sent: its payments are to be sent again. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    batch = _locked(batch_id, version)
    PAYMENTS.require(actor, "order", batch.fund.office_id)
    BATCH.check("drop", batch.state)
    said = actor.because(doors.sentence_of(reason))
    for row in _attempts(batch):
        writing.edit(
            row, "payment_attempt.unlist", actor=said, values={"batch": None}, structure_id=batch.fund.office_id
        )
    BATCH.apply(batch, "drop", actor=said, structure_id=batch.fund.office_id)
    return batch


@dataclass(frozen=True, slots=True)
class Answered:
    """What a file of answers did: how many payments it says were made, failed, knew already, and how many stay unanswered."""

    made: int
    failed: int
    known: int
    waiting: int


@transaction.atomic
def read_answers(*, actor: Actor, batch_id: UUID, content: bytes) -> Answered:
    """Read the operator's answer to a file: each line settles or fails one payment; those left out stay unanswered.

    The same answer read again changes nothing. All of it or nothing: a line of another file, another amount, a payment named
    twice or answered otherwise before stops the whole. Raises NotAllowed, WrongState, UnreadableFile, RuleRefused.
    """
    batch = _locked(batch_id)
    PAYMENTS.require(actor, "answer", batch.fund.office_id)
    if batch.state not in {BatchState.SENT, BatchState.ANSWERED}:
        raise WrongState(_("This file was not sent: nothing answers it."), code="payment_batch.answer")
    rows = answers(content)
    held = {row.reference: row for row in _attempts(batch)}
    if found := _strange(rows, held):
        raise RuleRefused(found)
    made = failed = known = 0
    for line in rows:
        attempt = held[line.reference]
        if attempt.state != AttemptState.SENT:
            known += 1
        elif line.made:
            settle(actor, attempt.payment, attempt, line.operator_reference, line.on)
            made += 1
        else:
            fail(actor, attempt.payment, attempt, line.reason, line.on)
            failed += 1
    waiting = batch.attempts.filter(state=AttemptState.SENT).count()
    if batch.state == BatchState.SENT and not waiting:
        BATCH.apply(batch, "answer", actor=actor, structure_id=batch.fund.office_id)
    return Answered(made, failed, known, waiting)


def _strange(rows: Collection[AnswerRow], held: dict[str, Attempt]) -> list[Finding]:
    """Return what in an answer does not fit the file it answers, line by line."""
    found = []
    times = Counter(row.reference for row in rows)
    for row in rows:
        words = {"line": row.line, "reference": row.reference}
        attempt = held.get(row.reference)
        if attempt is None:
            found.append(Finding("answer_unknown", _("Line %(line)d: %(reference)s is not in this file.") % words))
        elif times[row.reference] > 1:
            found.append(Finding("answer_twice", _("Line %(line)d: %(reference)s is answered twice.") % words))
        elif attempt.payment.amount != row.amount:
            found.append(Finding("answer_amount", _("Line %(line)d: %(reference)s has another amount.") % words))
        elif _contradicts(attempt, row):
            sentence = _("Line %(line)d: %(reference)s was answered otherwise before.")
            found.append(Finding("answer_otherwise", sentence % words))
    if not rows:
        found.append(Finding("answer_empty", _("This answer has no line.")))
    return found


def _contradicts(attempt: Attempt, row: AnswerRow) -> bool:
    return (attempt.state == AttemptState.DONE and not row.made) or (attempt.state == AttemptState.FAILED and row.made)


def unsent(fund: Fund) -> list[Payment]:
    """Return the mobile-money payments of a fund that are to be sent and are in no file, the oldest first."""
    rows = Payment.objects.filter(fund=fund, method=Method.MOBILE, state=PaymentState.ORDERED)
    waiting = rows.filter(attempts__state=AttemptState.PENDING, attempts__batch__isnull=True)
    return list(waiting.select_related("tranche__grant__person").order_by("id"))
