"""What the pages of campaigns show of contracts: the offer of the employer, the contract of a file."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.mobility.contracts import queries
from baarasira.mobility.contracts.actions.offers import languages_asked
from baarasira.mobility.contracts.policies import OFFERS
from baarasira.openings.models import Campaign
from baarasira.web.requests import AgentRequest

from ..campaigns.links import CampaignLinks, FileLinks, Link
from .views.reach import may

_STEP = "contract"


def offer_link(request: AgentRequest, campaign: Campaign) -> Iterator[Link]:
    """Link to the employer's offer, of campaigns whose programme hands contracts over in another language."""
    if languages_asked(campaign) and OFFERS.allows(request.actor, "view"):
        yield _("Offer of the employer"), reverse("contracts:offer", args=[campaign.pk])


def contract_link(request: AgentRequest, candidacy: Candidacy) -> Iterator[Link]:
    """Link to the contract of a file, or to the form that enters it while the file stands at its contract step."""
    if not may(request, "view", candidacy):
        return
    held = queries.contracts_of(candidacy.pk)
    if held:
        yield _("Contract of the worker"), reverse("contracts:file", args=[held[0].pk])
    elif candidacy.state == CandidacyState.UNDER_WAY and may(request, "record", candidacy) and _at_contract(candidacy):
        yield _("Enter the contract"), reverse("contracts:new", args=[candidacy.pk])


def _at_contract(candidacy: Candidacy) -> bool:
    return candidacy.steps.filter(kind=_STEP, closed_at__isnull=True).exists()


CAMPAIGN_LINKS: list[CampaignLinks] = [offer_link]
FILE_LINKS: list[FileLinks] = [contract_link]
