"""The allowance of each month: counted from the attendance, recorded as paid with evidence, confirmed by another person."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.files.examining import Examined
from baarasira.kernel.locking import door

from .. import doors
from ..enums import AllowanceState
from ..models import Allowance, Contract
from ..policies import CONTRACTS
from ..queries.logbook import days_of
from ..rules.money import due_of, month_days
from ..transitions import ALLOWANCE
from .contracts import locked


@transaction.atomic
def count_month(*, actor: Actor, contract_id: UUID, month: date) -> Allowance:
    """Count what a month that is over makes due, or count it anew while it is not paid. `month` is any day of it.

    Raises NotAllowed, RuleRefused for a month not over, outside the contract, or paid already.
    """
    contract = locked(actor, contract_id, "pay_allowance")
    first = month.replace(day=1)
    if actor.today < add_months(first, 1):
        raise doors.refused("month_open", _("This month is not over."), "month")
    if not month_days(contract, first) or contract.approved_on is None:
        raise doors.refused("month_outside", _("This month is not one of the contract."), "month")
    planned, counted, amount = due_of(contract, first, days_of(contract))
    values: dict[str, Any] = {"planned_days": planned, "counted_days": counted, "amount": amount}
    known = Allowance.objects.select_for_update().filter(contract=contract, month=first).first()
    if known is not None:
        if known.state != AllowanceState.DUE:
            raise doors.refused("month_paid", _("This month is paid already."), "month")
        writing.edit(known, "apprentice_allowance.recount", actor=actor, values=values, **doors.told(contract))
        return known
    row = Allowance(contract=contract, month=first, **values)
    ALLOWANCE.begin(row, "count", actor=actor, **doors.told(contract))
    return row


def _locked(actor: Actor, allowance_id: UUID, action: str) -> tuple[Contract, Allowance]:
    contract_id = Allowance.objects.values_list("contract_id", flat=True).get(pk=allowance_id)
    door(f"apprenticeship:{contract_id}")
    rows = Allowance.objects.select_for_update(of=("self",)).select_related("contract__person", "recorded_by")
    row = rows.get(pk=allowance_id)
    CONTRACTS.require(actor, action, row.contract.centre_id)
    return row.contract, row


@transaction.atomic
def record_paid(
    *, actor: Actor, allowance_id: UUID, paid_on: date, reference: str, evidence: File[Any] | Examined
) -> Allowance:
    """Record that a month was paid, with the proof (receipt with thumbprint, statement). Raises NotAllowed, RuleRefused,
    WrongState.
    """
    contract, row = _locked(actor, allowance_id, "pay_allowance")
    ALLOWANCE.check("pay", row.state)
    if row.amount == 0:
        raise doors.refused("nothing_due", _("Nothing is due for this month."))
    if not row.month <= paid_on <= actor.today:
        raise doors.refused("paid_day", _("It was paid between the month itself and today."), "paid_on")
    kept = files.keep(
        actor=actor, upload=evidence, owner=f"apprentice_allowance:{row.pk}", person_id=contract.person_id,
        structure_id=contract.centre_id, field="evidence",
    )  # fmt: skip
    values = {
        "paid_on": paid_on, "reference": doors.line_of(reference, 120, "reference"), "evidence": kept,
        "recorded_by": doors.person_acting(actor),
    }  # fmt: skip
    ALLOWANCE.apply(row, "pay", actor=actor, values=values, **doors.told(contract))
    return row


@transaction.atomic
def confirm_paid(*, actor: Actor, allowance_id: UUID) -> Allowance:
    """Confirm a payment as another person than who recorded it (R-16). Raises NotAllowed, WrongState."""
    contract, row = _locked(actor, allowance_id, "confirm_allowance")
    sentence = _("Who recorded the payment does not confirm it: another person does.")
    who = doors.second(actor, row.recorded_by, sentence)
    values = {"confirmed_by": who, "confirmed_on": actor.today}
    ALLOWANCE.apply(row, "confirm", actor=actor, values=values, **doors.told(contract))
    return row


@transaction.atomic
def contest(*, actor: Actor, allowance_id: UUID, reason: str) -> Allowance:
    """Send a payment back to be recorded anew: the proof does not prove it. The journal keeps what was said.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    contract, row = _locked(actor, allowance_id, "confirm_allowance")
    said = actor.because(doors.words_of(reason, 500))
    values = {"paid_on": None, "reference": "", "evidence": None, "recorded_by": None}
    ALLOWANCE.apply(row, "contest", actor=said, values=values, **doors.told(contract))
    return row
