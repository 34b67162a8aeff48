"""Quarterly visits: planned at the signature, made by the centre with their form."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.locking import door
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .. import doors
from ..enums import Grade, VisitState
from ..inputs import VisitData
from ..models import Contract, Visit
from ..policies import CONTRACTS
from ..transitions import VISIT


def plan_visits(actor: Actor, contract: Contract) -> list[Visit]:
    """Plan a visit every quarter of a contract, inside the transaction of its signature."""
    every = value(parameters.APPRENTICE_VISIT_MONTHS, contract.starts_on)
    rows, quarter = [], 1
    while (due := add_months(contract.starts_on, quarter * every)) <= contract.ends_on:
        row = Visit(contract=contract, quarter=quarter, due_on=due)
        VISIT.begin(row, "plan", actor=actor, **doors.told(contract))
        rows.append(row)
        quarter += 1
    return rows


def cancel_visits(actor: Actor, contract: Contract, *, after: date) -> None:
    """Cancel what is still to be made of a contract that ended and was due after its end; what was late stays so."""
    for row in contract.visits.select_for_update().filter(state=VisitState.PLANNED, due_on__gt=after):
        VISIT.apply(row, "cancel", actor=actor, **doors.told(contract))


@transaction.atomic
def make_visit(*, actor: Actor, visit_id: UUID, data: VisitData) -> Visit:
    """Record a visit with its form. Raises NotAllowed, RuleRefused, WrongState for one made already.

    What was found bad asks for what is to be done next.
    """
    contract_id = Visit.objects.values_list("contract_id", flat=True).get(pk=visit_id)
    door(f"apprenticeship:{contract_id}")
    rows = Visit.objects.select_for_update(of=("self",)).select_related("contract__person")
    visit = rows.get(pk=visit_id)
    contract = visit.contract
    CONTRACTS.require(actor, "visit", contract.centre_id)
    if not contract.starts_on <= data.done_on <= actor.today:
        raise doors.refused(
            "visit_day", _("The visit was made between the first day of the contract and today."), "done_on"
        )
    grades = {name: getattr(data, name) for name in ("progress", "guidance", "safety", "tools")}
    for name, grade in grades.items():
        if grade not in Grade.values:
            raise doors.refused("visit_grade", _("Choose one of the three grades."), name)
    bad = Grade.BAD in grades.values() or not data.apprentice_seen
    if bad and not data.next_action.strip():
        raise doors.refused("visit_next", _("Something is bad: write what is done about it."), "next_action")
    values = {
        **grades,
        "done_on": data.done_on,
        "done_by": doors.person_acting(actor),
        "apprentice_seen": data.apprentice_seen,
        "hours_kept": data.hours_kept,
        "logbook_kept": data.logbook_kept,
        "allowance_received": data.allowance_received,
        "problems": " ".join(data.problems.split())[:1000],
        "next_action": " ".join(data.next_action.split())[:500],
    }
    VISIT.apply(visit, "make", actor=actor, values=values, **doors.told(contract))
    return visit
