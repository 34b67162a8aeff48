"""Splitting a campaign's seats between territories, and publishing it by two people."""

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.actions import reserve_seats
from baarasira.employers.rules import refuse
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.journal import write as journal

from ..campaign_details import SplitOrder
from ..models import Campaign, CampaignShare
from ..policies import CAMPAIGNS
from ..rules.campaign import publication_findings
from ..splitting import Proposal, propose
from ..transitions import CAMPAIGN
from .campaign_doors import agreement_door, locked, move, move_opening, person, reason_of, require_second


@transaction.atomic
def split_campaign(*, actor: Actor, campaign: Campaign, order: SplitOrder, version: int | None = None) -> Campaign:
    """Split the seats by the order given, and keep the weights beside what the rule did with them.

    Raises NotAllowed, Stale, WrongState, RuleRefused when the figures of the mix are not known or no territory takes part.
    """
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "split", stored.opening.office_id)
    CAMPAIGN.check("split", stored.state)
    proposal = propose(stored, order, actor.today)
    _keep_shares(stored, proposal)
    values = {"split_by": order.by, "split_mix": dict(proposal.mix), "split_on": actor.today}
    move(stored, "split", actor, values)
    after = {"shares": {part.code: {"weight": part.weight, "seats": part.seats} for part in proposal.parts}}
    journal.record(
        actor,
        "campaign.share",
        noun="campaign",
        object_id=stored.pk,
        structure_id=stored.opening.office_id,
        after=after,
    )
    return stored


def _keep_shares(campaign: Campaign, proposal: Proposal) -> None:
    campaign.shares.all().delete()
    CampaignShare.objects.bulk_create(
        CampaignShare(
            campaign=campaign,
            territory_id=part.code,
            weight=part.weight,
            seats=part.seats,
            extra=part.extra,
            invited=proposal.invited[part.code],
        )
        for part in proposal.parts
    )


def _ready(campaign: Campaign, actor: Actor) -> None:
    """Ask every rule again, and that the shares make the seats (A.7: Σ regional quotas = places)."""
    refuse(publication_findings(campaign, actor.today))
    total = sum(campaign.shares.values_list("seats", flat=True))
    if total != campaign.opening.seats:
        sentence = _("The shares make %(total)d seats, and the campaign has %(seats)d. Split the seats again.")
        words = {"total": total, "seats": campaign.opening.seats}
        raise RuleRefused([Finding("shares_total", sentence % words, source="A.7")])


@transaction.atomic
def submit_campaign(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Submit a campaign for publication by a second person. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "submit", stored.opening.office_id)
    CAMPAIGN.check("submit", stored.state)
    _ready(stored, actor)
    who = person(actor)
    move(stored, "submit", actor, {"submitted_by": who, "submitter_number": who.staff_number})
    move_opening(stored, "submit", actor, {"submitted_by": who})
    return stored


@transaction.atomic
def publish_campaign(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Publish a submitted campaign, by another person than the one who submitted it; its seats are held under the agreement.

    The rules are asked again, the ceiling behind the agreement's own door. Raises NotAllowed, Stale, WrongState,
    RuleRefused, Taken when the seats under the agreement went to another campaign meanwhile.
    """
    agreement_door(campaign)
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "publish", stored.opening.office_id)
    CAMPAIGN.check("publish", stored.state)
    who = require_second(actor, stored.submitted_by, _second())
    _ready(stored, actor)
    if stored.agreement is not None:
        reserve_seats(
            actor=actor,
            agreement=stored.agreement,
            key=stored.pk,
            seats=stored.opening.seats,
            year=stored.opening.starts_on.year,
            occupation=stored.opening.occupation,
        )
    move_opening(
        stored, "publish", actor, {"approved_by": who, "published_at": actor.at, "expires_on": stored.closes_on}
    )
    values = {"published_by": who, "publisher_number": who.staff_number, "published_at": actor.at}
    move(stored, "publish", actor, values)
    return stored


def _second() -> str:
    return _("You submitted this campaign yourself: a second person publishes it. Ask the direction or a colleague.")


@transaction.atomic
def return_campaign(*, actor: Actor, campaign: Campaign, reason: str, version: int | None = None) -> Campaign:
    """Return a submitted campaign for correction. Raises as `publish_campaign`."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "publish", stored.opening.office_id)
    CAMPAIGN.check("return", stored.state)
    require_second(actor, stored.submitted_by, _second())
    actor = actor.because(reason_of(reason))
    move(stored, "return", actor, {"submitted_by": None, "submitter_number": ""})
    move_opening(stored, "return", actor, {"submitted_by": None})
    return stored
