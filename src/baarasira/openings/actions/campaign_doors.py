"""What every act on a campaign begins and ends with: the row alone behind its door, the second person, the move."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.employers.rules import too_long
from baarasira.kernel import events
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Campaign
from ..transitions import CAMPAIGN, OPENING

SHORTEST_REASON = 10
_WITH = ("opening", "opening__office", "opening__employer", "programme_version", "agreement", "submitted_by")


def campaign_key(campaign_id: UUID) -> str:
    """Return the key of a campaign's door: acts on the campaign take it, those who register hold it ajar."""
    return f"campaign:{campaign_id}"


def agreement_door(campaign: Campaign) -> None:
    """Take the door of the campaign's agreement before its own, where an act needs both.

    A suspension comes that way: agreement, then its campaigns. Two acts that took them the other way round would each wait
    for the other.
    """
    if campaign.agreement_id is not None:
        door(f"agreement:{campaign.agreement_id}")


def locked(campaign: Campaign | UUID, version: int | None = None) -> Campaign:
    """Return the campaign as the database has it, behind its door until the transaction ends; Stale when it changed."""
    pk = campaign.pk if isinstance(campaign, Campaign) else campaign
    door(campaign_key(pk))
    stored = Campaign.objects.select_for_update(of=("self",)).select_related(*_WITH).get(pk=pk)
    stored.require_version(version)
    return stored


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="campaign.person")
    return actor.user


def require_second(actor: Actor, first: User | None, sentence: str) -> User:
    """Return who acts when they are another person than the first, whatever accounts they use (R-16); else NotAllowed."""
    who = person(actor)
    if same_person(first, who):
        raise NotAllowed(sentence, code="R-16")
    return who


def reason_of(text: str, field: str = "reason") -> str:
    """Return a reason written in a sentence; RuleRefused when it is shorter than one, or too long to keep."""
    reason = " ".join(text.split())
    if len(reason) < SHORTEST_REASON:
        sentence = _("Write the reason in a sentence: those who work on this campaign will read it.")
        raise RuleRefused([Finding("reason_missing", sentence, field)])
    if found := too_long(Campaign, {"end_reason": reason}):
        raise RuleRefused([Finding(item.code, item.sentence, field) for item in found])
    return reason


def move(campaign: Campaign, name: str, actor: Actor, values: dict[str, object] | None = None) -> None:
    """Apply one move of the table of campaigns, and tell the other rooms (``campaign.<name>``)."""
    office = campaign.opening.office_id
    CAMPAIGN.apply(campaign, name, actor=actor, structure_id=office, values=dict(values or {}))
    events.emit(events.Event(f"campaign.{name}", actor, campaign.pk))


def move_opening(campaign: Campaign, name: str, actor: Actor, values: dict[str, object] | None = None) -> None:
    """Let the opening of a campaign follow: what reads openings of every kind reads it there."""
    opening = campaign.opening
    OPENING.apply(opening, name, actor=actor, structure_id=opening.office_id, values=dict(values or {}))
