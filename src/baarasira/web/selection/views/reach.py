"""The campaign, the panel, the run of a page, found among those the agent may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.selection.models import Appeal, Member, Panel, Run
from baarasira.selection.policies import APPEALS, PANELS, RUNS
from baarasira.selection.queries import panels, runs
from baarasira.web.requests import AgentRequest


def campaign_or_404(request: AgentRequest, campaign_id: UUID) -> Campaign:
    """Return the campaign when the agent may see its selection; 404 otherwise."""
    campaign = get_object_or_404(campaign_queries.visible_to(request.actor), pk=campaign_id)
    office = campaign.opening.office_id
    if not RUNS.allows(request.actor, "view", office) and not APPEALS.allows(request.actor, "record"):
        raise Http404
    return campaign


def panel_or_404(request: AgentRequest, panel_id: UUID) -> Panel:
    """Return the panel when the agent may see it or sits on it; 404 otherwise."""
    return get_object_or_404(panels.visible_to(request.actor), pk=panel_id)


def seat_or_404(request: AgentRequest, member_id: UUID) -> tuple[Member, Panel]:
    """Return a seat that is the agent's own, or an outsider's whose paper they may type in; 404 otherwise."""
    member = get_object_or_404(Member.objects.select_related("user"), pk=member_id, left_on__isnull=True)
    panel = panel_or_404(request, member.panel_id)
    own = panels.member_of(panel, request.actor)
    if own is not None and own.pk == member.pk:
        return member, panel
    if member.user_id is None and PANELS.allows(request.actor, "type_sheet", panel.campaign.opening.office_id):
        return member, panel
    raise Http404


def run_or_404(request: AgentRequest, run_id: UUID) -> Run:
    """Return the run when the agent may see it; 404 otherwise."""
    return get_object_or_404(runs.visible_to(request.actor), pk=run_id)


def appeal_or_404(request: AgentRequest, appeal_id: UUID) -> Appeal:
    """Return the appeal when the agent may see it; 404 otherwise."""
    rows = Appeal.objects.filter(APPEALS.scope(request.actor, "view").q("run__campaign__opening__office_id"))
    rows = rows.select_related(
        "run__campaign__opening", "run__campaign__programme_version", "run__first_by", "run__second_by",
        "candidacy__person", "recorded_by", "instructed_by", "decided_by", "applied_in",
    )  # fmt: skip
    return get_object_or_404(rows, pk=appeal_id)


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
