"""The joint committee and its meetings; consular opinions."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused

from .. import rules
from ..details import MeetingData, OpinionData
from ..enums import CommitteeSide
from ..models import Agreement, CommitteeMeeting, CommitteeMember, ConsularOpinion
from ..policies import AGREEMENTS
from .doors import locked, person, words
from .schedule import meeting_due


@transaction.atomic
def record_opinion(*, actor: Actor, agreement: Agreement, opinion: OpinionData) -> ConsularOpinion:
    """Record what a consulate says; the newest opinion counts. Raises NotAllowed, RuleRefused."""
    stored = locked(agreement)
    AGREEMENTS.require(actor, "opine", stored.office_id)
    return keep_opinion(actor, stored, opinion)


def keep_opinion(actor: Actor, agreement: Agreement, opinion: OpinionData) -> ConsularOpinion:
    """Store an opinion on a locked agreement, inside the caller's act. Raises RuleRefused."""
    opinion = replace(opinion, reference=words(opinion.reference), remark=words(opinion.remark))
    rules.refuse(rules.opinion_findings(opinion, actor.today))
    row = ConsularOpinion(
        agreement=agreement,
        sense=opinion.sense,
        given_on=opinion.given_on,
        reference=opinion.reference,
        consulate_id=opinion.consulate,
        remark=opinion.remark,
        author=person(actor),
    )
    writing.create(row, "agreement_opinion.record", actor=actor, structure_id=agreement.office_id)
    return row


@transaction.atomic
def add_member(*, actor: Actor, agreement: Agreement, side: str, name: str, function: str = "") -> CommitteeMember:
    """Add someone to the joint committee. Raises NotAllowed, RuleRefused."""
    AGREEMENTS.require(actor, "meet", agreement.office_id)
    found = []
    name, function = " ".join(name.split())[:150], " ".join(function.split())[:150]
    if side not in CommitteeSide.values:
        found.append(Finding("side_unknown", _("Choose the side for which the person sits."), "side"))
    if not name:
        found.append(Finding("member_name", _("Enter the name of the person."), "name"))
    rules.refuse(found)
    member = CommitteeMember(agreement=agreement, side=side, name=name, function=function)
    writing.create(member, "committee_member.add", actor=actor, structure_id=agreement.office_id)
    return member


@transaction.atomic
def end_member(*, actor: Actor, member: CommitteeMember) -> None:
    """Mark that someone no longer sits on the committee; the row stays. Raises NotAllowed."""
    stored = CommitteeMember.objects.select_for_update().get(pk=member.pk)
    office_id = member.agreement.office_id
    AGREEMENTS.require(actor, "meet", office_id)
    if stored.ended_on is None:
        values = {"ended_on": actor.today}
        writing.edit(stored, "committee_member.end", actor=actor, values=values, structure_id=office_id)


@transaction.atomic
def record_meeting(*, actor: Actor, agreement: Agreement, meeting: MeetingData) -> CommitteeMeeting:
    """Record a meeting of the joint committee and its minutes; the next one is then due. Raises NotAllowed, RuleRefused."""
    stored = locked(agreement)
    AGREEMENTS.require(actor, "meet", stored.office_id)
    meeting = replace(
        meeting,
        minutes=words(meeting.minutes),
        present=words(meeting.present),
        place=words(meeting.place),
        minutes_reference=words(meeting.minutes_reference),
    )
    found = rules.meeting_findings(meeting, actor.today)
    if stored.signed_on is None:
        sentence = _("The committee of an agreement that is not signed has not met. Record the signature first.")
        found.append(Finding("meeting_before_signature", sentence))
    if found:
        raise RuleRefused(found)
    row = CommitteeMeeting(agreement=stored, author=person(actor), **asdict(meeting))
    writing.create(row, "committee_meeting.record", actor=actor, structure_id=stored.office_id)
    values = {"next_meeting_on": meeting_due(stored, months=stored.meeting_months)}
    writing.edit(stored, "agreement.plan_meeting", actor=actor, values=values, structure_id=stored.office_id)
    return row
