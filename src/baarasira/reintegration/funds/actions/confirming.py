"""What the beneficiary says of a payment: by a call, by the one-time code sent to them, by a thumbprint on the receipt."""

import hmac
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, vault, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.models import StoredFile
from baarasira.reference.parameters import RECEIPT_CODE_HOURS, RECEIPT_CODE_TRIES
from baarasira.reference.queries import value

from ..enums import ConfirmWay, PaymentState, TrancheState
from ..models import Confirmation, Payment, ReceiptCode
from ..policies import PAYMENTS
from ..transitions import PAYMENT, TRANCHE
from . import doors
from .rest import complete_if_done

CODE_SENT = "payment.code"
"""Event: a code is to be sent to the beneficiary. `details`: `code`; it stands in the message that carries it, nowhere else."""

_DIGITS = 6
_WRONG = "code_wrong"
_AGAIN_MINUTES = 10


def issue_code(actor: Actor, payment: Payment) -> None:
    """Draw the one-time code of a payment that was made, and have it sent; within the act that settles or asks for it."""
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    values = {
        "code_print": _print(payment, code),
        "sent_at": actor.at,
        "ends_at": actor.at + timedelta(hours=value(RECEIPT_CODE_HOURS, actor.today)),
        "tries": 0,
    }
    told = doors.about(payment.tranche.grant)
    row = ReceiptCode.objects.select_for_update().filter(payment=payment).first()
    if row is None:
        writing.create(ReceiptCode(payment=payment, **values), "receipt_code.send", actor=actor, **told)
    else:
        writing.rewrite(row, "receipt_code.send", actor=actor, values=values, **told)
    details = {"code": code}
    emit(Event(CODE_SENT, actor, payment.pk, subject_id=payment.tranche.grant.person_id, details=details))


def _print(payment: Payment, code: str) -> str:
    return vault.exact_fingerprint(f"receipt:{payment.pk}:{code}")


@transaction.atomic
def send_code(*, actor: Actor, payment_id: UUID) -> Payment:
    """Send the beneficiary a new code, not more often than every ten minutes. Raises NotAllowed, WrongState."""
    payment = doors.locked_payment(payment_id)
    PAYMENTS.require(actor, "confirm", payment.tranche.grant.office_id)
    if payment.state != PaymentState.DONE:
        raise WrongState(_("A code confirms a payment that was made, once."), code="payment.code")
    row = ReceiptCode.objects.filter(payment=payment).first()
    if row is not None and actor.at - row.sent_at < timedelta(minutes=_AGAIN_MINUTES):
        raise doors.refused("code_recent", _("A code left some minutes ago: wait for it to arrive."), "code")
    issue_code(actor, payment)
    return payment


def confirm_payment(
    *,
    actor: Actor,
    payment_id: UUID,
    way: str,
    received: bool,
    words: str = "",
    code: str = "",
    sheet: File[Any] | files.Examined | None = None,
    version: int | None = None,
) -> Payment:
    """Record whether what was paid reached the person; asked by somebody who neither ordered nor granted it (R-16).

    A tranche is confirmed with its last payment, a grant complete with its last tranche. Raises NotAllowed, Stale,
    WrongState, RuleRefused (a thumbprint has its sheet; a wrong code counts, in a transaction of its own, since the act that
    is refused keeps nothing).
    """
    try:
        with transaction.atomic():
            return _confirm(
                actor, payment_id, way=way, received=received, words=words, code=code, sheet=sheet, version=version
            )
    except RuleRefused as refusal:
        if refusal.code == _WRONG:
            _note_wrong_code(actor, payment_id)
        raise


