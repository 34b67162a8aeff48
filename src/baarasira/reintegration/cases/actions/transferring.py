"""A change of owner: asked by the structure that has the case, taken or declined by the one that is to have it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.network.models import Structure

from ..enums import OPEN_REFERRALS, CaseState
from ..models import Case, PartnerBody, Transfer
from ..policies import CASES
from ..rules.sharing import sharing_findings
from . import doors
from .referring import withdraw_for


@transaction.atomic
def ask_transfer(*, actor: Actor, case_id: UUID, target_id: UUID, reason: str) -> Transfer:
    """Ask another structure to take the case over; until it does, the owner stays who it was.

    To a partner, what a referral asks for is asked too. Raises NotAllowed, RuleRefused.
    """
    case = doors.locked(actor, case_id, "ask_transfer")
    if case.state == CaseState.CLOSED:
        raise doors.refused("case_closed", _("This case is closed: reopen it first."))
    target = Structure.objects.get(pk=target_id)
    if target.pk == case.owner_id:
        raise doors.refused("transfer_same", _("This structure has the case already."), "target")
    if target.closed_on is not None and target.closed_on <= actor.today:
        raise doors.refused("owner_closed", _("This structure is closed: choose another."), "target")
    if case.transfers.filter(taken__isnull=True).exists():
        raise doors.refused("transfer_waits", _("A transfer is asked already and waits for an answer."), "target")
    body = PartnerBody.objects.select_related("organisation").filter(structure=target).first()
    if body is not None:
        doors.stop_at(sharing_findings(case.person, body, actor.today))
    row = Transfer(
        case=case,
        source=case.owner,
        target=target,
        reason=doors.words_of(reason, 500),
        asked_on=actor.today,
        asked_by=doors.person_acting(actor),
    )
    writing.create(row, "case_transfer.ask", actor=actor, **doors.told(case))
    return row


@transaction.atomic
def answer_transfer(*, actor: Actor, transfer_id: UUID, taken: bool, words: str = "") -> Transfer:
    """Take the case over, or decline with the reason; another person than who asked (R-16). Once, whoever is faster.

    Raises NotAllowed outside the structure asked, RuleRefused when it was answered already or nothing says why.
    """
    case_id = Transfer.objects.values_list("case_id", flat=True).get(pk=transfer_id)
    door(f"case:{case_id}")
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("target", "asked_by")
    row = rows.get(pk=transfer_id)
    CASES.require(actor, "take_transfer", row.target_id)
    who = doors.second(actor, row.asked_by, _("Who asked for the transfer does not take it: another person does."))
    if row.taken is not None:
        raise doors.refused("transfer_answered", _("This transfer was answered already."))
    case = Case.objects.select_for_update(of=("self",)).select_related("person", "owner").get(pk=case_id)
    answer = " ".join(words.split())[:500] if taken else doors.words_of(words, 500, "words")
    values = {"taken": taken, "answered_on": actor.today, "answered_by": who, "answer": answer}
    writing.edit(row, "case_transfer.answer", actor=actor, values=values, **doors.told(case))
    if taken:
        _hand_over(actor, case, row)
    return row


def _hand_over(actor: Actor, case: Case, row: Transfer) -> None:
    """Give the case to its new owner, who needs no referral to see it any more."""
    if case.state == CaseState.CLOSED:
        raise doors.refused("case_closed", _("This case is closed: reopen it first."))
    body = PartnerBody.objects.select_related("organisation").filter(structure_id=row.target_id).first()
    if body is not None:
        doors.stop_at(sharing_findings(case.person, body, actor.today))
        for referral in case.referrals.select_for_update().filter(body=body, state__in=OPEN_REFERRALS):
            withdraw_for(actor.because(str(_("The partner took the case over."))), case, referral)
    values = {"owner": row.target, "counsellor": None}
    writing.edit(case, "case.transfer", actor=actor, values=values, **doors.told(case))
