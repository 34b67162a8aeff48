"""Claims for refund, until the worker has the money back: asked for, repaid in parts or whole, abandoned by two people."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door

from ..enums import ClaimState
from ..models import RefundClaim, Repayment
from ..policies import COSTS
from ..transitions import CLAIM
from . import doors


def _locked(claim_id: UUID, version: int | None) -> RefundClaim:
    door(f"claim:{claim_id}")
    claim = RefundClaim.objects.select_for_update(of=("self",)).select_related("abandon_asked_by").get(pk=claim_id)
    claim.require_version(version)
    return claim


def _about(claim: RefundClaim) -> dict[str, UUID]:
    return {"subject_id": claim.person_id, "structure_id": claim.office_id}


@transaction.atomic
def ask_refund(*, actor: Actor, claim_id: UUID, reference: str, version: int | None = None) -> RefundClaim:
    """Record that the money was asked back by a letter or a call, with its reference. Raises NotAllowed, WrongState, RuleRefused."""
    claim = _locked(claim_id, version)
    COSTS.require(actor, "claim", claim.office_id)
    CLAIM.check("ask", claim.state)
    written = " ".join(reference.split())[:120]
    if not written:
        raise doors.refused("reference_missing", _("Write the reference of the demand."), "reference")
    CLAIM.apply(
        claim, "ask", actor=actor, values={"asked_on": actor.today, "asked_reference": written}, **_about(claim)
    )
    return claim


@transaction.atomic
def record_repayment(
    *, actor: Actor, claim_id: UUID, amount: int, paid_on: date, reference: str, version: int | None = None
) -> RefundClaim:
    """Record money the worker got back, whole small units; the claim ends when all of it is there.

    Raises NotAllowed, Stale, WrongState, RuleRefused for more than is left.
    """
    claim = _locked(claim_id, version)
    COSTS.require(actor, "claim", claim.office_id)
    CLAIM.check("repay_part", claim.state)
    left = claim.amount - claim.repaid
    if not 1 <= amount <= left:
        raise doors.refused("repaid_more", _("Write an amount above zero, at most what is left to repay."), "amount")
    if not claim.opened_on.replace(day=1) <= paid_on <= actor.today:
        raise doors.refused(
            "repaid_day", _("It was repaid after the claim was opened, today at the latest."), "paid_on"
        )
    written = " ".join(reference.split())[:120]
    if not written:
        raise doors.refused("reference_missing", _("Write what proves the payment."), "reference")
    row = Repayment(claim=claim, amount=amount, paid_on=paid_on, reference=written, recorded_by=doors.person(actor))
    writing.create(row, "repayment.record", actor=actor, **_about(claim))
    whole = amount == left
    values: dict[str, object] = {"repaid": claim.repaid + amount}
    if whole:
        values["ended_on"] = actor.today
    CLAIM.apply(claim, "repay" if whole else "repay_part", actor=actor, values=values, **_about(claim))
    return claim


@transaction.atomic
def ask_abandon(*, actor: Actor, claim_id: UUID, reason: str, version: int | None = None) -> RefundClaim:
    """Ask that a claim be abandoned, with the reason; another person decides. Raises NotAllowed, WrongState, RuleRefused."""
    claim = _locked(claim_id, version)
    COSTS.require(actor, "ask_abandon", claim.office_id)
    CLAIM.check("abandon", claim.state)
    values = {"abandon_asked_by": doors.person(actor), "reason": doors.sentence_of(reason, 300)}
    writing.edit(claim, "refund_claim.ask_abandon", actor=actor, values=values, **_about(claim))
    return claim


@transaction.atomic
def abandon(*, actor: Actor, claim_id: UUID, version: int | None = None) -> RefundClaim:
    """Abandon a claim that another person asked to abandon (R-16). Raises NotAllowed, WrongState, RuleRefused."""
    claim = _locked(claim_id, version)
    COSTS.require(actor, "abandon", claim.office_id)
    CLAIM.check("abandon", claim.state)
    if claim.abandon_asked_by is None:
        raise doors.refused(
            "abandon_not_asked", _("One person asks, another decides: nobody has asked."), source="R-16"
        )
    sentence = _("You asked for this yourself: another person decides it.")
    values = {"abandoned_by": doors.second(actor, claim.abandon_asked_by, sentence), "ended_on": actor.today}
    CLAIM.apply(claim, "abandon", actor=actor.because(claim.reason), values=values, **_about(claim))
    return claim


def standing(claim: RefundClaim) -> bool:
    """Tell whether money is still to be given back."""
    return claim.state not in {ClaimState.REPAID, ClaimState.ABANDONED}
