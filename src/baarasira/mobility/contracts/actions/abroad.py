"""What is found once the worker is there: the conditions on arrival, the pay slips. A breach is told to the rooms above."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit

from .. import events
from ..enums import ContractState, DeductionKind
from ..inputs import DeductionLine, FindingData, SlipData
from ..models import ArrivalFinding, PaySlip, SlipDeduction, WorkContract
from ..policies import CONTRACTS
from ..rules.comparing import said_differences, terms_of
from ..rules.deductions import illegal_deductions
from ..rules.favour import difference_words
from ..rules.law import law_of
from ..rules.paying import shortfall
from ..rules.recording import condition_findings
from .doors import locked, person, require


def _signed(contract: WorkContract) -> None:
    if contract.signed_on is None or contract.state == ContractState.SUPERSEDED:
        raise WrongState(_("This contract is not the one the worker signed and works under."), code="contract.standing")


@transaction.atomic
def record_finding(*, actor: Actor, contract_id: UUID, data: FindingData) -> ArrivalFinding:
    """Keep what a worker found on arrival; anything worse than what was signed is a substitution, and is told (C24).

    Raises NotAllowed, WrongState for a contract not signed or replaced, RuleRefused with what cannot be kept.
    """
    contract = locked(contract_id)
    require(CONTRACTS, actor, "find", contract.candidacy)
    _signed(contract)
    found = condition_findings(data, ArrivalFinding)
    if data.found_on > actor.today:
        found.append(Finding("found_on", _("This day is still to come."), "found_on"))
    if not data.told_by.strip():
        found.append(Finding("told_by", _("Write who told it: the worker, a relative, the consulate…"), "told_by"))
    if data.employer_same is False and not data.employer_name.strip():
        sentence = _("Write the name of the other employer, as far as it is known.")
        found.append(Finding("employer_name", sentence, "employer_name"))
    if found:
        raise RuleRefused(found)
    row = ArrivalFinding(contract=contract, recorded_by=person(actor), **data.values)
    place = {"subject_id": contract.candidacy.person_id, "structure_id": contract.candidacy.opening.office_id}
    writing.create(row, "contract.find", actor=actor, **place)
    _tell_substitution(actor, contract, row)
    return row


def _tell_substitution(actor: Actor, contract: WorkContract, row: ArrivalFinding) -> None:
    worse = [item for item in said_differences(terms_of(contract), terms_of(row)) if item.worse]
    other = row.employer_same is False
    if not worse and not other and not row.new_contract_signed:
        return
    details = {
        "finding": row.pk,
        "differences": [item.line.name for item in worse],
        "words": [difference_words(item) for item in worse],
        "other_employer": other,
        "new_contract": bool(row.new_contract_signed),
    }
    emit(Event(events.SUBSTITUTED, actor, contract.pk, subject_id=contract.candidacy.person_id, details=details))


@transaction.atomic
def record_slip(*, actor: Actor, contract_id: UUID, data: SlipData) -> PaySlip:
    """Keep a pay slip with what it takes from the wage; what may not be taken is told (C08, R-20), and a wage below the one
    signed (C05).

    Raises NotAllowed, WrongState, RuleRefused: another currency than the contract's, sums that do not agree, a month entered.
    """
    contract = locked(contract_id)
    require(CONTRACTS, actor, "find", contract.candidacy)
    _signed(contract)
    month = data.month.replace(day=1)
    found = _slip_findings(contract, data, actor)
    if contract.slips.filter(month=month).exists():
        found.append(Finding("slip_twice", _("The pay slip of this month is entered already."), "month"))
    if found:
        raise RuleRefused(found)
    slip = PaySlip(
        contract=contract, month=month, gross=data.gross, net=data.net, currency=data.currency, hours=data.hours,
        paid_on=data.paid_on, note=" ".join(data.note.split())[:500], recorded_by=person(actor),
    )  # fmt: skip
    place = {"subject_id": contract.candidacy.person_id, "structure_id": contract.candidacy.opening.office_id}
    writing.create(slip, "contract.slip", actor=actor, **place)
    illegal = illegal_deductions(contract, law_of(contract.country, month), data.deductions)
    reasons = {id(line): reason for line, reason in illegal}
    SlipDeduction.objects.bulk_create(
        SlipDeduction(
            slip=slip,
            kind=line.kind,
            amount=line.amount,
            words=line.words[:150],
            illegal=reasons.get(id(line), "")[:300],
        )
        for line in data.deductions
    )
    _tell_wrong_pay(actor, contract, slip, illegal)
    return slip


def _tell_wrong_pay(
    actor: Actor, contract: WorkContract, slip: PaySlip, illegal: Sequence[tuple[DeductionLine, str]]
) -> None:
    """Tell the rooms above what a slip takes and may not, and that it pays less than was signed."""
    common = {"slip": slip.pk, "month": slip.month, "currency": slip.currency}
    person_id = contract.candidacy.person_id
    if illegal:
        lines = [{"kind": line.kind, "amount": line.amount, "reason": reason} for line, reason in illegal]
        details = {**common, "lines": lines, "total": sum(line.amount for line, _reason in illegal)}
        emit(Event(events.ILLEGAL_DEDUCTION, actor, contract.pk, subject_id=person_id, details=details))
    lacking = shortfall(contract, slip.month, slip.hours, slip.gross)
    if lacking:
        details = {**common, "due": slip.gross + lacking, "gross": slip.gross}
        emit(Event(events.UNDERPAID, actor, contract.pk, subject_id=person_id, details=details))


def _slip_findings(contract: WorkContract, data: SlipData, actor: Actor) -> list[Finding]:
    found = []
    if data.currency != contract.wage_currency:
        words = {"currency": data.currency, "expected": contract.wage_currency}
        sentence = _("The pay slip is in %(currency)s and the contract in %(expected)s: look at it again.") % words
        found.append(Finding("slip_currency", sentence, "currency"))
    if data.month.replace(day=1) > actor.today:
        found.append(Finding("slip_month", _("This month is still to come."), "month"))
    if data.month.replace(day=1) < contract.starts_on.replace(day=1):
        found.append(Finding("slip_month", _("The contract had not begun in this month."), "month"))
    taken = sum(line.amount for line in data.deductions)
    if data.net > data.gross or data.gross - data.net != taken:
        sentence = _("Gross less net is not the sum of the deductions: check the amounts of the slip.")
        found.append(Finding("slip_sum", sentence, "net"))
    if any(line.kind not in DeductionKind.values for line in data.deductions):
        found.append(Finding("deduction", _("Choose what each deduction is for."), "deductions"))
    return found
