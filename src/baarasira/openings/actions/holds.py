"""Stopping a campaign's files in one stroke, and putting them back exactly where they were (domain.md 0.5, R-10, R-16).

Two causes stop a campaign: its agreement is suspended, or the campaign itself. Files move again when the last of them is
lifted. People who have left go on: their files are never stopped.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.rules import decision_findings
from baarasira.employers.rules import refuse
from baarasira.kernel import events, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.locking import door

from ..enums import SUSPENDABLE, UNDER_WAY, CampaignState, HoldCause
from ..models import Campaign, Hold
from ..policies import CAMPAIGNS
from .campaign_doors import campaign_key, locked, move, person, reason_of, require_second

STOPPED = "campaign.stop"
"""Emitted when the files of a campaign stop. `hold`: the Hold; `reason`, `reference`: the decision, in words."""

RESUMED = "campaign.resume"
"""Emitted when the last hold of a campaign is lifted. `hold`: the Hold lifted last; `reason`, `reference`: of its lifting."""


def _stop(campaign: Campaign, actor: Actor, hold: Hold) -> None:
    """Keep a hold, stop the campaign when it has not begun to run, and tell the other rooms."""
    office = campaign.opening.office_id
    already = campaign.holds.filter(lifted_on__isnull=True).exists()
    writing.create(hold, "campaign_hold.decide", actor=actor, structure_id=office)
    if campaign.state in SUSPENDABLE:
        move(campaign, "suspend", actor, {"state_before": campaign.state})
    if not already:
        details = {"hold": hold.pk, "reason": hold.reason, "reference": hold.reference}
        events.emit(events.Event(STOPPED, actor, campaign.pk, details=details))


def _resume(campaign: Campaign, actor: Actor, hold: Hold, values: dict[str, object]) -> None:
    """End a hold; with the last one, the campaign goes back to the state it was stopped in and its files move again."""
    office = campaign.opening.office_id
    writing.edit(hold, "campaign_hold.lift", actor=actor, values=values, structure_id=office)
    if campaign.holds.filter(lifted_on__isnull=True).exists():
        return
    if campaign.state == CampaignState.SUSPENDED:
        move(campaign, f"lift_{campaign.state_before}", actor, {"state_before": ""})
    details = {"hold": hold.pk, "reason": hold.lift_reason, "reference": hold.lift_reference}
    events.emit(events.Event(RESUMED, actor, campaign.pk, details=details))


def _under(agreement_id: UUID) -> list[Campaign]:
    """Return the campaigns under way of an agreement, each locked behind its door."""
    keys = list(
        Campaign.objects.filter(agreement_id=agreement_id, state__in=[*UNDER_WAY, CampaignState.SUSPENDED])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    door(*(campaign_key(key) for key in keys))
    return [locked(key) for key in keys]


@transaction.atomic
def hold_under(
    *, actor: Actor, agreement_id: UUID, suspension_id: UUID | None, reason: str, reference: str
) -> list[Hold]:
    """Stop every campaign under an agreement that was suspended or denounced, within that act; return the holds.

    Whoever may suspend the agreement may stop its campaigns by it. A campaign stopped by the agreement already stays so.
    """
    held = []
    for campaign in _under(agreement_id):
        if campaign.holds.filter(cause=HoldCause.AGREEMENT, lifted_on__isnull=True).exists():
            continue
        hold = Hold(
            campaign=campaign,
            cause=HoldCause.AGREEMENT,
            suspension=suspension_id,
            reason=reason,
            reference=reference,
            began_on=actor.today,
        )
        _stop(campaign, actor, hold)
        held.append(hold)
    return held


@transaction.atomic
def release_under(*, actor: Actor, agreement_id: UUID, reason: str, reference: str) -> list[Hold]:
    """Let the campaigns under an agreement move again, within the lifting of its suspension, which took two people."""
    released = []
    for campaign in _under(agreement_id):
        hold = campaign.holds.filter(cause=HoldCause.AGREEMENT, lifted_on__isnull=True).first()
        if hold is None:
            continue
        values = {"lifted_on": actor.today, "lift_reason": reason, "lift_reference": reference}
        _resume(campaign, actor, hold, values)
        released.append(hold)
    return released


@transaction.atomic
def suspend_campaign(
    *, actor: Actor, campaign: Campaign, reason: str, reference: str, version: int | None = None
) -> Hold:
    """Suspend one campaign by a reasoned decision. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "suspend", stored.opening.office_id)
    own = stored.holds.filter(cause=HoldCause.OWN, lifted_on__isnull=True).exists()
    if own or stored.state not in {*UNDER_WAY, CampaignState.SUSPENDED}:
        raise WrongState(
            _("This campaign cannot be suspended now: it is suspended already, or it is not under way."),
            code="campaign.suspend",
        )
    reference = " ".join(reference.split())
    refuse(decision_findings(reference, reason, actor.today))
    reason = reason_of(reason)
    hold = Hold(
        campaign=stored,
        cause=HoldCause.OWN,
        reason=reason,
        reference=reference,
        began_on=actor.today,
        decided_by=person(actor),
    )
    _stop(stored, actor.because(reason), hold)
    return hold


def _own_hold(campaign: Campaign) -> Hold:
    hold = campaign.holds.filter(cause=HoldCause.OWN, lifted_on__isnull=True).select_related("lift_asked_by").first()
    if hold is None:
        sentence = _("This campaign is not suspended by a decision of its own. Look at its agreement.")
        raise WrongState(sentence, code="campaign.lift")
    return hold


@transaction.atomic
def ask_lifting(*, actor: Actor, campaign: Campaign, reason: str, reference: str, version: int | None = None) -> Hold:
    """Ask that a campaign's own suspension be lifted; nothing moves until another person confirms it.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "ask_lift", stored.opening.office_id)
    hold = _own_hold(stored)
    reference = " ".join(reference.split())
    found = decision_findings(reference, reason, actor.today)
    if hold.lift_asked_by_id is not None:
        found.append(Finding("lifting_asked", _("The lifting is asked already: another person decides on it.")))
    refuse(found)
    values = {
        "lift_asked_by": person(actor),
        "lift_asked_on": actor.today,
        "lift_reason": reason_of(reason),
        "lift_reference": reference,
    }
    writing.edit(hold, "campaign_hold.ask_lift", actor=actor, values=values, structure_id=stored.opening.office_id)
    return hold


@transaction.atomic
def confirm_lifting(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Hold:
    """Lift a campaign's own suspension that another person asked to lift. Raises NotAllowed (R-16), Stale, WrongState,
    RuleRefused when nobody asked."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "confirm_lift", stored.opening.office_id)
    hold = _own_hold(stored)
    if hold.lift_asked_by is None:
        sentence = _("Nobody has asked that this suspension be lifted: one person asks, another confirms.")
        raise RuleRefused([Finding("lifting_not_asked", sentence, source="R-16")])
    refusal = _("You asked for this lifting yourself: another person confirms it. Ask the department or the direction.")
    who = require_second(actor, hold.lift_asked_by, refusal)
    _resume(stored, actor.because(hold.lift_reason), hold, {"lifted_by": who, "lifted_on": actor.today})
    return hold
