"""What the pages of journeys share: the file of a page, the lists to choose among, the report of an act on many."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.kernel.policies import PolicyTable
from baarasira.mobility.journeys.actions.reports import Line
from baarasira.mobility.journeys.policies import JOURNEYS
from baarasira.openings import campaign_queries
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.web.employers.offices import offices_for
from baarasira.web.requests import AgentRequest

_GONE = [
    CampaignState.RECEIVED,
    CampaignState.REJECTED,
    CampaignState.CHECKED,
    CampaignState.SPLIT,
    CampaignState.SUBMITTED,
]


def file_or_404(request: AgentRequest, candidacy_id: UUID) -> Candidacy:
    """Return the file of a worker whose journey this agent may see; 404 otherwise, as if it did not exist."""
    if not JOURNEYS.allows(request.actor, "view"):
        raise Http404
    rows = road_queries.visible_to(request.actor).select_related(
        "opening__campaign__programme_version", "opening__employer"
    )
    return get_object_or_404(rows, pk=candidacy_id)


def campaigns_of(actor: Actor, *, kind: str = "") -> list[Campaign]:
    """Return the campaigns under way that the agent may read, whose programme has a step of a kind where one is named."""
    rows = campaign_queries.visible_to(actor).exclude(state__in=_GONE).order_by("-id")[:100]
    return [
        row for row in rows if not kind or any(s.kind == kind for s in row.programme_version.compiled.steps.values())
    ]


def choices_of(campaigns: Sequence[Campaign]) -> list[tuple[str, str]]:
    """Return campaigns as a form offers them."""
    return [(str(row.pk), f"{row.opening.title} ({row.opening.number})") for row in campaigns]


def office_choices(actor: Actor, policy: PolicyTable, action: str) -> list[tuple[str, str]]:
    """Return the structures in which the agent may do an action, as a form offers them."""
    return [(str(row.pk), row.name) for row in offices_for(actor, policy, action)]


def report(
    request: AgentRequest, lines: Sequence[Line], *, title: Sentence, back: str, label: Sentence
) -> HttpResponse:
    """Answer with what became of each file of an act on many."""
    context = {
        "title": title,
        "done": [line for line in lines if line.done],
        "refused": [line for line in lines if not line.done],
        "back": back,
        "label": label,
    }
    return render(request, "journeys/report.html", context)
