"""The attendance of a group on a trainer's phone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from baarasira.training.courses.enums import LIVE, Mark
from baarasira.training.courses.models import SessionDay
from baarasira.training.courses.policies import SESSIONS
from baarasira.training.courses.queries import attendance as queries
from baarasira.training.courses.queries import reach
from baarasira.web.requests import AgentRequest

_NEXT = 7


@require_GET
def groups(request: AgentRequest) -> HttpResponse:
    """Show the groups whose attendance this person takes: the days nobody noted, and those around today."""
    actor = request.actor
    mine = [row for row in reach.sessions(actor).filter(state__in=LIVE) if reach.may(actor, SESSIONS, "attend", row)]
    days = SessionDay.objects.filter(session__in=mine).select_related("session__course").order_by("day", "starts", "id")
    waiting = queries.to_note(actor)
    keys = {day.pk for _session, day in waiting}
    today = actor.today
    context = {
        "waiting": [day for _session, day in waiting if day.session_id in {row.pk for row in mine}],
        "around": [
            row for row in days.filter(day__gte=today.fromordinal(today.toordinal() - _NEXT)) if row.pk not in keys
        ][:20],
        "today": today,
    }
    return render(request, "field/groups.html", context)


@require_GET
def sheet(request: AgentRequest, session_id: UUID, day_id: UUID) -> HttpResponse:
    """Show one day of a group: four taps a person, kept at once, sent when there is a line."""
    session = get_object_or_404(reach.sessions(request.actor), pk=session_id)
    reach.require(request.actor, SESSIONS, "attend", session)
    day = get_object_or_404(session.days.all(), pk=day_id)
    context = {
        "session": session,
        "day": day,
        "lines": queries.sheet(session, day),
        "marks": [(mark, str(mark.value)) for mark in (Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.EXCUSED)],
        "to_come": day.day > request.actor.today,
    }
    return render(request, "field/attendance.html", context)
