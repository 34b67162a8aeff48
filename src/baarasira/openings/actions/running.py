"""A campaign that goes on: applications close, the selection begins and is signed, people leave and return, it ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.actions import release_seats
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.locking import door

from .. import files
from ..enums import CampaignState, CloseReason
from ..models import Campaign
from ..policies import CAMPAIGNS
from ..transitions import CAMPAIGN
from .campaign_doors import agreement_door, campaign_key, locked, move, move_opening, reason_of


def _advance(actor: Actor, campaign: Campaign, name: str, version: int | None, right: str = "advance") -> Campaign:
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, right, stored.opening.office_id)
    CAMPAIGN.check(name, stored.state)
    move(stored, name, actor)
    return stored


@transaction.atomic
def close_applications(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Close applications before their last day (a cap was reached, a decision). Raises NotAllowed, Stale, WrongState."""
    return _advance(actor, campaign, "close_applications", version)


@transaction.atomic
def close_due_applications(*, actor: Actor) -> int:
    """Close the applications whose last day is past (the worker's clock does it); return of how many campaigns."""
    CAMPAIGNS.require(actor, "clock")
    due = Campaign.objects.filter(state=CampaignState.OPEN, closes_on__lt=actor.today).order_by("id")
    keys = list(due.values_list("pk", flat=True))
    door(*(campaign_key(key) for key in keys))
    rows = list(due.filter(pk__in=keys).select_for_update(of=("self",)).select_related("opening"))
    for campaign in rows:
        move(campaign, "close_applications", actor)
    return len(rows)


@transaction.atomic
def begin_selection(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Begin the selection, once the lists are frozen (the room of selections calls it). Raises as `close_applications`."""
    return _advance(actor, campaign, "begin_selection", version)


@transaction.atomic
def sign_selection(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Follow a selection that two people signed (the room of selections calls it). Raises as `close_applications`."""
    return _advance(actor, campaign, "sign_selection", version, "sign")


@transaction.atomic
def record_departures(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Say that departures have begun; at least one person must have left. Raises as `close_applications`."""
    if not files.counted(campaign.pk).departed:
        raise BusinessError(_("Nobody has left yet: record the departures in the files first."), code="campaign.depart")
    return _advance(actor, campaign, "depart", version)


@transaction.atomic
def end_season(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Say that the work has ended and people return. Raises as `close_applications`."""
    return _advance(actor, campaign, "end_season", version)


@transaction.atomic
def close_campaign(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Close a campaign whose files have all come to an outcome (A.7). Raises NotAllowed, Stale, WrongState, BusinessError."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "advance", stored.opening.office_id)
    CAMPAIGN.check("close", stored.state)
    count = files.counted(stored.pk)
    if count.under_way:
        sentence = _("%(n)d files are still under way: each is brought to its outcome first.") % {"n": count.under_way}
        raise BusinessError(sentence, code="campaign.open_files")
    reached = max(count.departed, count.succeeded)
    if reached >= stored.opening.seats:
        name, reason = "close_filled", CloseReason.ALL_FILLED
    else:
        name, reason = ("close_part_filled" if reached else "close_unfilled"), CloseReason.NO_CANDIDATE
    move_opening(stored, name, actor, {"closed_on": actor.today, "close_reason": reason})
    move(stored, "close", actor, {"closed_on": actor.today})
    return stored


@transaction.atomic
def cancel_campaign(*, actor: Actor, campaign: Campaign, reason: str, version: int | None = None) -> Campaign:
    """Cancel a campaign nobody has left in; its files end and its seats go back to the agreement.

    Raises NotAllowed, Stale, WrongState, RuleRefused without a reason, BusinessError when somebody has left.
    """
    agreement_door(campaign)
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "cancel", stored.opening.office_id)
    CAMPAIGN.check("cancel", stored.state)
    if files.counted(stored.pk).departed:
        sentence = _("People have left in this campaign: it runs to its end. Close it then.")
        raise BusinessError(sentence, code="campaign.departed")
    actor = actor.because(reason_of(reason))
    if stored.agreement is not None and stored.published_at is not None:
        release_seats(actor=actor, agreement=stored.agreement, key=stored.pk)
    values = {"closed_on": actor.today, "close_reason": CloseReason.WITHDRAWN, "close_note": actor.reason[:300]}
    move_opening(stored, "cancel", actor, values)
    move(stored, "cancel", actor, {"closed_on": actor.today, "end_reason": actor.reason, "state_before": ""})
    return stored
