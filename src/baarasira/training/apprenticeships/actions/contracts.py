"""The contract: prepared, signed by apprentice, master and parent, signed for the centre by another person; its ends."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.people.models import Person
from baarasira.people.queries import searchable_by
from baarasira.reference import phones

from .. import doors, events
from ..enums import UNDER_CONTRACT, ApplicantState, EndReason, Signing
from ..inputs import ContractData, SignaturesData
from ..models import Applicant, Contract, Master
from ..pictures import SIGNS
from ..policies import CONTRACTS
from ..rules import contracts as rules
from ..transitions import CONTRACT
from .visits import cancel_visits, plan_visits


@transaction.atomic
def prepare(*, actor: Actor, person_id: UUID, data: ContractData, applicant_id: UUID | None = None) -> Contract:
    """Prepare the contract of somebody admitted, or found by the centre itself; the same form sent twice prepares one.

    Raises NotAllowed, RuleRefused with every rule that stops it (domain.md C.7).
    """
    door(f"workshop_master:{data.master_id}", f"apprentice:{person_id}")
    master = Master.objects.select_related("centre", "trade").get(pk=data.master_id)
    CONTRACTS.require(actor, "prepare", master.centre_id)
    if data.form_token is not None and (known := Contract.objects.filter(form_token=data.form_token).first()):
        return known
    person = searchable_by(actor).get(pk=person_id)
    applicant = _admitted(applicant_id, person, master)
    doors.stop_at(rules.contract_findings(person, master, data))
    row = Contract(
        form_token=data.form_token,
        number=with_check(f"AP{actor.today:%y}-{next_number(f'apprenticeship:{actor.today.year}'):04d}"),
        person=person,
        master=master,
        centre=master.centre,
        trade=master.trade,
        applicant=applicant,
        sign=_free_sign(master),
        starts_on=data.starts_on,
        ends_on=rules.last_day(data.starts_on),
        prepared_by=doors.person_acting(actor),
        prepared_on=actor.today,
        **_values(data),
    )
    CONTRACT.begin(row, "prepare", actor=actor, **doors.told(row))
    return row


def _admitted(applicant_id: UUID | None, person: Person, master: Master) -> Applicant | None:
    if applicant_id is None:
        return None
    applicant = Applicant.objects.select_related("intake").get(pk=applicant_id)
    if applicant.state != ApplicantState.ADMITTED or applicant.person_id != person.pk:
        raise doors.refused("applicant", _("This person is not admitted."), "person")
    if applicant.trade_id != master.trade_id or applicant.intake.centre_id != master.centre_id:
        raise doors.refused("applicant_trade", _("This person is admitted in another trade or centre."), "master")
    return applicant


def _values(data: ContractData) -> dict[str, object]:
    return {
        "workshop_days": sorted(set(data.workshop_days)),
        "centre_days": sorted(set(data.centre_days)),
        "allowance": data.allowance,
        "insurer": doors.line_of(data.insurer, 120, "insurer"),
        "policy_number": doors.line_of(data.policy_number, 60, "policy_number"),
        "insured_to": data.insured_to,
        "tools": " ".join(data.tools.split())[:1000],
        "safety": doors.words_of(data.safety, 1000, "safety"),
        "parent_name": " ".join(data.parent_name.split())[:160],
        "parent_phone": phones.normalise(data.parent_phone) if data.parent_phone.strip() else "",
    }


def _free_sign(master: Master) -> str:
    """Return a picture that neither the master nor another of their apprentices bears, the first one where all are taken."""
    held = set(master.contracts.filter(state__in=UNDER_CONTRACT).values_list("sign", flat=True)) | {master.sign}
    return next((sign for sign in SIGNS if sign not in held), SIGNS[0])


def locked(actor: Actor, contract_id: UUID, action: str) -> Contract:
    """Return a contract alone until the transaction ends. NotAllowed by the policy at its centre."""
    door(f"apprenticeship:{contract_id}")
    rows = Contract.objects.select_for_update(of=("self",)).select_related(
        "person", "master__trade", "centre", "trade", "prepared_by"
    )
    contract = rows.get(pk=contract_id)
    CONTRACTS.require(actor, action, contract.centre_id)
    return contract


@transaction.atomic
def record_signatures(*, actor: Actor, contract_id: UUID, data: SignaturesData) -> Contract:
    """Record who signed, on which day and how: in writing, or by thumbprint after the contract was read aloud.

    Raises NotAllowed, RuleRefused, WrongState once the centre has signed.
    """
    row = locked(actor, contract_id, "prepare")
    CONTRACT.check("approve", row.state)
    values: dict[str, object] = {"read_in": data.read_in}
    for who in ("apprentice", "master", "parent"):
        on, how = getattr(data, f"{who}_on"), getattr(data, f"{who}_how")
        if (on is None) != (how == "") or (how and how not in Signing.values):
            raise doors.refused("signing", _("A signature has its day and its manner."), f"{who}_how")
        if on is not None and not row.prepared_on <= on <= actor.today:
            raise doors.refused("signature_day", _("One signs between the preparation and today."), f"{who}_on")
        values |= {f"{who}_signed_on": on, f"{who}_signing": how}
    writing.edit(row, "apprenticeship.sign", actor=actor, values=values, **doors.told(row))
    return row


@transaction.atomic
def approve(*, actor: Actor, contract_id: UUID) -> Contract:
    """Sign for the centre, as another person than who prepared it (R-16), once all others signed; plans the visits.

    The rules are asked once more: the master may have filled up, the insurance run out. Raises NotAllowed, RuleRefused,
    WrongState.
    """
    row = locked(actor, contract_id, "approve")
    door(f"workshop_master:{row.master_id}")
    sentence = _("Who prepared the contract does not sign it for the centre: another person does.")
    who = doors.second(actor, row.prepared_by, sentence)
    CONTRACT.check("approve", row.state)
    doors.stop_at(rules.signature_findings(row))
    doors.stop_at(rules.contract_findings(row.person, row.master, _data(row), but=row))
    values = {"approved_by": who, "approved_on": actor.today}
    CONTRACT.apply(row, "approve", actor=actor, values=values, **doors.told(row))
    plan_visits(actor, row)
    emit(Event(events.SIGNED, actor, row.pk, subject_id=row.person_id))
    return row


def _data(row: Contract) -> ContractData:
    names = (
        "master_id", "starts_on", "workshop_days", "centre_days", "allowance", "insurer", "policy_number", "insured_to",
        "safety", "tools", "parent_name", "parent_phone",
    )  # fmt: skip
    return ContractData(**{name: getattr(row, name) for name in names})


@transaction.atomic
def drop(*, actor: Actor, contract_id: UUID, reason: str) -> Contract:
    """Give up a contract the centre has not signed. Raises NotAllowed, RuleRefused, WrongState."""
    row = locked(actor, contract_id, "prepare")
    said = actor.because(doors.words_of(reason, 500))
    CONTRACT.apply(row, "drop", actor=said, **doors.told(row))
    return row


@transaction.atomic
def renew_insurance(*, actor: Actor, contract_id: UUID, insurer: str, policy_number: str, insured_to: date) -> Contract:
    """Record the insurance that goes on from the one before. Raises NotAllowed, RuleRefused."""
    row = locked(actor, contract_id, "follow")
    if not rules.running(row) or insured_to <= row.insured_to:
        raise doors.refused("insurance", _("The new insurance ends after the one before."), "insured_to")
    values = {
        "insurer": doors.line_of(insurer, 120, "insurer"),
        "policy_number": doors.line_of(policy_number, 60, "policy_number"),
        "insured_to": insured_to,
    }
    writing.edit(row, "apprenticeship.insure", actor=actor, values=values, **doors.told(row))
    return row


@transaction.atomic
def complete(*, actor: Actor, contract_id: UUID) -> Contract:
    """Record that the three years are done, on the last day or after it: the apprentice may sit the examination.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    row = locked(actor, contract_id, "follow")
    if actor.today < row.ends_on:
        sentence = _("The last day is %(day)s. Before that, terminate the contract.") % {
            "day": f"{row.ends_on:%d/%m/%Y}"
        }
        raise doors.refused("complete_early", sentence)
    CONTRACT.apply(row, "complete", actor=actor, values={"completed_on": row.ends_on}, **doors.told(row))
    cancel_visits(actor, row, after=row.ends_on)
    return row


