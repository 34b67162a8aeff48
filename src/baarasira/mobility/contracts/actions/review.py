"""The visa of a contract (domain.md A.3): one person goes through the clauses and concludes, another decides (R-16)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.openings import campaign_queries

from .. import events
from ..enums import ContractState, Moment, Presence
from ..inputs import ClauseLine
from ..models import ContractCheck, ContractClause, WorkContract
from ..rules.checks import Check
from ..rules.clauses import CLAUSES
from ..rules.review import Review, review_of
from ..rules.verdict import STATES
from ..transitions import CONTRACT
from .doors import locked, person, reason_of, require, require_open, require_second


def _under_review(contract: WorkContract) -> None:
    if contract.state != ContractState.UNDER_REVIEW:
        raise WrongState(_("This contract is not under review."), code="contract.review")


@transaction.atomic
def assess_clauses(
    *, actor: Actor, contract_id: UUID, lines: Sequence[ClauseLine], version: int | None = None
) -> WorkContract:
    """Keep what the reviewer found of some clauses; a line left out stays as it was. What was concluded is open again.

    Raises NotAllowed, Stale, WrongState, RuleRefused for a clause that is not asked, or missing without a remark.
    """
    contract = locked(contract_id, version)
    require(actor, "review", contract.candidacy)
    _under_review(contract)
    who = person(actor)
    _refuse_lines(lines)
    held = {line.code: line for line in contract.clauses.all()}
    changed = False
    for line in lines:
        values = {"presence": line.presence, "page": line.page, "remark": " ".join(line.remark.split())[:500]}
        row = held.get(line.code)
        if row is not None and all(getattr(row, name) == value for name, value in values.items()):
            continue
        changed = True
        _keep(contract, row, actor, line.code, {**values, "assessed_by": who})
    if changed:
        # The hour of the change is written too, so that a page opened on what stood before is stale.
        _edit(contract, actor, "contract.assess", {**_not_concluded(), "updated_at": actor.at})
    return contract


def _keep(
    contract: WorkContract, row: ContractClause | None, actor: Actor, code: str, values: dict[str, object]
) -> None:
    place = {"subject_id": contract.candidacy.person_id, "structure_id": contract.candidacy.opening.office_id}
    if row is None:
        row = ContractClause(contract=contract, code=code, **values)
        writing.create(row, "contract_clause.assess", actor=actor, **place)
    else:
        writing.edit(row, "contract_clause.assess", actor=actor, values=values, **place)


def _refuse_lines(lines: Sequence[ClauseLine]) -> None:
    found = []
    for line in lines:
        if line.code not in CLAUSES or line.presence not in Presence.values:
            found.append(Finding("clause_unknown", _("Choose what was found of this clause."), line.code))
        elif line.presence != Presence.PRESENT and not line.remark.strip():
            sentence = _("%(code)s: say in a few words what is missing or not conform, for the letter.")
            found.append(Finding("clause_remark", sentence % {"code": line.code}, line.code))
    if found:
        raise RuleRefused(found)


def _not_concluded() -> dict[str, object]:
    return {"reviewed_by": None, "reviewer_number": "", "reviewed_at": None, "review_note": ""}


def _edit(contract: WorkContract, actor: Actor, verb: str, values: dict[str, object]) -> None:
    writing.edit(
        contract,
        verb,
        actor=actor,
        values=values,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
    )


@transaction.atomic
def conclude_review(*, actor: Actor, contract_id: UUID, note: str = "", version: int | None = None) -> WorkContract:
    """Conclude the review: every clause asked was looked at. Another person decides from now on.

    Raises NotAllowed, Stale, WrongState, RuleRefused naming the clauses nobody looked at.
    """
    contract = locked(contract_id, version)
    require(actor, "review", contract.candidacy)
    _under_review(contract)
    who = person(actor)
    unseen = _review(contract, actor).unseen
    if unseen:
        sentence = _("Not looked at yet: %(codes)s.") % {"codes": ", ".join(item.code for item in unseen)}
        raise RuleRefused([Finding("clauses_unseen", sentence)])
    values = {
        "reviewed_by": who,
        "reviewer_number": who.staff_number,
        "reviewed_at": actor.at,
        "review_note": " ".join(note.split())[:1000],
    }
    _edit(contract, actor, "contract.conclude", values)
    return contract


def _review(contract: WorkContract, actor: Actor) -> Review:
    return review_of(contract, campaign_queries.one(contract.candidacy.opening_id), actor.today)


@transaction.atomic
def return_contract(*, actor: Actor, contract_id: UUID, reason: str, version: int | None = None) -> WorkContract:
    """Return a contract under review to be corrected; its clauses stay as they were found.

    Raises NotAllowed, Stale, WrongState, RuleRefused without a reason.
    """
    contract = locked(contract_id, version)
    require(actor, "review", contract.candidacy)
    CONTRACT.check("return", contract.state)
    actor = actor.because(reason_of(reason))
    CONTRACT.apply(
        contract,
        "return",
        actor=actor,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
        values=_not_concluded(),
    )
    return contract


@transaction.atomic
def decide_visa(*, actor: Actor, contract_id: UUID, note: str = "", version: int | None = None) -> WorkContract:
    """Give or refuse the visa, as the rule says of the clauses and of the checks, made once more now and kept as they are.

    The actor is nobody who reviewed (R-16); of two who decide at once, one does. Raises NotAllowed, Stale, WrongState when
    the file is stopped or has ended, the review is not concluded, or the visa was decided meanwhile.
    """
    contract = locked(contract_id, version)
    require(actor, "decide", contract.candidacy)
    _under_review(contract)
    require_open(contract.candidacy)
    if contract.reviewed_at is None:
        raise WrongState(_("The review of this contract is not concluded yet."), code="contract.not_concluded")
    assessors = [line.assessed_by for line in contract.clauses.select_related("assessed_by")]
    who = require_second(actor, contract.reviewed_by, *assessors)
    review = _review(contract, actor)
    verdict = review.verdict
    keep_checks(contract, Moment.VERDICT, review.checks, actor)
    values = {
        "approved_by": who,
        "approver_number": who.staff_number,
        "decided_on": actor.today,
        "decision_note": " ".join(note.split())[:1000],
        "approved_sha256": "" if STATES[verdict] == ContractState.REFUSED else contract.text_sha256,
    }
    CONTRACT.apply(
        contract,
        verdict,
        actor=actor,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
        values=values,
    )
    details = {"candidacy": contract.candidacy_id, "verdict": contract.state}
    emit(Event(events.DECIDED, actor, contract.pk, subject_id=contract.candidacy.person_id, details=details))
    return contract


def keep_checks(contract: WorkContract, moment: str, checks: Sequence[Check], actor: Actor) -> None:
    """Keep the checks as they were made: no value entered later changes them."""
    ContractCheck.objects.bulk_create(
        ContractCheck(
            contract=contract,
            moment=moment,
            position=place,
            clause=check.clause,
            rule=check.rule,
            outcome=check.outcome,
            blocking=check.blocking,
            sentence=str(check.sentence),
            values=dict(check.values),
            source=check.source[:300],
            made_at=actor.at,
        )
        for place, check in enumerate(checks)
    )
