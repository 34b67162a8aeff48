"""The campaigns of the territory."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.candidacies import road_queries
from baarasira.candidacies.policies import FILES
from baarasira.openings import campaign_queries
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.openings.policies import CAMPAIGNS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import CampaignFilter
from ..states import tone
from ..words import span_words


def _found(request: AgentRequest, form: CampaignFilter) -> QuerySet[Campaign]:
    rows = campaign_queries.visible_to(request.actor)
    wanted = form.cleaned_data if form.is_valid() else {"state": "", "everywhere": False}
    if wanted["state"]:
        rows = rows.filter(state=wanted["state"])
    scope = CAMPAIGNS.scope(request.actor, "view")
    if wanted["everywhere"] or scope.everywhere or CAMPAIGNS.allows(request.actor, "record"):
        return rows
    return campaign_queries.of_territory(rows, scope.structures, request.actor.today)


def _todo(request: AgentRequest, campaign: Campaign) -> str:
    today = request.actor.today
    if campaign.state == CampaignState.OPEN:
        return _("Receive applications") if campaign.opens_on <= today <= campaign.closes_on else _("Not open yet")
    if campaign.state == CampaignState.SUBMITTED and campaign.submitted_by_id != request.actor.id:
        return _("Read and decide") if CAMPAIGNS.allows(request.actor, "publish", campaign.opening.office_id) else ""
    return ""


def lines_of(request: AgentRequest, campaigns: Sequence[Campaign]) -> list[dict[str, object]]:
    """Return what a list shows of each campaign. One query for all."""
    counts = road_queries.counts_by_campaign(request.actor, [row.pk for row in campaigns])
    return [
        {
            "campaign": row,
            "tone": tone(row.state),
            "span": span_words(row.opens_on, row.closes_on),
            "files": counts.get(row.pk, (0, 0))[0],
            "open": row.state == CampaignState.OPEN and FILES.allows(request.actor, "apply"),
            "todo": _todo(request, row),
        }
        for row in campaigns
    ]


@require_GET
def list_campaigns(request: AgentRequest) -> HttpResponse:
    """Show the campaigns of this agent's territory, newest first."""
    CAMPAIGNS.require(request.actor, "view")
    form = CampaignFilter(request.GET)
    page = paginate(_found(request, form), order=("-id",), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": lines_of(request, list(page.rows)),
        "may_record": CAMPAIGNS.allows(request.actor, "record"),
    }
    return render(request, "campaigns/list.html", context)
