"""The selections one has to do with, and the selection of one campaign as a road: panels, list, run, publication, what follows."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baarasira.openings import campaign_queries
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.selection.enums import OPEN_RUNS, PanelState, RunState
from baarasira.selection.models import Appeal, Member, Panel, Run
from baarasira.selection.policies import APPEALS, PANELS, RUNS
from baarasira.selection.queries import panels, runs
from baarasira.web.campaigns.states import tone as campaign_tone
from baarasira.web.requests import AgentRequest

from ..alike import alike
from ..states import tone
from .reach import campaign_or_404

_SHOWN = (CampaignState.PRESELECTION, CampaignState.SELECTION, CampaignState.PREPARATION, CampaignState.SUSPENDED)


@require_GET
def list_selections(request: AgentRequest) -> HttpResponse:
    """Show the panels on which one sits, and the campaigns whose selection one may see."""
    actor = request.actor
    seats = Member.objects.filter(panels.sits_as(actor), left_on__isnull=True, panel__state__in=panels.AT_WORK)
    rows = campaign_queries.visible_to(actor).filter(
        RUNS.scope(actor, "view").q("opening__office_id"), state__in=_SHOWN
    )
    context = {
        "seats": [
            {"member": row, "tone": tone(row.panel.state)}
            for row in seats.select_related("panel__campaign__opening", "panel__structure").order_by("panel_id", "id")
        ],
        "campaigns": [
            {"campaign": row, "tone": campaign_tone(row.state)} for row in rows.order_by("closes_on", "id")[:100]
        ]
        if RUNS.allows(actor, "view")
        else [],
    }
    return render(request, "selection/list.html", context)


@require_GET
def selection_file(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Show where the selection of a campaign stands and what comes next."""
    campaign = campaign_or_404(request, campaign_id)
    rows = list(runs.visible_to(request.actor).filter(campaign=campaign).order_by("number"))
    found = list(
        Panel.objects.filter(campaign=campaign).select_related(
            "structure", "campaign__opening", "campaign__programme_version"
        )
    )
    context = {
        "campaign": campaign,
        "opening": campaign.opening,
        "tone": campaign_tone(campaign.state),
        "panels": [_panel(row) for row in found],
        "runs": [{"run": row, "tone": tone(row.state)} for row in rows],
        "alike": alike(request.actor, campaign),
        **_next(request, campaign, rows),
    }
    return render(request, "selection/file.html", context)


def _panel(row: Panel) -> dict[str, Any]:
    if row.state == PanelState.OPENED:  # its files have gone on
        files = marked = panels.marked_by(row)
    else:
        state = panels.marks_state(row)
        files, marked = state.candidates, state.complete
    return {"panel": row, "tone": tone(row.state), "files": files, "marked": marked}


def _next(request: AgentRequest, campaign: Campaign, rows: list[Run]) -> dict[str, Any]:
    office = campaign.opening.office_id
    open_run = next((row for row in rows if row.state in OPEN_RUNS), None)
    published = next((row for row in reversed(rows) if row.state == RunState.PUBLISHED), None)
    marks = panels.marks_step(panels.programme_of(campaign)) is not None
    closable = (
        campaign.state in {CampaignState.PRESELECTION, CampaignState.SELECTION}
        and open_run is None
        and published is None
    )
    formable = {CampaignState.OPEN, CampaignState.PRESELECTION, CampaignState.SELECTION}
    upheld = Appeal.objects.filter(run=published, state="upheld", applied_in__isnull=True).count() if published else 0
    return {
        "open_run": open_run,
        "published": published,
        "marks": marks,
        "may_form": marks and campaign.state in formable and not rows and PANELS.allows(request.actor, "form", office),
        "may_close": closable and RUNS.allows(request.actor, "close_list", office),
        "upheld": upheld if open_run is None and APPEALS.allows(request.actor, "apply", office) else 0,
        "free": len(runs.free_seats(published)) if published else 0,
        "appeals": Appeal.objects.filter(run__campaign=campaign).count(),
    }
