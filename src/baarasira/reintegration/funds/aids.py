"""What was funded already, asked of the cases' one register, and the aid that a grant of ours commits there."""

from uuid import UUID

from baarasira.cooperation.models import Organisation
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.reintegration.cases.enums import AidOrigin
from baarasira.reintegration.cases.models import Aid, Case


def commit_aid(
    actor: Actor,
    *,
    case: Case,
    purpose: str,
    origin_id: UUID,
    funder: Organisation,
    amount: int,
    currency: str,
    reference: str,
) -> Aid:
    """Record in the register of aids what a grant committed, within the act that did."""
    aid = Aid(
        person=case.person, case=case, purpose=purpose, origin=AidOrigin.GRANT, origin_id=origin_id, funder=funder,
        amount=amount, currency=currency, given_on=actor.today, reference=reference,
    )  # fmt: skip
    writing.create(aid, "aid.commit", actor=actor, subject_id=case.person_id, structure_id=case.owner_id)
    return aid


def release_aid(actor: Actor, *, origin_id: UUID, reason: str) -> None:
    """Record that what a grant committed ceased to stand before anything of it was paid, within the act that stopped it."""
    for aid in Aid.objects.filter(origin_id=origin_id, cancelled_on__isnull=True).select_related("case"):
        values = {"cancelled_on": actor.today, "cancelled_reason": reason[:300]}
        owner = aid.case.owner_id if aid.case is not None else None
        writing.edit(aid, "aid.cancel", actor=actor, values=values, subject_id=aid.person_id, structure_id=owner)
