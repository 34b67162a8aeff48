"""Payments of signed tranches: ordered once, sent, answered, ordered again after a failure, cancelled.

The money leaves what a grant has committed as soon as a payment is ordered, and comes back only when a sending failed or
was cancelled: so that neither a second order, nor a second officer, nor a sending repeated finds it there again.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.sequences import next_number, with_check
from baarasira.reference.amounts import show_minor
from baarasira.reference.phones import PhoneRefused, parse
from baarasira.reintegration.cases.enums import Closing
from baarasira.reintegration.cases.rules.funding import double_funding

from ..enums import (
    AttemptState,
    Entry,
    GrantState,
    LineState,
    Method,
    Payee,
    PaymentState,
    TrancheState,
)
from ..inputs import PaymentData
from ..models import Attempt, Grant, Payment, StatementLine, Tranche
from ..policies import PAYMENTS
from ..rules.caps import money_terms
from ..transitions import ATTEMPT, PAYMENT, TRANCHE
from . import doors
from .confirming import issue_code
from .ledger import post
from .rest import settle_stopped

DONE = "payment.settle"
"""Event: a payment was made. The beneficiary is told, with a code to confirm it by."""

_SHORTEST_ACCOUNT = 8
_GONE = frozenset({Closing.DEATH, Closing.REMIGRATION, Closing.LOST})


def left_to_pay(tranche: Tranche) -> int:
    """Return what of a tranche no payment has yet, failed ones included: they may be ordered again. One query."""
    rows = tranche.payments.exclude(state=PaymentState.CANCELLED).order_by()
    return tranche.amount - (rows.aggregate(sum=Sum("amount"))["sum"] or 0)


@transaction.atomic
def order_payment(*, actor: Actor, tranche_id: UUID, data: PaymentData) -> Payment:
    """Order a payment of a tranche that the three bodies signed; the same order given twice (`data.key`) is one payment.

    Raises NotAllowed (who signed does not pay, R-16), WrongState, RuleRefused: more than is left of the tranche, cash where
    the fund allows none, a person who died or left, the same thing paid for by another funder meanwhile.
    """
    tranche = doors.locked_tranche(tranche_id)
    grant = tranche.grant
    PAYMENTS.require(actor, "order", grant.office_id)
    if known := Payment.objects.filter(key=data.key).first():
        return known
    if tranche.state != TrancheState.SIGNED or grant.state != GrantState.GRANTED:
        raise WrongState(
            _("A tranche is paid once the three bodies have signed it, and once only."), code="tranche.pay"
        )
    who = _payer(actor, tranche)
    account, found = _account(data)
    found += [*_faults(data, tranche, actor.today), *_standing(actor, grant), *_debited_anyway(tranche)]
    if found:
        raise RuleRefused(found)
    payment = Payment(
        number=with_check(f"PA{actor.today:%y}-{next_number(f'payment:{actor.today.year}'):06}-"),
        key=data.key,
        tranche=tranche,
        fund=grant.fund,
        payee=data.payee,
        payee_name=" ".join(data.payee_name.split())[:150],
        method=data.method,
        account=account,
        amount=data.amount,
        words=" ".join(data.words.split())[:140] or f"{grant.number}/{tranche.number}",
        ordered_by=who,
        ordered_on=actor.today,
    )
    PAYMENT.begin(payment, "order", actor=actor, **doors.about(grant))
    _attempt(actor, payment, grant)
    return payment


def _payer(actor: Actor, tranche: Tranche) -> User:
    """Return who orders, when they neither signed the tranche nor granted its money (R-16). Raises NotAllowed."""
    signed = [row.user for row in tranche.signatures.filter(withdrawn_on__isnull=True).select_related("user")]
    sentence = _("You signed this tranche or granted its money: another person pays.")
    return doors.another(actor, tranche.grant.decided_by, *signed, sentence=sentence)


def _debited_anyway(tranche: Tranche) -> list[Finding]:
    """Return what stops another sending of a tranche: a statement shows one of its failed sendings debited all the same."""
    if not StatementLine.objects.filter(attempt__payment__tranche=tranche, state=LineState.FAILED_ONE).exists():
        return []
    sentence = _("The statement shows this payment debited though it was announced as failed: clear that up first.")
    return [Finding("debited_anyway", sentence, source="R-16")]


def _attempt(actor: Actor, payment: Payment, grant: Grant) -> Attempt:
    """Begin the next sending of a payment: its money leaves what the grant has committed."""
    number = payment.attempts.count() + 1
    row = Attempt(payment=payment, number=number, reference=f"{payment.number}.{number}")
    ATTEMPT.begin(row, "prepare", actor=actor, **doors.about(grant))
    post(actor, grant.fund, Entry.ORDER, payment.amount, key=f"order:{row.pk}", grant=grant, words=row.reference)
    return row


def _account(data: PaymentData) -> tuple[str, list[Finding]]:
    """Return the account as it is kept, and what is wrong with it."""
    if data.method == Method.MOBILE:
        try:
            phone = parse(data.account)
        except PhoneRefused as fault:
            return "", [Finding("payment_phone", fault.sentence, "account")]
        if phone.kind != "mobile":
            sentence = _("Mobile money goes to a mobile number of Mali.")
            return "", [Finding("payment_phone", sentence, "account")]
        return phone.e164, []
    account = "".join(data.account.split()).upper()[:40]
    if data.method == Method.BANK and (len(account) < _SHORTEST_ACCOUNT or not account.isalnum()):
        return "", [Finding("payment_account", _("Write the number of the bank account."), "account")]
    return account if data.method == Method.BANK else "", []


def _faults(data: PaymentData, tranche: Tranche, on: date) -> list[Finding]:
    found = []
    fund = tranche.grant.fund
    if data.payee not in Payee.values or data.method not in Method.values:
        found.append(Finding("payment_choice", _("Choose who is paid, and how."), "payee"))
    if not data.payee_name.strip():
        found.append(Finding("payment_name", _("Write the name of who is paid."), "payee_name"))
    terms = money_terms(tranche.grant.case, on)
    to_person = terms is not None and terms.cash
    if data.method == Method.CASH and not (fund.allows_cash and to_person):
        sentence = _("This programme pays nobody in cash: choose a transfer or mobile money.")
        found.append(Finding("payment_cash", sentence, "method", source="C.5"))
    if data.payee == Payee.BENEFICIARY and not to_person:
        sentence = _("The programme pays the suppliers, never the beneficiary.")
        found.append(Finding("payment_person", sentence, "payee", source="C.5"))
    left = left_to_pay(tranche)
    if not 1 <= data.amount <= left:
        sentence = _("%(left)s are left to be paid of this tranche: write an amount above zero, at most that.")
        words = {"left": show_minor(max(left, 0), fund.currency)}
        found.append(Finding("payment_amount", sentence % words, "amount", source="R-16"))
    return found


def _standing(actor: Actor, grant: Grant) -> list[Finding]:
    """Return what the person's standing says against paying today: gone, or funded by another for the same thing."""
    found = []
    if grant.case.closing in _GONE:
        sentence = _("The case was closed: %(why)s. Nothing more is paid; stop the grant.")
        found.append(Finding("case_gone", sentence % {"why": grant.case.get_closing_display()}, source="C.3"))
    found += double_funding(grant.person, grant.purpose, on=actor.today, leave_out=grant.pk)
    return found


