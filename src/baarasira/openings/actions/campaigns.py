"""Recording a campaign, correcting it, checking it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.employers.models import Employer
from baarasira.employers.rules import refuse
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure
from baarasira.programmes.models import ProgrammeVersion

from ..campaign_details import CampaignDetails
from ..enums import CampaignOpinionSense, CampaignState, OpeningKind
from ..models import Campaign, CampaignOpinion, CampaignWindow, Opening
from ..policies import CAMPAIGNS
from ..rules import record_findings
from ..rules.campaign import calendar_findings, opening_findings
from ..transitions import CAMPAIGN, OPENING
from .campaign_doors import locked, move, person, reason_of


@transaction.atomic
def record_campaign(
    *, actor: Actor, office: Structure, employer: Employer, details: CampaignDetails, form_token: UUID | None = None
) -> Campaign:
    """Record a campaign in the department that conducts it, under one version of a programme, frozen from here on.

    The same `form_token` again returns the campaign already recorded. Raises NotAllowed, RuleRefused when the details
    cannot be kept; whether it may open is asked later (`check_campaign`, `publish_campaign`).
    """
    CAMPAIGNS.require(actor, "record", office.pk)
    if form_token is not None:
        door(f"campaign-form:{form_token}")
        if known := Campaign.objects.filter(form_token=form_token).first():
            return known
    work = details.work.tidy()
    refuse([*_programme_findings(actor, office.pk, details), *record_findings(work), *calendar_findings(details)])
    opening = Opening(
        number=with_check(f"CA{actor.today:%y}-{next_number(f'campaign:{actor.today.year}'):04d}"),
        kind=OpeningKind.CAMPAIGN,
        office=office,
        employer=employer,
        **{**work.values(), "received_on": work.received_on or actor.today},
    )
    OPENING.begin(opening, "receive", actor=actor, structure_id=office.pk)
    campaign = Campaign(id=opening.pk, opening=opening, form_token=form_token, **details.values())
    CAMPAIGN.begin(campaign, "record", actor=actor, structure_id=office.pk)
    _keep_windows(campaign, details)
    return campaign


def _programme_findings(actor: Actor, office_id: UUID, details: CampaignDetails) -> list[Finding]:
    """Return that a centre conducts entrance competitions alone: other programmes are the department's."""
    if CAMPAIGNS.allows(actor, "record_any", office_id):
        return []
    if ProgrammeVersion.objects.get(pk=details.version_id).compiled.step_of_kind("exam") is not None:
        return []
    sentence = _(
        "A centre conducts entrance competitions: choose a programme that has examination papers, or ask the department of "
        "cooperation and migration."
    )
    return [Finding("centre_programme", sentence, "version_id")]


def _keep_windows(campaign: Campaign, details: CampaignDetails) -> None:
    campaign.windows.all().delete()
    CampaignWindow.objects.bulk_create(
        CampaignWindow(
            campaign=campaign, territory_id=window.territory, opens_on=window.opens_on, closes_on=window.closes_on
        )
        for window in details.windows
    )


@transaction.atomic
def edit_campaign(
    *,
    actor: Actor,
    campaign: Campaign,
    details: CampaignDetails,
    version: int | None,
    employer: Employer | None = None,
) -> Campaign:
    """Correct a campaign that is still only recorded. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "edit", stored.opening.office_id)
    if stored.state != CampaignState.RECEIVED:
        raise WrongState(
            _("This campaign was checked: take it back to correct it first, then change it."), code="campaign.edit"
        )
    work = details.work.tidy()
    opening, office = stored.opening, stored.opening.office_id
    refuse([*_programme_findings(actor, office, details), *record_findings(work), *calendar_findings(details)])
    values: dict[str, object] = {**work.values(), "received_on": work.received_on or opening.received_on}
    if employer is not None:
        values["employer_id"] = employer.pk
    writing.edit(opening, "opening.edit", actor=actor, values=values, structure_id=office)
    # The version is raised even when only the windows changed: a second form open on the old ones is then stale.
    writing.edit(stored, "campaign.edit", actor=actor, values=details.values(), structure_id=office)
    _keep_windows(stored, details)
    return stored


@transaction.atomic
def check_campaign(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Declare that the offer was checked: employer, agreement, programme, calendar. Raises as the rules say."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "check", stored.opening.office_id)
    CAMPAIGN.check("check", stored.state)
    refuse(opening_findings(stored, actor.today))
    move(stored, "check", actor, {"checked_by": person(actor)})
    return stored


@transaction.atomic
def reject_campaign(*, actor: Actor, campaign: Campaign, reason: str, version: int | None = None) -> Campaign:
    """Reject the offer behind a campaign, with the reason. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "check", stored.opening.office_id)
    CAMPAIGN.check("reject", stored.state)
    reason = reason_of(reason)
    move(stored, "reject", actor.because(reason), {"end_reason": reason})
    return stored


@transaction.atomic
def correct_campaign(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Campaign:
    """Take a campaign back to correct it; it is checked and split anew. Raises NotAllowed, Stale, WrongState."""
    stored = locked(campaign, version)
    CAMPAIGNS.require(actor, "edit", stored.opening.office_id)
    CAMPAIGN.check("correct", stored.state)
    stored.shares.all().delete()
    values = {"checked_by": None, "split_by": "", "split_mix": {}, "split_on": None, "end_reason": ""}
    move(stored, "correct", actor, values)
    return stored


@transaction.atomic
def record_opinion(
    *, actor: Actor, campaign: Campaign, kind: str, sense: str, given_on: date, reference: str
) -> CampaignOpinion:
    """Record an opinion that the programme asks for before the campaign opens. Raises NotAllowed, RuleRefused."""
    stored = locked(campaign)
    CAMPAIGNS.require(actor, "check", stored.opening.office_id)
    reference = " ".join(reference.split())[:120]
    found = []
    if not reference:
        found.append(Finding("opinion_reference", _("Enter the reference of the letter that gives it."), "reference"))
    if given_on > actor.today:
        found.append(Finding("opinion_day", _("This day is still to come."), "given_on"))
    if sense not in CampaignOpinionSense.values:
        found.append(Finding("opinion_sense", _("Choose what the opinion says."), "sense"))
    if found:
        raise RuleRefused(found)
    row = CampaignOpinion(campaign=stored, kind=kind, sense=sense, given_on=given_on, reference=reference)
    writing.create(row, "campaign_opinion.record", actor=actor, structure_id=stored.opening.office_id)
    return row
