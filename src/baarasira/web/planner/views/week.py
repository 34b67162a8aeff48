"""The week: by room, trainer or group, with its conflicts in words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baarasira.training.timetables import queries
from baarasira.training.timetables.conflicts import conflicts
from baarasira.training.timetables.enums import ProposalState, View
from baarasira.training.timetables.policies import TIMETABLES
from baarasira.web.requests import AgentRequest

from ..forms import ProposeForm
from ..grids import grid, of_lesson
from .reach import heads, monday_asked, neighbours, require_view, view_asked, week_url

_SHOWN = 20


@require_GET
def week(request: AgentRequest) -> HttpResponse:
    """Show the lessons of a week that the agent may see, and what is wrong with them."""
    actor = request.actor
    require_view(actor)
    monday, view = monday_asked(request, actor.today), view_asked(request)
    lessons = list(queries.lessons(actor, monday))
    found = conflicts(lessons, monday)
    wrong = {key for one in found for key in one.lessons}
    may_plan = TIMETABLES.allows(actor, "plan")
    waiting = queries.proposals(actor).filter(monday=monday, state=ProposalState.PROPOSED)
    context = {
        "monday": monday,
        "view": view,
        "first": heads(view),
        "views": [
            {"label": label, "url": week_url(monday, name), "current": name == view} for name, label in View.choices
        ],
        "grid": grid([of_lesson(row, wrong) for row in lessons], monday, view),
        "found": found[:_SHOWN],
        "more": max(0, len(found) - _SHOWN),
        "count": len(lessons),
        "may_plan": may_plan,
        "form": ProposeForm(structures=queries.plannable(actor), initial={"day": monday}) if may_plan else None,
        "waiting": list(waiting[:5]) if may_plan else [],
        **neighbours(monday, view),
    }
    return render(request, "planner/week.html", context)