def live_attempt(payment: Payment) -> Attempt:
    """Return the sending of a payment that is not failed nor dropped, locked. Raises WrongState without one."""
    rows = Attempt.objects.select_for_update().filter(payment=payment)
    row = rows.filter(state__in=[AttemptState.PENDING, AttemptState.SENT]).first()
    if row is None:
        raise WrongState(_("No sending of this payment waits for an answer."), code="payment.attempt")
    return row


@transaction.atomic
def send_payment(*, actor: Actor, payment_id: UUID, version: int | None = None) -> Payment:
    """Record that a transfer (or a payment in cash that the fund allows) left, by another person than who ordered it.

    Mobile money goes by files of payments (`batches`). Raises NotAllowed, Stale, WrongState.
    """
    payment = doors.locked_payment(payment_id, version)
    PAYMENTS.require(actor, "send", payment.tranche.grant.office_id)
    PAYMENT.check("send", payment.state)
    if payment.method == Method.MOBILE:
        raise WrongState(_("Mobile money goes by a file of payments: prepare one."), code="payment.mobile")
    require_running(payment.tranche)
    doors.another(actor, payment.ordered_by, sentence=_("You ordered this payment: another person sends it."))
    mark_sent(actor, payment, live_attempt(payment))
    return payment


def require_running(tranche: Tranche) -> None:
    """Refuse to let money leave for a grant that was stopped since the order (WrongState), or that left already (RuleRefused)."""
    grant = tranche.grant
    if found := _debited_anyway(tranche):
        raise RuleRefused(found)
    if grant.state != GrantState.GRANTED:
        sentence = _("The grant %(number)s was stopped since: withdraw the file or cancel the payment.")
        raise WrongState(sentence % {"number": grant.number}, code="payment.stopped")