@transaction.atomic
def terminate(*, actor: Actor, contract_id: UUID, reason: str, words: str, on: date) -> Contract:
    """Terminate a contract before its last day, with who wanted it and why. Raises NotAllowed, RuleRefused, WrongState."""
    row = locked(actor, contract_id, "terminate")
    if not row.starts_on <= on <= min(actor.today, row.ends_on):
        raise doors.refused("end_day", _("The last day lies between the first day and today."), "on")
    if reason not in EndReason.values:
        raise doors.refused("end_reason", _("Choose why the contract ends."), "reason")
    values = {"ended_on": on, "end_reason": reason, "end_words": doors.words_of(words, 500, "words")}
    CONTRACT.apply(row, "terminate", actor=actor, values=values, **doors.told(row))
    cancel_visits(actor, row, after=on)
    return row


def certify(
    actor: Actor, contracts: Iterable[tuple[Contract, str]], *, proposed_by: User | None, address: str = ""
) -> None:
    """Certify who passed, with their result in words, inside the transaction of the jury's signature; others hear of it."""
    for row, result in contracts:
        values = {"certified_on": actor.today}
        CONTRACT.apply(row, "certify", actor=actor, values=values, **doors.told(row))
        emit(
            Event(
                events.CERTIFIED,
                actor,
                row.pk,
                subject_id=row.person_id,
                details={
                    "title": _("Certificate of apprenticeship: %(trade)s") % {"trade": row.trade.title},
                    "address": address,
                    "criteria": _(
                        "Three years in the workshop and at the centre; practical situation and oral before a jury of three."
                    ),
                    "skills": list(row.trade.skills),
                    "result": result,
                    "valid_from": actor.today,
                    "centre_id": row.centre_id,
                    "first_id": proposed_by.pk if proposed_by is not None else None,
                },
            )
        )