def _confirm(
    actor: Actor,
    payment_id: UUID,
    *,
    way: str,
    received: bool,
    words: str,
    code: str,
    sheet: File[Any] | files.Examined | None,
    version: int | None,
) -> Payment:
    payment = doors.locked_payment(payment_id, version)
    grant = payment.tranche.grant
    PAYMENTS.require(actor, "confirm", grant.office_id)
    PAYMENT.check("confirm" if received else "contest", payment.state)
    sentence = _("You ordered or granted this payment: somebody else asks the person whether it reached them.")
    who = doors.another(actor, payment.ordered_by, grant.decided_by, sentence=sentence)
    said = " ".join(words.split())[:500]
    if found := _faults(way, received=received, said=said, sheet=sheet):
        raise RuleRefused(found)
    if way == ConfirmWay.CODE and received:
        _use_code(actor, payment, code)
    row = Confirmation(
        payment=payment,
        received=received,
        way=way,
        on=actor.today,
        by=who,
        words=said,
        file=_keep(actor, payment, sheet) if sheet is not None else None,
    )
    told = doors.about(grant)
    writing.create(row, "payment_confirmation.record", actor=actor, **told)
    PAYMENT.apply(payment, "confirm" if received else "contest", actor=actor, **told)
    if received:
        _confirm_tranche(actor, payment)
    else:
        emit(Event("payment.contest", actor, payment.pk, subject_id=grant.person_id))
    return payment


def _faults(way: str, *, received: bool, said: str, sheet: object | None) -> list[Finding]:
    if way not in ConfirmWay.values:
        return [Finding("confirm_way", _("Choose how the person answered."), "way")]
    found = []
    if way == ConfirmWay.THUMB and sheet is None:
        found.append(Finding("confirm_sheet", _("Join the receipt that bears the thumbprint."), "sheet"))
    if len(said) < doors.SHORTEST and (way == ConfirmWay.CALL or not received):
        found.append(Finding("confirm_words", _("Write in a sentence what the person said."), "words"))
    return found


def _keep(actor: Actor, payment: Payment, sheet: File[Any] | files.Examined) -> StoredFile:
    grant = payment.tranche.grant
    return files.keep(
        actor=actor, upload=sheet, owner=f"grant:{grant.pk}", person_id=grant.person_id, structure_id=grant.office_id,
        field="sheet",
    )  # fmt: skip


def _use_code(actor: Actor, payment: Payment, code: str) -> None:
    """Use up the code of a payment. Raises RuleRefused when there is none, it is over, or this is not it."""
    row = ReceiptCode.objects.select_for_update().filter(payment=payment).first()
    if row is None or row.used_at is not None or row.ends_at < actor.at:
        raise doors.refused("code_over", _("This code is no longer valid: send another one."), "code")
    if row.tries >= value(RECEIPT_CODE_TRIES, actor.today):
        raise doors.refused("code_tries", _("Too many wrong codes: confirm by a call or a thumbprint."), "code")
    typed = "".join(code.split())
    if not hmac.compare_digest(row.code_print, _print(payment, typed)):
        raise doors.refused(
            "code_wrong", _("This is not the code that was sent. Ask the person to read it again."), "code"
        )
    writing.edit(
        row, "receipt_code.use", actor=actor, values={"used_at": actor.at}, **doors.about(payment.tranche.grant)
    )


@transaction.atomic
def _note_wrong_code(actor: Actor, payment_id: UUID) -> None:
    row = ReceiptCode.objects.select_for_update().get(payment_id=payment_id)
    payment = Payment.objects.select_related("tranche__grant").get(pk=payment_id)
    told = doors.about(payment.tranche.grant)
    writing.edit(row, "receipt_code.miss", actor=actor, values={"tries": row.tries + 1}, **told)


def _confirm_tranche(actor: Actor, payment: Payment) -> None:
    tranche = payment.tranche
    told = doors.about(tranche.grant)
    if tranche.state != TrancheState.PAID:
        return
    open_states = set(PaymentState) - {PaymentState.CONFIRMED, PaymentState.CANCELLED}
    if tranche.payments.filter(state__in=open_states).exists():
        return
    TRANCHE.apply(tranche, "confirm", actor=actor, values={"confirmed_on": actor.today}, **told)
    complete_if_done(actor, tranche.grant)