def mark_sent(actor: Actor, payment: Payment, attempt: Attempt) -> None:
    """Record that a sending left, within the act that sends it."""
    told = doors.about(payment.tranche.grant)
    ATTEMPT.apply(attempt, "send", actor=actor, values={"sent_on": actor.today}, **told)
    PAYMENT.apply(payment, "send", actor=actor, **told)


@transaction.atomic
def record_answer(
    *,
    actor: Actor,
    payment_id: UUID,
    made: bool,
    reference: str = "",
    failure: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Payment:
    """Record the answer of the bank to one payment that was sent: made, with its reference, or failed, with the reason.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    payment = doors.locked_payment(payment_id, version)
    PAYMENTS.require(actor, "answer", payment.tranche.grant.office_id)
    said = " ".join((reference if made else failure).split())
    if not said:
        field = "reference" if made else "failure"
        raise doors.refused("answer_words", _("Write the reference of the payment, or why it failed."), field)
    day = on or actor.today
    if day > actor.today or day < payment.ordered_on:
        raise doors.refused("answer_day", _("It was answered after it was ordered, today at the latest."), "on")
    attempt = live_attempt(payment)
    if made:
        settle(actor, payment, attempt, said, day)
    else:
        fail(actor, payment, attempt, said, day)
    return payment


def settle(actor: Actor, payment: Payment, attempt: Attempt, reference: str, on: date) -> None:
    """Record that a sending was made, within the act that learns it; the tranche is paid with its last franc.

    Raises WrongState when it was not sent or is answered; RuleRefused for a reference that another payment has.
    """
    grant = payment.tranche.grant
    told = doors.about(grant)
    said = reference[:60]
    known = Attempt.objects.filter(operator_reference=said, state=AttemptState.DONE, payment__fund=payment.fund)
    if known.exists():
        sentence = _("The reference %(reference)s proves another payment already.") % {"reference": said}
        raise doors.refused("reference_twice", sentence, "reference")
    values = {"answered_on": on, "operator_reference": said}
    ATTEMPT.apply(attempt, "settle", actor=actor, values=values, **told)
    post(actor, grant.fund, Entry.SETTLE, payment.amount, key=f"settle:{attempt.pk}", grant=grant, words=said)
    PAYMENT.apply(payment, "settle", actor=actor, values={"done_on": on}, **told)
    tranche = payment.tranche
    done = tranche.payments.filter(state__in=[PaymentState.DONE, PaymentState.CONFIRMED, PaymentState.CONTESTED])
    paid = done.order_by().aggregate(sum=Sum("amount"))["sum"] or 0
    if tranche.state == TrancheState.SIGNED and paid == tranche.amount:
        TRANCHE.apply(tranche, "pay", actor=actor, values={"paid_on": on}, **told)
    issue_code(actor, payment)
    emit(Event(DONE, actor, payment.pk, subject_id=grant.person_id, details={"payee": payment.payee}))


def fail(actor: Actor, payment: Payment, attempt: Attempt, reason: str, on: date) -> None:
    """Record that a sending failed, within the act that learns it: the money is the grant's again, or the fund's if it was stopped."""
    grant = payment.tranche.grant
    told = doors.about(grant)
    values = {"answered_on": on, "failure": reason[:200]}
    ATTEMPT.apply(attempt, "fail", actor=actor, values=values, **told)
    post(actor, grant.fund, Entry.FAIL, payment.amount, key=f"fail:{attempt.pk}", grant=grant, words=attempt.reference)
    PAYMENT.apply(payment, "fail", actor=actor, **told)
    if grant.state == GrantState.STOPPED:
        settle_stopped(actor, grant)


@transaction.atomic
def retry_payment(*, actor: Actor, payment_id: UUID, account: str = "", version: int | None = None) -> Payment:
    """Order a failed payment again: a new sending of the same payment, to a corrected account if one is given.

    Who orders it again is who ordered it from then on: another person sends it. Refused while the statement shows the former sending debited in spite of its failure. Raises NotAllowed, Stale,
    WrongState, RuleRefused.
    """
    payment = doors.locked_payment(payment_id, version)
    grant = payment.tranche.grant
    PAYMENTS.require(actor, "order", grant.office_id)
    PAYMENT.check("retry", payment.state)
    who = _payer(actor, payment.tranche)
    found = [*_standing(actor, grant), *_debited_anyway(payment.tranche)]
    if grant.state != GrantState.GRANTED:
        found.append(Finding("grant_stopped", _("This grant was stopped: nothing more is paid.")))
    values: dict[str, object] = {"ordered_by": who}
    if account.strip():
        data = PaymentData(
            key=payment.key, payee=payment.payee, payee_name=payment.payee_name, method=payment.method,
            amount=payment.amount, account=account,
        )  # fmt: skip
        kept, wrong = _account(data)
        found += wrong
        values["account"] = kept
    if found:
        raise RuleRefused(found)
    PAYMENT.apply(payment, "retry", actor=actor, values=values, **doors.about(grant))
    _attempt(actor, payment, grant)
    return payment


@transaction.atomic
def cancel_payment(*, actor: Actor, payment_id: UUID, reason: str, version: int | None = None) -> Payment:
    """Cancel a payment that was not sent, or that failed; what was sent waits for its answer.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    payment = doors.locked_payment(payment_id, version)
    PAYMENTS.require(actor, "cancel", payment.tranche.grant.office_id)
    PAYMENT.check("cancel", payment.state)
    said = doors.sentence_of(reason)
    _cancel(actor.because(said), payment, said)
    return payment


def _cancel(actor: Actor, payment: Payment, said: str) -> None:
    grant = payment.tranche.grant
    told = doors.about(grant)
    attempt = payment.attempts.select_for_update().filter(state=AttemptState.PENDING).first()
    if attempt is not None:
        if attempt.batch_id is not None:
            raise WrongState(_("This payment is in a file: withdraw the file first."), code="payment.batch")
        ATTEMPT.apply(attempt, "drop", actor=actor, **told)
        post(
            actor,
            grant.fund,
            Entry.FAIL,
            payment.amount,
            key=f"fail:{attempt.pk}",
            grant=grant,
            words=attempt.reference,
        )
    PAYMENT.apply(payment, "cancel", actor=actor, values={"ended_on": actor.today, "ended_reason": said}, **told)
    if grant.state == GrantState.STOPPED:
        settle_stopped(actor, grant)


def drop_unsent(actor: Actor, grant: Grant, tranche: Tranche, said: str) -> None:
    """Cancel the payments of a tranche that no file has yet, within the act that stops its grant."""
    rows = tranche.payments.select_for_update().filter(state__in=[PaymentState.ORDERED, PaymentState.FAILED])
    for payment in rows:
        payment.tranche = tranche
        tranche.grant = grant
        if not payment.attempts.filter(state=AttemptState.PENDING, batch__isnull=False).exists():
            _cancel(actor, payment, said)
