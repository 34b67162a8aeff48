"""Where one goes on from a campaign or from a file of it: rooms above add theirs (placed by `web.parts`)."""

from collections.abc import Callable, Iterable

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import Sentence
from baarasira.openings.models import Campaign
from baarasira.web.requests import AgentRequest

Link = tuple[Sentence, str]
CampaignLinks = Callable[[AgentRequest, Campaign], Iterable[Link]]
FileLinks = Callable[[AgentRequest, Candidacy], Iterable[Link]]

CAMPAIGN_LINKS: list[CampaignLinks] = []
FILE_LINKS: list[FileLinks] = []


def of_campaign(request: AgentRequest, campaign: Campaign) -> list[Link]:
    """Return the links of a campaign's page, in the order they were placed."""
    return [link for make in CAMPAIGN_LINKS for link in make(request, campaign)]


def of_file(request: AgentRequest, candidacy: Candidacy) -> list[Link]:
    """Return the links of a file's page, in the order they were placed."""
    return [link for make in FILE_LINKS for link in make(request, candidacy)]
