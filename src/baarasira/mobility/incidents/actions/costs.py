"""Amounts paid. What a worker paid that nobody may charge opens an incident and a claim by itself, within the same act."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.enums import Payer, TermKind
from baarasira.cooperation.models import Agreement
from baarasira.employers.names import key as name_key
from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.kernel.files import Examined
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.locking import door
from baarasira.mobility.contracts.enums import DeductionKind
from baarasira.mobility.contracts.models import WorkContract
from baarasira.people.models import Person
from baarasira.reference.currencies import CURRENCIES, convert_at_fixed_parity, show_amount

from ..enums import (
    NEVER_FROM_WORKERS,
    ClaimState,
    CostItem,
    CostPhase,
    IncidentKind,
    Proof,
    Reporter,
)
from ..inputs import CostData, ReportData
from ..models import Cost, FirstEarning, Incident, RecruiterFlag, RefundClaim
from ..policies import COSTS
from ..transitions import CLAIM
from . import doors
from .reporting import open_by_itself

FLAGGED = "recruiter.flag"
"""Event: money was taken that nobody may take. `details`: `employer` and `organisation` (UUID or None), `name`."""

_TERMS = {
    CostItem.MEDICAL: TermKind.MEDICAL,
    CostItem.INSURANCE: TermKind.INSURANCE,
    CostItem.TRAVEL: TermKind.TRAVEL_OUT,
    CostItem.PAPERS: TermKind.VISA,
}
_MOST = 10**15


def in_francs(amount: int, currency: str) -> int | None:
    """Return whole small units of a currency in whole CFA francs, rounded half up; None where no law fixes the rate."""
    known = CURRENCIES.get(currency)
    if known is None:
        return None
    francs = convert_at_fixed_parity(Fraction(amount, 10**known.decimals), currency, "XOF")
    if francs is None:
        return None
    return int((Decimal(francs.numerator) / Decimal(francs.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def shown(amount: int, currency: str) -> str:
    """Return whole small units of a currency as people write them."""
    known = CURRENCIES.get(currency)
    return show_amount(Decimal(amount).scaleb(-(known.decimals if known else 2)), currency)


def findings(data: CostData, actor: Actor) -> list[Finding]:
    """Return what stops a cost from being kept: each a sentence beside its field."""
    found = []
    if data.item not in CostItem.values or data.payer not in Payer.values or data.phase not in CostPhase.values:
        found.append(Finding("cost_choice", _("Choose what was paid, by whom and when."), "item"))
    if not 1 <= data.amount <= _MOST:
        found.append(Finding("cost_amount", _("Write an amount above zero."), "amount"))
    if data.currency not in CURRENCIES:
        found.append(Finding("cost_currency", _("Choose the currency."), "currency"))
    if data.paid_on > actor.today:
        found.append(Finding("cost_day", _("This day is still to come."), "paid_on"))
    if not data.payee.strip():
        found.append(Finding("cost_payee", _("Write to whom it was paid."), "payee"))
    if data.proof not in Proof.values:
        found.append(Finding("cost_proof", _("Choose what the amount rests on."), "proof"))
    elif data.proof == Proof.RECEIPT and not data.reference.strip():
        found.append(Finding("cost_receipt", _("Write the number or the date of the receipt."), "reference"))
    if data.francs is not None and data.francs < 0:
        found.append(Finding("cost_francs", _("Write an amount above zero."), "francs"))
    return found


@transaction.atomic
def record_cost(*, actor: Actor, person: Person, data: CostData, scan: Examined | None = None) -> Cost:
    """Record one amount paid for a worker.

    Where a worker paid what nobody may charge (`breach_of`), an incident, a claim for refund and a flag on who took it
    are made in the same act (R-01, R-25). `scan` is the receipt, scanned or photographed. Raises NotAllowed, RuleRefused; the same form sent twice records once.
    """
    file = _file(person, data.candidacy_id)
    office = file.opening.office if file is not None and file.step else person.office
    if not COSTS.allows(actor, "record", person.office_id):
        COSTS.require(actor, "record", office.pk)
    if data.form_token is not None:
        door(f"cost-form:{data.form_token}")
        if known := Cost.objects.filter(form_token=data.form_token).first():
            return known
    if found := findings(data, actor):
        raise RuleRefused(found)
    francs = in_francs(data.amount, data.currency)
    cost = Cost(
        person=person, candidacy=file, contract_id=data.contract, office=office, form_token=data.form_token,
        item=data.item, payer=data.payer, payee=" ".join(data.payee.split())[:200],
        payee_employer_id=data.payee_employer_id, payee_organisation_id=data.payee_organisation_id, phase=data.phase,
        amount=data.amount, currency=data.currency, francs=data.francs if francs is None else francs,
        paid_on=data.paid_on, proof=data.proof, reference=" ".join(data.reference.split())[:120],
        recorded_by=doors.person(actor),
    )  # fmt: skip
    writing.create(cost, "cost.record", actor=actor, subject_id=person.pk, structure_id=office.pk)
    if scan is not None:
        files.keep(
            actor=actor,
            upload=scan,
            owner=proof_owner(cost.pk),
            person_id=person.pk,
            structure_id=office.pk,
            field="scan",
        )
    agreement = _agreement(file)
    if breach := breach_of(cost, agreement):
        _remedy(actor, cost, breach)
    return cost


def proof_owner(cost_id: UUID) -> str:
    """Return the key under which the proof of an amount is kept."""
    return f"cost:{cost_id}"


def proof_of(cost: Cost) -> StoredFile | None:
    """Return the scan that proves an amount, None without one."""
    return files.of(proof_owner(cost.pk)).first()


def proof_owners(costs: Iterable[Cost]) -> set[UUID]:
    """Return the ids of those of these amounts whose proof was scanned. One query."""
    keys = {proof_owner(cost.pk): cost.pk for cost in costs}
    return {keys[owner] for owner in files.of(*keys).order_by().values_list("owner", flat=True)}


def _file(person: Person, candidacy_id: UUID | None) -> Candidacy | None:
    if candidacy_id is None:
        return None
    rows = Candidacy.objects.select_related("opening__office", "opening__campaign__agreement", "opening__employer")
    file = rows.get(pk=candidacy_id)
    if file.person_id != person.pk:
        raise doors.refused("file_of_another", _("This file is of another person."), "candidacy_id")
    return file


def _agreement(file: Candidacy | None) -> Agreement | None:
    campaign = getattr(file.opening, "campaign", None) if file is not None else None
    return campaign.agreement if campaign is not None else None


def breach_of(cost: Cost, agreement: Agreement | None) -> str:
    """Return the rule that a cost breaks, empty when it breaks none.

    A worker never pays a recruitment fee nor what is never legitimate (R-01, R-25; labour code L.302), and does not pay
    what the agreement puts on somebody else (A.4). A passport is paid by the worker unless the agreement says otherwise.
    """
    if cost.payer != Payer.WORKER:
        return ""
    if cost.item in NEVER_FROM_WORKERS:
        return "R-25"
    term = _TERMS.get(CostItem(cost.item))
    if agreement is None or term is None:
        return ""
    owed = agreement.terms.filter(kind=term).exclude(payer__in=["", Payer.WORKER])
    return "A.4" if owed.exists() else ""


def _remedy(actor: Actor, cost: Cost, breach: str) -> None:
    """Open the incident and the claim of a cost nobody may charge, and flag who took it."""
    kept = cost.phase == CostPhase.FROM_WAGE
    said = _("%(item)s: %(amount)s paid by the worker to %(payee)s on %(day)s (%(rule)s).") % {
        "item": cost.get_item_display(),
        "amount": shown(cost.amount, cost.currency),
        "payee": cost.payee,
        "day": f"{cost.paid_on:%d/%m/%Y}",
        "rule": breach,
    }
    data = ReportData(
        kind=IncidentKind.ILLEGAL_DEDUCTION if kept else IncidentKind.ILLEGAL_CHARGE,
        words=said,
        reporter=Reporter.SERVICE,
        person_id=cost.person_id,
        candidacy_id=cost.candidacy_id,
        contract=cost.contract_id,
        employer_id=cost.payee_employer_id,
        happened_on=cost.paid_on,
    )
    _claim(actor, cost, open_by_itself(actor=actor, data=data, origin="cost", origin_id=cost.pk))


def _claim(actor: Actor, cost: Cost, incident: Incident) -> None:
    """Open the claim of a cost nobody may charge, joined to its incident, and flag who took it."""
    claim = RefundClaim(
        cost=cost, incident=incident, person_id=cost.person_id, office_id=incident.office_id, amount=cost.amount,
        currency=cost.currency, opened_on=actor.today,
    )  # fmt: skip
    CLAIM.begin(claim, "open", actor=actor.because(""), subject_id=cost.person_id, structure_id=incident.office_id)
    _flag(actor, cost, incident)


def _flag(actor: Actor, cost: Cost, incident: Incident) -> None:
    row = RecruiterFlag(
        cost=cost,
        employer_id=cost.payee_employer_id,
        organisation_id=cost.payee_organisation_id,
        name=cost.payee,
        name_key=name_key(cost.payee)[:220],
        flagged_on=actor.today,
    )
    writing.create(row, "recruiter_flag.raise", actor=actor.because(""), structure_id=incident.office_id)
    details = {"employer": row.employer_id, "organisation": row.organisation_id, "name": row.name}
    emit(Event(FLAGGED, actor, incident.pk, details=details))


def record_deductions(actor: Actor, incident: Incident, contract: WorkContract, details: Mapping[str, Any]) -> None:
    """Record what a pay slip took and might not as an amount paid by the worker, with its claim, once for each slip.

    Within the act that recorded the slip, by whoever did. A recruitment cost among the lines makes it a fee (R-25).
    """
    if incident.claims.exists() or not isinstance(actor.user, User):
        return
    fee = any(line["kind"] == DeductionKind.RECRUITMENT for line in details["lines"])
    month = details["month"]
    cost = Cost(
        person_id=incident.person_id, candidacy_id=contract.candidacy_id, contract=contract, office=incident.office,
        item=CostItem.FEE if fee else CostItem.ILLEGITIMATE, payer=Payer.WORKER, payee=contract.employer.name[:200],
        payee_employer_id=contract.employer_id, phase=CostPhase.FROM_WAGE, amount=details["total"],
        currency=details["currency"], francs=in_francs(details["total"], details["currency"]), paid_on=month,
        proof=Proof.RECEIPT, reference=_("Pay slip of %(month)s.") % {"month": f"{month:%m/%Y}"},
        recorded_by=actor.user,
    )  # fmt: skip
    about = {"subject_id": incident.person_id, "structure_id": incident.office_id}
    writing.create(cost, "cost.record", actor=actor.because(""), **about)
    _claim(actor, cost, incident)


@transaction.atomic
def withdraw_cost(*, actor: Actor, cost_id: UUID, reason: str, version: int | None = None) -> Cost:
    """Withdraw a line recorded by mistake; one that claims a refund only once the claim has ended.

    Raises NotAllowed, Stale, RuleRefused.
    """
    cost = Cost.objects.select_for_update(of=("self",)).get(pk=cost_id)
    COSTS.require(actor, "withdraw", cost.office_id)
    cost.require_version(version)
    if cost.withdrawn_on is not None:
        raise doors.refused("cost_withdrawn", _("This line is withdrawn already."))
    said = doors.sentence_of(reason, 300)
    standing = RefundClaim.objects.filter(cost=cost).exclude(state__in=[ClaimState.REPAID, ClaimState.ABANDONED])
    if standing.exists():
        sentence = _("A refund is claimed for this amount: two people end the claim first.")
        raise doors.refused("claim_open", sentence, source="R-25")
    values = {"withdrawn_on": actor.today, "withdrawn_reason": said}
    about = {"subject_id": cost.person_id, "structure_id": cost.office_id}
    writing.edit(cost, "cost.withdraw", actor=actor, values=values, **about)
    for flag in RecruiterFlag.objects.filter(cost=cost, lifted_on__isnull=True):
        _lift(actor, flag, cost)
    return cost


def _lift(actor: Actor, flag: RecruiterFlag, cost: Cost) -> None:
    values = {"lifted_on": actor.today}
    writing.edit(flag, "recruiter_flag.lift", actor=actor, values=values, structure_id=cost.office_id)


@transaction.atomic
def lift_flag(*, actor: Actor, flag_id: UUID, reason: str) -> RecruiterFlag:
    """Lift the flag on who took money, with a reason (given back, taken by somebody else). Raises NotAllowed, RuleRefused."""
    flag = RecruiterFlag.objects.select_for_update(of=("self",)).select_related("cost").get(pk=flag_id)
    COSTS.require(actor, "lift_flag", flag.cost.office_id)
    said = doors.sentence_of(reason, 300)
    if flag.lifted_on is None:
        _lift(actor.because(said), flag, flag.cost)
    return flag


@transaction.atomic
def record_first_earning(
    *, actor: Actor, candidacy_id: UUID, month: date, amount: int, currency: str, proof: str, francs: int | None = None
) -> FirstEarning:
    """Record (or correct) what a worker earned in the first month abroad, for SDG 10.7.1. Raises NotAllowed, RuleRefused."""
    file = Candidacy.objects.select_related("opening", "person").get(pk=candidacy_id)
    office = file.opening.office_id
    if not COSTS.allows(actor, "record", file.person.office_id):
        COSTS.require(actor, "record", office)
    if file.departed_on is None or month < file.departed_on.replace(day=1) or month > actor.today:
        raise doors.refused("earning_month", _("The first month of work comes after the departure."), "month")
    if not 1 <= amount <= _MOST or currency not in CURRENCIES or proof not in Proof.values:
        raise doors.refused("earning_amount", _("Write the amount, its currency and what it rests on."), "amount")
    fixed = in_francs(amount, currency)
    values = {
        "month": month, "amount": amount, "currency": currency, "proof": proof,
        "francs": francs if fixed is None else fixed, "recorded_by": doors.person(actor),
    }  # fmt: skip
    about = {"subject_id": file.person_id, "structure_id": office}
    row = FirstEarning.objects.select_for_update().filter(candidacy=file).first()
    if row is None:
        row = FirstEarning(candidacy=file, office_id=office, **values)
        writing.create(row, "first_earning.record", actor=actor, **about)
    else:
        writing.edit(row, "first_earning.correct", actor=actor, values=values, **about)
    return row
