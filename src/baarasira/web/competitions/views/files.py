"""The list of competitions, and one of them: where it stands, what comes next."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.openings.models import Campaign
from baarasira.training.competitions import actions, queries
from baarasira.training.competitions.actions.lifting import without_mark
from baarasira.training.competitions.enums import CompetitionState as State
from baarasira.training.competitions.models import Competition
from baarasira.training.competitions.policies import COMPETITIONS
from baarasira.training.competitions.rules.marks import shown
from baarasira.training.courses.models import Session
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import OptionalReasonForm, ReasonForm
from ..reach import own_or_404
from ..states import tone


@require_GET
def list_competitions(request: AgentRequest) -> HttpResponse:
    """Show the competitions, the campaigns that have none yet, and where this agent marks or holds a seal."""
    page = paginate(queries.visible_to(request.actor).order_by(), order=("-id",), request=request)
    context = {
        "page": page,
        "lines": [{"row": row, "tone": tone("competition", row.state)} for row in page.rows],
        "campaigns": queries.to_prepare(request.actor),
        "markers": queries.seats_of(request.user),
        "seals": queries.seals_of(request.user),
        "may_see": COMPETITIONS.allows(request.actor, "view"),
    }
    return render(request, "competitions/list.html", context)


@require_POST
def prepare(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Prepare the competition of a campaign."""
    campaign = get_object_or_404(Campaign, pk=campaign_id)
    found = actions.prepare(actor=request.actor, campaign_id=campaign.pk)
    drafts.confirm(
        request, _("The competition is prepared from its programme. Give its papers their day, and add halls.")
    )
    return redirect("competitions:file", found.pk)


@require_GET
def competition(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Show a competition: the notice, the halls, the seal, the marks, the results, and what can be done now."""
    found = own_or_404(request, competition_id)
    actor = request.actor
    may = {name: COMPETITIONS.allows(actor, name, found.structure_id) for name in COMPETITIONS.grants}
    lists = list(found.lists.select_related("proposed_by", "published_by"))
    context: dict[str, Any] = {
        "competition": found,
        "opening": found.campaign.opening,
        "tone": tone("competition", found.state),
        "may": may,
        "mean": shown(found.pass_mean),
        "gap": shown(found.third_gap),
        "papers": [
            {"row": row, "below": shown(row.eliminatory) if row.eliminatory else ""} for row in found.papers.all()
        ],
        "reserved": list(found.reserved.select_related("region")),
        "halls": queries.hall_lines(found),
        "seated": found.sittings.count(),
        "session": Session.objects.filter(pk=found.session_id).first() if found.session_id else None,
        "holders": list(found.holders.select_related("user")),
        "progress": queries.progress(found),
        "markers": list(_markers(found)),
        "lists": [{"row": row, "tone": tone("list", row.state)} for row in reversed(lists)],
        "against": without_mark(found) if found.state == State.MARKING else [],
        "reason": ReasonForm(auto_id="return_%s"),
        "again": OptionalReasonForm(auto_id="again_%s"),
        "own_list": any(row.state == "proposed" and row.proposed_by_id == actor.id for row in lists),
        "to_decide": found.papers.filter(incidents__state="to_decide").count(),
        **_after(found, actor.today),
    }
    return render(request, "competitions/file.html", context)


def _markers(found: Competition) -> Any:
    for paper in found.papers.prefetch_related("markers__user"):
        yield from ({"paper": paper, "row": row} for row in paper.markers.all())


def _after(found: Competition, on: Any) -> dict[str, Any]:
    """Return what follows the results: complaints to settle, scripts to show, seats."""
    offers = list(queries.offers_of(found))
    return {
        "complaints": [
            {"row": row, "tone": tone("complaint", row.state)}
            for row in found.complaints.select_related("sitting__candidacy", "paper", "decided_by")
        ],
        "exclusions": [
            {"row": row, "tone": tone("exclusion", row.state)}
            for sitting in found.sittings.filter(exclusions__isnull=False).distinct().prefetch_related("exclusions")
            for row in sitting.exclusions.select_related("sitting__candidacy__person", "proposed_by")
        ],
        "consultations": [
            row
            for sitting in found.sittings.filter(consultations__isnull=False).distinct()
            for row in sitting.consultations.select_related("sitting__candidacy")
        ],
        "offers": [{"row": row, "tone": tone("offer", row.state)} for row in offers],
        "confirmed": sum(row.state == "confirmed" for row in offers),
        "overdue": queries.unanswered(found, on),
    }
