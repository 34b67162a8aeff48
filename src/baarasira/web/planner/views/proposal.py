"""A proposal: asked for, looked at, put in place or dropped."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.training.courses.models import Session
from baarasira.training.timetables import actions, queries, words
from baarasira.training.timetables.enums import ProposalState, View
from baarasira.training.timetables.models import Proposal
from baarasira.training.timetables.policies import TIMETABLES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import ProposeForm
from ..grids import grid, of_proposal
from .reach import heads, view_asked, week_url

_TONES = {ProposalState.PROPOSED: "wait", ProposalState.APPLIED: "done", ProposalState.DROPPED: "neutral"}


@require_POST
def propose(request: AgentRequest) -> HttpResponse:
    """Propose a week, and show the proposal."""
    TIMETABLES.require(request.actor, "plan")
    form = ProposeForm(request.POST, structures=queries.plannable(request.actor))
    if not form.is_valid():
        messages.error(request, _("Choose a centre and a day of the week to plan."))
        return redirect("planner:week")
    data = form.cleaned_data
    try:
        made = actions.propose(actor=request.actor, structure_id=data["structure"].pk, day=data["day"])
    except BusinessError as error:
        messages.error(request, str(error))
        return redirect(week_url(data["day"], View.GROUP))
    return redirect("planner:proposal", made.pk)


@require_GET
def proposal(request: AgentRequest, proposal_id: UUID) -> HttpResponse:
    """Show a proposal: its week, what found no place and why."""
    found = _or_404(request, proposal_id)
    view = view_asked(request)
    titles = dict(Session.objects.filter(pk__in=found.missing).values_list("pk", "title"))
    lessons = of_proposal(found.lessons)
    context = {
        "proposal": found,
        "tone": _TONES[ProposalState(found.state)],
        "view": view,
        "first": heads(view),
        "views": [{"label": label, "url": f"?vue={name}", "current": name == view} for name, label in View.choices],
        "grid": grid(lessons, found.monday, view),
        "count": len(lessons),
        "missing": sorted((titles.get(UUID(key), ""), count) for key, count in found.missing.items()),
        "short": sum(found.missing.values()),
        "sentences": [words.shortage(said) for said in found.shortages],
        "open": found.state == ProposalState.PROPOSED and TIMETABLES.allows(request.actor, "plan", found.structure_id),
        "week_url": week_url(found.monday, view),
    }
    return render(request, "planner/proposal.html", context)


def _or_404(request: AgentRequest, proposal_id: UUID) -> Proposal:
    return get_object_or_404(queries.proposals(request.actor), pk=proposal_id)


@require_POST
def apply(request: AgentRequest, proposal_id: UUID) -> HttpResponse:
    """Put a proposal in place."""
    return _end(request, proposal_id, actions.apply, _("The timetable is in place."))


@require_POST
def drop(request: AgentRequest, proposal_id: UUID) -> HttpResponse:
    """Drop a proposal."""
    return _end(request, proposal_id, actions.drop, _("The proposal is dropped: the week stays as it is."))


def _end(request: AgentRequest, proposal_id: UUID, act: Callable[..., Proposal], sentence: str) -> HttpResponse:
    found = _or_404(request, proposal_id)
    try:
        act(actor=request.actor, proposal_id=found.pk)
    except BusinessError as error:
        messages.error(request, str(error))
        return redirect("planner:proposal", found.pk)
    drafts.confirm(request, sentence)
    return redirect(week_url(found.monday, View.GROUP))
