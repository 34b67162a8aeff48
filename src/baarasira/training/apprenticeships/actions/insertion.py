"""What became of certified apprentices, asked six months after (R14)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.locking import door
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .. import doors
from ..enums import INSERTED, Situation
from ..inputs import InsertionData
from ..models import Contract, Insertion
from ..policies import CONTRACTS


def plan_follow_ups(actor: Actor, contracts: Iterable[Contract]) -> None:
    """Plan the question for those certified today, inside the transaction of the signature."""
    months = value(parameters.APPRENTICE_FOLLOW_UP_MONTHS, actor.today)
    for contract in contracts:
        row = Insertion(contract=contract, months=months, due_on=add_months(actor.today, months))
        writing.create(row, "apprentice_insertion.plan", actor=actor, **doors.told(contract))


@transaction.atomic
def record(*, actor: Actor, insertion_id: UUID, data: InsertionData) -> Insertion:
    """Record what somebody does; a job or an own business has its first day. A later answer takes the place of the one before.

    Raises NotAllowed, RuleRefused.
    """
    contract_id = Insertion.objects.values_list("contract_id", flat=True).get(pk=insertion_id)
    door(f"apprenticeship:{contract_id}")
    rows = Insertion.objects.select_for_update(of=("self",)).select_related("contract__person")
    row = rows.get(pk=insertion_id)
    contract = row.contract
    CONTRACTS.require(actor, "follow", contract.centre_id)
    if data.situation not in Situation.values:
        raise doors.refused("situation", _("Choose what the person does."), "situation")
    if contract.certified_on is None or not contract.certified_on <= data.done_on <= actor.today:
        raise doors.refused("asked_day", _("It was asked between the certificate and today."), "done_on")
    if data.situation in INSERTED and data.first_job_on is None:
        raise doors.refused("first_job", _("Write the first day of the job or of the business."), "first_job_on")
    if data.first_job_on is not None and not contract.starts_on <= data.first_job_on <= data.done_on:
        raise doors.refused("first_job_day", _("This day is not between the contract and the answer."), "first_job_on")
    values = {
        "situation": data.situation, "done_on": data.done_on, "done_by": doors.person_acting(actor),
        "first_job_on": data.first_job_on, "where": " ".join(data.where.split())[:160],
        "note": " ".join(data.note.split())[:500],
    }  # fmt: skip
    writing.edit(row, "apprentice_insertion.record", actor=actor, values=values, **doors.told(contract))
    return row
