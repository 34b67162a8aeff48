"""The file of an offer: what it is, its road, the next step."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from baarasira.kernel.actor import same_person
from baarasira.openings import hires, queries
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.openings.policies import OPENINGS
from baarasira.openings.rules import Step, publication_findings
from baarasira.web.requests import AgentRequest

from ..panel import panel_of
from ..road import road_of
from ..sections import sections_of
from ..states import tone
from ..words import place_words, seats_words, wage_words


@require_GET
def opening_file(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Show an offer's file: band, road with the next step, the work, the conditions, the people referred."""
    rows = queries.readable_by(request.actor).select_related("cercle", "submitted_by", "approved_by")
    opening = get_object_or_404(rows, pk=opening_id)
    taken = hires.counted(opening.pk)
    shown = queries.published(request.actor.today).filter(pk=opening.pk).exists()
    context = {
        "opening": opening,
        "tone": tone(opening.state),
        "place": place_words(opening),
        "wage": wage_words(opening),
        "seats": seats_words(opening, taken),
        "road": road_of(opening),
        "sections": sections_of(request, opening),
        "hidden": opening.state == OpeningState.PUBLISHED and not shown,
        "shown": shown,
        **_next(request, opening),
    }
    return render(request, "openings/file.html", context)


def _next(request: AgentRequest, opening: Opening) -> dict[str, Any]:
    """Return what this agent may do next with the offer, and what stops it."""

    def may(action: str) -> bool:
        return OPENINGS.allows(request.actor, action, opening.office_id)

    received, submitted = opening.state == OpeningState.RECEIVED, opening.state == OpeningState.SUBMITTED
    live = opening.state in {OpeningState.PUBLISHED, OpeningState.EXPIRED}
    own = same_person(opening.submitted_by, request.actor.user)
    findings = []
    if received or submitted or live:
        step = Step.EXTEND if live else Step.PUBLISH
        findings = publication_findings(opening, employer=opening.employer, on=request.actor.today, step=step)
    return {
        "panel": panel_of(findings),
        "may_edit": received and may("edit"),
        "may_submit": received and may("submit"),
        "may_decide": submitted and may("approve") and not own,
        "awaits_other": submitted and own,
        "may_extend": live and may("extend"),
        "may_close": live and may("close"),
        "may_cancel": (received or submitted or live) and may("cancel"),
        "expired": opening.state == OpeningState.EXPIRED,
    }
